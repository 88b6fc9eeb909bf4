"""What every refusal must look like: RFC 9457 problems, whoever answers."""

from __future__ import annotations

import json
from typing import Any, Protocol


class Answer(Protocol):
    """A response, of httpx or of a raw connection."""

    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> Any: ...

    @property
    def content(self) -> bytes: ...


def problem_of(answer: Answer) -> dict[str, Any]:
    """The problem in an answer, checked for the members that each one has."""
    media_type = answer.headers.get("content-type")
    assert media_type == "application/problem+json", f"{answer.status_code} with {media_type}: {answer.content[:300]!r}"
    problem: dict[str, Any] = json.loads(answer.content)
    for member in ("type", "title", "detail"):
        assert isinstance(problem[member], str) and problem[member], f"{member} of {problem}"
    assert problem["status"] == answer.status_code
    if problem["type"] != "about:blank":
        assert problem["type"].startswith("/docs/problems#")
        assert problem["request_id"] == answer.headers["x-request-id"]
    return problem


def assert_problem(
    answer: Answer, status: int, word: str = "", *, field: str = "", code: str = "", detail: str = ""
) -> dict[str, Any]:
    """The answer is this problem; word ends its type, one of its errors has the field and the code."""
    assert answer.status_code == status, f"{answer.status_code} instead of {status}: {answer.content[:500]!r}"
    problem = problem_of(answer)
    if word:
        assert problem["type"] == f"/docs/problems#{word}"
    if field:
        mistakes = problem.get("errors", [])
        assert any(
            mistake["field"] == field and (not code or mistake["code"] == code) and mistake["message"]
            for mistake in mistakes
        ), f"no error {field} {code} in {mistakes}"
    if detail:
        assert detail in problem["detail"], problem["detail"]
    return problem

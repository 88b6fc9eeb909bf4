"""X-Request-Id: taken when it is well formed, else made; the same in the answer, the problem and every log."""

from __future__ import annotations

import json
import re
import secrets
from typing import Any

import pytest

from client import Client, User
from raw_http import RawClient, bearer
from stack import Stack
from waiting import eventually

WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,64}")


def fresh() -> str:
    """A request id of the test's own."""
    return f"Test_{secrets.token_hex(8)}.x-1"


def the_line(stack: Stack, source: str, request_id: str) -> dict[str, Any]:
    """The one log line of a request."""
    lines = stack.lines_about(source, request_id)
    assert len(lines) == 1, lines
    line: dict[str, Any] = lines[0]
    return line


@pytest.mark.parametrize("given", ["a", "A-b_c.9", "x" * 64, "00000000-0000-0000-0000-000000000000"])
def test_well_formed_id_comes_back(user: User, given: str) -> None:
    for path in ("/todos/", "/auth/profile/", "/readyz"):
        assert user.get(path, headers={"X-Request-Id": given}).headers["x-request-id"] == given


@pytest.mark.parametrize(
    "given", ["a b", "x" * 65, "a,b", "a/b", 'a"b', "a\\b", "<a>", "é", "a\tb", "{}", "%61"], ids=ascii
)
def test_malformed_id_is_replaced(raw: RawClient, user: User, given: str) -> None:
    answer = raw.request("GET", "/todos/", bearer(user.account.access), f"X-Request-Id: {given}".encode())

    assert answer.status_code == 200
    assert answer.headers["x-request-id"] != given
    assert WELL_FORMED.fullmatch(answer.headers["x-request-id"])


def test_two_ids_are_replaced(raw: RawClient, user: User) -> None:
    answer = raw.request("GET", "/todos/", bearer(user.account.access), "X-Request-Id: a", "X-Request-Id: b")

    assert answer.headers["x-request-id"] not in ("a", "b", "a, b")


def test_ids_that_are_made_differ(user: User) -> None:
    made = [user.get("/todos/").headers["x-request-id"] for _ in range(50)]
    made += [user.get("/auth/profile/").headers["x-request-id"] for _ in range(50)]

    assert len(set(made)) == 100
    assert all(WELL_FORMED.fullmatch(one) for one in made)


def test_problem_carries_the_id(client: Client) -> None:
    given = fresh()

    answer = client.get("/todos/", headers={"X-Request-Id": given})

    assert answer.json()["request_id"] == answer.headers["x-request-id"] == given


def test_log_tells_of_the_request(stack: Stack, user: User) -> None:
    given = fresh()
    user.post("/tasks", json={"title": "a"}, headers={"X-Request-Id": given})

    line = the_line(stack, "todos", given)

    expected = {
        "source": "todos",
        "level": "info",
        "message": "request",
        "method": "POST",
        "path": "/todos",
        "status": 201,
        "user_id": user.account.user_id,
        "remote_addr": "127.0.0.1",
    }
    assert line.items() >= expected.items()
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["ts"])
    assert 0 < line["duration_ms"] < 10000
    assert line["statements"] in (1, 3)


def test_log_of_a_refused_request_has_no_user(stack: Stack, client: Client) -> None:
    given = fresh()
    client.get("/auth/profile", headers={"X-Request-Id": given, "Authorization": "Bearer x"})

    line = the_line(stack, "auth", given)

    assert (line["status"], line["statements"], "user_id" in line) == (401, 0, False)


@pytest.mark.parametrize(
    "agent,logged",
    [(b'odd "agent" \\', 'odd "agent" \\'), ("é".encode(), "??"), (b"\xff\xc3", "??"), (b"x" * 9000, "x" * 9000)],
    ids=["quotes", "UTF-8", "raw bytes", "long"],
)
def test_web_servers_log_has_the_same_id(stack: Stack, user: User, agent: bytes, logged: str) -> None:
    given = fresh()
    user.get("/todos/?limit=1", headers={"X-Request-Id": given, "User-Agent": agent})

    def lines() -> list[dict[str, Any]]:
        log = (stack.directory / "log" / "lighttpd-access" / "current").read_bytes()
        return [json.loads(line) for line in log.splitlines() if given.encode() in line]

    found = eventually(lines, "a line in the access log")

    assert len(found) == 1
    assert found[0]["user_agent"] == logged
    assert (found[0]["request_id"], found[0]["status"], found[0]["method"]) == (given, 200, "GET")
    assert found[0]["path"].startswith("/todos/")


def test_log_holds_no_secret(stack: Stack, user_with_password: User) -> None:
    user = user_with_password
    given = fresh()
    secret = secrets.token_hex(16)
    user.post(
        "/auth/token/", json={"username": user.account.username, "password": secret}, headers={"X-Request-Id": given}
    )
    user.post("/auth/token/refresh/", json={"refresh": user.account.refresh}, headers={"X-Request-Id": given + "r"})
    the_line(stack, "auth", given)
    the_line(stack, "auth", given + "r")

    for path in (stack.directory / "log").rglob("*"):
        if path.is_file():
            text = path.read_text(errors="replace")
            for word in (secret, user.account.access, user.account.refresh, user.account.access.split(".")[2]):
                assert word not in text, path

"""The programs as plain CGI, as on a shared host; and with settings that the running instance does not have."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from cgi_program import CgiAnswer, CgiProgram
from client import User
from description import Description
from operations import CALLS, Call, each
from problems import assert_problem
from stack import Stack

ORIGIN = "https://app.example"
PREFLIGHT = {
    "Origin": ORIGIN,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization",
}
EXPOSED = {"ETag", "Link", "Location", "Retry-After", "X-Request-Id"}


@pytest.fixture(scope="session")
def todos(stack: Stack, description: Description) -> CgiProgram:
    """The todos program."""
    return CgiProgram(stack, description, "todos")


@pytest.fixture(scope="session")
def auth(stack: Stack, description: Description) -> CgiProgram:
    """The auth program."""
    return CgiProgram(stack, description, "auth")


def headers(user: User, **more: str) -> dict[str, str]:
    """The user's token, and a JSON body."""
    return {"Authorization": f"Bearer {user.account.access}", "Content-Type": "application/json"} | more


@each(CALLS)
def test_operation_answers_as_over_fastcgi(
    todos: CgiProgram, auth: CgiProgram, user_with_password: User, call: Call
) -> None:
    user = user_with_password
    program = auth if call.path.startswith("/auth") else todos
    content = call.content(user)
    body = b"" if content is None else json.dumps(content).encode()

    answer = program.request(call.method, call.address(user), headers(user), body)

    assert answer.status_code in ((404,) if "{receipt}" in call.path else (200, 201, 204)), answer


def test_path_may_be_split_between_script_name_and_path_info(todos: CgiProgram, user: User) -> None:
    todo = user.todo()

    for script, info in [
        ("/todos", f"/{todo['id']}/"),
        ("/todos", f"/{todo['id']}"),
        ("", f"/todos/{todo['id']}/"),
        ("/tasks", f"/{todo['id']}/"),
    ]:
        answer = todos.request("GET", script, headers(user), path_info=info)
        assert (answer.status_code, json.loads(answer.content)) == (200, todo)


def test_body_shorter_than_its_length_is_refused(todos: CgiProgram, user: User) -> None:
    answer = todos.request("POST", "/todos/", headers(user), b"{}", settings={"CONTENT_LENGTH": "100"})

    assert_problem(answer, 400, "malformed", detail="shorter")


@pytest.mark.parametrize("length", ["-1", "x", "1e3", "9" * 30])
def test_length_that_is_no_number_is_refused(todos: CgiProgram, user: User, length: str) -> None:
    answer = todos.request("POST", "/todos/", headers(user), b"{}", settings={"CONTENT_LENGTH": length})

    assert_problem(answer, 400, "malformed", detail="Content-Length")


def test_body_of_a_get_is_not_looked_at(todos: CgiProgram, user: User) -> None:
    assert todos.request("GET", "/todos/", headers(user), b" " * 100).status_code == 200


def test_program_without_a_request_ends(stack: Stack) -> None:
    kept = {name: stack.settings[name] for name in ("DATABASE_URL", "TASKLIGHT_CONFIG")}

    done = subprocess.run([stack.program("todos")], input=b"", capture_output=True, env=kept, timeout=20, check=False)

    assert done.returncode == 0
    assert b"Status: 404" in done.stdout


def test_database_that_is_not_there_is_unavailable(todos: CgiProgram, auth: CgiProgram, user: User) -> None:
    away = {"DATABASE_URL": "postgresql:///tasklight?host=/nonexistent"}

    for program, path in ((todos, "/todos/"), (auth, "/auth/profile/")):
        answer = program.request("GET", path, headers(user), settings=away)

        assert_problem(answer, 503, "unavailable")
        assert answer.headers["retry-after"] == "1"
        assert "statement failed" in answer.log


def test_readiness_names_what_is_missing(auth: CgiProgram) -> None:
    answer = auth.request("GET", "/readyz", settings={"DATABASE_URL": "postgresql:///tasklight?host=/nonexistent"})

    assert answer.status_code == 503
    body = json.loads(answer.content)
    assert (body["status"], body["checks"]["database"]) == ("unready", "the database does not answer")
    assert answer.headers["retry-after"] == "1"


def test_readiness_needs_the_schema(auth: CgiProgram, stack: Stack) -> None:
    away = stack.settings["DATABASE_URL"] + "&user=todos"

    body = json.loads(auth.request("GET", "/readyz", settings={"DATABASE_URL": away}).content)

    assert body["status"] == "unready"


def test_log_goes_to_standard_error_without_a_folder(todos: CgiProgram, user: User) -> None:
    answer = todos.request("GET", "/todos/", headers(user, X_Request_Id="cgi-1"))

    lines = [json.loads(line) for line in answer.log.splitlines()]
    assert len(lines) == 1
    assert (lines[0]["source"], lines[0]["status"], lines[0]["request_id"]) == ("todos", 200, "cgi-1")
    assert lines[0]["remote_addr"] == "192.0.2.1"


def test_second_signing_key_is_accepted_while_keys_change(
    todos: CgiProgram, auth: CgiProgram, stack: Stack, user_with_password: User
) -> None:
    user, changed = user_with_password, {"JWT_SIGNING_KEY": "k" * 40}
    rotated = changed | {"JWT_SIGNING_KEY_PREVIOUS": stack.settings["JWT_SIGNING_KEY"]}

    assert todos.request("GET", "/todos/", headers(user), settings=rotated).status_code == 200
    assert_problem(todos.request("GET", "/todos/", headers(user), settings=changed), 401, "invalid_token")
    body = json.dumps({"username": user.account.username, "password": "strongpassword123"}).encode()
    token = json.loads(auth.request("POST", "/auth/token/", headers(user), body, settings=rotated).content)["access"]
    new = {"Authorization": f"Bearer {token}"}
    assert todos.request("GET", "/todos/", new, settings=changed).status_code == 200
    assert_problem(todos.request("GET", "/todos/", new), 401, "invalid_token")


def test_body_limit_is_a_setting(todos: CgiProgram, user: User) -> None:
    body = json.dumps({"title": "a", "description": "x" * 2000}).encode()

    assert_problem(
        todos.request("POST", "/todos/", headers(user), body, settings={"BODY_LIMIT": "1024"}),
        413,
        "too_large",
        detail="1024",
    )


def test_limit_of_open_todos_is_a_setting(todos: CgiProgram, user: User) -> None:
    user.todo()
    user.todo()

    answer = todos.request("POST", "/todos/", headers(user), b'{"title": "third"}', settings={"TODOS_OPEN_LIMIT": "2"})

    assert_problem(answer, 409, "limit")


def cross_origin(answer: CgiAnswer) -> dict[str, Any]:
    """The headers of CORS in an answer."""
    return {name.lower(): value for name, value in answer.headers.items() if name.lower().startswith("access-control-")}


def test_without_allowed_origins_no_page_may_call(todos: CgiProgram, user: User) -> None:
    answers = [
        todos.request("GET", "/todos/", headers(user, Origin=ORIGIN), settings={"ALLOWED_ORIGINS": ""}),
        todos.request("OPTIONS", "/todos/", PREFLIGHT, settings={"ALLOWED_ORIGINS": ""}),
    ]

    assert [answer.status_code for answer in answers] == [200, 204]
    assert [cross_origin(answer) for answer in answers] == [{}, {}]


@pytest.mark.parametrize(
    "allowed",
    [
        ORIGIN,
        f"https://other.example {ORIGIN}",
        f"{ORIGIN},https://other.example",
        f"https://other.example, {ORIGIN}",
        "*",
    ],
)
def test_allowed_origin_may_read_answers_and_their_headers(todos: CgiProgram, user: User, allowed: str) -> None:
    answer = todos.request("GET", "/todos/", headers(user, Origin=ORIGIN), settings={"ALLOWED_ORIGINS": allowed})

    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert set(answer.headers["access-control-expose-headers"].split(", ")) >= EXPOSED
    assert answer.headers["vary"] == "Origin"
    assert answer.headers["access-control-allow-credentials"] == (None if allowed == "*" else "true")


def test_cookies_count_for_no_origin_that_is_not_named(todos: CgiProgram, user: User) -> None:
    answer = todos.request("GET", "/todos/", headers(user, Origin=ORIGIN), settings={"ALLOWED_ORIGINS": "*"})

    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://other.example",
        "http://app.example",
        "https://app.example:8443",
        "https://app.example.evil",
        "https://app.exampl",
        "null",
        "HTTPS://APP.EXAMPLE",
    ],
)
def test_other_origin_may_not(todos: CgiProgram, user: User, origin: str) -> None:
    answer = todos.request("GET", "/todos/", headers(user, Origin=origin), settings={"ALLOWED_ORIGINS": ORIGIN})

    assert (answer.status_code, cross_origin(answer), answer.headers["vary"]) == (200, {}, "Origin")


def test_problems_may_be_read_from_allowed_origins_too(todos: CgiProgram) -> None:
    answer = todos.request("GET", "/todos/", {"Origin": ORIGIN}, settings={"ALLOWED_ORIGINS": ORIGIN})

    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["access-control-allow-origin"] == ORIGIN


def test_preflight_allows_every_method_and_header_of_the_api(todos: CgiProgram) -> None:
    answer = todos.request("OPTIONS", "/todos/", PREFLIGHT, settings={"ALLOWED_ORIGINS": ORIGIN})

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert set(answer.headers["access-control-allow-methods"].split(", ")) >= {"GET", "POST", "PUT", "PATCH", "DELETE"}
    named = {name.lower() for name in answer.headers["access-control-allow-headers"].split(", ")}
    assert named >= {"authorization", "content-type", "idempotency-key", "if-match", "if-none-match", "x-request-id"}
    assert int(answer.headers["access-control-max-age"]) > 0


def test_preflight_of_another_origin_allows_nothing(todos: CgiProgram) -> None:
    answer = todos.request(
        "OPTIONS", "/todos/", PREFLIGHT | {"Origin": "https://other.example"}, settings={"ALLOWED_ORIGINS": ORIGIN}
    )

    assert (answer.status_code, cross_origin(answer)) == (204, {})


def test_running_instance_allows_no_other_origin(new_user: Callable[[], User]) -> None:
    user = new_user()

    answers = [user.get("/todos/", headers={"Origin": ORIGIN}), user.request("OPTIONS", "/todos/", headers=PREFLIGHT)]

    assert [answer.status_code for answer in answers] == [200, 204]
    assert not [name for answer in answers for name in answer.headers if name.startswith("access-control")]

"""Addresses: those near a real one are not found, those that can be read two ways are refused."""

from __future__ import annotations

import uuid

import pytest

from client import Client, User
from problems import assert_problem
from raw_http import RawClient, bearer

NEAR = [
    "/todosX",
    "/tasksX",
    "/authX",
    "/todo",
    "/TODOS/",
    "/Tasks",
    "/todos;x=1/",
    "/todos/;",
    "/api",
    "/api/",
    "/api/tokenX",
    "/api/todos/",
    "/api/register/",
    "/api/profile/",
    "/auth",
    "/auth/",
    "/auth/todos/",
    "/auth/token-s/",
    "/auth/token/Refresh/",
    "/auth/token/refresh/x",
    "/auth/profile/1/",
    "/auth/deletions/",
    "/todos/changes/1/",
    "/todos/restore/",
    "/todos/1/restore/2/",
    "/todos/1/2/",
    "/todos/1/trash/",
    "/todos/%ed%a0%80",
    "/nonexistent",
]
AMBIGUOUS = [
    "//todos",
    "//todos/1/",
    "/todos//",
    "/todos//1/",
    "/todos/1//",
    "/todos/1//restore/",
    "/./todos/",
    "/todos/.",
    "/todos/./1/",
    "/todos/..",
    "/todos/../auth/profile/",
    "/todos/%2e/",
    "/todos/%2E%2E/auth/profile/",
    "/todos/%2e%2e/auth",
    "/todos/.%2e/auth",
    "/todos%2f1",
    "/todos/%2F1",
    "/todos%2F",
    "/..%2f",
    "/todos/%00",
    "/todos/1%00",
    "/todos/%0a",
    "/todos/%7f",
    "/todos/%c0%af",
    "/todos/%ff",
    "/todos/1%c0%80",
    "todos",
    "todos/1/",
    "*",
    "http://other.example/todos/",
    "http:///todos/",
]
NO_NUMBERS = [
    "abc",
    "1.0",
    "1e3",
    "0x1",
    "+1",
    "1_000",
    "1,000",
    "%201",
    "1%20",
    "%D9%A1",
    "\u0661",
    "1;",
    "1:",
    "%",
    "%zz",
    "NaN",
    "''",
]
NO_IDS = ["0", "-1", "-0", "00", str(2**63), str(2**64), str(2**64 + 1), "9" * 100]


@pytest.mark.parametrize("path", NEAR)
def test_address_near_a_real_one_is_not_found(user: User, path: str) -> None:
    assert_problem(user.get(path), 404)


@pytest.mark.parametrize("path", AMBIGUOUS)
def test_ambiguous_address_is_refused(raw: RawClient, user: User, path: str) -> None:
    assert_problem(raw.request("GET", path, bearer(user.account.access)), 400)


@pytest.mark.parametrize("identifier", NO_NUMBERS + NO_IDS)
@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_what_is_no_id_is_not_found(raw: RawClient, user: User, method: str, identifier: str) -> None:
    user.todo()
    body = b'{"title":"x"}'
    lines = [bearer(user.account.access), "Content-Type: application/json", f"Content-Length: {len(body)}"]
    if method == "GET":
        lines, body = lines[:1], b""

    assert_problem(raw.request(method, f"/todos/{identifier}/", *lines, body=body), 404, "not_found")


def test_largest_id_is_an_id(user: User) -> None:
    assert_problem(user.get(f"/todos/{2**63 - 1}/"), 404, "not_found")
    assert_problem(user.delete(f"/todos/{2**63 - 1}/"), 404, "not_found")


def test_escaped_letters_and_digits_are_the_same_address(raw: RawClient, user: User) -> None:
    todo = user.todo()
    escaped = "".join(f"%{ord(digit):02x}" for digit in str(todo["id"]))

    answers = [
        raw.request("GET", path, bearer(user.account.access))
        for path in (f"/todos/{escaped}/", f"/%74odos/{todo['id']}", f"/%54asks/{todo['id']}", f"/tasks/{escaped}")
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 404, 200]


def test_address_may_be_absolute(raw: RawClient, user: User) -> None:
    answer = raw.request("GET", "http://localhost/todos/", bearer(user.account.access))

    assert (answer.status_code, answer.content) == (200, b"[]")


@pytest.mark.parametrize(
    "receipt",
    [
        "1",
        "x",
        str(uuid.uuid4())[:-1],
        str(uuid.uuid4()) + "0",
        uuid.uuid4().hex,
        "{" + str(uuid.uuid4()) + "}",
        "g" * 36,
    ],
)
def test_what_is_no_receipt_is_not_found(client: Client, receipt: str) -> None:
    assert_problem(client.get(f"/auth/deletions/{receipt}/"), 404, "not_found")


def test_unknown_receipt_is_not_found(client: Client) -> None:
    assert_problem(client.get(f"/auth/deletions/{uuid.uuid4()}/"), 404, "not_found")


def test_path_is_looked_up_before_the_token(client: Client) -> None:
    assert_problem(client.get("/todos/abc/"), 404, "not_found")
    assert_problem(client.request("DELETE", "/todos/"), 405, "method_not_allowed")


@pytest.mark.parametrize(
    "name",
    ["X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix", "X-HTTP-Method-Override", "Script-Name", "Path-Info"],
)
@pytest.mark.parametrize("value", ["/auth/profile/", "DELETE"])
def test_header_changes_neither_address_nor_method(user: User, name: str, value: str) -> None:
    todo = user.todo()

    answer = user.get(f"/todos/{todo['id']}/", headers={name: value, name.replace("-", "_"): value})

    assert (answer.status_code, answer.json()) == (200, todo)

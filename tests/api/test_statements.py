"""One request, one statement: counted by PostgreSQL itself, for every operation, on connections that are warm."""

from __future__ import annotations

import secrets
from typing import Any

import psycopg
import pytest

from accounts import PASSWORD
from client import User
from operations import CALLS, Call, each
from stack import Stack
from statements import Counter

# What the daemons run beside the requests.
DAEMONS = {
    "take", "sent", "receipt", "republish", "housekeep", "owner-delete", "owner-purge", "owner-clear", "owner-purged",
    "trash-expired", "removal-expire",
    "owner-revoke", "owner-profile", "revocations-forget",
}  # fmt: skip
# What follows the first statement of the operations that hash a password.
SECOND = {"login-find": "login-open", "register-begin": "register", "account-find": "password"}


@pytest.fixture(scope="module")
def counter(stack: Stack, database: psycopg.Connection[Any]) -> Counter:
    """Knows each statement by its file."""
    return Counter(stack, database)


def ran(counter: Counter, user: User, method: str, path: str, **options: Any) -> tuple[Any, dict[str, int]]:
    """The answer to a request, and the statements that it took."""
    before = counter.totals()
    answer = user.request(method, path, **options)
    after = counter.totals()
    return answer, {
        name: calls - before.get(name, 0)
        for name, calls in after.items()
        if calls > before.get(name, 0) and name not in DAEMONS
    }


@pytest.fixture
def writer(user_with_password: User) -> User:
    """A user with a password who has written before; every worker is connected."""
    user_with_password.todo()
    for _ in range(8):
        user_with_password.get("/todos/")
        user_with_password.get("/auth/profile/")
    return user_with_password


@each(CALLS)
def test_request_takes_its_one_statement(counter: Counter, writer: User, call: Call) -> None:
    answer, statements = ran(counter, writer, call.method, call.address(writer), json=call.content(writer))

    assert answer.status_code in (200, 201, 204, 404)
    expected = {call.statement: 1}
    if call.statement in SECOND:
        expected[SECOND[call.statement]] = 1
    assert statements == expected


def test_first_write_of_a_user_takes_three(counter: Counter, user: User) -> None:
    answer, statements = ran(counter, user, "POST", "/todos/", json={"title": "first"})

    assert answer.status_code == 201
    assert statements == {"create": 2, "new-owner": 1}


def test_deletion_with_the_password_takes_two(counter: Counter, writer: User) -> None:
    answer, statements = ran(counter, writer, "DELETE", "/auth/profile/", json={"password": PASSWORD})

    assert answer.status_code == 204
    assert statements == {"account-find": 1, "delete": 1}


@pytest.mark.parametrize("body", [{"title": "a"}, {"title": "b"}], ids=["again", "another body"])
def test_key_takes_no_further_statement(counter: Counter, writer: User, body: dict[str, str]) -> None:
    headers = {"Idempotency-Key": "key"}
    _, first = ran(counter, writer, "POST", "/todos/", json={"title": "a"}, headers=headers)
    _, second = ran(counter, writer, "POST", "/todos/", json=body, headers=headers)

    assert (first, second) == ({"create": 1}, {"create": 1})


@pytest.mark.parametrize("condition", ["{}", '"x"', "*"])
def test_condition_takes_no_further_statement(counter: Counter, writer: User, condition: str) -> None:
    todo = writer.todo()
    headers = {"If-Match": condition.format(f'"{todo["version"]}"')}

    _, statements = ran(counter, writer, "PATCH", f"/todos/{todo['id']}/", json={"title": "b"}, headers=headers)

    assert statements == {"update": 1}


def test_wrong_password_and_unknown_name_take_one(counter: Counter, writer: User) -> None:
    for username in (writer.account.username, secrets.token_hex(8)):
        body = {"username": username, "password": "wrong password"}
        answer, statements = ran(counter, writer, "POST", "/auth/token/", json=body)

        assert (answer.status_code, statements) == (401, {"login-find": 1})


def test_refused_request_takes_none(counter: Counter, writer: User) -> None:
    requests: list[tuple[str, str, dict[str, Any]]] = [
        ("GET", "/todos/", {"token": "x"}),
        ("GET", "/todos/?limit=0", {}),
        ("POST", "/todos/", {"json": {}}),
        ("DELETE", "/todos/", {}),
        ("GET", "/todos/abc/", {}),
        ("OPTIONS", "/todos/", {}),
        ("POST", "/auth/register/", {"json": {"username": "a", "password": "b"}}),
        ("POST", "/auth/token/refresh/", {"json": {"refresh": "x"}}),
    ]
    for method, path, options in requests:
        _, statements = ran(counter, writer, method, path, **options)

        assert statements == {}, (method, path)

"""/auth/tokens/: API tokens, used as access tokens are, but only for what their scopes allow and until they are ended."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

import tokens
from client import Client, User
from operations import CALLS
from problems import assert_problem
from waiting import eventually

PATH = "/auth/tokens/"
GOOD = {"name": "a script", "scopes": ["read"], "expires_in_days": 30}
# What only somebody who is logged in may do.
LOGIN_ONLY = [
    call
    for call in CALLS
    if call.path.startswith(("/auth/tokens/", "/auth/sessions/", "/auth/password/"))
    or (call.path == "/auth/profile/" and call.method != "GET")
]


def test_token_is_shown_once_with_its_end(user: User) -> None:
    answer = user.post(PATH, json=GOOD)

    assert answer.status_code == 201
    made = answer.json()
    assert answer.headers["location"] == f"{PATH}{made['id']}/"
    claims = tokens.payload(made["token"])
    assert (claims["token_type"], claims["scope"], claims["sid"]) == ("api", "read", made["id"])
    assert (claims["user_id"], claims["exp"] - claims["iat"]) == (user.account.user_id, 30 * 86400)
    assert abs(claims["iat"] - time.time()) < 10
    del made["token"]
    assert user.get(PATH).json() == [made]


def test_list_is_empty_at_first_and_newest_first(user: User) -> None:
    assert user.get(PATH).json() == []
    made = [user.api_token(name=f"number {number}")["id"] for number in range(3)]

    assert [one["id"] for one in user.get(PATH).json()] == made[::-1]


def test_reading_token_reads_and_does_not_write(user: User) -> None:
    todo, token = user.todo(), user.api_token(scopes=["read"])["token"]

    assert user.client.get("/todos/", token=token).json() == [todo]
    assert user.client.get("/auth/profile/", token=token).json()["id"] == user.account.user_id
    for method, path in [
        ("POST", "/todos/"),
        ("PATCH", f"/todos/{todo['id']}/"),
        ("DELETE", f"/todos/{todo['id']}/"),
        ("POST", "/auth/logout/"),
    ]:
        assert_problem(user.client.request(method, path, token=token), 403, "forbidden", detail="only read")
    assert user.todos() == [todo]


@pytest.mark.parametrize("scopes", [["read", "write"], ["write", "read"]], ids=str)
def test_writing_token_writes(user: User, scopes: list[str]) -> None:
    made = user.api_token(scopes=scopes)

    assert made["scopes"] == ["read", "write"]
    answer = user.client.post("/todos/", json={"title": "by script"}, token=made["token"])
    assert answer.status_code == 201
    assert user.client.request("DELETE", f"/todos/{answer.json()['id']}/", token=made["token"]).status_code == 204


@pytest.mark.parametrize("call", LOGIN_ONLY, ids=str)
def test_token_may_not_do_what_needs_a_login(user_with_password: User, call: Any) -> None:
    user = user_with_password
    token = user.api_token()["token"]

    answer = user.client.request(call.method, call.address(user), json=call.content(user), token=token)

    assert_problem(answer, 403, "forbidden", detail="log in")
    assert user.get("/auth/profile/").status_code == 200


def test_token_is_verified(user: User) -> None:
    token = user.api_token()["token"]

    assert user.client.post("/auth/token/verify/", json={"token": token}).status_code == 200


def test_ended_token_is_refused_everywhere(user: User) -> None:
    made, other = user.api_token(), user.api_token()["token"]
    assert user.client.get("/todos/", token=made["token"]).status_code == 200

    assert user.delete(f"{PATH}{made['id']}/").status_code == 204

    eventually(lambda: user.client.get("/todos/", token=made["token"]).status_code == 401, "todos refuses it")
    assert_problem(user.client.get("/auth/profile/", token=made["token"]), 401, "gone")
    assert_problem(user.client.post("/auth/token/verify/", json={"token": made["token"]}), 401, "gone")
    assert_problem(user.delete(f"{PATH}{made['id']}/"), 404, "not_found")
    assert user.client.get("/todos/", token=other).status_code == 200


def test_ended_token_is_known_to_todos_until_it_would_have_expired(
    user: User, database: psycopg.Connection[Any]
) -> None:
    made = user.api_token(expires_in_days=365)
    user.delete(f"{PATH}{made['id']}/")
    eventually(lambda: user.client.get("/todos/", token=made["token"]).status_code == 401, "todos refuses it")

    row = database.execute(
        "select forget_at = to_timestamp(%s) from todos.owner where user_id = %s",
        (tokens.payload(made["token"])["exp"], user.account.user_id),
    ).fetchone()

    assert row == (True,)


def test_token_may_end_itself(user: User) -> None:
    token = user.api_token()["token"]

    assert user.client.post("/auth/logout/", token=token).status_code == 204

    assert_problem(user.client.get("/auth/profile/", token=token), 401, "gone")
    assert user.get(PATH).json() == []
    assert user.get("/auth/profile/").status_code == 200


def test_token_survives_the_login_that_made_it(user: User) -> None:
    token = user.api_token()["token"]
    user.post("/auth/logout/")

    assert user.client.get("/auth/profile/", token=token).status_code == 200


def test_token_ends_with_the_account(user: User) -> None:
    token = user.api_token()["token"]
    assert user.delete("/auth/profile/").status_code == 204

    eventually(lambda: user.client.get("/todos/", token=token).status_code == 401, "todos refuses it")
    assert_problem(user.client.get("/auth/profile/", token=token), 401, "gone")


def test_login_and_token_of_others_are_not_found(user: User, new_user: Callable[[], User]) -> None:
    stranger = new_user()
    theirs = stranger.api_token()
    for target in (theirs["id"], user.account.session_id, str(uuid.uuid4())):
        assert_problem(user.delete(f"{PATH}{target}/"), 404, "not_found")

    assert stranger.client.get("/auth/profile/", token=theirs["token"]).status_code == 200


@pytest.mark.parametrize(
    "field,value,code",
    [
        ("name", ..., "required"),
        ("name", "", "too_short"),
        ("name", " ", "blank"),
        ("name", "two\nlines", "format"),
        ("name", "x" * 101, "too_long"),
        ("name", 7, "type"),
        ("scopes", ..., "required"),
        ("scopes", None, "null"),
        ("scopes", "read", "type"),
        ("scopes", [], "too_short"),
        ("scopes", ["write"], "format"),
        ("scopes", ["read", "read"], "format"),
        ("scopes", ["read", "admin"], "format"),
        ("scopes", ["READ"], "format"),
        ("scopes", ["read write"], "format"),
        ("scopes", [["read"]], "format"),
        ("scopes", [1], "format"),
        ("scopes", ["read", "write", "read"], "too_long"),
        ("expires_in_days", ..., "required"),
        ("expires_in_days", 0, "out_of_range"),
        ("expires_in_days", 366, "out_of_range"),
        ("expires_in_days", -1, "out_of_range"),
        ("expires_in_days", "30", "type"),
        ("expires_in_days", 1.5, "type"),
        ("user_id", 1, "unknown"),
    ],
)
def test_field_that_cannot_be_is_named(user: User, field: str, value: Any, code: str) -> None:
    body = {name: given for name, given in (GOOD | {field: value}).items() if given is not ...}

    assert_problem(user.post(PATH, json=body), 422, "invalid", field=field, code=code)

    assert user.get(PATH).json() == []


@pytest.mark.parametrize("days", [1, 365])
@pytest.mark.parametrize("name", ["x", "نام 😀", "y" * 100], ids=len)
def test_token_at_the_limits_is_made(user: User, days: int, name: str) -> None:
    made = user.api_token(name=name, expires_in_days=days)

    assert made["name"] == name
    assert tokens.payload(made["token"])["exp"] - tokens.payload(made["token"])["iat"] == days * 86400


def test_account_has_only_so_many_tokens(user: User, database: psycopg.Connection[Any]) -> None:
    first = user.api_token()
    database.execute(
        "insert into auth.session (session_id, user_id, kind, name, expires_at)"
        " select gen_random_uuid(), %s, 'api', 'filling', now() + interval '1 day' from generate_series(1, 49)",
        (user.account.user_id,),
    )

    assert_problem(user.post(PATH, json=GOOD), 409, "limit", detail="API tokens")

    user.delete(f"{PATH}{first['id']}/")
    assert user.post(PATH, json=GOOD).status_code == 201


def test_expired_token_is_neither_listed_nor_counted(
    user: User, client: Client, database: psycopg.Connection[Any]
) -> None:
    made = user.api_token()
    database.execute("update auth.session set expires_at = now() where session_id = %s", (made["id"],))

    assert user.get(PATH).json() == []
    assert_problem(client.post("/auth/token/verify/", json={"token": made["token"]}), 401, "gone")

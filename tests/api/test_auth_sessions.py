"""GET and DELETE /auth/sessions/: who is logged in where, and ending one login or all of them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

import tokens
from accounts import PASSWORD, open_session
from cgi_program import CgiProgram
from client import Client, User
from description import Description
from problems import assert_problem
from stack import Stack
from waiting import eventually

PATH = "/auth/sessions/"


@pytest.fixture
def other(client: Client, user: User, database: psycopg.Connection[Any], stack: Stack) -> User:
    """Another login of the user."""
    return User(client, open_session(database, stack, user.account.user_id, user.account.username))


def refused_within_a_second(user: User) -> None:
    """todos refuses the user's token soon; the bench says how soon, a loaded machine gets more here."""
    eventually(lambda: user.get("/todos/").status_code == 401, "todos refuses the token")
    assert_problem(user.get("/todos/"), 401, "gone")


def test_login_is_listed_with_device_and_address(client: Client, user_with_password: User) -> None:
    account = user_with_password.account
    body = {"username": account.username, "password": PASSWORD}
    agent = "Tests/1.0 (X11; Linux)"
    access = client.post("/auth/token/", json=body, headers={"User-Agent": agent}).json()["access"]

    listed = client.get(PATH, token=access).json()

    assert [one["id"] for one in listed if one["current"]] == [tokens.payload(access)["sid"]]
    assert {one["id"] for one in listed} == {tokens.payload(access)["sid"], account.session_id}
    session = listed[0]
    assert (session["current"], session["device"], session["address"]) == (True, agent, "127.0.0.1")


def test_refresh_counts_as_use_and_moves_to_the_front(client: Client, user: User, other: User) -> None:
    assert [one["id"] for one in user.get(PATH).json()] == [other.account.session_id, user.account.session_id]
    before = {one["id"]: one for one in user.get(PATH).json()}

    client.post("/auth/token/refresh/", json={"refresh": user.account.refresh}, headers={"User-Agent": "moved"})

    listed = user.get(PATH).json()
    assert [one["id"] for one in listed] == [user.account.session_id, other.account.session_id]
    assert listed[0]["device"] == "moved"
    assert listed[0]["last_used_at"] > before[user.account.session_id]["last_used_at"]
    assert listed[0]["created_at"] == before[user.account.session_id]["created_at"]


@pytest.mark.parametrize(
    "agent,shown",
    [("x" * 500, "x" * 200), ("a\tb\u00e9c", "abc"), ("", ""), ('<b>"', '<b>"')],
    ids=["long", "odd", "none", "text"],
)
def test_device_is_cut_to_what_can_be_shown(
    stack: Stack, description: Description, user: User, agent: str, shown: str
) -> None:
    headers = {"Content-Type": "application/json", "User-Agent": agent}
    body = f'{{"refresh":"{user.account.refresh}"}}'.encode()

    CgiProgram(stack, description, "auth").request("POST", "/auth/token/refresh/", headers, body)

    assert user.get(PATH).json()[0]["device"] == shown


def test_other_accounts_and_expired_logins_are_not_listed(
    user: User, other: User, new_user: Callable[[], User], database: psycopg.Connection[Any]
) -> None:
    new_user()
    user.api_token()
    database.execute("update auth.session set expires_at = now() where session_id = %s", (other.account.session_id,))

    assert [one["id"] for one in user.get(PATH).json()] == [user.account.session_id]


def test_ended_login_is_refused_everywhere(client: Client, user: User, other: User) -> None:
    user.todo()
    assert other.get("/todos/").status_code == 200

    assert user.delete(f"{PATH}{other.account.session_id}/").status_code == 204

    assert_problem(other.get("/auth/profile/"), 401, "gone")
    assert_problem(client.post("/auth/token/refresh/", json={"refresh": other.account.refresh}), 401, "gone")
    assert_problem(client.post("/auth/token/verify/", json={"token": other.account.access}), 401, "gone")
    refused_within_a_second(other)
    assert_problem(other.post("/todos/", json={"title": "too late"}), 401, "gone")
    assert (user.get("/todos/").status_code, user.get(PATH).json()[0]["id"]) == (200, user.account.session_id)


def test_logout_is_told_to_a_service_that_never_saw_the_user(user: User) -> None:
    user.post("/auth/logout/")

    refused_within_a_second(user)


def test_login_that_is_none_is_not_found(user: User, new_user: Callable[[], User]) -> None:
    stranger, token = new_user(), user.api_token()
    for target in (str(uuid.uuid4()), stranger.account.session_id, token["id"]):
        assert_problem(user.delete(f"{PATH}{target}/"), 404, "not_found")

    assert stranger.get("/auth/profile/").status_code == 200
    assert user.client.get("/auth/profile/", token=token["token"]).status_code == 200


def test_ended_login_is_not_found_again(user: User, other: User) -> None:
    user.delete(f"{PATH}{other.account.session_id}/")

    assert_problem(user.delete(f"{PATH}{other.account.session_id}/"), 404, "not_found")


def test_own_login_may_be_ended(user: User) -> None:
    assert user.delete(f"{PATH}{user.account.session_id}/").status_code == 204

    assert_problem(user.delete(f"{PATH}{user.account.session_id}/"), 401, "gone")
    assert_problem(user.get(PATH), 401, "gone")


def test_all_logins_end_at_once(client: Client, user: User, other: User) -> None:
    user.todo()

    assert user.delete(PATH).status_code == 204

    for one in (user, other):
        refused_within_a_second(one)
        assert_problem(one.get(PATH), 401, "gone")
        assert_problem(client.post("/auth/token/refresh/", json={"refresh": one.account.refresh}), 401, "gone")
    assert_problem(user.delete(PATH), 401, "gone")


def test_login_right_after_is_no_victim(client: Client, user_with_password: User) -> None:
    user = user_with_password
    user.delete(PATH)
    body = {"username": user.account.username, "password": PASSWORD}

    session = client.post("/auth/token/", json=body).json()

    refused_within_a_second(user)
    for _ in range(2):
        assert client.get("/todos/", token=session["access"]).status_code == 200
        session = client.post("/auth/token/refresh/", json={"refresh": session["refresh"]}).json()


def test_login_beyond_the_limit_ends_the_one_used_longest_ago(
    client: Client, user_with_password: User, database: psycopg.Connection[Any], stack: Stack
) -> None:
    account = user_with_password.account
    user_with_password.todo()
    opened = [open_session(database, stack, account.user_id, account.username) for _ in range(99)]
    body = {"username": account.username, "password": PASSWORD}

    access = client.post("/auth/token/", json=body).json()["access"]

    listed = [one["id"] for one in client.get(PATH, token=access).json()]
    assert len(listed) == 100
    assert account.session_id not in listed and opened[0].session_id in listed
    refused_within_a_second(user_with_password)


def test_login_keeps_nothing_of_what_it_revoked_for_ever(
    user: User, other: User, database: psycopg.Connection[Any]
) -> None:
    user.todo()
    user.delete(f"{PATH}{other.account.session_id}/")
    refused_within_a_second(other)

    row = database.execute(
        "select revoked, extract(epoch from forget_at - now()) from todos.owner where user_id = %s",
        (user.account.user_id,),
    ).fetchone()

    assert row is not None
    assert row[0] == [uuid.UUID(other.account.session_id)]
    # The access token's five minutes and a minute for clocks that differ.
    assert 300 < row[1] <= 361

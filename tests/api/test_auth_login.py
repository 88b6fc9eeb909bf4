"""POST /auth/token/ and what its tokens open: profile, verify, logout."""

from __future__ import annotations

import secrets
import statistics
import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

import tokens
from accounts import PASSWORD, open_session, sign_access
from client import Client, User
from problems import assert_problem
from stack import Stack


def log_in(client: Client, username: str, password: str = PASSWORD) -> Any:
    """Asks for tokens."""
    return client.post("/auth/token/", json={"username": username, "password": password})


def without_id(answer: Any) -> dict[str, Any]:
    """A problem without what names the request."""
    problem: dict[str, Any] = answer.json()
    return {name: value for name, value in problem.items() if name != "request_id"}


def test_login_answers_both_tokens(client: Client, user_with_password: User) -> None:
    answer = log_in(client, user_with_password.account.username)

    assert answer.status_code == 200
    body = answer.json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 300)
    assert client.get("/todos/", token=body["access"]).status_code == 200
    assert client.post("/auth/token/refresh/", json={"refresh": body["refresh"]}).status_code == 200
    assert answer.headers["cache-control"] == "no-store"


def test_wrong_password_unknown_and_deleted_name_are_answered_alike(client: Client, user_with_password: User) -> None:
    deleted = f"gone{secrets.token_hex(6)}"
    client.post("/auth/register/", json={"username": deleted, "password": PASSWORD})
    client.request("DELETE", "/auth/profile/", token=log_in(client, deleted).json()["access"])

    answers = [
        log_in(client, user_with_password.account.username, "wrong password"),
        log_in(client, secrets.token_hex(8)),
        log_in(client, deleted),
        log_in(client, "no such\tname\u200b"),
        log_in(client, "\u00ad"),
    ]

    for answer in answers:
        assert_problem(answer, 401, "wrong_credentials")
        assert "www-authenticate" in answer.headers
    assert all(without_id(answer) == without_id(answers[0]) for answer in answers)


def test_unknown_name_takes_as_long_as_a_wrong_password(client: Client, user_with_password: User) -> None:
    def seconds(username: str) -> float:
        start = time.perf_counter()
        assert log_in(client, username, "wrong password").status_code == 401
        return time.perf_counter() - start

    pairs = [(seconds(user_with_password.account.username), seconds(secrets.token_hex(8))) for _ in range(9)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))

    assert 0.5 < known / unknown < 2


def test_logins_are_sessions_of_their_own(client: Client, user_with_password: User) -> None:
    username = user_with_password.account.username
    first, second = (log_in(client, username).json() for _ in range(2))

    assert client.post("/auth/logout/", token=first["access"]).status_code == 204

    assert_problem(client.get("/auth/profile/", token=first["access"]), 401, "gone")
    assert client.get("/auth/profile/", token=second["access"]).status_code == 200


def test_logout_ends_the_session_at_once(client: Client, user: User) -> None:
    answer = user.post("/auth/logout/")

    assert (answer.status_code, answer.content) == (204, b"")
    assert_problem(user.get("/auth/profile/"), 401, "gone")
    assert_problem(user.post("/auth/logout/"), 401, "gone")
    assert_problem(user.delete("/auth/profile/"), 401, "gone")
    assert_problem(client.post("/auth/token/refresh/", json={"refresh": user.account.refresh}), 401, "gone")
    for token in (user.account.access, user.account.refresh):
        assert_problem(client.post("/auth/token/verify/", json={"token": token}), 401, "gone")


def test_session_of_another_user_does_not_help(stack: Stack, new_user: Callable[[], User]) -> None:
    one, other = new_user(), new_user()
    mixed = sign_access(stack, one.account.user_id, other.account.session_id)

    assert_problem(one.client.get("/auth/profile/", token=mixed), 401, "gone")
    assert_problem(one.client.post("/auth/logout/", token=mixed), 401, "gone")
    assert_problem(one.client.request("DELETE", "/auth/profile/", token=mixed), 401, "gone")
    assert other.get("/auth/profile/").status_code == 200


@pytest.mark.parametrize("which", ["access", "refresh"])
def test_good_token_is_verified(client: Client, user: User, which: str) -> None:
    answer = client.post("/auth/token/verify/", json={"token": getattr(user.account, which)})

    assert (answer.status_code, answer.json()) == (200, {})


@pytest.mark.parametrize("token", ["x", "a.b.c", " ", "é", "x" * 107, "-" * 107, "x" * 4096])
def test_what_is_no_token_is_not_verified(client: Client, token: str) -> None:
    assert_problem(client.post("/auth/token/verify/", json={"token": token}), 401, "invalid_token")


def test_tokens_of_a_deleted_account_are_not_verified(client: Client, user: User) -> None:
    assert user.delete("/auth/profile/").status_code == 204

    for token in (user.account.access, user.account.refresh):
        assert_problem(client.post("/auth/token/verify/", json={"token": token}), 401, "gone")


def test_refresh_token_that_was_exchanged_is_not_verified(client: Client, user: User) -> None:
    client.post("/auth/token/refresh/", json={"refresh": user.account.refresh})

    assert_problem(client.post("/auth/token/verify/", json={"token": user.account.refresh}), 401, "gone")


def test_token_of_an_expired_session_is_not_verified(
    client: Client, user: User, database: psycopg.Connection[Any]
) -> None:
    database.execute("update auth.session set expires_at = now() where session_id = %s", (user.account.session_id,))

    assert_problem(client.post("/auth/token/verify/", json={"token": user.account.refresh}), 401, "gone")


def test_access_tokens_claims_are_the_sessions(client: Client, user_with_password: User) -> None:
    before = int(time.time())

    claims = tokens.payload(log_in(client, user_with_password.account.username).json()["access"])

    assert before <= claims["iat"] == claims["auth_time"] <= time.time()
    assert claims["sub"] == str(user_with_password.account.user_id)
    assert claims["scope"] == "read write"
    assert len({claims["jti"], claims["sid"]}) == 2


def test_other_session_of_an_account_sees_the_same_todos(
    stack: Stack, database: psycopg.Connection[Any], user: User
) -> None:
    todo = user.todo()
    other = User(user.client, open_session(database, stack, user.account.user_id, user.account.username))

    assert other.todos() == [todo]


def test_profile_has_no_secret(user_with_password: User) -> None:
    profile = user_with_password.get("/auth/profile/")

    assert list(profile.json()) == [
        "id", "username", "email", "display_name", "language", "time_zone", "week_start", "created_at", "version",
    ]  # fmt: skip

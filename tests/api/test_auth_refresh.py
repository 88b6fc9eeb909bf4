"""POST /auth/token/refresh/: each token is exchanged once; a retry gets the same successor, a thief ends the session."""

from __future__ import annotations

import secrets
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import psycopg
import pytest

import tokens
from accounts import open_session, sign_access
from client import Client, User
from problems import assert_problem
from stack import Stack
from waiting import eventually


def refresh(client: Client, token: str) -> Any:
    """Exchanges a refresh token."""
    return client.post("/auth/token/refresh/", json={"refresh": token})


def pass_grace(database: psycopg.Connection[Any], user: User) -> None:
    """Lets the session's last exchange be longer ago than the grace period."""
    database.execute(
        "update auth.session set rotated_at = rotated_at - interval '11 seconds' where session_id = %s",
        (user.account.session_id,),
    )


def test_exchange_answers_a_successor_and_an_access_token(client: Client, user: User) -> None:
    answer = refresh(client, user.account.refresh)

    assert answer.status_code == 200
    body = answer.json()
    assert body["refresh"] != user.account.refresh
    assert client.get("/auth/profile/", token=body["access"]).json()["id"] == user.account.user_id
    claims = tokens.payload(body["access"])
    assert (claims["sid"], claims["user_id"]) == (user.account.session_id, user.account.user_id)


@pytest.mark.smoke
def test_chain_of_exchanges_stays_one_session(client: Client, user: User) -> None:
    token, seen = user.account.refresh, set()
    for _ in range(10):
        answer = refresh(client, token).json()
        assert tokens.payload(answer["access"])["sid"] == user.account.session_id
        token = answer["refresh"]
        seen.add(token)

    assert len(seen) == 10
    assert client.post("/auth/token/verify/", json={"token": token}).status_code == 200


def test_exchange_keeps_when_the_password_was_given(
    client: Client, user: User, database: psycopg.Connection[Any]
) -> None:
    database.execute(
        "update auth.session set auth_time = to_timestamp(1700000000.9) where session_id = %s",
        (user.account.session_id,),
    )

    claims = tokens.payload(refresh(client, user.account.refresh).json()["access"])

    assert claims["auth_time"] == 1700000000
    assert claims["iat"] >= time.time() - 10


def test_exchange_prolongs_the_session(client: Client, user: User, database: psycopg.Connection[Any]) -> None:
    database.execute(
        "update auth.session set expires_at = now() + interval '1 minute' where session_id = %s",
        (user.account.session_id,),
    )
    refresh(client, user.account.refresh)

    row = database.execute(
        "select expires_at > now() + interval '23 hours' from auth.session where session_id = %s",
        (user.account.session_id,),
    ).fetchone()

    assert row == (True,)


def test_retry_within_the_grace_period_gets_the_same_successor(client: Client, user: User) -> None:
    first, second = refresh(client, user.account.refresh), refresh(client, user.account.refresh)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["refresh"] == second.json()["refresh"]
    assert refresh(client, second.json()["refresh"]).status_code == 200


def test_parallel_exchanges_get_the_same_successor(client: Client, user: User) -> None:
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: refresh(client, user.account.refresh), range(10)))

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh"] for answer in answers}) == 1
    assert refresh(client, answers[0].json()["refresh"]).status_code == 200


@pytest.mark.parametrize("times", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_twenty_tabs_that_wake_up_at_once_stay_logged_in(client: Client, user: User, times: int) -> None:
    token = user.account.refresh
    with ThreadPoolExecutor(20) as pool:
        for _ in range(times):
            answers = list(pool.map(partial(refresh, client), [token] * 20))
            assert {answer.status_code for answer in answers} == {200}
            successors = {answer.json()["refresh"] for answer in answers}
            assert len(successors) == 1 and token not in successors
            token = successors.pop()

    assert client.get("/auth/profile/", token=answers[0].json()["access"]).status_code == 200


def test_reuse_is_told_to_the_other_services(client: Client, user: User, database: psycopg.Connection[Any]) -> None:
    user.todo()
    stolen = user.account.refresh
    access = refresh(client, stolen).json()["access"]
    assert client.get("/todos/", token=access).status_code == 200
    pass_grace(database, user)

    assert_problem(refresh(client, stolen), 401, "gone")

    eventually(lambda: client.get("/todos/", token=access).status_code == 401, "todos refuses the access token")


def test_reuse_after_the_grace_period_ends_the_session(
    client: Client, user: User, database: psycopg.Connection[Any]
) -> None:
    successor = refresh(client, user.account.refresh).json()
    pass_grace(database, user)

    assert_problem(refresh(client, user.account.refresh), 401, "gone")

    assert_problem(refresh(client, successor["refresh"]), 401, "gone")
    assert_problem(client.get("/auth/profile/", token=successor["access"]), 401, "gone")
    assert_problem(client.post("/auth/token/verify/", json={"token": successor["access"]}), 401, "gone")


def test_older_token_within_the_grace_period_gets_the_newest(client: Client, user: User) -> None:
    second = refresh(client, user.account.refresh).json()["refresh"]
    third = refresh(client, second).json()["refresh"]
    fourth = refresh(client, third).json()["refresh"]

    answers = [refresh(client, token).json()["refresh"] for token in (user.account.refresh, second, third)]

    assert answers == [fourth, fourth, fourth]
    assert refresh(client, fourth).status_code == 200


def test_reuse_of_an_older_token_after_the_grace_period_ends_the_session(
    client: Client, user: User, database: psycopg.Connection[Any]
) -> None:
    second = refresh(client, user.account.refresh).json()["refresh"]
    pass_grace(database, user)
    third = refresh(client, second).json()["refresh"]

    assert_problem(refresh(client, user.account.refresh), 401, "gone")

    for token in (second, third):
        assert_problem(refresh(client, token), 401, "gone")


def test_reuse_is_logged(stack: Stack, client: Client, user: User, database: psycopg.Connection[Any]) -> None:
    refresh(client, user.account.refresh)
    pass_grace(database, user)
    refresh(client, user.account.refresh)

    log = "".join(path.read_text() for path in (stack.directory / "log").glob("auth-[0-9]*.jsonl"))

    assert any("used again" in line and user.account.session_id in line for line in log.splitlines())


def test_reuse_ends_no_other_session(
    client: Client, user: User, stack: Stack, database: psycopg.Connection[Any]
) -> None:
    other = open_session(database, stack, user.account.user_id, user.account.username)
    refresh(client, user.account.refresh)
    pass_grace(database, user)
    refresh(client, user.account.refresh)

    assert refresh(client, other.refresh).status_code == 200


def test_expired_session_is_gone(client: Client, user: User, database: psycopg.Connection[Any]) -> None:
    database.execute("update auth.session set expires_at = now() where session_id = %s", (user.account.session_id,))

    assert_problem(refresh(client, user.account.refresh), 401, "gone")


def test_session_of_a_deleted_account_is_gone(client: Client, user: User) -> None:
    assert user.delete("/auth/profile/").status_code == 204

    assert_problem(refresh(client, user.account.refresh), 401, "gone")


def test_session_that_nobody_knows_is_gone(stack: Stack, client: Client) -> None:
    token = tokens.refresh_token(str(uuid.uuid4()), stack.settings["REFRESH_TOKEN_KEY"])

    assert_problem(refresh(client, token), 401, "gone")


@pytest.mark.parametrize("key", ["x" * 64, "JWT"])
def test_forged_token_is_refused_and_ends_nothing(stack: Stack, client: Client, user: User, key: str) -> None:
    forged = tokens.refresh_token(user.account.session_id, stack.settings["JWT_SIGNING_KEY"] if key == "JWT" else key)

    assert_problem(refresh(client, forged), 401, "invalid_token")
    assert refresh(client, user.account.refresh).status_code == 200


def test_damaged_token_is_refused_and_ends_nothing(client: Client, user: User) -> None:
    token = user.account.refresh
    damaged = [
        token[:-1],
        token[1:],
        token + "A",
        token + "=",
        token + " ",
        " " + token,
        token + "\n",
        token.swapcase(),
    ]
    damaged += [token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :] for i in range(0, len(token), 9)]
    damaged += [
        "",
        "x",
        "=" * 8,
        token * 2,
        token[:40],
        secrets.token_urlsafe(80),
        token.replace("-", "+").replace("_", "/") + "+",
    ]

    for one in damaged:
        answer = refresh(client, one)
        assert answer.status_code in (401, 422), (one, answer.text)
        assert answer.json()["type"].endswith(("#invalid_token", "#invalid"))
    assert refresh(client, token).status_code == 200


def test_access_token_is_no_refresh_token(stack: Stack, client: Client, user: User) -> None:
    assert_problem(refresh(client, user.account.access), 401, "invalid_token")
    typed = sign_access(stack, user.account.user_id, user.account.session_id, token_type="refresh")
    assert_problem(refresh(client, typed), 401, "invalid_token")


def test_table_holds_no_token(client: Client, user: User, database: psycopg.Connection[Any]) -> None:
    successor = refresh(client, user.account.refresh).json()["refresh"]

    row = database.execute(
        "select to_jsonb(s)::text from auth.session as s where session_id = %s", (user.account.session_id,)
    ).fetchone()

    assert row is not None
    assert successor not in row[0] and user.account.refresh not in row[0]
    assert tokens.refresh_hash(successor) in row[0]

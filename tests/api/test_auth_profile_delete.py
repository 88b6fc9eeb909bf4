"""DELETE /auth/profile/: only the owner, at once and for good; its receipt tells when everything of the user is gone."""

from __future__ import annotations

import secrets
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from accounts import PASSWORD, sign_access
from client import Client, User
from problems import assert_problem
from stack import Stack
from waiting import eventually


def old_token(stack: Stack, user: User, age: int = 3600) -> str:
    """A good access token whose password was given long ago."""
    return sign_access(stack, user.account.user_id, user.account.session_id, auth_time=int(time.time()) - age)


def account_row(database: psycopg.Connection[Any], user: User) -> tuple[Any, ...]:
    """What is left of the account."""
    row = database.execute(
        "select username, username_key, email, email_key, password_hash, deleted_at is not null from auth.account where user_id = %s",
        (user.account.user_id,),
    ).fetchone()
    assert row is not None
    return tuple(row)


def test_fresh_login_deletes_without_the_password(user: User, database: psycopg.Connection[Any]) -> None:
    answer = user.delete("/auth/profile/")

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["location"].startswith("/auth/deletions/")
    assert account_row(database, user) == (None, None, None, None, None, True)
    left = database.execute("select count(*) from auth.session where user_id = %s", (user.account.user_id,)).fetchone()
    assert left == (0,)


@pytest.mark.parametrize("body", [{}, {"password": PASSWORD}], ids=["no password", "password"])
def test_fresh_login_may_send_the_password_too(user_with_password: User, body: dict[str, Any]) -> None:
    assert user_with_password.request("DELETE", "/auth/profile/", json=body).status_code == 204


def test_old_login_needs_the_password(
    stack: Stack, user_with_password: User, database: psycopg.Connection[Any]
) -> None:
    user, token = user_with_password, old_token(stack, user_with_password)

    bodies: list[dict[str, str] | None] = [None, {}]
    for body in bodies:
        answer = user.request("DELETE", "/auth/profile/", token=token, json=body)
        assert_problem(answer, 403, "password_required", detail="password")
    assert account_row(database, user)[5] is False
    assert user.request("DELETE", "/auth/profile/", token=token, json={"password": PASSWORD}).status_code == 204
    assert account_row(database, user)[5] is True


@pytest.mark.parametrize("password", ["wrong password", PASSWORD + " ", PASSWORD.upper(), " ", "x" * 1024])
@pytest.mark.parametrize("age", [0, 3600])
def test_wrong_password_deletes_nothing(
    stack: Stack, user_with_password: User, database: psycopg.Connection[Any], password: str, age: int
) -> None:
    user = user_with_password

    answer = user.request("DELETE", "/auth/profile/", token=old_token(stack, user, age), json={"password": password})

    assert_problem(answer, 403, "password_required", detail="wrong")
    assert account_row(database, user)[5] is False


def test_limit_of_a_fresh_login_is_five_minutes(stack: Stack, new_user: Callable[[], User]) -> None:
    user = new_user()

    assert_problem(
        user.request("DELETE", "/auth/profile/", token=old_token(stack, user, 310)), 403, "password_required"
    )
    assert user.request("DELETE", "/auth/profile/", token=old_token(stack, user, 280)).status_code == 204


def test_second_deletion_is_gone(stack: Stack, user_with_password: User) -> None:
    user = user_with_password
    assert user.delete("/auth/profile/").status_code == 204

    assert_problem(user.delete("/auth/profile/"), 401, "gone")
    answer = user.request("DELETE", "/auth/profile/", token=old_token(stack, user), json={"password": PASSWORD})
    assert_problem(answer, 401, "gone")


def test_deletion_leaves_other_accounts_alone(new_user: Callable[[], User], database: psycopg.Connection[Any]) -> None:
    one, other = new_user(), new_user()
    todo = other.todo()

    one.delete("/auth/profile/")

    assert account_row(database, other)[5] is False
    assert other.get("/auth/profile/").status_code == 200
    assert other.todos() == [todo]


def test_event_is_written_as_the_first_system_did(stack: Stack, user: User, database: psycopg.Connection[Any]) -> None:
    with stack.stopped("relay-auth"):
        answer = user.delete("/auth/profile/", headers={"X-Request-Id": "deletion-1"})
        row = database.execute(
            "select topic, key, value, headers from auth.outbox where key = %s", (str(user.account.user_id),)
        ).fetchall()

    assert len(row) == 1
    topic, key, value, headers = row[0]
    assert (topic, key) == ("user_deleted_topic", str(user.account.user_id))
    assert value == f'{{"user_id": {user.account.user_id}}}'
    assert headers["receipt"] == answer.headers["location"].rsplit("/", 1)[1]
    assert (headers["ce_type"], headers["x-request-id"]) == ("user_deleted", "deletion-1")


@pytest.mark.smoke
def test_receipt_tells_of_the_deletion_and_then_of_its_end(
    client: Client, user: User, database: psycopg.Connection[Any]
) -> None:
    for number in range(3):
        user.todo(f"number {number}")
    location = user.delete("/auth/profile/").headers["location"]

    first = client.get(location)
    assert first.status_code == 200
    assert first.json()["receipt"] == location.rsplit("/", 1)[1]
    assert [service["name"] for service in first.json()["services"]] == ["todos"]

    def finished() -> Any:
        receipt = client.get(location + "/").json()
        return receipt["finished_at"] and receipt

    receipt = eventually(finished, "the deletion is finished", 60)
    assert receipt["finished_at"] >= receipt["services"][0]["purged_at"] >= receipt["requested_at"]
    left = database.execute("select count(*) from todos.todo where user_id = %s", (user.account.user_id,)).fetchone()
    assert left == (0,)


def test_receipt_is_found_in_any_case_of_its_letters(client: Client, user: User) -> None:
    location = user.delete("/auth/profile/").headers["location"]
    receipt = location.rsplit("/", 1)[1]

    assert client.get(f"/auth/deletions/{receipt.upper()}/").json()["receipt"] == receipt


def test_receipt_names_nobody(client: Client, user: User) -> None:
    location = user.delete("/auth/profile/").headers["location"]

    answer = client.get(location)

    assert set(answer.json()) == {"receipt", "requested_at", "finished_at", "services"}
    assert user.account.username not in answer.text


def test_request_id_follows_the_deletion_to_the_last_log(stack: Stack, user: User) -> None:
    request_id = f"deletion-{uuid.uuid4()}"
    user.todo()

    user.delete("/auth/profile/", headers={"X-Request-Id": request_id})

    sources = ["auth", "relay-auth", "todos-consumer", "auth-consumer"]
    for source in sources:
        stack.lines_about(source, request_id)


def test_deletion_and_login_at_the_same_moment_leave_no_session(
    client: Client, user_with_password: User, database: psycopg.Connection[Any]
) -> None:
    user = user_with_password
    body = {"username": user.account.username, "password": PASSWORD}
    with ThreadPoolExecutor(8) as pool:
        logins = [pool.submit(client.post, "/auth/token/", json=body) for _ in range(6)]
        deleted = pool.submit(user.delete, "/auth/profile/").result()
        statuses = {login.result().status_code for login in logins}

    assert deleted.status_code == 204
    assert statuses <= {200, 401}
    left = database.execute("select count(*) from auth.session where user_id = %s", (user.account.user_id,)).fetchone()
    assert left == (0,)


def test_names_of_deleted_accounts_say_nothing(client: Client) -> None:
    username = f"anna{secrets.token_hex(6)}"
    client.post("/auth/register/", json={"username": username, "password": PASSWORD})
    access = client.post("/auth/token/", json={"username": username, "password": PASSWORD}).json()["access"]
    client.request("DELETE", "/auth/profile/", token=access)

    assert_problem(
        client.post("/auth/token/", json={"username": username, "password": PASSWORD}), 401, "wrong_credentials"
    )

"""POST /auth/password/: the old one is asked for, the new one must be good, and every other login ends."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from accounts import PASSWORD, open_session
from client import Client, User
from problems import assert_problem
from stack import Stack
from waiting import eventually

PATH = "/auth/password/"
NEW = "another password 1"


def login(client: Client, user: User, password: str) -> Any:
    """Logs in."""
    return client.post("/auth/token/", json={"username": user.account.username, "password": password})


def change(user: User, new: str, old: str = PASSWORD) -> Any:
    """Changes the password."""
    return user.post(PATH, json={"old": old, "new": new})


def test_new_password_counts_from_now_on(client: Client, user_with_password: User) -> None:
    user = user_with_password

    assert change(user, NEW).status_code == 204

    assert_problem(login(client, user, PASSWORD), 401, "wrong_credentials")
    assert login(client, user, NEW).status_code == 200


def test_other_logins_end_and_this_one_goes_on(
    client: Client, user_with_password: User, database: psycopg.Connection[Any], stack: Stack
) -> None:
    user = user_with_password
    user.todo()
    others = [
        User(client, open_session(database, stack, user.account.user_id, user.account.username)) for _ in range(3)
    ]
    assert {other.get("/todos/").status_code for other in others} == {200}

    change(user, NEW)

    def taken() -> list[int]:
        return [other.get("/todos/").status_code for other in others]

    eventually(lambda: taken() == [401] * 3, "todos refuses their tokens")
    for other in others:
        assert_problem(other.get("/auth/profile/"), 401, "gone")
        assert_problem(client.post("/auth/token/refresh/", json={"refresh": other.account.refresh}), 401, "gone")
    assert (user.get("/todos/").status_code, user.get("/auth/profile/").status_code) == (200, 200)
    assert client.post("/auth/token/refresh/", json={"refresh": user.account.refresh}).status_code == 200


def test_login_right_after_is_no_victim(
    client: Client, user_with_password: User, database: psycopg.Connection[Any]
) -> None:
    user = user_with_password
    user.todo()
    change(user, NEW)

    access = login(client, user, NEW).json()["access"]

    told = "select 1 from todos.owner where user_id = %s and kept_session = %s"
    account = user.account
    eventually(lambda: database.execute(told, (account.user_id, account.session_id)).fetchone(), "todos was told")
    assert client.get("/todos/", token=access).status_code == 200
    assert client.get("/auth/profile/", token=access).status_code == 200


def test_second_change_right_after_ends_the_first_login(client: Client, user_with_password: User) -> None:
    user = user_with_password
    user.todo()
    change(user, NEW)
    second = login(client, user, NEW).json()["access"]

    answer = client.post(PATH, json={"old": NEW, "new": PASSWORD}, token=second)

    assert answer.status_code == 204
    eventually(lambda: user.get("/todos/").status_code == 401, "todos refuses the first login's token")
    assert client.get("/todos/", token=second).status_code == 200


def test_api_tokens_stay(client: Client, user_with_password: User) -> None:
    token = user_with_password.api_token()["token"]
    change(user_with_password, NEW)
    third = login(client, user_with_password, NEW).json()["access"]
    assert client.request("DELETE", "/auth/sessions/", token=third).status_code == 204
    eventually(lambda: user_with_password.get("/todos/").status_code == 401, "todos refuses the login's token")

    for path in ("/todos/", "/auth/profile/"):
        assert client.get(path, token=token).status_code == 200


@pytest.mark.parametrize("old", ["wrong password", "x", PASSWORD + " ", PASSWORD.upper()])
def test_wrong_old_password_changes_nothing(client: Client, user_with_password: User, old: str) -> None:
    assert_problem(change(user_with_password, NEW, old), 422, "invalid", field="old", code="wrong")

    assert login(client, user_with_password, PASSWORD).status_code == 200


@pytest.mark.parametrize(
    "new,code",
    [
        ("seven b", "too_short"),
        ("سه۳", "too_short"),
        ("p" * 1025, "too_long"),
        ("password1", "too_common"),
        ("PassWord1", "too_common"),
        ("ｐａｓｓｗｏｒｄ１", "too_common"),
        ("<name>", "same_as_name"),
        ("<NAME>", "same_as_name"),
    ],
)
def test_new_password_must_be_good(client: Client, user_with_password: User, new: str, code: str) -> None:
    name = user_with_password.account.username
    new = {"<name>": name, "<NAME>": name.upper()}.get(new, new)

    assert_problem(change(user_with_password, new), 422, "invalid", field="new", code=code)

    assert login(client, user_with_password, PASSWORD).status_code == 200


def test_registration_refuses_common_passwords_and_the_name(client: Client) -> None:
    name = f"user{secrets.token_hex(8)}"
    for password, code in (("iloveyou1", "too_common"), ("12345678", "too_common"), (name.title(), "same_as_name")):
        answer = client.post("/auth/register/", json={"username": name, "password": password})

        assert_problem(answer, 422, "invalid", field="password", code=code)


def test_guessing_the_old_password_comes_to_an_end(
    client: Client, user_with_password: User, database: psycopg.Connection[Any]
) -> None:
    user = user_with_password
    database.execute(
        "insert into auth.throttle values ('password/' || %s, now() + interval '900 seconds')", (user.account.user_id,)
    )

    answer = change(user, NEW)

    assert_problem(answer, 429, "too_many_requests")
    assert 1 <= int(answer.headers["retry-after"]) <= 90
    refused = user.request("DELETE", "/auth/profile/", json={"password": PASSWORD})
    assert_problem(refused, 429, "too_many_requests")
    assert login(client, user, PASSWORD).status_code == 200


def test_right_password_forgives_the_wrong_ones(user_with_password: User, database: psycopg.Connection[Any]) -> None:
    user = user_with_password
    change(user, NEW, "wrong password")
    key = f"password/{user.account.user_id}"
    assert database.execute("select 1 from auth.throttle where key = %s", (key,)).fetchone()

    change(user, NEW)

    assert database.execute("select 1 from auth.throttle where key = %s", (key,)).fetchone() is None


def test_change_counts_as_giving_the_password(
    user_with_password: User, client: Client, database: psycopg.Connection[Any]
) -> None:
    account = user_with_password.account
    database.execute(
        "update auth.session set auth_time = now() - interval '1 day' where session_id = %s", (account.session_id,)
    )

    change(user_with_password, NEW)

    access = client.post("/auth/token/refresh/", json={"refresh": account.refresh}).json()["access"]
    assert client.request("DELETE", "/auth/profile/", token=access).status_code == 204


def test_password_of_an_ended_session_is_not_changed(client: Client, user_with_password: User) -> None:
    user_with_password.post("/auth/logout/")

    assert_problem(change(user_with_password, NEW), 401, "gone")


def test_login_with_the_old_password_at_the_same_moment_ends_too(
    client: Client, user_with_password: User, database: psycopg.Connection[Any]
) -> None:
    user = user_with_password
    with ThreadPoolExecutor(8) as pool:
        logins = [pool.submit(login, client, user, PASSWORD) for _ in range(6)]
        changed = pool.submit(change, user, NEW).result()
        statuses = {one.result().status_code for one in logins}

    assert changed.status_code == 204
    assert statuses <= {200, 401}
    left = database.execute("select session_id::text from auth.session where user_id = %s", (user.account.user_id,))
    assert left.fetchall() == [(user.account.session_id,)]


def test_login_that_holds_the_account_while_the_password_changes_ends_too(
    user_with_password: User, connect: Callable[[], psycopg.Connection[Any]], database: psycopg.Connection[Any]
) -> None:
    user, held = user_with_password, connect()
    held.execute("select 1 from auth.account where user_id = %s for share", (user.account.user_id,))
    held.execute(
        "insert into auth.session (session_id, user_id, refresh_hash, expires_at)"
        " values (gen_random_uuid(), %s, 'x', now() + interval '1 day')",
        (user.account.user_id,),
    )
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(change, user, NEW)
        eventually(
            lambda: database.execute(
                "select 1 from pg_stat_activity where usename = 'auth' and wait_event_type = 'Lock'"
            ).fetchone(),
            "the change waits for the login",
        )
        held.commit()

        assert answer.result().status_code == 204

    left = database.execute("select session_id::text from auth.session where user_id = %s", (user.account.user_id,))
    assert left.fetchall() == [(user.account.session_id,)]

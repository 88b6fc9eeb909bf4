"""The database or a worker away, slow or killed: a 503 that says what may have happened, in time, and then all is well again."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from client import User
from operations import CALLS, Call, each
from problems import assert_problem
from raw_http import RawClient, bearer
from stack import Stack
from waiting import eventually, limit

Connect = Callable[[], psycopg.Connection[Any]]
# DATABASE_TIMEOUT_MS, and how much longer the client waits for a server that is frozen, seconds.
STATEMENT_DEADLINE = 3.0
MARGIN = 0.5


@contextlib.contextmanager
def database_away(database: psycopg.Connection[Any]) -> Iterator[None]:
    """Ends the services' connections and lets them make no new ones."""
    for role in ("auth", "todos"):
        database.execute(f"alter role {role} nologin")
    try:
        database.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename in ('auth', 'todos')"
        )
        yield
    finally:
        for role in ("auth", "todos"):
            database.execute(f"alter role {role} login")


@contextlib.contextmanager
def locked(connection: psycopg.Connection[Any], user: User) -> Iterator[None]:
    """Holds the lock that each of the user's writes needs."""
    row = connection.execute(
        "select 1 from todos.owner where user_id = %s for update", (user.account.user_id,)
    ).fetchone()
    assert row is not None
    try:
        yield
    finally:
        connection.rollback()


def waiting(database: psycopg.Connection[Any]) -> list[int]:
    """The processes of PostgreSQL that wait for a lock for todos."""
    found = database.execute(
        "select pid from pg_stat_activity where usename = 'todos' and wait_event_type = 'Lock'"
    ).fetchall()
    return [row[0] for row in found]


@each(CALLS)
def test_operation_without_its_database_is_unavailable(
    user_with_password: User, database: psycopg.Connection[Any], call: Call
) -> None:
    user = user_with_password
    address, content = call.address(user), call.content(user)

    with database_away(database):
        answer = user.request(call.method, address, json=content)

    problem = assert_problem(answer, 503)
    assert problem["type"].endswith(("#unavailable", "#unknown_outcome"))
    assert answer.headers["retry-after"] == "1"
    again = user.request(call.method, address, json=content)
    assert again.status_code in ((404,) if "{receipt}" in call.path else (200, 201, 204)), again.text


def test_readiness_follows_the_database(user: User, database: psycopg.Connection[Any]) -> None:
    with database_away(database):
        answer = user.client.get("/readyz")

    assert (answer.status_code, answer.json()["checks"]["database"]) == (503, "the database does not answer")
    eventually(lambda: user.client.get("/readyz").status_code == 200, "it is ready")


def test_what_needs_no_database_goes_on_without_it(user: User, database: psycopg.Connection[Any]) -> None:
    with database_away(database):
        assert user.client.get("/healthz").status_code == 200
        assert_problem(user.client.get("/todos/"), 401, "unauthenticated")
        assert_problem(user.post("/todos/", json={}), 422, "invalid")
        assert user.client.request("OPTIONS", "/todos/").status_code == 204


def test_write_behind_a_lock_ends_at_its_deadline_and_changes_nothing(user: User, connect: Connect) -> None:
    todo = user.todo()
    start = time.monotonic()

    with locked(connect(), user):
        answer = user.patch(f"/todos/{todo['id']}/", json={"title": "changed"})

    assert_problem(answer, 503, "unavailable")
    assert STATEMENT_DEADLINE - 0.1 < time.monotonic() - start < limit(STATEMENT_DEADLINE + 2)
    assert user.get(f"/todos/{todo['id']}/").json() == todo


def test_reads_do_not_wait_for_a_lock(user: User, connect: Connect) -> None:
    todo = user.todo()

    with locked(connect(), user):
        assert user.get(f"/todos/{todo['id']}/").json() == todo
        assert user.todos() == [todo]


def test_connection_that_ends_during_a_write_is_unavailable(
    user: User, database: psycopg.Connection[Any], connect: Connect
) -> None:
    todo = user.todo()

    with ThreadPoolExecutor(1) as pool, locked(connect(), user):
        answer = pool.submit(user.patch, f"/todos/{todo['id']}/", json={"title": "changed"})
        for pid in eventually(lambda: waiting(database), "the statement waits"):
            database.execute("select pg_terminate_backend(%s)", (pid,))
        refused = answer.result()

    assert_problem(refused, 503)
    assert user.get(f"/todos/{todo['id']}/").json() == todo


def test_frozen_database_is_given_up_and_a_key_settles_what_happened(
    user: User, database: psycopg.Connection[Any]
) -> None:
    user.todo("first, so that there is an owner")
    found = database.execute("select pid from pg_stat_activity where usename = 'todos'").fetchall()
    backends = [row[0] for row in found]
    body, headers = {"title": "once"}, {"Idempotency-Key": "frozen"}
    start = time.monotonic()

    for pid in backends:
        os.kill(pid, signal.SIGSTOP)
    try:
        answer = user.post("/todos/", json=body, headers=headers)
    finally:
        for pid in backends:
            os.kill(pid, signal.SIGCONT)

    assert_problem(answer, 503, "unknown_outcome")
    assert time.monotonic() - start < limit(STATEMENT_DEADLINE + MARGIN + 2)
    eventually(lambda: user.post("/todos/", json=body, headers=headers).status_code == 201, "it is settled")
    assert [todo["title"] for todo in user.todos()] == ["once", "first, so that there is an owner"]


@pytest.mark.parametrize(
    "part,path", [("todos", "/todos/"), ("auth", "/auth/profile/"), ("auth-password", "/auth/token/")]
)
def test_service_without_workers_is_unavailable(stack: Stack, user: User, part: str, path: str) -> None:
    with stack.stopped(part):
        method, body = ("POST", {"username": "a", "password": "b"}) if part == "auth-password" else ("GET", None)
        answer = user.request(method, path, json=body)

    assert_problem(answer, 503)
    assert answer.json()["type"] == "about:blank"
    eventually(lambda: user.request(method, path, json=body).status_code in (200, 401), "it answers")


def test_worker_killed_in_a_request_is_a_problem_and_is_replaced(
    stack: Stack, raw: RawClient, user: User, database: psycopg.Connection[Any], connect: Connect
) -> None:
    todo = user.todo()
    path, body = f"/todos/{todo['id']}/", b'{"title":"changed"}'
    head = f"PATCH {path} HTTP/1.1\r\nHost: x\r\n{bearer(user.account.access)}\r\nContent-Type: application/json\r\n"
    data = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    with ThreadPoolExecutor(1) as pool, locked(connect(), user):
        sent: Future[Any] = pool.submit(raw.send, data, "PATCH")
        eventually(lambda: waiting(database), "the statement waits")
        killed = stack.workers("todos")
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        answer = sent.result()

    assert_problem(answer, 500)
    raw.description.check("PATCH", path, answer.status_code, answer.headers, answer.content)
    eventually(lambda: len(set(stack.workers("todos")) - set(killed)) == len(killed), "all are replaced")
    eventually(lambda: user.get(path).status_code == 200, "it answers")


def test_worker_that_is_ended_before_a_connection_says_anything_ends(stack: Stack, user: User) -> None:
    old = stack.workers("todos")
    silent = [socket.socket(socket.AF_UNIX) for _ in old]
    for connection in silent:
        connection.connect(f"{stack.settings['SOCKET_DIR']}/todos.sock")
    time.sleep(0.5)  # each has taken one by now, and waits 2 s for its first byte

    for pid in old:
        os.kill(pid, signal.SIGTERM)

    # One that has gone back to waiting ends after its next request.
    eventually(
        lambda: user.get("/todos/").status_code == 200 and not set(stack.workers("todos")) & set(old), "all have ended"
    )
    for connection in silent:
        connection.close()


def test_workers_are_replaced_one_by_one_with_no_failed_request(stack: Stack, user: User) -> None:
    user.todo()
    old = stack.workers("todos")

    def read(_: int) -> int:
        return user.get("/todos/").status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = pool.map(read, range(400))
        for pid in old:
            os.kill(pid, signal.SIGTERM)
            time.sleep(0.05)
        assert set(statuses) == {200}

    eventually(lambda: not set(stack.workers("todos")) & set(old), "all are replaced")

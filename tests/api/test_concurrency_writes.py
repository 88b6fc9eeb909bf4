"""Two writers of one todo, many senders of one key, many todos at the limit: held by real locks of real sessions."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import httpx
import psycopg
import pytest

from accounts import PASSWORD
from client import Client, User
from owners import counts
from problems import assert_problem
from waiting import eventually

LIMIT = 10000
PARALLEL = 50


def wait_for_waiters(database: psycopg.Connection[Any], number: int) -> None:
    """Returns when so many statements of todos wait for a lock."""
    eventually(
        lambda: (
            database.execute(
                "select count(*) from pg_stat_activity where usename = 'todos' and wait_event_type = 'Lock'"
            ).fetchone()
            == (number,)
        ),
        f"{number} statements wait",
    )


@pytest.mark.parametrize("second", ["PATCH", "PUT", "DELETE"])
def test_of_two_conditional_writes_one_wins_and_the_other_sees_its_row(
    user: User, database: psycopg.Connection[Any], connect: Callable[[], psycopg.Connection[Any]], second: str
) -> None:
    todo = user.todo()
    path, condition = f"/todos/{todo['id']}/", {"If-Match": f'"{todo["version"]}"'}
    holder = connect()
    holder.execute("select 1 from todos.owner where user_id = %s for update", (user.account.user_id,))

    with ThreadPoolExecutor(2) as pool:
        body = None if second == "DELETE" else {"title": "by the other"}
        first_answer = pool.submit(user.patch, path, json={"title": "by one"}, headers=condition)
        wait_for_waiters(database, 1)
        second_answer = pool.submit(user.request, second, path, json=body, headers=condition)
        wait_for_waiters(database, 2)
        holder.rollback()
        answers = [first_answer.result(), second_answer.result()]

    won = [answer for answer in answers if answer.is_success]
    lost = [answer for answer in answers if not answer.is_success]
    assert (len(won), len(lost)) == (1, 1)
    now = user.get(path)
    if won[0].request.method == "DELETE":
        assert_problem(lost[0], 404, "not_found")
        assert now.json()["deleted_at"]
    else:
        assert assert_problem(lost[0], 412, "stale")["current"] == won[0].json() == now.json()
        assert lost[0].headers["etag"] == now.headers["etag"]


def test_writes_without_conditions_all_happen(user: User) -> None:
    todo = user.todo()
    path = f"/todos/{todo['id']}/"

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda n: user.patch(path, json={"title": f"number {n}"}), range(40)))

    assert {answer.status_code for answer in answers} == {200}
    assert sorted(answer.json()["version"] for answer in answers) == list(range(2, 42))
    last = max(answers, key=lambda answer: int(answer.json()["version"]))
    assert user.get(path).json() == last.json()


def open_again(user: User, path: str) -> None:
    """Makes a completed todo open."""
    assert user.patch(path, json={"completed": False}).status_code == 200


@pytest.mark.parametrize(
    "closing",
    [
        lambda user, path: user.delete(path),
        lambda user, path: user.patch(path, json={"completed": True}),
        lambda user, path: user.put(path, json={"title": "done", "completed": True}),
        lambda user, path: user.post(f"{path}history/2/revert/"),
        lambda user, path: user.post(
            "/todos/bulk/", json={"changes": [{"op": "delete", "id": int(path.split("/")[2])}]}
        ),
    ],
    ids=["DELETE", "PATCH", "PUT", "revert", "bulk"],
)
def test_todo_that_another_writer_opened_meanwhile_can_be_closed(
    user: User,
    database: psycopg.Connection[Any],
    connect: Callable[[], psycopg.Connection[Any]],
    closing: Callable[[User, str], httpx.Response],
) -> None:
    # The statement that closes it began when no todo was open: a count from then must not get below 0 on the way.
    todo = user.todo(completed=True)
    path = f"/todos/{todo['id']}/"
    open_again(user, path)
    user.patch(path, json={"completed": True})
    holder = connect()
    holder.execute("select 1 from todos.owner where user_id = %s for update", (user.account.user_id,))

    with ThreadPoolExecutor(2) as pool:
        opened = pool.submit(open_again, user, path)
        wait_for_waiters(database, 1)
        closed = pool.submit(closing, user, path)
        wait_for_waiters(database, 2)
        holder.rollback()
        opened.result()
        assert closed.result().status_code in (200, 204), closed.result().text

    assert counts(database, user)[1:] == (0, 0)


def send_with(user: User, key: str) -> httpx.Response:
    """Creates a todo under a key, asking again while another request with it runs."""
    for _ in range(100):
        answer = user.post("/todos/", json={"title": key}, headers={"Idempotency-Key": key})
        if answer.status_code != 409:
            break
        assert_problem(answer, 409, "busy")
    return answer


@pytest.mark.parametrize("first_write", [True, False], ids=["first write", "later write"])
def test_one_key_sent_many_times_creates_one_todo(user: User, first_write: bool) -> None:
    if not first_write:
        user.todo()
    before = len(user.todos())

    with ThreadPoolExecutor(PARALLEL) as pool:
        answers = list(pool.map(lambda _: send_with(user, "the-key"), range(PARALLEL)))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert len(user.todos()) == before + 1


def test_each_of_many_keys_sent_at_once_creates_one_todo(user: User) -> None:
    # One that reads before another commits, and asks for the key's lock after that, must not create a second.
    keys = [f"key-{number}" for number in range(250)]

    with ThreadPoolExecutor(PARALLEL) as pool:
        answers = list(pool.map(lambda key: send_with(user, key), [key for key in keys for _ in range(4)]))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == len(keys)
    assert sorted(todo["title"] for todo in user.todos()) == sorted(keys)


def test_limit_of_open_todos_holds_under_concurrency(user: User, database: psycopg.Connection[Any]) -> None:
    user.todo()
    database.execute("update todos.owner set open_count = %s where user_id = %s", (LIMIT - 7, user.account.user_id))

    with ThreadPoolExecutor(PARALLEL) as pool:
        answers = list(pool.map(lambda n: user.post("/todos/", json={"title": f"number {n}"}), range(PARALLEL)))

    statuses = [answer.status_code for answer in answers]
    assert (statuses.count(201), statuses.count(409)) == (7, PARALLEL - 7)
    count = database.execute(
        "select open_count from todos.owner where user_id = %s", (user.account.user_id,)
    ).fetchone()
    assert count == (LIMIT,)


def test_first_writes_at_the_same_moment_all_happen(user: User) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda n: user.post("/todos/", json={"title": f"number {n}"}), range(20)))

    assert {answer.status_code for answer in answers} == {201}
    assert sorted(answer.json()["version"] for answer in answers) == list(range(1, 21))


def test_name_registered_many_times_at_once_belongs_to_one(client: Client) -> None:
    body = {"username": f"anna{secrets.token_hex(6)}", "password": PASSWORD}

    with ThreadPoolExecutor(10) as pool:
        sent: list[Future[httpx.Response]] = [pool.submit(client.post, "/auth/register/", json=body) for _ in range(10)]
        answers = [one.result() for one in sent]

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] + [409] * 9
    for answer in answers:
        if answer.status_code == 409:
            assert_problem(answer, 409, "taken", field="username", code="taken")


def test_users_do_not_wait_for_one_another(
    new_user: Callable[[], User], connect: Callable[[], psycopg.Connection[Any]]
) -> None:
    slow, quick = new_user(), new_user()
    slow.todo()
    todo = quick.todo()
    holder = connect()
    holder.execute("select 1 from todos.owner where user_id = %s for update", (slow.account.user_id,))

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(slow.post, "/todos/", json={"title": "waits"})
        for number in range(10):
            assert quick.patch(f"/todos/{todo['id']}/", json={"title": f"number {number}"}).status_code == 200
        assert not held.done()
        holder.rollback()
        assert held.result().status_code == 201

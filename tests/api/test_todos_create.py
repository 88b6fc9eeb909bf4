"""POST /todos/: what a new todo has, where it is, how many there may be, and the Idempotency-Key that creates it once."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from client import User
from owners import counts
from problems import assert_problem
from raw_http import RawClient, bearer

LIMIT = 10000


def with_key(user: User, key: str, body: Any = None, path: str = "/todos/") -> Any:
    """A new todo with an Idempotency-Key."""
    return user.post(path, json={"title": "once"} if body is None else body, headers={"Idempotency-Key": key})


def test_new_todo_has_its_fields_and_initial_values(user: User) -> None:
    before = time.time()

    answer = user.post("/todos/", json={"title": "buy milk"})

    assert answer.status_code == 201
    todo = answer.json()
    assert list(todo) == [
        "id", "user_id", "title", "description", "completed", "priority", "due", "position", "completed_at",
        "created_at", "updated_at", "deleted_at", "version",
    ]  # fmt: skip
    assert (todo["title"], todo["description"], todo["completed"]) == ("buy milk", "", False)
    assert (todo["user_id"], todo["deleted_at"], todo["version"]) == (user.account.user_id, None, 1)
    assert todo["created_at"] == todo["updated_at"]
    made = time.mktime(time.strptime(todo["created_at"][:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone
    assert abs(made - before) < 10


def test_new_todo_is_at_its_location_with_its_etag(user: User) -> None:
    made = user.post("/tasks", json={"title": "buy milk"})

    read = user.get(made.headers["location"])

    assert made.headers["location"] == f"/todos/{made.json()['id']}/"
    assert (read.status_code, read.content) == (200, made.content)
    assert read.headers["etag"] == made.headers["etag"] == f'"{made.json()["version"]}"'


def test_null_description_is_an_empty_one(user: User) -> None:
    assert user.todo(description=None)["description"] == ""


def test_ids_grow_and_versions_count_the_users_changes(new_user: Callable[[], User]) -> None:
    one, other = new_user(), new_user()
    made = [one.todo(), other.todo(), one.todo(), one.todo()]

    assert [todo["version"] for todo in made] == [1, 1, 2, 3]
    assert sorted(todo["id"] for todo in made) == [todo["id"] for todo in made]


def test_open_todos_are_limited(user: User, database: psycopg.Connection[Any]) -> None:
    todo = user.todo()
    database.execute("update todos.owner set open_count = %s where user_id = %s", (LIMIT - 1, user.account.user_id))

    assert user.post("/todos/", json={"title": "the last"}).status_code == 201
    assert_problem(user.post("/todos/", json={"title": "too many"}), 409, "limit")
    assert user.post("/todos/", json={"title": "done", "completed": True}).status_code == 201
    assert user.patch(f"/todos/{todo['id']}/", json={"completed": True}).status_code == 200
    assert user.post("/todos/", json={"title": "room again"}).status_code == 201


def test_open_todos_are_counted_whatever_happens_to_them(user: User, database: psycopg.Connection[Any]) -> None:
    first, second = user.todo(), user.todo(completed=True)
    assert counts(database, user)[1:] == (1, 1)
    for method, path, body in [
        ("PATCH", f"/todos/{first['id']}/", {"completed": True}),
        ("PATCH", f"/todos/{second['id']}/", {"completed": False}),
        ("PUT", f"/todos/{first['id']}/", {"title": "open again"}),
        ("PATCH", f"/todos/{first['id']}/", {"title": "still open"}),
        ("DELETE", f"/todos/{first['id']}/", None),
        ("PATCH", f"/todos/{second['id']}/", {"completed": True}),
        ("DELETE", f"/todos/{second['id']}/", None),
        ("POST", f"/todos/{first['id']}/restore/", None),
        ("POST", f"/todos/{second['id']}/restore/", None),
    ]:
        assert user.request(method, path, json=body).is_success

        _, counted, present = counts(database, user)
        assert counted == present, (method, path, body)
    assert counts(database, user)[1:] == (1, 1)


@pytest.mark.smoke
def test_same_key_gets_the_same_answer(user: User) -> None:
    answers = [with_key(user, "key", path=path) for path in ("/todos/", "/todos", "/tasks/")]

    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert len({answer.content for answer in answers}) == 1
    assert len({(answer.headers["etag"], answer.headers["location"]) for answer in answers}) == 1
    assert user.todos() == [answers[0].json()]


def test_same_key_gets_the_first_answer_though_the_todo_changed(user: User) -> None:
    first = with_key(user, "key")
    user.patch(f"/todos/{first.json()['id']}/", json={"title": "changed"})
    again = with_key(user, "key")
    user.delete(f"/todos/{first.json()['id']}/")

    assert again.content == with_key(user, "key").content == first.content


@pytest.mark.parametrize("body", [{"title": "another"}, {"title": "once", "description": ""}, {"title": "once "}])
def test_key_of_another_body_is_refused(user: User, body: dict[str, Any]) -> None:
    first = with_key(user, "key")

    assert_problem(with_key(user, "key", body), 422, "key_reused")
    assert user.todos() == [first.json()]


def test_key_of_another_user_is_another_key(new_user: Callable[[], User]) -> None:
    one, other = with_key(new_user(), "key"), with_key(new_user(), "key")

    assert (one.status_code, other.status_code) == (201, 201)
    assert one.json()["id"] != other.json()["id"]


def test_other_keys_create_other_todos(user: User) -> None:
    assert len({with_key(user, key).json()["id"] for key in ("a", "A", "b", "a1", "~!x", "x" * 255)}) == 6


def test_refused_request_does_not_use_its_key_up(user: User) -> None:
    refused = with_key(user, "key", {"title": ""})

    assert_problem(refused, 422, "invalid")
    assert with_key(user, "key", {"title": "right"}).status_code == 201


def test_limit_does_not_use_the_key_up(user: User, database: psycopg.Connection[Any]) -> None:
    user.todo()
    database.execute("update todos.owner set open_count = %s where user_id = %s", (LIMIT, user.account.user_id))
    assert_problem(with_key(user, "key"), 409, "limit")
    database.execute("update todos.owner set open_count = 1 where user_id = %s", (user.account.user_id,))

    assert with_key(user, "key").status_code == 201


def test_key_is_forgotten_after_a_day(user: User, database: psycopg.Connection[Any]) -> None:
    first = with_key(user, "key")
    database.execute(
        "update todos.idempotency set created_at = now() - interval '24 hours' where user_id = %s",
        (user.account.user_id,),
    )

    second = with_key(user, "key", {"title": "another day"})
    again = with_key(user, "key", {"title": "another day"})

    assert second.json()["id"] != first.json()["id"]
    assert again.content == second.content


def test_key_that_is_running_is_busy(user: User, connect: Callable[[], psycopg.Connection[Any]]) -> None:
    user.todo("first, so that there is an owner")
    key = f"{user.account.user_id}:key"
    running = connect()
    running.execute("select pg_advisory_xact_lock(hashtextextended(%s, 1))", (key,))

    assert_problem(with_key(user, "key"), 409, "busy")

    running.rollback()
    assert with_key(user, "key").status_code == 201


@pytest.mark.parametrize("key", ["a b", "x" * 256, "a\tb", "ключ", "\x80"], ids=ascii)
def test_malformed_key_is_refused(raw: RawClient, user: User, key: str) -> None:
    body = b'{"title":"once"}'
    lines = [bearer(user.account.access), "Content-Type: application/json", f"Content-Length: {len(body)}"]

    answer = raw.request("POST", "/todos/", *lines, f"Idempotency-Key: {key}".encode(), body=body)

    assert_problem(answer, 400, "malformed", detail="Idempotency-Key")
    assert user.todos() == []


def test_empty_key_is_none(raw: RawClient, user: User) -> None:
    body = b'{"title":"twice"}'
    lines = [bearer(user.account.access), "Content-Type: application/json", f"Content-Length: {len(body)}"]

    answers = [raw.request("POST", "/todos/", *lines, "Idempotency-Key:", body=body) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(user.todos()) == 2


def test_key_means_nothing_where_nothing_is_created(user: User) -> None:
    todo = with_key(user, "key").json()
    headers = {"Idempotency-Key": "key"}

    changed = user.patch(f"/todos/{todo['id']}/", json={"title": "changed"}, headers=headers)
    read = user.get("/todos/", headers=headers)

    assert changed.json()["title"] == "changed"
    assert read.json() == [changed.json()]


def test_first_write_of_a_user_takes_a_key_too(user: User, database: psycopg.Connection[Any]) -> None:
    first, again = with_key(user, "key"), with_key(user, "key")

    assert (first.status_code, again.content) == (201, first.content)
    kept = database.execute(
        "select count(*) from todos.idempotency where user_id = %s", (user.account.user_id,)
    ).fetchone()
    assert kept == (1,)

"""The trash: what lies in it, what comes back from it, and what is gone for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from client import User
from problems import assert_problem

Todo = dict[str, Any]


def thrown(user: User, number: int) -> list[Todo]:
    """New todos in the trash, in the order of their deletion."""
    made = [user.todo(f"number {n}", due="2026-11-30", priority=1)["id"] for n in range(number)]
    for todo in made:
        assert user.delete(f"/todos/{todo}/").status_code == 204
    return [user.get(f"/todos/{todo}/").json() for todo in made]


def rows(database: psycopg.Connection[Any], user: User, table: str) -> int:
    """How many rows a table has of the user."""
    row = database.execute(
        f"select count(*) from todos.{table} where user_id = %s".encode(), (user.account.user_id,)
    ).fetchone()
    assert row is not None
    return int(row[0])


def test_trash_lists_what_was_deleted_last_first(user: User) -> None:
    kept = user.todo("kept")
    todos = thrown(user, 3)

    assert user.todos("/todos/trash/") == todos[::-1]
    assert all(todo["deleted_at"] for todo in todos)
    assert user.todos() == [kept]


def test_order_is_that_of_the_deletion_not_of_the_creation(user: User) -> None:
    ids = [user.todo()["id"] for _ in range(4)]
    for at in (2, 0, 3, 1):
        user.delete(f"/todos/{ids[at]}/")

    assert [todo["id"] for todo in user.todos("/todos/trash/")] == [ids[1], ids[3], ids[0], ids[2]]


def test_pages_together_are_the_trash(user: User) -> None:
    todos = thrown(user, 25)

    pages = user.pages("/todos/trash/?limit=7")

    assert [len(page.json()) for page in pages] == [7, 7, 7, 4]
    assert [todo for page in pages for todo in page.json()] == todos[::-1]


def test_trash_of_a_new_user_is_empty(user: User) -> None:
    answer = user.get("/todos/trash/")

    assert (answer.status_code, answer.json(), answer.headers["etag"]) == (200, [], '"0"')


def test_current_trash_is_not_sent_again(user: User) -> None:
    thrown(user, 2)
    etag = user.get("/todos/trash/").headers["etag"]

    assert user.get("/todos/trash/", headers={"If-None-Match": etag}).status_code == 304
    user.todo()
    assert user.get("/todos/trash/", headers={"If-None-Match": etag}).status_code == 200


def test_restored_todo_is_what_it_was(user: User) -> None:
    todo = user.todo("a", description="b", due="2026-11-30", priority=2, completed=True)
    path = f"/todos/{todo['id']}/"
    user.delete(path)

    restored = user.post(f"{path}restore/").json()

    same = set(todo) - {"version"}
    assert {name: restored[name] for name in same} == {name: todo[name] for name in same}
    assert user.todos("/todos/trash/") == []
    assert_problem(user.post(f"{path}restore/"), 404, "not_found")


def test_purged_todo_is_gone_with_everything(user: User, database: psycopg.Connection[Any]) -> None:
    todos = thrown(user, 3)
    path = f"/todos/trash/{todos[1]['id']}/"

    assert user.delete(path).status_code == 204

    assert user.todos("/todos/trash/") == [todos[2], todos[0]]
    for method, gone in [
        ("GET", f"/todos/{todos[1]['id']}/"),
        ("POST", f"/todos/{todos[1]['id']}/restore/"),
        ("GET", f"/todos/{todos[1]['id']}/history/"),
        ("DELETE", path),
    ]:
        assert_problem(user.request(method, gone), 404, "not_found")
    assert rows(database, user, "todo") == 2
    assert rows(database, user, "history") == 4
    assert rows(database, user, "removal") == 1


def test_purge_leaves_a_marker_in_the_change_feed(user: User) -> None:
    todos = thrown(user, 2)
    since = int(user.get("/todos/").headers["etag"].strip('"'))

    user.delete(f"/todos/trash/{todos[0]['id']}/")

    answer = user.get(f"/todos/changes/?since={since}")
    (marker,) = answer.json()
    assert (marker.pop("id"), marker.pop("version")) == (todos[0]["id"], since + 1)
    assert marker.pop("removed_at").startswith("20")
    assert set(marker.values()) == {None}
    assert answer.headers["etag"] == f'"{since + 1}"'


def test_todo_that_is_not_in_the_trash_is_not_purged(new_user: Callable[[], User]) -> None:
    user, stranger = new_user(), new_user()
    todo = user.todo()
    (theirs,) = thrown(stranger, 1)

    for path in (f"/todos/trash/{todo['id']}/", f"/todos/trash/{theirs['id']}/", "/todos/trash/999999999999/"):
        assert_problem(user.delete(path), 404, "not_found")
    assert_problem(new_user().delete(f"/todos/trash/{theirs['id']}/"), 404, "not_found")
    assert user.todos() == [todo]
    assert stranger.todos("/todos/trash/") == [theirs]


def test_emptied_trash_is_empty(new_user: Callable[[], User], database: psycopg.Connection[Any]) -> None:
    user, stranger = new_user(), new_user()
    kept, (theirs,) = user.todo("kept"), thrown(stranger, 1)
    todos = thrown(user, 12)
    since = int(user.get("/todos/").headers["etag"].strip('"'))

    assert user.delete("/todos/trash/").status_code == 204

    assert user.todos("/todos/trash/") == []
    assert user.todos() == [kept]
    assert stranger.todos("/todos/trash/") == [theirs]
    markers = user.todos(f"/todos/changes/?since={since}&limit=5".replace("&limit=5", ""))
    assert sorted(marker["id"] for marker in markers) == [todo["id"] for todo in todos]
    assert [marker["version"] for marker in markers] == list(range(since + 1, since + 13))
    assert rows(database, user, "history") == 1


def test_empty_trash_can_be_emptied(user: User) -> None:
    assert user.delete("/todos/trash/").status_code == 204
    user.todo()
    seq = user.get("/todos/").headers["etag"]

    assert user.delete("/todos/trash/").status_code == 204

    assert user.get("/todos/").headers["etag"] == seq


def test_trash_of_more_than_one_statement_is_emptied(user: User, database: psycopg.Connection[Any]) -> None:
    user.todo("kept")
    database.execute(
        "insert into todos.todo (user_id, version, title, position, deleted_at)"
        " select user_id, seq + n, 'number ' || n, todos.position_at(seq + n), now()"
        " from todos.owner, generate_series(1, 10003) as n where user_id = %s",
        (user.account.user_id,),
    )
    database.execute("update todos.owner set seq = seq + 10003 where user_id = %s", (user.account.user_id,))

    assert user.delete("/todos/trash/").status_code == 204

    assert rows(database, user, "todo") == 1
    assert rows(database, user, "removal") == 10003
    assert rows(database, user, "history") == 1
    assert len(user.todos("/todos/changes/?since=10004")) == 10003


def test_open_count_is_right_after_it_all(user: User, database: psycopg.Connection[Any]) -> None:
    todos = thrown(user, 4)
    user.todo()
    user.post(f"/todos/{todos[0]['id']}/restore/")
    user.delete(f"/todos/trash/{todos[1]['id']}/")
    user.delete("/todos/trash/")

    row = database.execute("select open_count from todos.owner where user_id = %s", (user.account.user_id,)).fetchone()

    assert row == (2,)


@pytest.mark.parametrize(
    "query,field",
    [
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("cursor=x", "cursor"),
        ("sort=due", "sort"),
        ("completed=true", "completed"),
    ],
)
def test_query_of_the_trash_is_checked(user: User, query: str, field: str) -> None:
    assert_problem(user.get(f"/todos/trash/?{query}"), 400, "invalid_parameter", field=field)


@pytest.mark.parametrize("path", ["/todos/trash/0/", "/todos/trash/x/", "/todos/trash/1/2/", f"/todos/trash/{2**63}/"])
def test_what_is_no_id_is_not_found(user: User, path: str) -> None:
    assert_problem(user.delete(path), 404, "not_found")

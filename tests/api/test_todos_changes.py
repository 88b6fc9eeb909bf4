"""GET /todos/changes/: whoever follows it has the same todos as the server, what went to the trash included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from client import User, next_link
from problems import assert_problem


def present(todo: dict[str, Any]) -> dict[str, Any]:
    """A todo as the change feed has it."""
    return todo | {"removed_at": None}


def changes(user: User, since: Any = 0) -> list[dict[str, Any]]:
    """Every change since a version."""
    return user.todos(f"/todos/changes/?since={since}")


def test_every_todo_appears_once_with_its_last_change(user: User) -> None:
    first, second, third = (user.todo(title) for title in ("first", "second", "third"))
    changed = user.patch(f"/todos/{first['id']}/", json={"completed": True}).json()
    user.delete(f"/todos/{second['id']}/")
    thrown = user.get(f"/todos/{second['id']}/").json()

    assert changes(user) == [present(third), present(changed), present(thrown)]


def test_only_what_came_after_since_appears(user: User) -> None:
    made = [present(user.todo(f"number {number}")) for number in range(5)]

    assert [changes(user, since) for since in range(6)] == [made[since:] for since in range(6)]


def test_etag_is_where_to_go_on(user: User) -> None:
    user.todo()
    since = user.get("/todos/").headers["etag"].strip('"')
    assert changes(user, since) == []

    later = user.todo("later")

    answer = user.get(f"/todos/changes/?since={since}")
    assert answer.json() == [present(later)]
    assert changes(user, answer.headers["etag"].strip('"')) == []


def test_pages_together_are_all_changes(user: User) -> None:
    made = [present(user.todo(f"number {number}")) for number in range(25)]

    pages = user.pages("/todos/changes/?limit=7")

    assert [len(page.json()) for page in pages] == [7, 7, 7, 4]
    assert [todo for page in pages for todo in page.json()] == made
    assert next_link(pages[0]) == "/todos/changes/?limit=7&since=7"
    assert pages[-1].headers["etag"] == '"25"'


def test_changes_of_others_do_not_appear(new_user: Callable[[], User]) -> None:
    one, other = new_user(), new_user()
    mine = one.todo()
    other.todo()

    assert changes(one) == [present(mine)]


def test_new_user_has_no_changes(user: User) -> None:
    answer = user.get("/todos/changes/")

    assert (answer.status_code, answer.json(), answer.headers["etag"]) == (200, [], '"0"')


@pytest.mark.parametrize("since", [4, 1000, 2**63 - 1])
def test_since_of_the_future_is_gone(user: User, since: int) -> None:
    for _ in range(3):
        user.todo()

    assert_problem(user.get(f"/todos/changes/?since={since}"), 410, "horizon")


def test_since_of_the_future_is_gone_for_a_new_user(user: User) -> None:
    assert_problem(user.get("/todos/changes/?since=1"), 410, "horizon")


def test_since_before_the_horizon_is_gone(user: User, database: psycopg.Connection[Any]) -> None:
    made = [present(user.todo()) for _ in range(5)]
    database.execute("update todos.owner set horizon = 3 where user_id = %s", (user.account.user_id,))

    for since in (0, 1, 2):
        assert_problem(user.get(f"/todos/changes/?since={since}"), 410, "horizon")
    assert [changes(user, since) for since in (3, 4, 5)] == [made[3:], made[4:], []]


@pytest.mark.parametrize("since", [-1, -(2**63)])
def test_since_is_not_negative(user: User, since: int) -> None:
    answer = user.get(f"/todos/changes/?since={since}")

    assert_problem(answer, 400, "invalid_parameter", field="since", code="out_of_range")


def test_changes_take_no_cursor_nor_filter(user: User) -> None:
    problem = assert_problem(user.get("/todos/changes/?cursor=x&completed=true"), 400, "invalid_parameter")

    assert {mistake["field"] for mistake in problem["errors"]} == {"cursor", "completed"}

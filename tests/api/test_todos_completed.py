"""Priority, and completed_at: set when a todo is done and cleared when it is not, on every path that can do either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from client import User
from problems import assert_problem

Todo = dict[str, Any]


def bulk(user: User, **change: Any) -> Todo:
    """The todo that one change of a bulk leaves."""
    answer = user.post("/todos/bulk/", json={"changes": [change]})
    assert answer.status_code == 200, answer.text
    todo: Todo = answer.json()[0]["todo"]
    return todo


def by_revert(user: User, todo: Todo, completed: bool) -> Todo:
    """Reverts the change that made it the opposite."""
    path = f"/todos/{todo['id']}/"
    version = user.patch(path, json={"completed": not completed}).json()["version"]
    if todo["completed"] == (not completed):
        # Nothing changed: there is nothing to revert but the change before.
        user.patch(path, json={"completed": completed})
        version = user.patch(path, json={"completed": not completed}).json()["version"]
    reverted: Todo = user.post(f"{path}history/{version}/revert/").json()
    return reverted


WAYS: dict[str, Callable[[User, Todo, bool], Todo]] = {
    "PATCH": lambda user, todo, done: user.patch(f"/todos/{todo['id']}/", json={"completed": done}).json(),
    "PUT": lambda user, todo, done: user.put(f"/todos/{todo['id']}/", json={"title": "a", "completed": done}).json(),
    "bulk": lambda user, todo, done: bulk(user, op="update", id=todo["id"], completed=done),
    "revert": by_revert,
}
each_way = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)


@each_way
def test_completing_sets_when(user: User, way: Callable[[User, Todo, bool], Todo]) -> None:
    todo = user.todo()
    assert todo["completed_at"] is None

    done = way(user, todo, True)

    assert done["completed"] is True
    assert (
        todo["created_at"] <= done["completed_at"] == done["updated_at"] or done["completed_at"] <= done["updated_at"]
    )
    assert user.get(f"/todos/{todo['id']}/").json() == done


@each_way
def test_opening_again_clears_it(user: User, way: Callable[[User, Todo, bool], Todo]) -> None:
    todo = user.todo(completed=True)
    assert todo["completed_at"] == todo["created_at"]

    opened = way(user, todo, False)

    assert (opened["completed"], opened["completed_at"]) == (False, None)


def test_bulk_creation_sets_it_too(user: User) -> None:
    assert bulk(user, op="create", title="a", completed=True)["completed_at"] is not None
    assert bulk(user, op="create", title="a")["completed_at"] is None


def test_put_without_completed_opens(user: User) -> None:
    todo = user.todo(completed=True)

    assert user.put(f"/todos/{todo['id']}/", json={"title": "a"}).json()["completed_at"] is None


@pytest.mark.parametrize(
    "change",
    [{"completed": True}, {"title": "b"}, {"completed": True, "title": "b"}, {}],
    ids=str,
)
def test_what_was_done_stays_done_since_then(user: User, change: dict[str, Any]) -> None:
    todo = user.todo(completed=True)
    path = f"/todos/{todo['id']}/"

    assert user.patch(path, json=change).json()["completed_at"] == todo["completed_at"]
    assert bulk(user, op="update", id=todo["id"], **change)["completed_at"] == todo["completed_at"]
    user.delete(path)
    assert user.post(f"{path}restore/").json()["completed_at"] == todo["completed_at"]
    assert user.post(f"{path}move/", json={}).json()["completed_at"] == todo["completed_at"]


@pytest.mark.parametrize("value", ["2020-01-01T00:00:00Z", None, 7, "x", {}])
def test_nobody_sets_it_by_hand(user: User, value: Any) -> None:
    todo = user.todo(completed=True, completed_at=value)
    assert todo["completed_at"] == todo["created_at"]

    changed = user.patch(f"/todos/{todo['id']}/", json={"completed_at": value, "position": value}).json()

    assert (changed["completed_at"], changed["position"]) == (todo["completed_at"], todo["position"])


@pytest.mark.parametrize("priority", [0, 1, 2, 3])
def test_priority_is_kept(user: User, priority: int) -> None:
    todo = user.todo(priority=priority)
    assert todo["priority"] == priority

    path = f"/todos/{todo['id']}/"
    assert user.patch(path, json={"title": "b"}).json()["priority"] == priority
    assert user.patch(path, json={"priority": 3 - priority}).json()["priority"] == 3 - priority
    assert user.put(path, json={"title": "b"}).json()["priority"] == 0


@pytest.mark.parametrize("method,path", [("POST", "/todos/"), ("PUT", "/todos/{id}/"), ("PATCH", "/todos/{id}/")])
@pytest.mark.parametrize(
    "value,code",
    [
        (-1, "out_of_range"),
        (4, "out_of_range"),
        (2**15, "out_of_range"),
        (2**63 - 2, "out_of_range"),
        (2**63, "type"),
        (1.0, "type"),
        (1.5, "type"),
        ("1", "type"),
        (True, "type"),
        ([], "type"),
        ({}, "type"),
        (None, "null"),
    ],
    ids=repr,
)
def test_priority_is_a_whole_number_from_0_to_3(user: User, method: str, path: str, value: Any, code: str) -> None:
    path = path.replace("{id}", str(user.todo()["id"])) if "{id}" in path else path

    answer = user.request(method, path, json={"title": "a", "priority": value})

    assert_problem(answer, 422, "invalid", field="priority", code=code)

"""DELETE /todos/{id}/ puts into the trash, POST …/restore/ takes back."""

from __future__ import annotations

import pytest

from client import User
from problems import assert_problem


def test_deleted_todo_leaves_the_list_and_can_still_be_read(user: User) -> None:
    todo = user.todo()
    path = f"/todos/{todo['id']}/"

    answer = user.delete(path)

    assert (answer.status_code, answer.content) == (204, b"")
    assert user.todos() == []
    thrown = user.get(path).json()
    assert thrown["deleted_at"] is not None
    same = set(todo) - {"deleted_at", "version"}
    assert {name: thrown[name] for name in same} == {name: todo[name] for name in same}


def test_todo_in_the_trash_is_not_changed_nor_deleted_again(user: User) -> None:
    path = f"/todos/{user.todo()['id']}/"
    user.delete(path)
    thrown = user.get(path).json()

    assert_problem(user.put(path, json={"title": "b"}), 404, "not_found")
    assert_problem(user.patch(path, json={"title": "b"}), 404, "not_found")
    assert_problem(user.delete(path), 404, "not_found")
    assert user.get(path).json() == thrown


def test_restored_todo_is_as_it_was(user: User) -> None:
    before, todo, after = user.todo("before"), user.todo("a", description="b", completed=True), user.todo("after")
    user.delete(f"/todos/{todo['id']}/")

    answer = user.post(f"/todos/{todo['id']}/restore/")

    assert answer.status_code == 200
    restored = answer.json()
    assert answer.headers["etag"] == f'"{restored["version"]}"'
    same = set(todo) - {"version"}
    assert {name: restored[name] for name in same} == {name: todo[name] for name in same}
    assert user.todos() == [after, restored, before]


def test_todo_that_is_not_in_the_trash_is_not_restored(user: User) -> None:
    todo = user.todo()

    assert_problem(user.post(f"/todos/{todo['id']}/restore/"), 404, "not_found")
    assert user.get(f"/todos/{todo['id']}/").json() == todo


@pytest.mark.parametrize("body", ["", "{}", "nonsense", '{"title": "b"}'])
def test_body_of_delete_and_restore_is_not_looked_at(user: User, body: str) -> None:
    todo = user.todo()

    thrown = user.delete(f"/todos/{todo['id']}/", content=body)
    restored = user.post(f"/todos/{todo['id']}/restore/", content=body)

    assert (thrown.status_code, restored.status_code) == (204, 200)
    assert restored.json()["title"] == todo["title"]


def test_todo_goes_to_the_trash_and_back_many_times(user: User) -> None:
    path = f"/todos/{user.todo()['id']}/"
    for _ in range(5):
        assert user.delete(path).status_code == 204
        assert user.post(f"{path}restore/").status_code == 200

    assert [todo["version"] for todo in user.todos()] == [11]

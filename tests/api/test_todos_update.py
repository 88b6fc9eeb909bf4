"""PUT and PATCH /todos/{id}/, and the conditions under which a todo is changed, deleted or read."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from client import User
from problems import assert_problem

MERGE = {"Content-Type": "application/merge-patch+json"}
# What takes If-Match: method, end of the address, body.
WRITES: list[tuple[str, str, Any]] = [
    ("PUT", "", {"title": "changed"}),
    ("PATCH", "", {"title": "changed"}),
    ("DELETE", "", None),
    ("POST", "restore/", None),
]
each_write = pytest.mark.parametrize("method,end,body", WRITES, ids=["PUT", "PATCH", "DELETE", "restore"])


def made_for(user: User, end: str) -> dict[str, Any]:
    """A todo, in the trash when it is to be restored, as it is now."""
    path = f"/todos/{user.todo('as it was', description='text')['id']}/"
    if end:
        assert user.delete(path).status_code == 204
    todo: dict[str, Any] = user.get(path).json()
    return todo


def test_put_replaces_every_field(user: User) -> None:
    todo = user.todo("a", description="b", completed=True)

    answer = user.put(f"/todos/{todo['id']}/", json={"title": "c"})

    changed = answer.json()
    assert (changed["title"], changed["description"], changed["completed"]) == ("c", "", False)
    assert answer.headers["etag"] == f'"{changed["version"]}"'
    assert user.get(f"/todos/{todo['id']}/").json() == changed


@pytest.mark.parametrize(
    "field,value", [("title", "changed"), ("description", "changed"), ("completed", True), ("description", "")]
)
def test_patch_changes_what_it_names_and_nothing_else(user: User, field: str, value: Any) -> None:
    todo = user.todo("a", description="b")

    changed = user.patch(f"/todos/{todo['id']}/", json={field: value}).json()

    assert changed[field] == value
    same = set(todo) - {field, "version", "updated_at"} - ({"completed_at"} if field == "completed" else set())
    assert {name: changed[name] for name in same} == {name: todo[name] for name in same}


def test_patch_may_be_a_merge_patch_by_name(user: User) -> None:
    todo = user.todo()

    answer = user.patch(f"/todos/{todo['id']}/", content='{"completed": true}', headers=MERGE)

    assert (answer.status_code, answer.json()["completed"]) == (200, True)


def test_merge_patch_is_for_patch_alone(user: User) -> None:
    todo = user.todo()

    assert_problem(user.put(f"/todos/{todo['id']}/", content='{"title": "a"}', headers=MERGE), 415, "media_type")
    assert_problem(user.post("/todos/", content='{"title": "a"}', headers=MERGE), 415, "media_type")


def test_patch_with_null_takes_a_description_away(user: User) -> None:
    todo = user.todo(description="b")

    assert user.patch(f"/todos/{todo['id']}/", json={"description": None}).json()["description"] == ""


def test_patch_of_nothing_leaves_every_field(user: User) -> None:
    todo = user.todo("a", description="b", completed=True)

    answer = user.patch(f"/todos/{todo['id']}/", json={})

    assert answer.status_code == 200
    same = set(todo) - {"version", "updated_at"}
    assert {name: answer.json()[name] for name in same} == {name: todo[name] for name in same}


def test_what_get_returned_can_be_put_back(user: User) -> None:
    todo = user.todo("a", description="b", completed=True)
    path = f"/todos/{todo['id']}/"

    answer = user.put(path, json=user.get(path).json())

    assert answer.status_code == 200
    same = set(todo) - {"version", "updated_at"}
    assert {name: answer.json()[name] for name in same} == {name: todo[name] for name in same}


def test_change_moves_updated_at_and_keeps_created_at(user: User) -> None:
    todo = user.todo()
    time.sleep(0.01)

    changed = user.patch(f"/todos/{todo['id']}/", json={"title": "changed"}).json()

    assert changed["created_at"] == todo["created_at"]
    assert changed["updated_at"] > todo["updated_at"]
    assert changed["version"] > todo["version"]


@each_write
def test_todo_of_another_user_is_not_found(new_user: Callable[[], User], method: str, end: str, body: Any) -> None:
    owner, stranger = new_user(), new_user()
    stranger.todo()
    todo = made_for(owner, end)

    answer = stranger.request(method, f"/todos/{todo['id']}/{end}", json=body)

    assert_problem(answer, 404, "not_found")
    assert owner.get(f"/todos/{todo['id']}/").json() == todo


@each_write
def test_todo_of_a_user_without_todos_is_not_found(user: User, method: str, end: str, body: Any) -> None:
    assert_problem(user.request(method, f"/todos/1/{end}", json=body), 404, "not_found")


@each_write
@pytest.mark.parametrize(
    "form", ["{}", '"x", {}', '{}, "x"', '"x",{}', '"1000000", {} , W/"1"', "*", '"x",,{}', "\t{}"]
)
def test_write_is_done_when_the_etag_matches(user: User, method: str, end: str, body: Any, form: str) -> None:
    todo = made_for(user, end)
    condition = form.format(f'"{todo["version"]}"')

    answer = user.request(method, f"/todos/{todo['id']}/{end}", json=body, headers={"If-Match": condition.strip()})

    assert answer.is_success, answer.text
    assert user.get(f"/todos/{todo['id']}/").json()["version"] > todo["version"]


@each_write
@pytest.mark.parametrize(
    "form",
    [
        '"{other}"',
        'W/"{version}"',
        '"x"',
        "{version}",
        '"{version}',
        "'{version}'",
        'x{version}"',
        '"{other}", W/"{version}"',
        '""',
        '"-1"',
        "x",
    ],
)
def test_write_is_refused_when_no_etag_matches(user: User, method: str, end: str, body: Any, form: str) -> None:
    todo = made_for(user, end)
    condition = form.format(version=todo["version"], other=todo["version"] + 1)

    answer = user.request(method, f"/todos/{todo['id']}/{end}", json=body, headers={"If-Match": condition})

    problem = assert_problem(answer, 412, "stale")
    assert problem["current"] == todo
    assert answer.headers["etag"] == f'"{todo["version"]}"'
    assert user.get(f"/todos/{todo['id']}/").json() == todo


@each_write
def test_condition_does_not_hide_that_nothing_is_there(user: User, method: str, end: str, body: Any) -> None:
    user.todo()

    for condition in ('"1"', "*", '"x"'):
        answer = user.request(method, f"/todos/999999999999/{end}", json=body, headers={"If-Match": condition})
        assert_problem(answer, 404, "not_found")


def test_second_of_two_writers_learns_what_the_first_wrote(user: User) -> None:
    todo = user.todo()
    path, condition = f"/todos/{todo['id']}/", {"If-Match": f'"{todo["version"]}"'}

    first = user.patch(path, json={"title": "first"}, headers=condition)
    second = user.patch(path, json={"title": "second"}, headers=condition)

    assert first.status_code == 200
    assert assert_problem(second, 412, "stale")["current"] == first.json()
    third = user.patch(path, json={"title": "second"}, headers={"If-Match": second.headers["etag"]})
    assert third.json()["title"] == "second"


def test_without_a_condition_the_last_write_wins(user: User) -> None:
    path = f"/todos/{user.todo()['id']}/"

    user.patch(path, json={"title": "first"})

    assert user.patch(path, json={"title": "second"}).json()["title"] == "second"


@pytest.mark.parametrize("form", ["{}", "W/{}", '"x", {}', 'W/"x",W/{}', "*"])
def test_current_todo_is_not_sent_again(user: User, form: str) -> None:
    todo = user.todo()
    etag = f'"{todo["version"]}"'

    answer = user.get(f"/todos/{todo['id']}/", headers={"If-None-Match": form.format(etag)})

    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)


def test_changed_todo_is_sent_again(user: User) -> None:
    todo = user.todo()
    changed = user.patch(f"/todos/{todo['id']}/", json={"title": "changed"}).json()

    answer = user.get(f"/todos/{todo['id']}/", headers={"If-None-Match": f'"{todo["version"]}", "x"'})

    assert (answer.status_code, answer.json()) == (200, changed)


def test_if_none_match_does_not_hide_that_nothing_is_there(user: User) -> None:
    user.todo()

    assert_problem(user.get("/todos/999999999999/", headers={"If-None-Match": "*"}), 404, "not_found")

"""A todo's history: every change by every path, newest first, and undone one by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from client import User, next_link
from problems import assert_problem

Todo = dict[str, Any]
FIELDS: list[tuple[str, Any, Any]] = [
    ("title", "before", "after"),
    ("description", "before", "after"),
    ("description", "", "after"),
    ("completed", False, True),
    ("completed", True, False),
    ("priority", 0, 3),
    ("due", None, "2026-11-30"),
    ("due", "2026-11-30", None),
    ("due", "2026-11-30", "2026-11-30T14:00:00+03:30[Asia/Tehran]"),
]
each_field = pytest.mark.parametrize("field,before,after", FIELDS)


def path_of(todo: Todo) -> str:
    """Where a todo is."""
    return f"/todos/{todo['id']}/"


def history(user: User, todo: Todo) -> list[dict[str, Any]]:
    """Each change of a todo, newest first."""
    return user.todos(f"{path_of(todo)}history/")


def revert(user: User, todo: Todo, version: int, **options: Any) -> Any:
    """The answer to undoing one change."""
    return user.post(f"{path_of(todo)}history/{version}/revert/", **options)


def bulk(user: User, **change: Any) -> None:
    """One change by way of a bulk."""
    answer = user.post("/todos/bulk/", json={"changes": [change]})
    assert answer.json()[0]["status"] in (200, 201), answer.text


def test_history_begins_with_the_creation(user: User) -> None:
    todo = user.todo("a", due="2026-11-30")

    assert history(user, todo) == [{"id": todo["id"], "version": 1, "at": todo["created_at"], "change": {}}]


@each_field
@pytest.mark.parametrize("way", ["PATCH", "PUT", "bulk"])
def test_change_of_a_field_is_kept_with_both_values(user: User, way: str, field: str, before: Any, after: Any) -> None:
    todo = user.todo(**{"title": "a", field: before})
    if way == "bulk":
        bulk(user, op="update", id=todo["id"], **{field: after})
    else:
        user.request(way, path_of(todo), json=({"title": "a"} if way == "PUT" else {}) | {field: after})

    entry = history(user, todo)[0]

    now = user.get(path_of(todo)).json()
    assert entry["change"] == {field: [before, after]}
    assert (entry["version"], entry["at"]) == (now["version"], now["updated_at"])


def test_change_of_several_fields_is_one(user: User) -> None:
    todo = user.todo("a", description="b", completed=True, priority=1, due="2026-11-30")

    user.put(path_of(todo), json={"title": "c"})

    assert history(user, todo)[0]["change"] == {
        "title": ["a", "c"],
        "description": ["b", ""],
        "completed": [True, False],
        "priority": [1, 0],
        "due": ["2026-11-30", None],
    }


def test_change_of_nothing_is_one_too(user: User) -> None:
    todo = user.todo()

    changed = user.patch(path_of(todo), json={}).json()

    assert [(entry["version"], entry["change"]) for entry in history(user, todo)] == [(changed["version"], {}), (1, {})]


@pytest.mark.parametrize("in_bulk", [False, True], ids=["alone", "bulk"])
def test_deletion_and_restore_are_kept(user: User, in_bulk: bool) -> None:
    todo = user.todo()
    if in_bulk:
        bulk(user, op="delete", id=todo["id"])
    else:
        user.delete(path_of(todo))
    deleted_at = user.get(path_of(todo)).json()["deleted_at"]
    if in_bulk:
        bulk(user, op="restore", id=todo["id"])
    else:
        user.post(f"{path_of(todo)}restore/")

    restored, thrown, made = history(user, todo)

    assert list(thrown["change"]) == list(restored["change"]) == ["deleted_at"]
    assert thrown["change"]["deleted_at"][0] is restored["change"]["deleted_at"][1] is None
    assert thrown["change"]["deleted_at"][1] == restored["change"]["deleted_at"][0]
    assert deleted_at[:19] == thrown["change"]["deleted_at"][1][:19]
    assert made["change"] == {}


def test_move_is_kept(user: User) -> None:
    first, second = user.todo(), user.todo()

    moved = user.post(f"{path_of(second)}move/", json={}).json()

    assert history(user, second)[0]["change"] == {"position": [second["position"], moved["position"]]}
    assert len(history(user, first)) == 1


def test_creation_in_a_bulk_is_kept(user: User) -> None:
    bulk(user, op="create", title="a")
    (todo,) = user.todos()

    assert [entry["change"] for entry in history(user, todo)] == [{}]


def test_refused_change_leaves_no_trace(user: User) -> None:
    todo = user.todo()

    user.patch(path_of(todo), json={"title": "b"}, headers={"If-Match": '"9"'})
    user.patch(path_of(todo), json={"title": ""})
    user.post("/todos/bulk/", json={"changes": [{"op": "update", "id": todo["id"], "if_match": 9, "title": "b"}]})

    assert len(history(user, todo)) == 1


def test_pages_together_are_the_history(user: User) -> None:
    todo = user.todo("0")
    for number in range(1, 25):
        user.patch(path_of(todo), json={"title": str(number)})

    pages = user.pages(f"{path_of(todo)}history/?limit=7")

    assert [len(page.json()) for page in pages] == [7, 7, 7, 4]
    assert [entry["version"] for page in pages for entry in page.json()] == list(range(25, 0, -1))
    assert next_link(pages[-1]) == ""


def test_current_history_is_not_sent_again(user: User) -> None:
    todo = user.todo()
    etag = user.get(f"{path_of(todo)}history/").headers["etag"]
    assert etag == '"1"'

    assert user.get(f"{path_of(todo)}history/", headers={"If-None-Match": etag}).status_code == 304
    user.patch(path_of(todo), json={"title": "b"})
    assert user.get(f"{path_of(todo)}history/", headers={"If-None-Match": etag}).status_code == 200


def test_history_of_a_todo_in_the_trash_can_be_read(user: User) -> None:
    todo = user.todo()
    user.delete(path_of(todo))

    assert len(history(user, todo)) == 2


def test_history_of_others_is_not_found(new_user: Callable[[], User]) -> None:
    user, stranger = new_user(), new_user()
    todo = user.todo()
    stranger.todo()

    for other in (stranger, new_user()):
        assert_problem(other.get(f"{path_of(todo)}history/"), 404, "not_found")
        assert_problem(revert(other, todo, 1), 404, "not_found")
    assert_problem(user.get("/todos/999999999999/history/"), 404, "not_found")


@pytest.mark.parametrize("query,field", [("limit=0", "limit"), ("cursor=x", "cursor"), ("since=1", "since")])
def test_query_of_the_history_is_checked(user: User, query: str, field: str) -> None:
    todo = user.todo()

    assert_problem(user.get(f"{path_of(todo)}history/?{query}"), 400, "invalid_parameter", field=field)


@each_field
def test_reverted_change_is_undone(user: User, field: str, before: Any, after: Any) -> None:
    todo = user.todo(**{"title": "a", field: before})
    changed = user.patch(path_of(todo), json={field: after}).json()

    answer = revert(user, todo, changed["version"])

    assert answer.status_code == 200
    reverted = answer.json()
    assert reverted[field] == before
    assert (reverted["completed_at"] is not None) == reverted["completed"]
    assert answer.headers["etag"] == f'"{reverted["version"]}"' == f'"{changed["version"] + 1}"'
    assert history(user, todo)[0]["change"] == {field: [after, before]}
    assert user.todos("/todos/?sort=due") == [reverted]


def test_revert_undoes_its_change_and_leaves_the_others(user: User) -> None:
    todo = user.todo("one", description="text")
    second = user.patch(path_of(todo), json={"title": "two", "priority": 1}).json()
    user.patch(path_of(todo), json={"description": "new", "priority": 2})

    reverted = revert(user, todo, second["version"]).json()

    assert (reverted["title"], reverted["description"], reverted["priority"]) == ("one", "new", 0)


def test_reverted_revert_brings_the_change_back(user: User) -> None:
    todo = user.todo("one")
    changed = user.patch(path_of(todo), json={"title": "two", "due": "2026-11-30"}).json()
    undone = revert(user, todo, changed["version"]).json()

    again = revert(user, todo, undone["version"]).json()

    assert (again["title"], again["due"]) == ("two", "2026-11-30")
    assert [set(entry["change"]) for entry in history(user, todo)] == [{"title", "due"}] * 3 + [set()]


def test_due_date_that_is_reverted_is_found_by_filters_again(user: User) -> None:
    todo = user.todo(due="2026-11-30")
    changed = user.patch(path_of(todo), json={"due": None}).json()
    assert user.todos("/todos/?due_after=2026-11-01") == []

    reverted = revert(user, todo, changed["version"]).json()

    assert user.todos("/todos/?due_after=2026-11-01&due_before=2026-12-01") == [reverted]


def test_revert_takes_a_condition(user: User) -> None:
    todo = user.todo("one")
    changed = user.patch(path_of(todo), json={"title": "two"}).json()

    stale = revert(user, todo, changed["version"], headers={"If-Match": '"1"'})
    assert assert_problem(stale, 412, "stale")["current"] == changed
    good = revert(user, todo, changed["version"], headers={"If-Match": f'"{changed["version"]}"'})

    assert good.json()["title"] == "one"


def test_what_cannot_be_undone_is_not_found(user: User) -> None:
    todo, other = user.todo(), user.todo()
    theirs = user.patch(path_of(other), json={"title": "b"}).json()
    moved = user.post(f"{path_of(todo)}move/", json={}).json()
    nothing = user.patch(path_of(todo), json={}).json()
    user.delete(path_of(todo))
    deleted = user.get(path_of(todo)).json()
    restored = user.post(f"{path_of(todo)}restore/").json()

    for what, version in {
        "a creation": todo["version"],
        "a change of another todo": theirs["version"],
        "a move": moved["version"],
        "a change of nothing": nothing["version"],
        "a deletion": deleted["version"],
        "a restore": restored["version"],
        "nothing at all": 999,
    }.items():
        assert revert(user, todo, version).status_code == 404, what
    assert user.get(path_of(todo)).json() == restored


def test_todo_in_the_trash_is_not_reverted(user: User) -> None:
    todo = user.todo("one")
    changed = user.patch(path_of(todo), json={"title": "two"}).json()
    user.delete(path_of(todo))

    assert_problem(revert(user, todo, changed["version"]), 404, "not_found")


@pytest.mark.parametrize("version", ["0", "-1", "x", "1.0", str(2**63)])
def test_what_is_no_version_is_not_found(user: User, version: str) -> None:
    todo = user.todo()

    assert_problem(user.post(f"{path_of(todo)}history/{version}/revert/"), 404)

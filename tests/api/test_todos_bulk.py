"""POST /todos/bulk/: many changes in one request, each with its own result, in one statement, and all or none when malformed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from client import User
from owners import counts
from problems import assert_problem

Change = dict[str, Any]
LIMIT = 10000


def send(user: User, changes: list[Any], key: str = "") -> Any:
    """The answer to a bulk."""
    return user.post("/todos/bulk/", json={"changes": changes}, headers={"Idempotency-Key": key} if key else {})


def results(user: User, *changes: Change) -> list[Change]:
    """What became of each change."""
    answer = send(user, list(changes))
    assert answer.status_code == 200, answer.text
    found: list[Change] = answer.json()
    assert len(found) == len(changes)
    return found


def test_creations_are_todos_in_their_order(user: User) -> None:
    made = results(
        user,
        {"op": "create", "title": "one", "description": "text", "priority": 2, "due": "2026-11-30"},
        {"op": "create", "title": "two", "completed": True},
        {"op": "create", "title": "three", "description": None, "due": None},
    )

    assert [result["status"] for result in made] == [201, 201, 201]
    todos = [result["todo"] for result in made]
    assert [todo["title"] for todo in todos] == ["one", "two", "three"]
    assert [todo["version"] for todo in todos] == [1, 2, 3]
    assert (todos[0]["description"], todos[0]["priority"], todos[0]["due"]) == ("text", 2, "2026-11-30")
    assert todos[1]["completed_at"] is not None
    assert user.todos("/todos/?sort=position") == todos
    assert sorted(user.todos(), key=lambda todo: todo["version"]) == todos


def test_update_changes_what_it_names_and_nothing_else(user: User) -> None:
    todo = user.todo("a", description="b", priority=1, due="2026-11-30")

    (result,) = results(user, {"op": "update", "id": todo["id"], "title": "c", "due": None})

    same = set(todo) - {"title", "due", "version", "updated_at"}
    assert result["status"] == 200
    assert (result["todo"]["title"], result["todo"]["due"]) == ("c", None)
    assert {name: result["todo"][name] for name in same} == {name: todo[name] for name in same}
    assert user.get(f"/todos/{todo['id']}/").json() == result["todo"]


def test_delete_and_restore_are_those_of_one_todo(user: User) -> None:
    first, second = user.todo("first"), user.todo("second")
    user.delete(f"/todos/{second['id']}/")

    thrown, back = results(user, {"op": "delete", "id": first["id"]}, {"op": "restore", "id": second["id"]})

    assert (thrown["status"], back["status"]) == (200, 200)
    assert thrown["todo"]["deleted_at"] is not None and back["todo"]["deleted_at"] is None
    assert user.todos("/todos/trash/") == [thrown["todo"]]
    assert user.todos() == [back["todo"]]


def test_each_change_has_its_own_outcome(new_user: Callable[[], User], database: psycopg.Connection[Any]) -> None:
    user, stranger = new_user(), new_user()
    theirs = stranger.todo("theirs")
    kept, changed, thrown = user.todo("kept"), user.todo("changed"), user.todo("thrown")
    user.delete(f"/todos/{thrown['id']}/")
    database.execute("update todos.owner set open_count = %s where user_id = %s", (LIMIT - 1, user.account.user_id))
    before = counts(database, user)[0]

    outcome = results(
        user,
        {"op": "create", "title": "the last"},
        {"op": "update", "id": 999999999999, "title": "nowhere"},
        {"op": "update", "id": kept["id"], "if_match": kept["version"] + 1, "title": "stale"},
        {"op": "create", "title": "too many"},
        {"op": "update", "id": changed["id"], "if_match": changed["version"], "title": "good"},
        {"op": "delete", "id": theirs["id"]},
        {"op": "restore", "id": thrown["id"], "if_match": 1},
        {"op": "create", "title": "done", "completed": True},
        {"op": "create", "title": "too many as well"},
    )

    assert [result["status"] for result in outcome] == [201, 404, 412, 409, 200, 404, 412, 201, 409]
    assert outcome[1] == {"status": 404, "type": "/docs/problems#not_found", "title": "Not found"}
    assert (outcome[2]["type"], outcome[2]["current"]) == ("/docs/problems#stale", kept)
    assert outcome[3]["type"] == "/docs/problems#limit"
    assert outcome[6]["current"]["id"] == thrown["id"]
    # one version for each that was applied
    assert [result["todo"]["version"] for result in outcome if "todo" in result] == [before + 1, before + 2, before + 3]
    assert counts(database, user)[0] == before + 3
    assert user.get(f"/todos/{kept['id']}/").json() == kept
    assert stranger.todos() == [theirs]


def test_ops_find_only_what_they_are_for(user: User) -> None:
    present, thrown = user.todo(), user.todo()
    user.delete(f"/todos/{thrown['id']}/")

    outcome = results(user, {"op": "restore", "id": present["id"]}, {"op": "delete", "id": thrown["id"]})
    again = results(user, {"op": "update", "id": thrown["id"], "title": "x"})

    assert [result["status"] for result in (*outcome, *again)] == [404, 404, 404]


def test_500_changes_are_possible_and_501_are_not(user: User, database: psycopg.Connection[Any]) -> None:
    changes = [{"op": "create", "title": f"number {number}"} for number in range(501)]

    assert_problem(send(user, changes), 422, "invalid", field="changes", code="too_long")
    assert user.todos() == []
    made = results(user, *changes[:500])

    assert {result["status"] for result in made} == {201}
    assert counts(database, user) == (500, 500, 500)
    mixed = [
        {"op": ("update", "delete", "update")[at % 3], "id": result["todo"]["id"]}
        | ({"completed": at % 2 == 0} if at % 3 != 1 else {})
        for at, result in enumerate(made)
    ]
    assert {result["status"] for result in results(user, *mixed)} == {200}
    total, counted, present = counts(database, user)
    assert (total, counted) == (1000, present)
    assert {
        result["status"] for result in results(user, *({"op": "restore", "id": one["id"]} for one in mixed[1::3]))
    } == {200}
    assert counts(database, user)[1] == counts(database, user)[2]


def test_change_of_nothing_is_refused(user: User) -> None:
    assert_problem(send(user, []), 422, "invalid", field="changes", code="too_short")


@pytest.mark.parametrize("change", [None, 1, "create", [], True])
def test_change_is_an_object(user: User, change: Any) -> None:
    answer = send(user, [{"op": "create", "title": "good"}, change])

    assert_problem(answer, 422, "invalid", field="changes[1].op", code="type")
    assert user.todos() == []


@pytest.mark.parametrize(
    "value,code", [(..., "required"), (None, "null"), ({}, "type"), ("create", "type"), (1, "type")], ids=repr
)
def test_changes_are_an_array(user: User, value: Any, code: str) -> None:
    answer = user.post("/todos/bulk/", json={} if value is ... else {"changes": value})

    assert_problem(answer, 422, "invalid", field="changes", code=code)


@pytest.mark.parametrize(
    "change,field,code",
    [
        ({}, "op", "required"),
        ({"op": None}, "op", "null"),
        ({"op": 1}, "op", "type"),
        ({"op": "Create"}, "op", "format"),
        ({"op": "move"}, "op", "format"),
        ({"op": ""}, "op", "too_short"),
        ({"op": "create"}, "title", "required"),
        ({"op": "create", "title": ""}, "title", "too_short"),
        ({"op": "create", "title": "  "}, "title", "blank"),
        ({"op": "create", "title": "x" * 256}, "title", "too_long"),
        ({"op": "create", "title": "a", "priority": 4}, "priority", "out_of_range"),
        ({"op": "create", "title": "a", "due": "tomorrow"}, "due", "format"),
        ({"op": "create", "title": "a", "completed": "yes"}, "completed", "type"),
        ({"op": "create", "title": "a", "id": 7}, "id", "unknown"),
        ({"op": "create", "title": "a", "if_match": 7}, "if_match", "unknown"),
        ({"op": "create", "title": "a", "colour": "red"}, "colour", "unknown"),
        ({"op": "update", "title": "a"}, "id", "required"),
        ({"op": "update", "id": 1, "title": None}, "title", "null"),
        ({"op": "update", "id": 1, "colour": "red"}, "colour", "unknown"),
        ({"op": "update", "id": 0}, "id", "out_of_range"),
        ({"op": "update", "id": "1"}, "id", "type"),
        ({"op": "update", "id": None}, "id", "null"),
        ({"op": "update", "id": 1, "if_match": "1"}, "if_match", "type"),
        ({"op": "update", "id": 1, "if_match": -1}, "if_match", "out_of_range"),
        ({"op": "update", "id": 1, "if_match": None}, "if_match", "null"),
        ({"op": "delete"}, "id", "required"),
        ({"op": "delete", "id": 1, "title": "a"}, "title", "unknown"),
        ({"op": "restore", "id": 1, "completed": True}, "completed", "unknown"),
    ],
    ids=str,
)
def test_bad_change_is_named_by_its_place_and_nothing_is_applied(
    user: User, change: Change, field: str, code: str
) -> None:
    todo = user.todo("as it was")
    good = [{"op": "create", "title": "new"}, {"op": "update", "id": todo["id"], "title": "changed"}]

    answer = send(user, [*good, {"op": "create", "title": "new"}, change])

    assert_problem(answer, 422, "invalid", field=f"changes[3].{field}", code=code)
    assert user.todos() == [todo]
    assert user.get("/todos/").headers["etag"] == '"1"'


def test_every_bad_change_is_named_at_once(user: User) -> None:
    problem = assert_problem(
        send(user, [{"op": "create"}, {"op": "x"}, {"op": "create", "title": "a"}, {"op": "delete"}]), 422
    )

    assert [mistake["field"] for mistake in problem["errors"]] == ["changes[0].title", "changes[1].op", "changes[3].id"]


def test_todo_may_be_changed_once(user: User) -> None:
    todo = user.todo("as it was")

    answer = send(user, [{"op": "update", "id": todo["id"], "title": "a"}, {"op": "delete", "id": todo["id"]}])

    assert_problem(answer, 422, "invalid", field="changes[1].id", code="conflict")
    assert user.todos() == [todo]


def test_unknown_field_beside_changes_is_named(user: User) -> None:
    answer = user.post("/todos/bulk/", json={"changes": [{"op": "create", "title": "a"}], "colour": "red"})

    assert_problem(answer, 422, "invalid", field="colour", code="unknown")
    assert user.todos() == []


def test_key_gets_the_same_answer_byte_for_byte(user: User) -> None:
    todo, thrown = user.todo("as it was"), user.todo()
    user.delete(f"/todos/{thrown['id']}/")
    changes = [
        {"op": "create", "title": "new 🥛", "due": "2026-11-30T14:00:00+03:30[Asia/Tehran]", "completed": True},
        {"op": "update", "id": todo["id"], "if_match": 99, "title": "stale"},
        {"op": "delete", "id": 999999999999},
        {"op": "restore", "id": thrown["id"]},
        {"op": "create", "title": "second"},
    ]
    first = send(user, changes, "key")
    assert [result["status"] for result in first.json()] == [201, 412, 404, 200, 201]
    user.patch(f"/todos/{todo['id']}/", json={"title": "changed since"})
    etag = user.get("/todos/").headers["etag"]

    again = send(user, changes, "key")

    assert (again.status_code, again.content) == (200, first.content)
    assert user.get("/todos/").headers["etag"] == etag


def test_key_of_another_request_is_refused(user: User) -> None:
    one = [{"op": "create", "title": "once"}]
    send(user, one, "bulk")
    user.post("/todos/", json={"title": "once"}, headers={"Idempotency-Key": "single"})
    before = user.todos()

    assert_problem(send(user, [{"op": "create", "title": "other"}], "bulk"), 422, "key_reused")
    assert_problem(send(user, one, "single"), 422, "key_reused")
    assert_problem(user.post("/todos/", json={"title": "once"}, headers={"Idempotency-Key": "bulk"}), 422, "key_reused")
    assert user.todos() == before


def test_key_of_a_running_bulk_is_busy(user: User, connect: Callable[[], psycopg.Connection[Any]]) -> None:
    user.todo()
    with connect() as other:
        other.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s || ':' || 'key', 1))", (str(user.account.user_id),)
        )
        assert_problem(send(user, [{"op": "create", "title": "a"}], "key"), 409, "busy")
        other.rollback()

    assert send(user, [{"op": "create", "title": "a"}], "key").status_code == 200


def padded(size: int) -> bytes:
    """A good bulk of exactly this many bytes."""
    body = json.dumps({"changes": [{"op": "create", "title": "a", "description": "x" * 16000}] * (size // 17000)})
    return body.encode() + b" " * (size - len(body))


def test_body_may_be_larger_than_others(user: User) -> None:
    headers = {"Content-Type": "application/json"}
    for size in (65537, 500000, 1048576):
        answer = user.post("/todos/bulk/", content=padded(size), headers=headers)
        assert answer.status_code == 200, (size, answer.text)
        assert {result["status"] for result in answer.json()} == {201}
    made = len(user.todos())

    assert_problem(user.post("/todos/bulk/", content=padded(1048577), headers=headers), 413)
    assert len(user.todos()) == made


def test_first_write_of_a_user_may_be_a_bulk(user: User, database: psycopg.Connection[Any]) -> None:
    assert results(user, {"op": "create", "title": "a"}, {"op": "delete", "id": 1})[0]["status"] == 201
    assert counts(database, user) == (1, 1, 1)


def test_bulk_in_which_nothing_is_possible_changes_nothing(user: User) -> None:
    todo = user.todo()

    outcome = results(user, {"op": "delete", "id": 999999999999}, {"op": "update", "id": todo["id"], "if_match": 9})

    assert [result["status"] for result in outcome] == [404, 412]
    assert user.get("/todos/").headers["etag"] == '"1"'


def test_what_a_list_returned_can_be_sent_back(user: User) -> None:
    todo = user.todo("a", due="2026-11-30")

    (result,) = results(user, {"op": "update"} | todo)

    same = set(todo) - {"version", "updated_at"}
    assert {name: result["todo"][name] for name in same} == {name: todo[name] for name in same}

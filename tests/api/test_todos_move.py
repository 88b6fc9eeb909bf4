"""POST /todos/{id}/move/: the user's own order, in which one todo moves and no other changes."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from client import User
from problems import assert_problem

Todo = dict[str, Any]


def order(user: User) -> list[int]:
    """The ids in the user's order."""
    return [todo["id"] for todo in user.todos("/todos/?sort=position")]


def move(user: User, todo: int, **beside: int) -> Todo:
    """Moves a todo, which must succeed."""
    answer = user.post(f"/todos/{todo}/move/", json=beside)
    assert answer.status_code == 200, answer.text
    moved: Todo = answer.json()
    return moved


def some(user: User, number: int) -> list[int]:
    """New todos, by their ids."""
    return [user.todo(f"number {n}")["id"] for n in range(number)]


def versions(database: psycopg.Connection[Any], user: User) -> dict[int, tuple[int, str]]:
    """Each todo's version and position."""
    rows = database.execute(
        "select id, version, position from todos.todo where user_id = %s", (user.account.user_id,)
    ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}


def test_new_todos_stand_behind_all_others(user: User) -> None:
    ids = some(user, 5)

    assert order(user) == ids


@pytest.mark.parametrize("moved", range(4))
@pytest.mark.parametrize("target", range(4))
@pytest.mark.parametrize("side", ["after", "before"])
def test_todo_stands_right_beside_another(user: User, moved: int, target: int, side: str) -> None:
    ids = some(user, 4)
    if moved == target:
        answer = user.post(f"/todos/{ids[moved]}/move/", json={side: ids[target]})
        assert_problem(answer, 422, "invalid", field=side, code="conflict")
        assert order(user) == ids
        return

    todo = move(user, ids[moved], **{side: ids[target]})

    expected = [one for one in ids if one != ids[moved]]
    expected.insert(expected.index(ids[target]) + (side == "after"), ids[moved])
    assert order(user) == expected
    assert todo == user.get(f"/todos/{ids[moved]}/").json()


def test_todo_without_a_neighbour_becomes_the_first(user: User) -> None:
    ids = some(user, 4)
    for todo in (ids[2], ids[3], ids[3], ids[0]):
        move(user, todo)

    assert order(user) == [ids[0], ids[3], ids[2], ids[1]]


def test_only_todo_can_be_moved(user: User) -> None:
    (only,) = some(user, 1)

    assert move(user, only)["version"] == 2
    assert order(user) == [only]


def test_new_todo_stands_behind_one_that_was_moved_to_the_end(user: User) -> None:
    ids = some(user, 4)
    move(user, ids[0], after=ids[3])
    move(user, ids[1], after=ids[0])
    ids.append(user.todo("new")["id"])

    assert order(user) == [ids[2], ids[3], ids[0], ids[1], ids[4]]


def test_random_moves_agree_with_a_list(user: User, database: psycopg.Connection[Any]) -> None:
    chance = random.Random(7)
    ids = some(user, 12)
    expected = list(ids)
    for _ in range(150):
        todo = chance.choice(ids)
        target = chance.choice([one for one in ids if one != todo])
        side = chance.choice(["after", "before", ""])
        before = versions(database, user)
        move(user, todo, **({side: target} if side else {}))
        expected.remove(todo)
        expected.insert(expected.index(target) + (side == "after") if side else 0, todo)
        after = versions(database, user)

        assert order(user) == expected
        assert [one for one in ids if before[one] != after[one]] == [todo]
        assert after[todo][0] == max(version for version, _ in after.values())


def test_sixty_moves_into_the_same_gap_find_place(user: User) -> None:
    ids = some(user, 62)
    first, last = ids[0], ids[1]
    for todo in ids[2:]:
        move(user, todo, after=first)
    assert order(user) == [first, *reversed(ids[2:]), last]

    for todo in ids[2:]:
        move(user, todo, before=last)
    assert order(user) == [first, *ids[2:], last]


def place(database: psycopg.Connection[Any], user: User, positions: dict[int, str]) -> None:
    """Gives todos positions as no move would, and without a trace."""
    with database.transaction():
        database.execute("set local session_replication_role = replica")
        for todo, position in positions.items():
            database.execute(
                "update todos.todo set position = %s where user_id = %s and id = %s",
                (position, user.account.user_id, todo),
            )


def test_keys_that_grew_too_long_are_made_anew(user: User, database: psycopg.Connection[Any]) -> None:
    ids = some(user, 5)
    thrown = user.todo("thrown")["id"]
    user.delete(f"/todos/{thrown}/")
    user.patch(f"/todos/{ids[1]}/", json={"title": "changed last"})
    # Hardly any place between them: their common part is 100 long.
    place(database, user, {todo: "a" * 100 + "bcdef"[number] for number, todo in enumerate(ids)})
    updated = [todo["id"] for todo in user.todos("/todos/?sort=updated")]
    trash = user.todos("/todos/trash/")
    seq = int(user.get("/todos/").headers["etag"].strip('"'))

    moved = move(user, ids[4], after=ids[0])

    assert order(user) == [ids[0], ids[4], ids[1], ids[2], ids[3]]
    found = versions(database, user)
    assert all(len(position) < 20 for _, position in found.values())
    # Everything is a change of its own: the feed shows each, and the last is the move.
    changed = user.todos(f"/todos/changes/?since={seq}")
    assert {todo["id"] for todo in changed} == {*ids, thrown}
    assert len({todo["version"] for todo in changed}) == 6
    assert changed[-1]["id"] == moved["id"] and moved["version"] == seq + 7
    # What was last changed, or deleted, still is.
    assert [todo["id"] for todo in user.todos("/todos/?sort=updated")] == [
        ids[4],
        *[one for one in updated if one != ids[4]],
    ]
    assert [todo["id"] for todo in user.todos("/todos/trash/")] == [todo["id"] for todo in trash]
    history = user.todos(f"/todos/{ids[4]}/history/")
    assert [list(entry["change"]) for entry in history[:2]] == [["position"], ["position"]]


@pytest.mark.parametrize("side", ["after", "before"])
@pytest.mark.parametrize("target", range(4))
def test_place_is_exact_among_equal_positions(
    user: User, database: psycopg.Connection[Any], side: str, target: int
) -> None:
    ids = some(user, 5)
    place(database, user, dict.fromkeys(ids[:4], "x"))
    assert order(user) == [ids[4], *ids[:4]]

    move(user, ids[4], **{side: ids[target]})

    expected = ids[:4]
    expected.insert(target + (side == "after"), ids[4])
    assert order(user) == expected


def test_moves_at_the_same_moment_all_happen(user: User, database: psycopg.Connection[Any]) -> None:
    ids = some(user, 20)
    chance = random.Random(3)
    moves = [(todo, chance.choice([one for one in ids if one != todo])) for todo in ids * 5]

    with ThreadPoolExecutor(20) as movers:
        moved = list(movers.map(lambda pair: move(user, pair[0], after=pair[1]), moves))

    assert len({todo["version"] for todo in moved}) == 100
    found = versions(database, user)
    assert sorted(order(user)) == sorted(ids)
    assert len({position for _, position in found.values()}) == 20
    # The last one to be moved stands where it was put.
    number, last = max(enumerate(moved), key=lambda pair: pair[1]["version"])
    places = order(user)
    assert places.index(last["id"]) == places.index(moves[number][1]) + 1


@pytest.mark.parametrize("side", ["after", "before"])
def test_neighbour_must_be_a_todo_of_the_user(new_user: Callable[[], User], side: str) -> None:
    user, stranger = new_user(), new_user()
    ids, theirs = some(user, 3), stranger.todo()["id"]
    seq = user.get("/todos/").headers["etag"]

    for target in (theirs, 999999999999, 2**63 - 2):
        answer = user.post(f"/todos/{ids[0]}/move/", json={side: target})
        assert_problem(answer, 422, "invalid", field=side, code="not_found")
    assert order(user) == ids
    assert user.get("/todos/").headers["etag"] == seq


@pytest.mark.parametrize(
    "value,code",
    [
        (0, "out_of_range"),
        (-1, "out_of_range"),
        ("1", "type"),
        (1.0, "type"),
        (None, "null"),
        ([1], "type"),
        (2**63, "type"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("side", ["after", "before"])
def test_neighbour_is_an_id(user: User, side: str, value: Any, code: str) -> None:
    ids = some(user, 2)

    assert_problem(user.post(f"/todos/{ids[0]}/move/", json={side: value}), 422, "invalid", field=side, code=code)


def test_neighbour_is_one(user: User) -> None:
    ids = some(user, 3)

    answer = user.post(f"/todos/{ids[0]}/move/", json={"after": ids[1], "before": ids[2]})

    assert_problem(answer, 422, "invalid", field="before", code="conflict")


def test_neighbour_may_lie_in_the_trash(user: User) -> None:
    ids = some(user, 4)
    user.delete(f"/todos/{ids[1]}/")

    move(user, ids[3], after=ids[1])

    assert order(user) == [ids[0], ids[3], ids[2]]
    user.post(f"/todos/{ids[1]}/restore/")
    assert order(user) == [ids[0], ids[1], ids[3], ids[2]]


def test_todo_in_the_trash_or_of_others_is_not_found(new_user: Callable[[], User]) -> None:
    user, stranger = new_user(), new_user()
    ids = some(user, 2)
    stranger.todo()
    user.delete(f"/todos/{ids[1]}/")

    assert_problem(user.post(f"/todos/{ids[1]}/move/", json={}), 404, "not_found")
    assert_problem(stranger.post(f"/todos/{ids[0]}/move/", json={}), 404, "not_found")
    assert_problem(new_user().post(f"/todos/{ids[0]}/move/", json={}), 404, "not_found")


def test_move_takes_a_condition(user: User) -> None:
    ids = some(user, 3)
    todo = user.get(f"/todos/{ids[2]}/").json()

    stale = user.post(f"/todos/{ids[2]}/move/", json={}, headers={"If-Match": '"1"'})
    assert assert_problem(stale, 412, "stale")["current"] == todo
    assert stale.headers["etag"] == f'"{todo["version"]}"'
    good = user.post(f"/todos/{ids[2]}/move/", json={}, headers={"If-Match": stale.headers["etag"]})

    assert good.headers["etag"] == f'"{good.json()["version"]}"'
    assert order(user) == [ids[2], ids[0], ids[1]]

"""The five orders of GET /todos/, whole and in pages, while others write; and what a cursor may not be."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Any

import pytest

from client import User, next_link
from description import path_with
from problems import assert_problem
from tokens import base64url

Todo = dict[str, Any]
DUES = [
    None,
    "2026-11-30",
    "2026-11-30T00:00:00Z",
    "2026-11-30T03:30:00+03:30[Asia/Tehran]",
    "0001-01-01",
    "9999-12-31",
    "1969-12-31T23:59:59Z",
]
LAST = datetime.max.timestamp() * 2


def instant(todo: Todo) -> float:
    """When a todo is due, in seconds; far away when it is not."""
    if todo["due"] is None:
        return LAST
    text = todo["due"].split("[")[0]
    return datetime.fromisoformat(text + "T00:00:00Z" if len(text) == 10 else text).timestamp()


ORDERS: dict[str, Callable[[Todo], Any]] = {
    "newest": lambda todo: -todo["id"],
    "position": lambda todo: (todo["position"], todo["id"]),
    "due": lambda todo: (instant(todo), todo["id"]),
    "priority": lambda todo: (-todo["priority"], -todo["id"]),
    "updated": lambda todo: -todo["version"],
}
each_sort = pytest.mark.parametrize("sort", ORDERS)


@pytest.fixture
def sixty(user: User) -> list[Todo]:
    """Sixty todos with many equal keys, in the order of their making; some moved, some changed later."""
    chance = random.Random(60)
    made = [user.todo(f"{n}", priority=n % 4, due=DUES[n % len(DUES)], completed=n % 3 == 0) for n in range(60)]
    for todo in chance.sample(made, 15):
        assert user.post(
            f"/todos/{todo['id']}/move/", json={"after": made[20]["id"]} if todo != made[20] else {}
        ).is_success
    for todo in chance.sample(made, 15):
        assert user.patch(f"/todos/{todo['id']}/", json={"title": "changed"}).is_success
    return made


@each_sort
def test_list_has_this_order(user: User, sixty: list[Todo], sort: str) -> None:
    todos = user.todos(f"/todos/?sort={sort}")

    assert sorted(todo["id"] for todo in todos) == [todo["id"] for todo in sixty]
    assert todos == sorted(todos, key=ORDERS[sort])


@each_sort
@pytest.mark.parametrize("limit", [1, 7, 59, 60])
def test_pages_together_are_the_list(user: User, sixty: list[Todo], sort: str, limit: int) -> None:
    whole = user.get(f"/todos/?sort={sort}")

    pages = user.pages(f"/todos/?sort={sort}&limit={limit}")

    assert next_link(whole) == ""
    assert [todo for page in pages for todo in page.json()] == whole.json()
    assert len(pages) == -(-60 // limit)


@each_sort
def test_link_keeps_sort_and_filters(user: User, sixty: list[Todo], sort: str) -> None:
    path = f"/todos/?limit=4&priority=2&sort={sort}&completed=false"

    link = next_link(user.get(path))

    assert link.startswith(f"{path}&cursor=")
    wanted = [todo for todo in user.todos(f"/todos/?sort={sort}") if todo["priority"] == 2 and not todo["completed"]]
    assert user.todos(path) == wanted


def test_newest_is_the_sort_when_none_is_named(user: User, sixty: list[Todo]) -> None:
    assert user.todos() == user.todos("/todos/?sort=newest")


def disturb(user: User, todos: list[Todo], anchors: list[Todo], seed: int) -> None:
    """One write of another session: something in the list changes, comes, goes or moves."""
    chance = random.Random(seed)
    path = f"/todos/{chance.choice(todos)['id']}/"
    kind = chance.choice(["create", "patch", "delete", "restore", "move", "bulk"])
    if kind == "create":
        user.todo(f"new {seed}", priority=chance.randrange(4), due=chance.choice(DUES))
    elif kind == "patch":
        user.patch(path, json={"priority": chance.randrange(4), "due": chance.choice(DUES), "title": f"changed {seed}"})
    elif kind == "delete":
        user.delete(path)
    elif kind == "restore":
        user.post(f"{path}restore/")
    elif kind == "move":
        user.post(f"{path}move/", json={chance.choice(["after", "before"]): chance.choice(anchors)["id"]})
    else:
        changes = [{"op": "create", "title": f"bulk {seed}", "due": chance.choice(DUES)} for _ in range(3)]
        user.post("/todos/bulk/", json={"changes": [*changes, {"op": "delete", "id": chance.choice(todos)["id"]}]})


@each_sort
def test_no_unchanged_todo_is_left_out_or_repeated_while_others_write(user: User, sixty: list[Todo], sort: str) -> None:
    moving, still = sixty[::3], [todo for index, todo in enumerate(sixty) if index % 3]
    stay = [todo["id"] for todo in user.todos(f"/todos/?sort={sort}") if todo["id"] in {todo["id"] for todo in still}]
    seen: list[Todo] = []
    path, seed = f"/todos/?sort={sort}&limit=7", 0
    background: list[Future[None]] = []

    with ThreadPoolExecutor(4) as writers:
        while path:
            answer = user.get(path)
            seen += answer.json()
            path = next_link(answer)
            if len(seen) > 100:
                continue  # what is created faster than it is read has no end
            list(writers.map(lambda n: disturb(user, moving, still, n), range(seed, seed + 8)))
            background += [writers.submit(disturb, user, moving, still, n) for n in range(seed + 8, seed + 12)]
            seed += 12
    for write in background:
        write.result()

    assert [todo["id"] for todo in seen if todo["id"] in stay] == stay
    assert seed > 60


@each_sort
def test_cursor_belongs_to_its_sort(user: User, sixty: list[Todo], sort: str) -> None:
    cursor = next_link(user.get(f"/todos/?sort={sort}&limit=7")).rpartition("cursor=")[2]

    for other in ORDERS:
        answer = user.get(f"/todos/?sort={other}&cursor={cursor}")
        if other == sort:
            assert len(answer.json()) == 53
        else:
            assert_problem(answer, 400, "invalid_parameter", field="cursor", code="format")


def test_cursor_belongs_to_its_list(user: User, sixty: list[Todo]) -> None:
    for todo in sixty[:3]:
        user.delete(f"/todos/{todo['id']}/")
    history = f"/todos/{sixty[0]['id']}/history/"
    lists = ["/todos/", "/todos/trash/", history]

    for made_by in lists:
        cursor = next_link(user.get(f"{made_by}?limit=1")).rpartition("cursor=")[2]
        assert cursor
        for path in lists:
            if path != made_by:
                assert_problem(user.get(f"{path}?cursor={cursor}"), 400, "invalid_parameter", field="cursor")


def cursor_of(text: str) -> str:
    """A cursor that no list ever made."""
    return base64url(text.encode())


@pytest.mark.parametrize(
    "sort,text",
    [
        ("due", "d7:"),
        ("due", "d7:x"),
        ("due", "d7:1000000000000"),
        ("due", "d7:-100000000000"),
        ("due", f"d7:{2**63 - 1}"),
        ("due", f"d7:{2**63}"),
        ("priority", "p7:4"),
        ("priority", "p7:-1"),
        ("priority", "p7:99999"),
        ("priority", "p7:"),
        ("updated", "u7:-1"),
        ("updated", f"u7:{2**63}"),
        ("updated", "u7:a"),
    ],
)
def test_key_that_the_sort_cannot_have_is_refused(user: User, sort: str, text: str) -> None:
    answer = user.get(path_with("/todos/", sort=sort, cursor=cursor_of(text)))

    assert_problem(answer, 400, "invalid_parameter", field="cursor", code="format")


@pytest.mark.parametrize(
    "sort,text", [("due", "d7:999999999999"), ("due", "d7:-99999999999"), ("priority", "p0:0"), ("updated", "u0:0")]
)
def test_ends_of_the_range_are_cursors(user: User, sort: str, text: str) -> None:
    user.todo()

    assert user.get(path_with("/todos/", sort=sort, cursor=cursor_of(text))).status_code == 200


@pytest.mark.parametrize("value", ["", "Newest", "id", "newest,due", "-due", "due ", "x" * 30])
def test_sort_is_one_of_five(user: User, value: str) -> None:
    assert_problem(user.get(path_with("/todos/", sort=value)), 400, "invalid_parameter", field="sort")

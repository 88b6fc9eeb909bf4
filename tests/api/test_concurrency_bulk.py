"""Bulks among other writers: the limit of open todos holds, and who follows the changes ends with the table, markers included."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg

from client import User
from feed import follow
from owners import counts
from problems import assert_problem

LIMIT = 10000
READERS = 5
WRITERS = 8


def test_limit_holds_under_parallel_creations_and_bulks(user: User, database: psycopg.Connection[Any]) -> None:
    user.todo()
    database.execute("update todos.owner set open_count = %s where user_id = %s", (LIMIT - 60, user.account.user_id))

    def create(number: int) -> int:
        """Creates one or ten; how many were accepted."""
        if number % 2:
            answer = user.post("/todos/", json={"title": f"single {number}"})
            assert answer.status_code in (201, 409), answer.text
            return int(answer.status_code == 201)
        changes = [{"op": "create", "title": f"bulk {number}.{n}"} for n in range(10)]
        results = user.post("/todos/bulk/", json={"changes": changes}).json()
        statuses = [result["status"] for result in results]
        # what is refused is the end of it
        assert statuses == sorted(statuses) and set(statuses) <= {201, 409}
        return statuses.count(201)

    with ThreadPoolExecutor(50) as writers:
        made = sum(writers.map(create, range(50)))

    seq, open_count, present = counts(database, user)
    assert made == 60
    assert (seq, open_count, present) == (61, LIMIT, 61)
    assert_problem(user.post("/todos/", json={"title": "too many"}), 409, "limit")


class Shared:
    """What the writers know of the user's todos."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.ids: list[int] = []
        self.writing = threading.Event()
        self.writing.set()

    def some(self, chance: random.Random, number: int) -> list[int]:
        """A few of them."""
        with self.lock:
            return chance.sample(self.ids, min(number, len(self.ids)))

    def add(self, results: list[dict[str, Any]]) -> None:
        """Remembers what a bulk created."""
        with self.lock:
            self.ids += [result["todo"]["id"] for result in results if result["status"] == 201]


def write(user: User, shared: Shared, seed: int) -> int:
    """Bulks of 500 and single changes, deletions and purges at random; how many changes were done."""
    chance, done = random.Random(seed), 0
    for turn in range(6):
        kind = chance.choice(["bulk", "bulk", "patch", "delete", "purge", "empty", "move"]) if turn else "bulk"
        if kind == "bulk":
            changes: list[dict[str, Any]] = []
            for number, identifier in enumerate(shared.some(chance, 350)):
                op = chance.choice(["update", "delete", "restore"])
                changes.append(
                    {"op": op, "id": identifier} | ({"title": f"{seed} {turn}.{number}"} if op == "update" else {})
                )
            size = 500 if turn else 60
            changes += [{"op": "create", "title": f"{seed} {turn}.{n}"} for n in range(min(40, size - len(changes)))]
            answer = user.post("/todos/bulk/", json={"changes": changes}, timeout=60)
            assert answer.status_code == 200, answer.text
            done += sum(result["status"] < 300 for result in answer.json())
            shared.add(answer.json())
        elif kind == "empty":
            done += 0 if user.delete("/todos/trash/", timeout=60).status_code == 204 else 1000000
        else:
            for identifier in shared.some(chance, 5):
                method, path, body = {
                    "patch": ("PATCH", f"/todos/{identifier}/", {"completed": chance.random() < 0.5}),
                    "delete": ("DELETE", f"/todos/{identifier}/", None),
                    "purge": ("DELETE", f"/todos/trash/{identifier}/", None),
                    "move": ("POST", f"/todos/{identifier}/move/", {}),
                }[kind]
                answer = user.request(method, path, json=body, timeout=60)
                assert answer.status_code in (200, 204, 404), answer.text
                done += answer.status_code != 404
    return done


def test_every_reader_ends_with_the_table_while_bulks_are_written(
    user: User, database: psycopg.Connection[Any]
) -> None:
    shared = Shared()
    user.todo("the first")
    with ThreadPoolExecutor(WRITERS) as writers, ThreadPoolExecutor(READERS) as readers:
        copies = [readers.submit(follow, user, shared.writing, removals=True, timeout=60) for _ in range(READERS)]
        written = [writers.submit(write, user, shared, seed) for seed in range(WRITERS)]
        try:
            done = sum(one.result() for one in written)
        finally:
            shared.writing.clear()
        read = [copy.result() for copy in copies]

    present = {todo["id"]: todo for todo in [*user.todos(), *user.todos("/todos/trash/")]}
    for copy in read:
        assert copy == present
    seq, open_count, really = counts(database, user)
    assert open_count == really
    rows = database.execute("select count(*) from todos.removal where user_id = %s", (user.account.user_id,)).fetchone()
    assert rows is not None and rows[0] > 0
    assert 0 < done < seq <= 1 + done + rows[0]


def test_feed_is_gone_before_the_horizon_and_complete_behind_it(user: User, database: psycopg.Connection[Any]) -> None:
    user.post("/todos/bulk/", json={"changes": [{"op": "create", "title": str(n)} for n in range(20)]})
    user.post("/todos/bulk/", json={"changes": [{"op": "delete", "id": todo["id"]} for todo in user.todos()[:10]]})
    user.delete("/todos/trash/")
    horizon = 33
    database.execute("delete from todos.removal where user_id = %s and version <= %s", (user.account.user_id, horizon))
    database.execute("update todos.owner set horizon = %s where user_id = %s", (horizon, user.account.user_id))

    for since in (0, 20, horizon - 1):
        assert_problem(user.get(f"/todos/changes/?since={since}"), 410, "horizon")
    markers = user.todos(f"/todos/changes/?since={horizon}")
    assert [marker["version"] for marker in markers] == list(range(34, 41))
    assert all(marker["removed_at"] for marker in markers)

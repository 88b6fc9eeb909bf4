"""The change feed under 50 writers: whoever follows it, page by page and then by its ETag, ends with the table's rows."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg

from client import User
from feed import follow

WRITERS = 50
WRITES = 10
READERS = 5


class Shared:
    """What the writers know of the user's todos."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.ids: list[int] = []
        self.writing = threading.Event()
        self.writing.set()


def write(user: User, shared: Shared, seed: int) -> int:
    """Creates, changes, deletes and restores at random; how many writes were done."""
    chance, done = random.Random(seed), 0
    for number in range(WRITES):
        with shared.lock:
            identifier = chance.choice(shared.ids) if shared.ids else 0
        path = f"/todos/{identifier}/"
        kind = chance.choice(["create", "patch", "delete", "restore"]) if identifier else "create"
        if kind == "create":
            made = user.todo(f"{seed} {number}", completed=chance.random() < 0.5)
            with shared.lock:
                shared.ids.append(made["id"])
            done += 1
            continue
        if kind == "patch":
            answer = user.patch(path, json={"title": f"{seed} {number}", "completed": chance.random() < 0.5})
        elif kind == "delete":
            answer = user.delete(path)
        else:
            answer = user.post(f"{path}restore/")
        assert answer.status_code in (200, 204, 404), answer.text
        done += answer.status_code != 404
    return done


def test_every_reader_of_changes_ends_with_the_table(user: User, database: psycopg.Connection[Any]) -> None:
    shared = Shared()
    with ThreadPoolExecutor(WRITERS) as writers, ThreadPoolExecutor(READERS) as readers:
        copies = [readers.submit(follow, user, shared.writing) for _ in range(READERS)]
        written = [writers.submit(write, user, shared, seed) for seed in range(WRITERS)]
        try:
            done = sum(one.result() for one in written)
        finally:
            shared.writing.clear()
        read = [copy.result() for copy in copies]

    rows = database.execute(
        "select id, title, completed, version, deleted_at is not null from todos.todo where user_id = %s",
        (user.account.user_id,),
    ).fetchall()
    table = {row[0]: tuple(row[1:]) for row in rows}
    for copy in read:
        assert {
            number: (todo["title"], todo["completed"], todo["version"], todo["deleted_at"] is not None)
            for number, todo in copy.items()
        } == table
    assert any(row[3] for row in table.values()) and not all(row[3] for row in table.values())
    owner = database.execute(
        "select seq, open_count from todos.owner where user_id = %s", (user.account.user_id,)
    ).fetchone()
    assert owner == (done, sum(not completed and not thrown for _, completed, _, thrown in table.values()))
    assert user.todos() == [read[0][number] for number in sorted(table, reverse=True) if not table[number][3]]

"""Changes at the same moment: in the order of their versions they are a sequence that the model accepts, answer by answer."""

from __future__ import annotations

import copy
import functools
import os
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import psycopg
from hypothesis import given, settings
from hypothesis import strategies as st

from client import User
from todo_model import Model, Todo, assert_same
from writes import DUES, Side, apply

USERS = 2
THREADS = 8
LONG = os.environ.get("MODEL_PROFILE", "short") == "long"
WRITES = 60 if LONG else 25

# What became of a write: applies it to the model at its version, and compares the answer.
Effect = Callable[[Model], None]


@dataclass
class Record:
    """What the threads did to one user's todos, and which todos they know."""

    user: User
    lock: threading.Lock = field(default_factory=threading.Lock)
    seen: dict[int, int] = field(default_factory=dict)
    effects: dict[int, Effect] = field(default_factory=dict)
    stale: list[Todo] = field(default_factory=list)

    def note(self, todo: Todo) -> None:
        """Remembers a todo and its version."""
        with self.lock:
            self.seen[todo["id"]] = todo["version"]

    def add(self, todo: Todo, effect: Callable[[Model], Todo]) -> None:
        """Remembers a write that was done; its answer must be what the model then says."""
        self.note(todo)

        def check(model: Model) -> None:
            assert_same(todo, effect(model))

        with self.lock:
            assert todo["version"] not in self.effects, "two writes got the same version"
            self.effects[todo["version"]] = check

    def pick(self, chance: random.Random) -> int:
        """A todo that somebody has seen."""
        with self.lock:
            return chance.choice(list(self.seen)) if self.seen else 999999999999


def fields_of(chance: random.Random, label: str) -> Todo:
    """Some new values."""
    values: Todo = {
        "title": label,
        "description": chance.choice(["", "text", None]),
        "completed": chance.random() < 0.5,
        "priority": chance.randrange(4),
        "due": chance.choice([None, *DUES]),
    }
    return {name: values[name] for name in values if name == "title" or chance.random() < 0.5}


def condition(record: Record, chance: random.Random, identifier: int) -> int | None:
    """A version that was seen, now and then."""
    with record.lock:
        return record.seen.get(identifier) if chance.random() < 0.3 else None


def single(record: Record, chance: random.Random, label: str) -> None:
    """One PATCH, PUT, restore, move or revert."""
    identifier, other = record.pick(chance), record.pick(chance)
    if_match, sent = condition(record, chance, identifier), fields_of(chance, label)
    known = condition(record, chance, identifier) or 1
    place = chance.choice([{}, {"after": other}, {"before": other}] if other != identifier else [{}])
    kind = chance.choice(["patch", "put", "restore", "move", "move", "revert"])
    requests: dict[str, tuple[str, str, Any, Callable[[Model], Todo]]] = {
        "patch": ("PATCH", "", sent, lambda model: model.change(identifier, sent)),
        "put": ("PUT", "", sent, lambda model: model.replace(identifier, sent)),
        "restore": ("POST", "restore/", None, lambda model: model.throw(identifier, False)),
        "move": ("POST", "move/", place, lambda model: model.move(identifier, **place)),
        "revert": ("POST", f"history/{known}/revert/", None, lambda model: model.revert(identifier, known)),
    }
    method, path, body, effect = requests[kind]
    headers = {} if if_match is None else {"If-Match": f'"{if_match}"'}
    answer = record.user.request(method, f"/todos/{identifier}/{path}", json=body, headers=headers)
    if answer.status_code == 412:
        with record.lock:
            record.stale.append(answer.json()["current"])
        return
    assert answer.status_code in (200, 404, 422), answer.text
    if answer.status_code == 200:

        def when_allowed(model: Model) -> Todo:
            assert model.refusal(identifier, if_match, kind == "restore") == 0
            return effect(model)

        record.add(answer.json(), when_allowed)


def bulk(record: Record, chance: random.Random, label: str) -> None:
    """Several changes at once, deletions among them."""
    changes: list[Todo] = []
    for identifier in {record.pick(chance) for _ in range(4)}:
        op = chance.choice(["update", "delete", "delete", "restore"])
        changes.append({"op": op, "id": identifier} | (fields_of(chance, label) if op == "update" else {}))
    changes.append({"op": "create"} | fields_of(chance, label))
    answer = record.user.post("/todos/bulk/", json={"changes": changes})
    assert answer.status_code == 200, answer.text
    for change, result in zip(changes, answer.json(), strict=True):
        if "todo" in result:
            record.add(result["todo"], functools.partial(apply, change=change, identifier=result["todo"]["id"]))


def write(records: list[Record], seed: int) -> None:
    """What one thread does."""
    chance = random.Random(seed)
    for number in range(WRITES):
        record, label = chance.choice(records), f"{seed}.{number}"
        kind = chance.choice(["create", "single", "single", "single", "single", "bulk", "purge", "empty"])
        if kind == "create":
            sent = fields_of(chance, label)
            todo = record.user.todo(**sent)
            record.add(todo, functools.partial(Model.create, identifier=todo["id"], sent=sent))
        elif kind == "single":
            single(record, chance, label)
        elif kind == "bulk":
            bulk(record, chance, label)
        elif kind == "purge":
            assert record.user.delete(f"/todos/trash/{record.pick(chance)}/").status_code in (204, 404)
        elif chance.random() < 0.2:
            assert record.user.delete("/todos/trash/").status_code == 204


def replay(record: Record) -> tuple[Model, dict[tuple[int, int], Todo]]:
    """The model after every write, and each todo as it was at each version."""
    model = Model(record.user.account.user_id)
    moments: dict[tuple[int, int], Todo] = {}
    markers = {
        marker["version"]: marker["id"]
        for marker in record.user.todos("/todos/changes/?since=0")
        if marker["removed_at"] is not None
    }
    last = max([0, *record.effects, *markers])
    for version in range(1, last + 1):
        if version in markers:
            assert model.in_trash(markers[version])
            model.purge([markers[version]])
        else:
            record.effects[version](model)
        assert model.seq == version
        moments |= {
            (todo["id"], version): copy.deepcopy(todo) for todo in model.todos.values() if todo["version"] == version
        }
    return model, moments


@settings(max_examples=60 if LONG else 8)
@given(seed=st.integers(0, 2**32))
def test_parallel_changes_are_a_sequence(
    new_user: Callable[[], User], database: psycopg.Connection[Any], seed: int
) -> None:
    records = [Record(new_user()) for _ in range(USERS)]
    with ThreadPoolExecutor(THREADS) as threads:
        for done in [threads.submit(write, records, seed + number) for number in range(THREADS)]:
            done.result()

    for record in records:
        model, moments = replay(record)
        for todo in record.stale:
            assert_same(todo, moments[todo["id"], todo["version"]])
        side = Side(record.user)
        side.model = model
        side.check(database)
        for identifier in model.todos:
            side.check_history(identifier)

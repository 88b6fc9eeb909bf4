"""What one user's todos must be after any sequence of changes: the rules of the service, written down a second time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Todo = dict[str, Any]
FIELDS = ("title", "description", "completed", "priority", "due")
INITIAL: Todo = {"description": "", "completed": False, "priority": 0, "due": None}
NO_DUE = float("inf")


def instant(due: str | None) -> float:
    """A due date as seconds, as the list sorts it."""
    if due is None:
        return NO_DUE
    text = due.split("[")[0]
    return datetime.fromisoformat(text + "T00:00:00Z" if len(text) == 10 else text).timestamp()


@dataclass
class Model:
    """The user's todos, those in the trash included, and what is known of them."""

    user_id: int
    seq: int = 0
    todos: dict[int, Todo] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    history: dict[int, list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)
    markers: dict[int, int] = field(default_factory=dict)

    def is_open(self, identifier: int) -> bool:
        """Whether the todo is there and not in the trash."""
        return identifier in self.todos and not self.todos[identifier]["deleted"]

    def in_trash(self, identifier: int) -> bool:
        """Whether the todo lies in the trash."""
        return identifier in self.todos and bool(self.todos[identifier]["deleted"])

    def refusal(self, identifier: int, if_match: int | None, trashed: bool = False) -> int:
        """The status with which a write to this todo is refused, 0 when it is not."""
        if not (self.in_trash(identifier) if trashed else self.is_open(identifier)):
            return 404
        if if_match is not None and self.todos[identifier]["version"] != if_match:
            return 412
        return 0

    def next_version(self) -> int:
        """The number of the next change."""
        self.seq += 1
        return self.seq

    def create(self, identifier: int, sent: Todo) -> Todo:
        """A new todo, behind all others."""
        todo = INITIAL | {name: value for name, value in sent.items() if value is not None}
        todo |= {"id": identifier, "user_id": self.user_id, "version": self.next_version(), "deleted": False}
        self.todos[identifier] = todo
        self.order.append(identifier)
        self.history[identifier] = [(self.seq, {})]
        return todo

    def change(self, identifier: int, sent: Todo) -> Todo:
        """Changes fields; null gives a field its initial value."""
        todo = self.todos[identifier]
        after = {name: INITIAL[name] if value is None else value for name, value in sent.items()}
        entry = {name: [todo[name], value] for name, value in after.items() if todo[name] != value}
        todo |= after | {"version": self.next_version()}
        self.history[identifier].append((self.seq, entry))
        return todo

    def replace(self, identifier: int, sent: Todo) -> Todo:
        """Changes every field: those not sent get their initial values."""
        return self.change(identifier, INITIAL | sent)

    def throw(self, identifier: int, deleted: bool) -> Todo:
        """Puts a todo into the trash or takes it back."""
        todo = self.todos[identifier]
        todo |= {"deleted": deleted, "version": self.next_version()}
        self.history[identifier].append((self.seq, {"deleted_at": None}))
        return todo

    def revertible(self, identifier: int, version: int) -> dict[str, Any]:
        """What a change changed of the fields; nothing when it cannot be undone."""
        changes = dict(self.history.get(identifier, []))
        return {name: both for name, both in changes.get(version, {}).items() if name in FIELDS}

    def revert(self, identifier: int, version: int) -> Todo:
        """Gives the fields that a change changed their values from before."""
        return self.change(identifier, {name: both[0] for name, both in self.revertible(identifier, version).items()})

    def move(self, identifier: int, after: int | None = None, before: int | None = None) -> Todo:
        """Another place in the order."""
        before_it = list(self.order)
        self.order.remove(identifier)
        if after is not None:
            self.order.insert(self.order.index(after) + 1, identifier)
        else:
            self.order.insert(0 if before is None else self.order.index(before), identifier)
        todo = self.todos[identifier]
        todo["version"] = self.next_version()
        # Who is moved to where it stands may keep its position or get another one.
        self.history[identifier].append((self.seq, {"position": "same place" if self.order == before_it else None}))
        return todo

    def purge(self, identifiers: Iterable[int]) -> None:
        """Removes todos of the trash for good, in the order of their ids."""
        for identifier in sorted(identifiers):
            del self.todos[identifier], self.history[identifier]
            self.order.remove(identifier)
            self.markers[identifier] = self.next_version()

    def listed(self, sort: str = "newest", **wanted: Any) -> list[int]:
        """The ids of a list, in its order, with filters on fields."""
        keys: dict[str, Any] = {
            "newest": lambda todo: -todo["id"],
            "position": lambda todo: self.order.index(todo["id"]),
            "due": lambda todo: (instant(todo["due"]), todo["id"]),
            "priority": lambda todo: (-todo["priority"], -todo["id"]),
            "updated": lambda todo: -todo["version"],
        }
        found = [todo for todo in self.todos.values() if not todo["deleted"]]
        if "has_due" in wanted:
            has_due = wanted.pop("has_due")
            found = [todo for todo in found if (todo["due"] is not None) == has_due]
        found = [todo for todo in found if all(todo[name] == value for name, value in wanted.items())]
        return [todo["id"] for todo in sorted(found, key=keys[sort])]

    def trash(self) -> list[int]:
        """The ids in the trash, deleted last first."""
        found = [todo for todo in self.todos.values() if todo["deleted"]]
        return [todo["id"] for todo in sorted(found, key=lambda todo: -todo["version"])]

    def open_count(self) -> int:
        """Todos neither done nor in the trash."""
        return sum(not todo["deleted"] and not todo["completed"] for todo in self.todos.values())


def assert_same(answer: Todo, expected: Todo) -> None:
    """A todo as the service has it is the model's."""
    names = ("id", "user_id", "version", *FIELDS)
    assert {name: answer[name] for name in names} == {name: expected[name] for name in names}
    assert (answer["deleted_at"] is not None) == expected["deleted"]
    assert (answer["completed_at"] is not None) == expected["completed"]
    known = expected.setdefault("created_at", answer["created_at"])
    assert answer["created_at"] == known
    # What is done stays done since the same moment.
    if expected["completed"]:
        assert answer["completed_at"] == expected.setdefault("completed_at", answer["completed_at"])
    else:
        expected.pop("completed_at", None)


def shape_of(change: dict[str, Any]) -> dict[str, Any]:
    """An entry of the history without what the model does not know: moments and positions."""
    return {name: None if name in ("deleted_at", "position") else both for name, both in change.items()}

"""Any sequence of changes by several users leaves exactly what the model says: fields, versions, order, trash, history, feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from client import User
from writes import CONDITIONS, PART, WHOLE, Side

USERS = 3
WHO = st.integers(0, USERS - 1)
# Which of the todos made so far, whoever's they are, purged ones too.
WHICH = st.integers(0, 10**6)


def machine(new_user: Callable[[], User], database: psycopg.Connection[Any]) -> type[RuleBasedStateMachine]:
    """The state machine, for the running instance."""

    class Todos(RuleBasedStateMachine):
        """Users who write, each beside a model."""

        @initialize()
        def begin(self) -> None:
            """New users without todos."""
            self.sides = [Side(new_user()) for _ in range(USERS)]
            self.ids: list[int] = []

        def pick(self, which: int) -> int:
            """A todo made before, mostly one of the last few."""
            return self.ids[-1 - which % len(self.ids)] if self.ids else 999999999999

        @rule(who=WHO, fields=WHOLE)
        def create(self, who: int, fields: dict[str, Any]) -> None:
            """A new todo."""
            self.ids.append(self.sides[who].create(fields))

        @rule(who=WHO, number=st.integers(1, 5), fields=WHOLE)
        def create_some(self, who: int, number: int, fields: dict[str, Any]) -> None:
            """Several new todos."""
            for _ in range(number):
                self.ids.append(self.sides[who].create(fields))

        @rule(who=WHO, which=WHICH, fields=PART, condition=CONDITIONS)
        def patch(self, who: int, which: int, fields: dict[str, Any], condition: str) -> None:
            """Some fields change."""
            self.sides[who].change(self.pick(which), "PATCH", fields, condition)

        @rule(who=WHO, which=WHICH, fields=WHOLE, condition=CONDITIONS)
        def put(self, who: int, which: int, fields: dict[str, Any], condition: str) -> None:
            """All fields change."""
            self.sides[who].change(self.pick(which), "PUT", fields, condition)

        @rule(who=WHO, which=WHICH, condition=CONDITIONS)
        def throw(self, who: int, which: int, condition: str) -> None:
            """Into the trash."""
            self.sides[who].throw(self.pick(which), condition)

        @rule(who=WHO, which=WHICH, condition=CONDITIONS)
        def restore(self, who: int, which: int, condition: str) -> None:
            """Back from the trash."""
            side = self.sides[who]
            trash = side.model.trash()
            side.restore(trash[which % len(trash)] if trash and which % 3 else self.pick(which), condition)

        @rule(who=WHO, which=WHICH, beside=WHICH, side=st.sampled_from(["after", "before", ""]), condition=CONDITIONS)
        def move(self, who: int, which: int, beside: int, side: str, condition: str) -> None:
            """To another place."""
            own = self.sides[who].model.order or [999999999999]
            self.sides[who].move(
                own[which % len(own)] if which % 5 else self.pick(which),
                side,
                own[beside % len(own)] if beside % 5 else self.pick(beside),
                condition,
            )

        @rule(who=WHO, which=WHICH, change=WHICH, condition=CONDITIONS)
        def revert(self, who: int, which: int, change: int, condition: str) -> None:
            """One change undone."""
            model, identifier = self.sides[who].model, self.pick(which)
            known = [version for version, _ in model.history.get(identifier, [(1, {})])]
            self.sides[who].revert(identifier, known[change % len(known)] + (change % 7 == 0), condition)

        @rule(who=WHO, which=WHICH)
        def purge(self, who: int, which: int) -> None:
            """One of the trash gone for good."""
            trash = self.sides[who].model.trash()
            self.sides[who].purge(trash[which % len(trash)] if trash and which % 3 else self.pick(which))

        @rule(who=WHO)
        def empty(self, who: int) -> None:
            """The whole trash gone for good."""
            self.sides[who].empty()

        @rule(who=WHO, data=st.data())
        def bulk(self, who: int, data: st.DataObject) -> None:
            """Several changes at once."""
            side = self.sides[who]
            known = [*side.model.todos, *self.ids[-3:], 999999999999]
            chosen = data.draw(st.lists(st.sampled_from(known), max_size=6, unique=True))
            changes: list[dict[str, Any]] = []
            for identifier in chosen:
                op = data.draw(st.sampled_from(["update", "delete", "restore"]))
                version = side.condition(identifier, data.draw(CONDITIONS))
                condition = {} if version is None else {"if_match": version}
                changes.append({"op": op, "id": identifier} | condition | (data.draw(PART) if op == "update" else {}))
            changes += [{"op": "create"} | fields for fields in data.draw(st.lists(WHOLE, max_size=3))]
            if changes:
                side.bulk(data.draw(st.permutations(changes)))
                self.ids += [identifier for identifier in side.model.todos if identifier not in self.ids]

        @rule(who=WHO)
        def check(self, who: int) -> None:
            """Everything that can be read."""
            self.sides[who].check(database)

        @rule(who=WHO, which=WHICH)
        def check_history(self, who: int, which: int) -> None:
            """One todo's history."""
            self.sides[who].check_history(self.pick(which))

        def teardown(self) -> None:
            """Everything once more, for everybody."""
            for side in getattr(self, "sides", []):
                side.check(database)
                for identifier in self.ids:
                    if identifier in side.model.todos:
                        side.check_history(identifier)

    return Todos


def test_sequences_agree_with_the_model(new_user: Callable[[], User], database: psycopg.Connection[Any]) -> None:
    run_state_machine_as_test(machine(new_user, database))

"""Random requests to the todos service, and the checks of what they answer against the model."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from client import User
from todo_model import Model, Todo, assert_same, shape_of

DUES = ["2026-11-30", "2024-02-29", "2026-11-30T14:00:00+03:30[Asia/Tehran]", "2026-11-30T10:30:00Z", "0001-01-01"]
TITLES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn")), min_size=1, max_size=20)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": TITLES,
    "description": st.one_of(st.none(), st.sampled_from(["", "text", "two\nlines"])),
    "completed": st.booleans(),
    "priority": st.integers(0, 3),
    "due": st.one_of(st.none(), st.sampled_from(DUES)),
}
WHOLE = st.fixed_dictionaries({"title": TITLES}, optional={name: FIELDS[name] for name in FIELDS if name != "title"})
PART = st.fixed_dictionaries({}, optional=FIELDS)
# How a condition is meant: none, the current version, another one.
CONDITIONS = st.sampled_from(["none", "none", "current", "other"])


class Side:
    """A user of the service beside the model of that user."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.model = Model(user.account.user_id)
        self.copy: dict[int, Todo] = {}
        self.since = 0

    def condition(self, identifier: int, kind: str) -> int | None:
        """The version that a request demands."""
        if kind == "none":
            return None
        version: int = self.model.todos.get(identifier, {"version": 1})["version"]
        return version if kind == "current" else version + 1

    def write(self, method: str, path: str, body: Any = None, if_match: int | None = None) -> Any:
        """Sends a write."""
        headers = {} if if_match is None else {"If-Match": f'"{if_match}"'}
        return self.user.request(method, path, json=body, headers=headers)

    def refused(self, answer: Any, status: int, identifier: int) -> bool:
        """Whether the write had to be refused, and was, with what is current."""
        if status == 0:
            assert answer.is_success, answer.text
            return False
        assert answer.status_code == status, answer.text
        if status == 412:
            assert_same(answer.json()["current"], self.model.todos[identifier])
        return True

    def create(self, fields: Todo) -> int:
        """POST /todos/."""
        answer = self.write("POST", "/todos/", fields)
        assert answer.status_code == 201, answer.text
        identifier: int = answer.json()["id"]
        assert_same(answer.json(), self.model.create(identifier, fields))
        return identifier

    def change(self, identifier: int, method: str, fields: Todo, kind: str) -> None:
        """PUT and PATCH."""
        if_match = self.condition(identifier, kind)
        answer = self.write(method, f"/todos/{identifier}/", fields, if_match)
        if not self.refused(answer, self.model.refusal(identifier, if_match), identifier):
            apply = self.model.replace if method == "PUT" else self.model.change
            assert_same(answer.json(), apply(identifier, fields))

    def throw(self, identifier: int, kind: str) -> None:
        """DELETE."""
        if_match = self.condition(identifier, kind)
        answer = self.write("DELETE", f"/todos/{identifier}/", None, if_match)
        if not self.refused(answer, self.model.refusal(identifier, if_match), identifier):
            self.model.throw(identifier, True)

    def restore(self, identifier: int, kind: str) -> None:
        """POST …/restore/."""
        if_match = self.condition(identifier, kind)
        answer = self.write("POST", f"/todos/{identifier}/restore/", None, if_match)
        if not self.refused(answer, self.model.refusal(identifier, if_match, trashed=True), identifier):
            assert_same(answer.json(), self.model.throw(identifier, False))

    def move(self, identifier: int, side: str, target: int, kind: str) -> None:
        """POST …/move/."""
        if_match = self.condition(identifier, kind)
        place = {side: target} if side else {}
        answer = self.write("POST", f"/todos/{identifier}/move/", place, if_match)
        status = self.model.refusal(identifier, if_match)
        if (side and target == identifier) or (status == 0 and side and target not in self.model.todos):
            status = 422
        if not self.refused(answer, status, identifier):
            assert_same(answer.json(), self.model.move(identifier, **place))

    def revert(self, identifier: int, version: int, kind: str) -> None:
        """POST …/history/{version}/revert/."""
        if_match = self.condition(identifier, kind)
        answer = self.write("POST", f"/todos/{identifier}/history/{version}/revert/", None, if_match)
        status = self.model.refusal(identifier, if_match)
        if not self.model.revertible(identifier, version):
            status = 404
        if not self.refused(answer, status, identifier):
            assert_same(answer.json(), self.model.revert(identifier, version))

    def purge(self, identifier: int) -> None:
        """DELETE /todos/trash/{id}/."""
        answer = self.write("DELETE", f"/todos/trash/{identifier}/")
        if not self.refused(answer, 0 if self.model.in_trash(identifier) else 404, identifier):
            self.model.purge([identifier])

    def empty(self) -> None:
        """DELETE /todos/trash/."""
        assert self.write("DELETE", "/todos/trash/").status_code == 204
        self.model.purge(self.model.trash())

    def bulk(self, changes: list[Todo]) -> None:
        """POST /todos/bulk/: each change is judged by how things were before."""
        answer = self.write("POST", "/todos/bulk/", {"changes": changes})
        assert answer.status_code == 200, answer.text
        statuses = [
            0
            if change["op"] == "create"
            else self.model.refusal(change["id"], change.get("if_match"), change["op"] == "restore")
            for change in changes
        ]
        for change, status, result in zip(changes, statuses, answer.json(), strict=True):
            assert result["status"] == (status or (201 if change["op"] == "create" else 200)), result
            if status == 412:
                assert_same(result["current"], self.model.todos[change["id"]])
            if status == 0:
                assert_same(result["todo"], apply(self.model, change, result["todo"]["id"]))

    def check(self, database: Any) -> None:
        """Everything that can be read is as the model has it."""
        model, user = self.model, self.user
        for sort in ("newest", "position", "due", "priority", "updated"):
            assert [todo["id"] for todo in user.todos(f"/todos/?sort={sort}&limit=5")] == model.listed(sort), sort
        for todo in user.todos():
            assert_same(todo, model.todos[todo["id"]])
        filters: dict[str, dict[str, Any]] = {
            "completed=true": {"completed": True},
            "priority=1&sort=due": {"priority": 1, "sort": "due"},
            "has_due=false&sort=position": {"has_due": False, "sort": "position"},
        }
        for query, wanted in filters.items():
            assert [todo["id"] for todo in user.todos(f"/todos/?{query}")] == model.listed(**wanted), query
        assert [todo["id"] for todo in user.todos("/todos/trash/?limit=3")] == model.trash()
        assert user.get("/todos/").headers["etag"] == f'"{model.seq}"'
        self.follow()
        row = database.execute(
            "select coalesce(max(seq), 0), coalesce(max(open_count), 0) from todos.owner where user_id = %s",
            (model.user_id,),
        ).fetchone()
        assert row == (model.seq, model.open_count())
        orphans = database.execute(
            "select count(*) from todos.history as y where y.user_id = %s"
            " and not exists (select from todos.todo as t where t.user_id = y.user_id and t.id = y.todo_id)",
            (model.user_id,),
        ).fetchone()
        assert orphans == (0,)

    def check_history(self, identifier: int) -> None:
        """A todo's history is as the model has it."""
        answer = self.user.get(f"/todos/{identifier}/history/")
        if identifier not in self.model.todos:
            assert answer.status_code == 404
            return
        entries = self.user.todos(f"/todos/{identifier}/history/?limit=2")
        expected = self.model.history[identifier][::-1]
        assert [entry["version"] for entry in entries] == [version for version, _ in expected]
        for entry, (_, change) in zip(entries, expected, strict=True):
            if change == {"position": "same place"}:
                assert set(entry["change"]) <= {"position"}
            else:
                assert shape_of(entry["change"]) == change

    def follow(self) -> None:
        """Who keeps a copy by the change feed has the todos that there are."""
        for todo in self.user.todos(f"/todos/changes/?since={self.since}&limit=4"):
            assert todo["version"] > self.since
            self.since = todo["version"]
            if todo["removed_at"] is None:
                self.copy[todo["id"]] = todo
            else:
                assert self.model.markers[todo["id"]] == todo["version"]
                self.copy.pop(todo["id"], None)
        assert self.copy.keys() == self.model.todos.keys()
        for todo in self.copy.values():
            assert_same(todo, self.model.todos[todo["id"]])
        self.since = self.model.seq


def apply(model: Model, change: Todo, identifier: int) -> Todo:
    """One accepted change of a bulk."""
    fields = {name: value for name, value in change.items() if name in FIELDS}
    if change["op"] == "create":
        return model.create(identifier, fields)
    if change["op"] == "update":
        return model.change(identifier, fields)
    return model.throw(identifier, change["op"] == "delete")

"""Every operation of the API with a request that succeeds, for what must be true of each of them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from client import User


@dataclass(frozen=True)
class Call:
    """An operation; path may hold {id}, a todo of the user, {version}, a change of that one, {session}, {token} or
    {receipt}; what body holds in <> is the user's."""

    method: str
    path: str
    public: bool = False
    body: dict[str, Any] | None = None
    statement: str = ""
    trashed: bool = False
    body_limit: int = 65536
    body_optional: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def address(self, user: User) -> str:
        """The path, with a todo or API token of the user's made for it when it needs one."""
        path = self.path.replace("{receipt}", str(uuid.uuid4())).replace("{session}", user.account.session_id)
        if "{token}" in path:
            path = path.replace("{token}", user.api_token()["id"])
        if "{id}" in path:
            todo = user.todo()["id"]
            if self.trashed:
                assert user.delete(f"/todos/{todo}/").status_code == 204
            if "{version}" in path:
                changed = user.patch(f"/todos/{todo}/", json={"title": "changed"})
                path = path.replace("{version}", str(changed.json()["version"]))
            path = path.replace("{id}", str(todo))
        return path

    def content(self, user: User) -> dict[str, Any] | None:
        """The body, for this user."""
        own = {"<name>": user.account.username, "<refresh>": user.account.refresh, "<access>": user.account.access}
        own["<new>"] = f"new{uuid.uuid4().hex[:16]}"
        return None if self.body is None else {name: own.get(str(value), value) for name, value in self.body.items()}


CALLS = [
    Call("POST", "/auth/register/", True, {"username": "<new>", "password": "strongpassword123"}, "register-begin"),
    Call("POST", "/auth/token/", True, {"username": "<name>", "password": "strongpassword123"}, "login-find"),
    Call("POST", "/auth/token/refresh/", True, {"refresh": "<refresh>"}, "refresh", body_optional=True),
    Call("POST", "/auth/token/verify/", True, {"token": "<access>"}, "verify"),
    Call("POST", "/auth/logout/", statement="session-end"),
    Call("GET", "/auth/profile/", statement="profile"),
    Call("PATCH", "/auth/profile/", body={"display_name": "Ann"}, statement="profile-update"),
    Call("DELETE", "/auth/profile/", body={}, statement="delete", body_optional=True),
    Call(
        "POST",
        "/auth/password/",
        body={"old": "strongpassword123", "new": "another password 1"},
        statement="account-find",
    ),
    Call("GET", "/auth/sessions/", statement="sessions"),
    Call("DELETE", "/auth/sessions/", statement="sessions-end"),
    Call("DELETE", "/auth/sessions/{session}/", statement="session-end"),
    Call("GET", "/auth/tokens/", statement="tokens"),
    Call(
        "POST",
        "/auth/tokens/",
        body={"name": "a script", "scopes": ["read"], "expires_in_days": 1},
        statement="token-create",
    ),
    Call("DELETE", "/auth/tokens/{token}/", statement="session-end"),
    Call("GET", "/auth/deletions/{receipt}/", True, statement="deletion"),
    Call("GET", "/todos/", statement="list-newest"),
    Call("POST", "/todos/", body={"title": "a todo"}, statement="create"),
    Call(
        "POST",
        "/todos/bulk/",
        body={"changes": [{"op": "create", "title": "a todo"}]},
        statement="bulk",
        body_limit=2**20,
    ),
    Call("GET", "/todos/changes/", statement="changes"),
    Call("GET", "/todos/trash/", statement="trash-list"),
    Call("DELETE", "/todos/trash/", statement="trash-purge"),
    Call("DELETE", "/todos/trash/{id}/", statement="trash-purge", trashed=True),
    Call("GET", "/todos/{id}/", statement="get"),
    Call("PUT", "/todos/{id}/", body={"title": "a todo"}, statement="update"),
    Call("PATCH", "/todos/{id}/", body={"completed": True}, statement="update"),
    Call("DELETE", "/todos/{id}/", statement="delete"),
    Call("POST", "/todos/{id}/restore/", statement="restore", trashed=True),
    Call("POST", "/todos/{id}/move/", body={}, statement="move"),
    Call("GET", "/todos/{id}/history/", statement="history"),
    Call("POST", "/todos/{id}/history/{version}/revert/", statement="revert"),
]
PROTECTED = [call for call in CALLS if not call.public]
WITH_BODY = [call for call in CALLS if call.body is not None]
# Those that refuse an empty body.
WITH_REQUIRED_BODY = [call for call in WITH_BODY if not call.body_optional]


def each(calls: list[Call]) -> pytest.MarkDecorator:
    """Runs a test for each of the calls, as its argument `call`."""
    return pytest.mark.parametrize("call", calls, ids=str)

"""The requests that are measured. Users 1 to 100 write, users 101 to 200 only read, so that their ETags stay true."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from testbed import TODOS_PER_USER, Testbed

WRITERS = range(1, 101)
READERS = range(101, 201)
PASSWORD = "correct horse battery staple"
# Users with a password, whose sessions are opened and refreshed.
ACCOUNTS = [f"bench{number}" for number in range(32)]


@dataclass(frozen=True)
class Request:
    """One request as wrk sends it."""

    method: str
    path: str
    token: str = ""
    etag: str = ""
    body: str = ""

    def headers(self) -> dict[str, str]:
        """What goes with it."""
        found = {"Content-Type": "application/json"} if self.body else {}
        found |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return found | ({"If-None-Match": self.etag} if self.etag else {})

    def line(self) -> str:
        """As requests.lua reads it."""
        return "\x1f".join((self.method, self.path, self.token, self.etag, self.body))


@dataclass
class Case:
    """One kind of request, and the statement that it runs: a file of sql/SERVICE/queries."""

    name: str
    requests: list[Request]
    status: int = 200
    statement: str | None = None
    service: str = "todos"
    # Each answer holds the token that a later request sends.
    chained: bool = False
    http: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    failures: int = 0


def floors(testbed: Testbed) -> list[Case]:
    """What there is without a service, and without a statement."""
    return [
        Case("static file", [Request("GET", "/healthz")]),
        Case("bare libfcgi", [Request("GET", "/bare", testbed.tokens[1])]),
        Case("hello", [Request("GET", "/hello", testbed.tokens[user]) for user in READERS]),
    ]


def reads(testbed: Testbed) -> list[Case]:
    """What changes nothing."""
    tokens = testbed.tokens

    def each(path: str, etag: bool = False) -> list[Request]:
        return [
            Request("GET", path.format(todo=testbed.todo(user, 7)), tokens[user], f'"{TODOS_PER_USER}"' if etag else "")
            for user in READERS
        ]

    return [
        Case("list of 20", each("/todos/?limit=20"), statement="list-newest"),
        Case("list of 200", each("/todos/?limit=200"), statement="list-newest"),
        Case("not modified", each("/todos/?limit=20", etag=True), 304, "list-newest"),
        Case("get", each("/todos/{todo}/"), statement="get"),
        Case("search", each("/todos/?q=number%2013"), statement="list-newest"),
    ]


def writes(testbed: Testbed) -> list[Case]:
    """What changes todos."""

    def each(method: str, path: str, *bodies: str) -> list[Request]:
        return [
            Request(method, path.format(todo=testbed.todo(user, 7)), testbed.tokens[user], body=body)
            for body in bodies
            for user in WRITERS
        ]

    def bulk(user: int, completed: bool) -> Request:
        changes = [
            {"op": "update", "id": testbed.todo(user, number), "completed": completed} for number in range(1, 21)
        ]
        body = json.dumps({"changes": changes}, separators=(",", ":"))
        return Request("POST", "/todos/bulk/", testbed.tokens[user], body=body)

    edit = '{{"title":"Buy oat milk {0}","priority":{0},"due":"2026-12-0{0}"}}'
    return [
        Case("create", each("POST", "/todos/", '{"title":"Buy milk","description":"Two bottles"}'), 201, "create"),
        Case("patch", each("PATCH", "/todos/{todo}/", edit.format(1), edit.format(2)), statement="update"),
        Case(
            "toggle", each("PATCH", "/todos/{todo}/", '{"completed":true}', '{"completed":false}'), statement="update"
        ),
        Case("bulk of 20", [bulk(user, flag) for flag in (True, False) for user in WRITERS], statement="bulk"),
    ]


def sessions(testbed: Testbed) -> list[Case]:
    """Login, whose ceiling is its password hash, and refresh."""
    bodies = [json.dumps({"username": name, "password": PASSWORD}) for name in ACCOUNTS]
    return [
        Case("login", [Request("POST", "/auth/token/", body=body) for body in bodies], service="auth"),
        Case("refresh", refreshes(testbed), 200, "refresh", "auth", chained=True),
    ]


def refreshes(testbed: Testbed) -> list[Request]:
    """A refresh for a new session of each account."""
    found = []
    for name in ACCOUNTS:
        answer = testbed.post("/auth/token/", {"username": name, "password": PASSWORD})
        body = json.dumps({"refresh": answer["refresh"]}, separators=(",", ":"))
        found.append(Request("POST", "/auth/token/refresh/", body=body))
    return found

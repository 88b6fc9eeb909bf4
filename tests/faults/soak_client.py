"""A client that mixes every kind of request, right and wrong, as fast as it can, and notes each answer that it did not expect.
It writes and reads HTTP itself: a library would take longer than the server."""

from __future__ import annotations

import collections
import json
import random
import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from instance import User

TIMEOUT = 30
# An access token is exchanged at half of its life, seconds.
TOKEN_AGE = 150
# How many todos a client keeps at most.
TODOS = 60
LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)
ETAG = re.compile(rb'\r\nETag: ("[^"]+")', re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """What came back; head is the status line and the headers."""

    status: int
    head: bytes
    body: bytes

    def json(self) -> Any:
        """The parsed body."""
        return json.loads(self.body)

    def etag(self) -> str:
        """The ETag; there must be one."""
        found = ETAG.search(self.head)
        assert found, self.head
        return found[1].decode()


class SoakClient:
    """One user's requests, one after another, from a mix that the seed determines."""

    def __init__(self, host: str, port: int, user: User, seed: int) -> None:
        self.address = (host, port)
        self.user = user
        self.random = random.Random(seed)
        self.access, self.refresh, self.entered = "", "", 0.0
        self.connection: socket.socket | None = None
        self.todos: dict[int, str] = {}
        self.etag = '"none"'
        self.seen: collections.Counter[str] = collections.Counter()
        self.wrong: list[str] = []
        # How often of a thousand: kind, and the one status that it must be answered with.
        self.mix: list[tuple[int, Callable[[], Answer], int]] = [
            (230, self.get, 200),
            (140, self.listed, 200),
            (120, self.unchanged, 304),
            (130, self.create, 201),
            (110, self.patch, 200),
            (60, self.delete, 204),
            (40, lambda: self.send("GET", "/todos/?q=odd&completed=false&sort=priority"), 200),
            (30, lambda: self.send("GET", "/todos/changes/?since=0"), 200),
            (20, self.bulk, 200),
            (10, lambda: self.send("GET", f"/todos/{self.any()}/history/"), 200),
            (10, lambda: self.send("DELETE", "/todos/trash/"), 204),
            (5, lambda: self.send("GET", "/auth/profile/"), 200),
            (20, lambda: self.send("GET", "/todos/", token="forged"), 401),
            (20, lambda: self.send("GET", "/todos/999999999999/"), 404),
            (20, lambda: self.send("POST", "/todos/", b'{"title":"","priority":9,"due":"never"}'), 422),
            (15, lambda: self.send("POST", "/todos/", b'{"title":"x"'), 400),
            (5, lambda: self.send("POST", "/todos/", b" " * 70_000), 413),
            (10, self.cut, 201),
            (4, self.exchange, 200),
            (1, self.enter, 200),
        ]
        self.weights = [weight for weight, _, _ in self.mix]

    def run(self, requests: int) -> None:
        """Sends about so many requests."""
        expect(self.enter(), 200)
        while len(self.todos) < 5:
            expect(self.create(), 201)
        for _, kind, status in self.random.choices(self.mix, self.weights, k=requests):
            if time.monotonic() > self.entered + TOKEN_AGE:
                expect(self.exchange(), 200)
            answer = kind()
            self.seen[str(answer.status)] += 1
            if answer.status != status:
                self.wrong.append(f"{answer.status} instead of {status}: {answer.body[:300]!r}")
        self.close()

    def close(self) -> None:
        """Closes the connection."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def send(self, method: str, path: str, body: bytes = b"", headers: str = "", token: str = "") -> Answer:
        """One request and its answer, on the connection that is kept."""
        head = f"{method} {path} HTTP/1.1\r\nHost: soak\r\nAuthorization: Bearer {token or self.access}\r\n{headers}"
        if method != "GET":
            head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        if self.connection is None:
            self.connection = socket.create_connection(self.address, timeout=TIMEOUT)
        self.connection.sendall(head.encode() + b"\r\n" + body)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self.more()
        head_read, _, content = received.partition(b"\r\n\r\n")
        length = LENGTH.search(head_read)
        while length and len(content) < int(length[1]):
            content += self.more()
        if b"\r\nconnection: close" in head_read.lower():
            self.close()
        return Answer(int(head_read[9:12]), head_read, content)

    def more(self) -> bytes:
        """The next bytes; the end of the connection is an error."""
        assert self.connection is not None
        received = self.connection.recv(262_144)
        if not received:
            raise ConnectionError("the server hung up without an answer")
        return received

    def any(self) -> int:
        """One of the todos."""
        return self.random.choice(list(self.todos))

    def get(self) -> Answer:
        """One todo."""
        return self.send("GET", f"/todos/{self.any()}/")

    def listed(self) -> Answer:
        """The list."""
        answer = self.send("GET", "/todos/?limit=20")
        self.etag = answer.etag()
        return answer

    def unchanged(self) -> Answer:
        """The list, after nothing has changed."""
        self.listed()
        return self.send("GET", "/todos/?limit=20", headers=f"If-None-Match: {self.etag}\r\n")

    def create(self) -> Answer:
        """A new todo; when there are too many, one goes."""
        if len(self.todos) >= TODOS:
            expect(self.delete(), 204)
        size = self.random.choice([0, 10, 1000, 10_000])
        body = {"title": f"odd {self.random.random()}", "description": "d" * size, "priority": 1}
        answer = self.send("POST", "/todos/", json.dumps(body).encode())
        if answer.status == 201:
            self.todos[answer.json()["id"]] = answer.etag()
        return answer

    def patch(self) -> Answer:
        """Changes a todo that nobody else has changed."""
        todo = self.any()
        body = json.dumps({"completed": self.random.random() < 0.5}).encode()
        answer = self.send("PATCH", f"/todos/{todo}/", body, f"If-Match: {self.todos[todo]}\r\n")
        if answer.status == 200:
            self.todos[todo] = answer.etag()
        return answer

    def delete(self) -> Answer:
        """Puts a todo into the trash; some are always left."""
        while len(self.todos) < 5:
            expect(self.create(), 201)
        todo = self.any()
        del self.todos[todo]
        return self.send("DELETE", f"/todos/{todo}/")

    def bulk(self) -> Answer:
        """Makes three todos and deletes them."""
        made = self.send("POST", "/todos/bulk/", json.dumps({"changes": [{"op": "create", "title": "b"}] * 3}).encode())
        gone = [{"op": "delete", "id": change["todo"]["id"]} for change in expect(made, 200).json()]
        return self.send("POST", "/todos/bulk/", json.dumps({"changes": gone}).encode())

    def cut(self) -> Answer:
        """Clients that go away: in their headers, in their body, before the answer; then a whole request."""
        body = b'{"title":"cut off"}'
        head = f"POST /todos/ HTTP/1.1\r\nHost: soak\r\nAuthorization: Bearer {self.access}\r\n".encode()
        whole = head + b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        # Not the whole one with its body: the todo would be made, and the ETags here would be old.
        read = head.replace(b"POST", b"GET") + b"\r\n"
        for data in (head[:40], whole + body[:5], read):
            with socket.create_connection(self.address, timeout=TIMEOUT) as connection:
                connection.sendall(data)
        return self.create()

    def exchange(self) -> Answer:
        """New tokens for the refresh token."""
        answer = self.send("POST", "/auth/token/refresh/", json.dumps({"refresh": self.refresh}).encode())
        return self.take(answer)

    def enter(self) -> Answer:
        """Logs in, and out of the login before."""
        before = self.access
        body = json.dumps({"username": self.user.name, "password": self.user.password}).encode()
        answer = self.take(self.send("POST", "/auth/token/", body))
        if before:
            expect(self.send("POST", "/auth/logout/", token=before), 204)
        return answer

    def take(self, answer: Answer) -> Answer:
        """Keeps the tokens of an answer."""
        given = expect(answer, 200).json()
        self.access, self.refresh, self.entered = given["access"], given["refresh"], time.monotonic()
        return answer


def expect(answer: Answer, status: int) -> Answer:
    """The answer, which must have this status."""
    if answer.status != status:
        raise AssertionError(f"{answer.status} instead of {status}: {answer.body[:300]!r}")
    return answer

"""A steady load of writes with Idempotency-Keys, each retried until it is answered, and the check that what was
answered is there, once."""

from __future__ import annotations

import collections
import http.client
import threading
import time
import uuid
from dataclasses import dataclass, field

from instance import Instance, User

# A client that hears nothing for so long asks again; seconds.
ANSWER_TIMEOUT = 2
PAUSE = 0.05


@dataclass
class Acknowledged:
    """A write that was answered with 201."""

    user_id: int
    key: str
    todo_id: int
    started: float
    seconds: float


@dataclass
class SteadyLoad:
    """Some users who write all the time."""

    instance: Instance
    users: list[User]
    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unavailable: list[int] = field(default_factory=list)
    ending: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Begins to write."""
        self.threads = [threading.Thread(target=self._write, args=(user,), daemon=True) for user in self.users]
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Lets everybody finish the write at hand."""
        self.ending.set()
        for thread in self.threads:
            thread.join(60)
            assert not thread.is_alive(), "a write was not answered within 60 s"

    def slowest_since(self, moment: float) -> float:
        """The longest that any write took that was started, or still unanswered, after the moment."""
        return max((write.seconds for write in self.acknowledged if write.started + write.seconds >= moment), default=0)

    def _write(self, user: User) -> None:
        while not self.ending.is_set():
            key = str(uuid.uuid4())
            started = time.monotonic()
            while not (todo_id := self._try(user, key)):
                time.sleep(PAUSE)
            took = time.monotonic() - started
            self.acknowledged.append(Acknowledged(user.user_id, key, todo_id, started, took))
            time.sleep(PAUSE)

    def _try(self, user: User, key: str) -> int:
        """The id of the todo, 0 when there was no answer yet."""
        try:
            reply = self.instance.request(
                "POST", "/todos/", {"title": key}, user.token, {"Idempotency-Key": key}, ANSWER_TIMEOUT
            )
        except (OSError, http.client.HTTPException):
            return 0
        if reply.status == 201:
            return int(reply.body["id"])
        # Still running, or nobody there: the client asks again. Anything else is a wrong answer.
        if reply.status in (500, 502, 503, 504):
            self.unavailable.append(reply.status)
        elif reply.status != 409:
            self.refused.append(f"{reply.status} {reply.body}")
        return 0

    def losses(self) -> list[str]:
        """Every write that was answered and is not there as it was answered, and every key that is there twice."""
        ours = ",".join(str(user.user_id) for user in self.users)
        rows = self.instance.sql(f"select user_id, title, id from todos.todo where user_id in ({ours})")
        there = collections.defaultdict(list)
        for user_id, title, todo_id in rows:
            there[int(user_id), title].append(int(todo_id))
        lost = [
            f"user {write.user_id} was told that {write.key} is {write.todo_id}; there is {there[write.user_id, write.key]}"
            for write in self.acknowledged
            if there[write.user_id, write.key] != [write.todo_id]
        ]
        doubled = [f"user {user_id} has {title} as {ids}" for (user_id, title), ids in there.items() if len(ids) > 1]
        return lost + doubled + self.refused

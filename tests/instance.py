"""The running instance as people and an operator meet it: HTTP, SQL, programs beside its own, a Kafka without topics."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from stack import Stack
from waiting import eventually

# One fingerprint of all rows that an event can change; a deletion's only once it is finished.
STATE = """
select md5(coalesce(string_agg(row_text, '|' order by row_text), '')) from (
    select o::text as row_text from todos.owner as o
    union all select t::text from todos.todo as t
    union all select i::text from todos.idempotency as i
    union all select a::text from auth.account as a
    union all select d::text from auth.deletion as d where d.finished_at is not null
) as everything
"""


@dataclass(frozen=True)
class Reply:
    """An HTTP reply; body is parsed JSON, or None."""

    status: int
    headers: dict[str, str]
    body: Any


@dataclass(frozen=True)
class User:
    """A registered account that has logged in."""

    user_id: int
    name: str
    password: str
    token: str


@dataclass(frozen=True)
class Instance(Stack):
    """What the tests of the daemons and of faults do with it."""

    def request(
        self,
        method: str,
        path: str,
        body: Any = None,
        token: str = "",
        headers: dict[str, str] | None = None,
        timeout: float = 30,
    ) -> Reply:
        """One HTTP request; any status is an answer, no answer is an OSError."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers or {}, method=method)
        if data is not None:
            request.add_header("Content-Type", "application/json")
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                status, answered, text = answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as error:
            status, answered, text = error.code, dict(error.headers), error.read()
        is_json = "json" in answered.get("Content-Type", "")
        return Reply(status, answered, json.loads(text) if text and is_json else None)

    def register(self) -> User:
        """A new account with a name that nobody has, and its access token."""
        name, password = f"user-{secrets.token_hex(8)}", secrets.token_urlsafe(16)
        made = self.request(
            "POST", "/auth/register/", {"username": name, "email": f"{name}@example.com", "password": password}
        )
        assert made.status == 201, made
        entered = self.request("POST", "/auth/token/", {"username": name, "password": password})
        assert entered.status == 200, entered
        return User(made.body["user"]["id"], name, password, entered.body["access"])

    def add_todos(self, user: User, number: int) -> None:
        """Creates todos as the user."""
        for index in range(number):
            made = self.request("POST", "/todos/", {"title": f"todo {index}"}, user.token)
            assert made.status == 201, made

    def delete_account(self, user: User, request_id: str = "") -> str:
        """Deletes the account; returns where its progress is shown."""
        headers = {"X-Request-Id": request_id} if request_id else {}
        deleted = self.request("DELETE", "/auth/profile/", token=user.token, headers=headers)
        assert deleted.status == 204, deleted
        return deleted.headers["Location"]

    def is_finished(self, location: str) -> bool:
        """True when every service has confirmed the deletion."""
        shown = self.request("GET", location)
        assert shown.status == 200, shown
        return shown.body["finished_at"] is not None

    def rows_of(self, user: User) -> dict[str, int]:
        """How many rows each table of todos has of the user, besides the owner's own; whichever tables there are."""
        tables = self.sql(
            "select table_name from information_schema.columns"
            " where table_schema = 'todos' and column_name = 'user_id' and table_name <> 'owner' order by table_name"
        )
        query = "select count(*) from todos.{} where user_id = {}"
        return {name: self.number(query.format(name, user.user_id)) for (name,) in tables}

    def has_rows(self, user: User) -> bool:
        """Whether todos still has anything of the user besides the tombstone."""
        return any(self.rows_of(user).values())

    def sql(self, statement: str) -> list[list[str]]:
        """Runs a statement as the superuser; the rows as texts."""
        command = ["psql", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", self.admin_url, "-f", "-"]
        done = subprocess.run(command, input=statement, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return [line.split("\t") for line in done.stdout.splitlines()]

    def state(self) -> str:
        """A fingerprint of all rows that an event can change."""
        return self.sql(STATE)[0][0]

    def number(self, query: str) -> int:
        """The one number that a query answers."""
        return int(self.sql(query)[0][0])

    @contextlib.contextmanager
    def kafka_without_new_topics(self, wipe: bool = False, pause: float = 0) -> Iterator[None]:
        """Kafka that creates no topic by itself, and with wipe as if newly installed; as before at the end."""
        properties = self.directory / "kafka" / "server.properties"
        before = properties.read_text()
        try:
            with self.stopped("kafka"):
                time.sleep(pause)
                if wipe:
                    shutil.rmtree(self.directory / "kafka" / "data")
                properties.write_text(before + "auto.create.topics.enable=false\n")
            self.wait_for_kafka()
            yield
        finally:
            properties.write_text(before)
            self.sv("restart", "kafka")
            self.wait_for_kafka()

    @contextlib.contextmanager
    def running(self, name: str, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
        """An installed program beside the supervised parts, with their settings and these over them."""
        owner = (self.directory / "env").stat()
        identity: dict[str, Any] = {}
        if os.geteuid() == 0:
            identity = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
        environment = os.environ | self.settings | settings
        process = subprocess.Popen([self.program(name)], env=environment, cwd="/", **identity)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)

    def wait_for_kafka(self) -> None:
        """Returns when the broker answers."""
        command = ["kcat", "-L", "-b", self.kafka, "-m", "2"]
        eventually(
            lambda: subprocess.run(command, capture_output=True, check=False).returncode == 0, "Kafka answers", 60
        )

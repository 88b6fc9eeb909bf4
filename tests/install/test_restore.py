"""A backup as docs/operations.md tells it: what the dump holds comes back whole, and no number of the lost time again."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from installation import ROOT, Installation, an_installation
from waiting import eventually

PASSWORD = "strongpassword123"


@pytest.fixture(scope="module")
def instance() -> Iterator[Installation]:
    """A running instance, whose database the tests put back."""
    with an_installation() as made:
        made.start()
        yield made


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """Where the dump goes."""
    return tmp_path / "tasklight.dump"


def back_up(instance: Installation, dump: Path) -> None:
    """The documented command."""
    page = (ROOT / "docs/operations.md").read_text()
    found = re.search(r"^pg_dump .*$", page, re.MULTILINE)
    assert found
    words = shlex.split(found[0].replace("DIR", str(instance.var)), comments=True)
    subprocess.run([str(dump) if word == "tasklight.dump" else word for word in words], check=True, timeout=60)


class Person:
    """An account and what its owner does."""

    def __init__(self, instance: Installation, name: str) -> None:
        self.instance = instance
        self.login = {"username": name, "password": PASSWORD}
        status, answer = instance.send("POST", "/auth/register/", self.login)
        assert status == 201, answer
        self.id: int = answer["user"]["id"]
        self.log_in()

    def log_in(self) -> int:
        """Takes a new token; returns the answer's status."""
        status, answer = self.instance.send("POST", "/auth/token/", self.login)
        self.token = answer.get("access", "")
        return status

    def send(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """A request with the token."""
        return self.instance.send(method, path, body, self.token)

    def add(self, title: str) -> dict[str, Any]:
        """A new todo."""
        status, todo = self.send("POST", "/todos/", {"title": title})
        assert status == 201, todo
        return dict(todo)

    def todos(self) -> list[dict[str, Any]]:
        """The whole list."""
        status, todos = self.send("GET", "/todos/")
        assert status == 200, todos
        return list(todos)


def test_everything_is_as_it_was_and_nothing_new_has_an_old_number(instance: Installation, dump: Path) -> None:
    anna, boris = Person(instance, "anna"), Person(instance, "boris")
    for title in ("one", "two", "سه"):
        anna.add(title)
    before = anna.todos()
    back_up(instance, dump)
    lost = anna.add("four")
    anna.send("PATCH", f"/todos/{before[0]['id']}/", {"completed": True})
    late = Person(instance, "late")
    assert boris.send("DELETE", "/auth/profile/", {"password": PASSWORD})[0] == 204

    restored = instance.script("restore", str(dump))

    assert restored.returncode == 0, restored.stderr
    assert restored.stdout == f"boris (user {boris.id}) had been deleted since the dump and is back\nrestored\n"
    assert anna.todos() == before
    assert boris.log_in() == 200 and late.log_in() == 401
    assert Person(instance, "later").id > late.id
    new = anna.add("five")
    assert new["id"] > lost["id"] and new["version"] > lost["version"] + 1
    assert anna.send("GET", f"/todos/changes/?since={lost['version']}")[0] == 410
    assert anna.send("GET", f"/todos/changes/?since={new['version'] - 1}")[1] == [new | {"removed_at": None}]
    assert instance.script("migrate").stdout == "nothing to apply\n"


def test_an_account_that_is_back_can_be_deleted_again(instance: Installation, dump: Path) -> None:
    clara = Person(instance, "clara")
    clara.add("one")
    back_up(instance, dump)
    delete(clara)
    assert instance.script("restore", str(dump)).returncode == 0

    assert clara.log_in() == 200
    assert [todo["title"] for todo in clara.todos()] == ["one"]
    delete(clara)
    assert instance.sql(f"select count(*) from todos.todo where user_id = {clara.id}") == "0"


def delete(person: Person) -> None:
    """Deletes the account and waits until every service has told that it did so."""
    assert person.send("DELETE", "/auth/profile/", {"password": PASSWORD})[0] == 204
    finished = f"select finished_at is not null from auth.deletion where user_id = {person.id}"
    eventually(lambda: person.instance.sql(finished) == "t", "the deletion is finished", 60)


def test_requests_meanwhile_wait_or_are_told_to_come_again(instance: Installation, dump: Path) -> None:
    dora = Person(instance, "dora")
    before = [dora.add(f"number {number}")["id"] for number in range(5)]
    back_up(instance, dump)
    done = threading.Event()
    statuses: set[int] = set()

    def live() -> None:
        while not done.is_set():
            statuses.add(dora.send("GET", "/todos/")[0])
            statuses.add(dora.send("POST", "/todos/", {"title": "meanwhile"})[0])
            statuses.add(dora.send("GET", "/auth/profile/")[0])

    threads = [threading.Thread(target=live) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    restored = [instance.script("restore", str(dump)) for _ in range(4)]
    done.set()
    for thread in threads:
        thread.join(60)

    assert [(one.returncode, one.stderr) for one in restored] == [(0, "")] * 4
    assert {200, 201} <= statuses <= {200, 201, 503}
    assert {todo["id"] for todo in dora.todos()} >= set(before)
    assert (
        instance.sql(
            "select count(*) from todos.owner o where seq < (select max(version) from todos.todo t where t.user_id = o.user_id)"
        )
        == "0"
    )


def test_a_dump_that_cannot_be_read_changes_nothing(instance: Installation, dump: Path) -> None:
    emil = Person(instance, "emil")
    emil.add("one")
    back_up(instance, dump)
    emil.add("two")
    cut = dump.with_name("cut")
    cut.write_bytes(dump.read_bytes()[: dump.stat().st_size * 9 // 10])
    other = dump.with_name("other")
    subprocess.run(
        ["pg_dump", "-Fc", "-h", instance.var / "run", "-U", "postgres", "-f", other, "postgres"],
        check=True,
        timeout=60,
    )

    for path in (cut, other, ROOT / "README.md", dump.with_name("nothing")):
        tried = instance.script("restore", str(path))
        assert (tried.returncode, tried.stdout) == (1, ""), path
        assert tried.stderr.startswith("scripts/restore: nothing was changed: ") and tried.stderr.count("\n") == 1

    assert [todo["title"] for todo in emil.todos()] == ["two", "one"]


def test_killed_midway_it_has_changed_nothing(instance: Installation, dump: Path) -> None:
    fred = Person(instance, "fred")
    back_up(instance, dump)
    fred.add("one")
    query = ["psql", "-XAtq", "-h", str(instance.var / "run"), "-U", "postgres", "-d", "tasklight", "-c"]
    lock = "begin; lock table todos.outbox; select pg_sleep(1)"
    with subprocess.Popen([*query, lock]) as holder:
        command = [str(ROOT / "scripts/restore"), "--var", str(instance.var), str(dump)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as restoring:
            waits = (
                "select count(*) from pg_stat_activity where query like '%access exclusive mode%' and wait_event <> ''"
            )
            eventually(lambda: instance.sql(waits) == "1", "the restore waits")
            os.killpg(restoring.pid, signal.SIGKILL)
        assert holder.wait(30) == 0

    sessions = "select count(*) from pg_stat_activity where application_name = 'migrate'"
    eventually(lambda: instance.sql(sessions) == "0", "the restore's session has ended")
    assert [todo["title"] for todo in fred.todos()] == ["one"]


def test_a_dump_of_an_earlier_edition_is_migrated(instance: Installation, dump: Path, tmp_path: Path) -> None:
    back_up(instance, dump)
    later = tmp_path / "sql"
    shutil.copytree(ROOT / "sql", later)
    (later / "todos/migrations/9999-later.sql").write_text("create table later (id integer);\n")
    assert instance.script("migrate", "--sql", str(later)).stdout == "applied todos/9999-later\n"

    restored = instance.script("restore", str(dump))

    assert restored.returncode == 0, restored.stderr
    assert instance.sql("select to_regclass('todos.later')") == ""
    assert instance.script("migrate", "--sql", str(later)).stdout == "applied todos/9999-later\n"
    assert instance.script("restore", str(dump)).returncode == 0

"""`make dev`: what is saved runs soon; what does not build is told, and the former program goes on."""

from __future__ import annotations

import functools
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from installation import NO_KAFKA, ROOT, Installation, an_installation, free_port
from waiting import eventually, limit

# Seconds.
SAVED_TO_ANSWER = limit(2)


class Development:
    """scripts/dev over a copy of the checkout."""

    def __init__(self, tree: Path, installation: Installation) -> None:
        self.tree = tree
        self.installation = installation
        self.app_port = free_port()
        self.log = tree.parent / "dev.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when both the instance and the app answer."""
        command = [str(self.tree / "scripts/dev"), "--port", str(self.installation.port)]
        command += ["--var", str(self.installation.var), "--app-port", str(self.app_port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ | NO_KAFKA
            )
        process = self.process
        eventually(
            lambda: "the app is at" in self.said() or process.poll() is not None, "it says where the app is", 300
        )
        eventually(lambda: b"/src/app/main.tsx" in self.read("/", port=self.app_port), "the app answers", 60)

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(120)

    def said(self) -> str:
        """What it has printed so far."""
        return self.log.read_text(errors="replace")

    def read(self, path: str, access: str = "", port: int = 0) -> bytes:
        """The body of an answer, empty when there is none."""
        try:
            url = f"http://127.0.0.1:{port or self.installation.port}{path}"
            asked = urllib.request.Request(url, headers={"Authorization": f"Bearer {access}"} if access else {})
            with urllib.request.urlopen(asked, timeout=5) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            return error.read()
        except OSError:
            return b""

    def change(self, path: str, old: str, new: str) -> float:
        """Saves a file with a change; returns when that was."""
        file = self.tree / path
        text = file.read_text()
        assert old in text, path
        file.write_text(text.replace(old, new))
        return time.monotonic()


@pytest.fixture(scope="module")
def development() -> Iterator[Development]:
    """One for all tests: they change different files."""
    with an_installation() as installation:
        tree = installation.var.parent / "tree"
        left_out = shutil.ignore_patterns(".git", "var", "node_modules", "__pycache__", ".*_cache", "sanitized", "venv")
        shutil.copytree(ROOT, tree, ignore=left_out, symlinks=True)
        (tree / "frontend/node_modules").symlink_to(ROOT / "frontend/node_modules")
        made = Development(tree, installation)
        made.start()
        try:
            yield made
        finally:
            made.stop()


@pytest.fixture
def todo(development: Development) -> tuple[str, str]:
    """The address of somebody's todo, and the token that reads it."""
    account = {"username": f"dev-{time.monotonic_ns()}", "password": "a long enough secret 7"}
    post(development, "/auth/register/", account)
    access = str(post(development, "/auth/token/", account)["access"])
    return f"/todos/{post(development, '/todos/', {'title': 'Buy milk'}, access)['id']}/", access


def post(development: Development, path: str, body: dict[str, str], access: str = "") -> Any:
    """The answer to a POST."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {access}"} if access else {})
    url = f"http://127.0.0.1:{development.installation.port}{path}"
    asked = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return json.loads(answer.read())


def quickest(development: Development, path: str, texts: list[str], seen: Callable[[str], bool]) -> float:
    """The seconds from the save of one text after the other to its first answer: the least, since others work here too."""
    taken = []
    for old, new in itertools.pairwise(texts):
        saved = development.change(path, old, new)
        eventually(functools.partial(seen, new), "the change is answered with")
        taken.append(time.monotonic() - saved)
        # runsv waits a second before it starts again what has just been started.
        time.sleep(1.5)
    return min(taken)


def test_change_of_c_is_answered_soon(development: Development, todo: tuple[str, str]) -> None:
    seconds = quickest(
        development,
        "fcgi/todos/main.c",
        ['/{id}/history",', '/{id}/past",', '/{id}/before",', '/{id}/history",'],
        lambda new: development.read(todo[0] + new.split("/")[2].strip('",') + "/", todo[1]).startswith(b"["),
    )

    assert seconds <= SAVED_TO_ANSWER, development.said()[-2000:]


def test_change_of_sql_restarts_its_program_alone(development: Development, todo: tuple[str, str]) -> None:
    auth = development.installation.pid("auth")

    seconds = quickest(
        development,
        "sql/todos/queries/get.sql",
        ["    t.title,", "    'First' as title,", "    'Second' as title,", "    'Third' as title,"],
        lambda new: new.split("'")[1].encode() in development.read(*todo),
    )

    assert seconds <= SAVED_TO_ANSWER, development.said()[-2000:]
    assert development.installation.pid("auth") == auth


def test_change_of_what_all_programs_share_is_answered(development: Development) -> None:
    assert b"nothing at this address" in development.read("/todos/x/")

    development.change("fcgi/lib/result.c", "There is nothing at this address.", "Nothing is here.")

    eventually(lambda: b"Nothing is here." in development.read("/todos/x/"), "the new text is answered with")


def test_what_does_not_build_is_told_and_the_former_program_goes_on(
    development: Development, todo: tuple[str, str]
) -> None:
    running = development.installation.pid("todos")
    development.change("fcgi/todos/get.c", "return", "retrun")
    eventually(lambda: "the former programs go on" in development.said(), "the failure is told")

    assert "retrun" in development.said() and "error:" in development.said()
    assert development.read(*todo).startswith(b"{")
    assert development.installation.pid("todos") == running
    development.change("fcgi/todos/get.c", "retrun", "return")
    eventually(lambda: re.search(r"dev: [0-9.]+ s\n", development.said().partition("go on")[2]), "it is built again")
    assert development.read(*todo).startswith(b"{")


def test_app_is_served_with_hot_reload_over_the_instance(development: Development) -> None:
    assert b"/@vite/client" in development.read("/", port=development.app_port)
    assert b"openapi" in development.read("/openapi.json", port=development.app_port)

"""scripts/rotate-key: a new signing key with no failed request, and no token ended before its time without a word."""

from __future__ import annotations

import base64
import os
import re
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from installation import Installation, an_installation

PASSWORD = "strongpassword123"
LOGIN = {"username": "somebody", "password": PASSWORD}


@pytest.fixture(scope="module")
def instance() -> Iterator[Installation]:
    """A running instance with an account, whose keys the tests exchange."""
    with an_installation() as made:
        made.start()
        assert made.send("POST", "/auth/register/", LOGIN)[0] == 201
        yield made


def keys(instance: Installation) -> tuple[str, str]:
    """The current and the previous key in the configuration."""
    text = (instance.var / "etc" / "tasklight.conf").read_text()
    found = dict(re.findall(r"^(JWT_SIGNING_KEY(?:_PREVIOUS)?)=(.*)$", text, re.MULTILINE))
    return found["JWT_SIGNING_KEY"], found.get("JWT_SIGNING_KEY_PREVIOUS", "")


def exchanged(instance: Installation, seconds_ago: float) -> None:
    """Lets the last exchange be longer ago."""
    stamp = instance.var / "etc" / "keys-exchanged"
    os.utime(stamp, (time.time() - seconds_ago,) * 2)


@contextmanager
def load(instance: Installation) -> Iterator[list[tuple[str, int]]]:
    """Logs in, refreshes and lists without a pause, in several threads; yields what was answered, as path and status."""
    answers: list[tuple[str, int]] = []
    done = threading.Event()

    def ask(method: str, path: str, body: Any = None, token: str = "") -> Any:
        try:
            status, content = instance.send(method, path, body, token)
        except OSError as error:
            status, content = 0, str(error)
        answers.append((path, status))
        return content if status == 200 else None

    def live() -> None:
        while not done.is_set():
            session = ask("POST", "/auth/token/", LOGIN)
            for _ in range(10):
                if session is None or done.is_set():
                    break
                ask("GET", "/todos/", token=session["access"])
                ask("GET", "/auth/profile/", token=session["access"])
                session = ask("POST", "/auth/token/refresh/", {"refresh": session["refresh"]})

    threads = [threading.Thread(target=live) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        done.set()
        for thread in threads:
            thread.join(60)


def test_keys_are_exchanged_twice_under_load_with_no_failed_request(instance: Installation) -> None:
    first = keys(instance)[0]
    with load(instance) as answers:
        time.sleep(1)
        done = instance.script("rotate-key")
        second = keys(instance)
        time.sleep(1)
        forced = instance.script("rotate-key", "--force")
        third = keys(instance)
        time.sleep(1)

    assert (done.returncode, forced.returncode) == (0, 0), done.stderr + forced.stderr
    assert second[1] == first and third[1] == second[0]
    assert len({first, second[0], third[0]}) == 3
    assert len(answers) > 100
    assert {path for path, _ in answers} == {"/auth/token/", "/auth/token/refresh/", "/auth/profile/", "/todos/"}
    assert [answer for answer in answers if answer[1] != 200] == []


def test_new_tokens_are_signed_with_the_new_key_and_old_ones_stay_good(instance: Installation) -> None:
    before = instance.send("POST", "/auth/token/", LOGIN)[1]["access"]

    assert instance.script("rotate-key", "--force").returncode == 0

    after = instance.send("POST", "/auth/token/", LOGIN)[1]["access"]
    for _ in range(8):
        for path in ("/todos/", "/auth/profile/"):
            assert [instance.send("GET", path, token=token)[0] for token in (before, after)] == [200, 200]
    assert before.rpartition(".")[2] != after.rpartition(".")[2]

    assert instance.script("rotate-key", "--force").returncode == 0

    for _ in range(8):
        for path in ("/todos/", "/auth/profile/"):
            assert [instance.send("GET", path, token=token)[0] for token in (before, after)] == [401, 200]


def test_second_exchange_within_the_life_of_a_token_is_refused(instance: Installation) -> None:
    instance.script("rotate-key", "--force")
    before = keys(instance)

    refused = instance.script("rotate-key")

    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "access tokens" in refused.stderr and "--force" in refused.stderr
    assert keys(instance) == before
    exchanged(instance, 400)
    assert instance.script("rotate-key").returncode == 0


def test_exchange_that_would_end_api_tokens_is_refused(instance: Installation) -> None:
    access = instance.send("POST", "/auth/token/", LOGIN)[1]["access"]
    body = {"name": "a script", "scopes": ["read"], "expires_in_days": 30}
    status, made = instance.send("POST", "/auth/tokens/", body, access)
    assert status == 201
    instance.script("rotate-key", "--force")
    assert instance.send("GET", "/todos/", token=made["token"])[0] == 200
    exchanged(instance, 3600)
    age = "update auth.session set created_at = created_at - interval '1 day' where session_id = "
    instance.sql(f"{age} '{uuid.UUID(made['id'])}'")

    refused = instance.script("rotate-key")

    assert refused.returncode == 1
    assert refused.stderr.startswith("scripts/rotate-key: 1 API token in use would end")
    assert instance.send("DELETE", f"/auth/tokens/{made['id']}/", token=access)[0] in (204, 401)
    instance.sql("delete from auth.session where kind = 'api'")
    assert instance.script("rotate-key").returncode == 0


def test_keys_are_as_long_as_the_first_one(instance: Installation) -> None:
    assert {len(base64.b64decode(key)) for key in keys(instance)} == {48}


def test_instance_that_does_not_run_is_said_so(installation: Installation) -> None:
    refused = installation.script("rotate-key")

    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)

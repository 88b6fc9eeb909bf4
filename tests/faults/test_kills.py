"""Under a steady load every program is killed in turn: nothing acknowledged is lost or doubled, and it goes on soon."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from broker import Broker
from instance import Instance, User
from population import populate
from steady_load import SteadyLoad
from waiting import eventually, limit

WRITERS = 4
# How long a write may take while something was killed, seconds.
PATIENCE = {"postgres": 5.0}
USUAL_PATIENCE = 2.0
DAEMONS = ("relay-auth", "relay-todos", "auth-consumer", "todos-consumer")
WORKERS = ("auth", "auth-password", "todos")


@pytest.fixture
def load(instance: Instance) -> Iterator[SteadyLoad]:
    """The load, running."""
    running = SteadyLoad(instance, populate(instance, WRITERS, 0))
    running.start()
    time.sleep(1)
    yield running
    running.stop()


def check(load: SteadyLoad, killed_at: float, patience: float) -> None:
    """What must be true after a kill: writes go on, none took too long, none is lost or doubled."""
    eventually(lambda: any(write.started > killed_at + 1 for write in list(load.acknowledged)), "writes go on")
    time.sleep(1)
    load.stop()
    assert load.losses() == []
    assert load.slowest_since(killed_at) <= limit(patience)


@pytest.mark.parametrize("part", ["lighttpd", *WORKERS, *DAEMONS, "postgres", "kafka"])
def test_part_killed_loses_nothing_and_comes_back(instance: Instance, load: SteadyLoad, part: str) -> None:
    pid, killed_at = instance.pid(part), time.monotonic()

    os.kill(pid, signal.SIGKILL)

    check(load, killed_at, PATIENCE.get(part, USUAL_PATIENCE))
    assert instance.pid(part) != pid
    # Their socket stays open: what comes meanwhile waits for the next ones.
    assert part not in WORKERS or load.unavailable == []


@pytest.mark.parametrize("part", WORKERS)
def test_every_worker_killed_in_turn_loses_nothing(instance: Instance, load: SteadyLoad, part: str) -> None:
    before, killed_at = instance.workers(part), time.monotonic()

    for worker in before:
        os.kill(worker, signal.SIGKILL)
        time.sleep(0.1)

    check(load, killed_at, USUAL_PATIENCE)
    assert len(instance.workers(part)) == len(before)
    assert not set(before) & set(instance.workers(part))


def test_database_backends_killed_lose_nothing(instance: Instance, load: SteadyLoad) -> None:
    killed_at = time.monotonic()

    for _ in range(5):
        instance.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'todos'")
        time.sleep(0.2)

    check(load, killed_at, USUAL_PATIENCE)


def test_deletion_is_finished_after_all_parts_were_killed(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 2)
    location = instance.delete_account(user)

    for part in (*DAEMONS, "postgres", "kafka", *WORKERS, "lighttpd"):
        instance.kill(part)

    def finished() -> bool:
        try:
            return instance.is_finished(location)
        except (OSError, AssertionError):
            return False

    eventually(finished, "the deletion is finished", 90)
    assert not instance.has_rows(user)


def test_planted_loss_is_noticed(instance: Instance, load: SteadyLoad) -> None:
    load.stop()
    assert load.losses() == []
    victim = load.acknowledged[0]

    instance.sql(f"delete from todos.todo where user_id = {victim.user_id} and id = {victim.todo_id}")

    assert len(load.losses()) == 1
    assert victim.key in load.losses()[0]


def test_planted_double_is_noticed(instance: Instance, load: SteadyLoad) -> None:
    load.stop()
    victim = load.acknowledged[0]

    instance.sql(f"""
        insert into todos.todo (user_id, version, title, position)
        select user_id, seq + 1, '{victim.key}', todos.position_at(seq + 1) from todos.owner where user_id = {victim.user_id}
    """)

    assert any(victim.key in loss for loss in load.losses())

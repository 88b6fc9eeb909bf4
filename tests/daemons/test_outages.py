"""A deletion is finished whatever stops, dies or forgets on its way."""

from __future__ import annotations

import json
import shutil
import time

from broker import DEAD_LETTERS, DELETED, PURGED, Broker
from instance import Instance, User
from population import populate
from waiting import eventually, limit

# Enough that a purge is still running when somebody looks.
ROWS = 100_000


def fill(instance: Instance, user: User) -> None:
    """Adds todos to the user's first one."""
    instance.sql(f"""
        insert into todos.todo (user_id, version, title, position)
        select {user.user_id}, n, 'todo ' || n, todos.position_at(n) from generate_series(2, {ROWS}) as n;
        update todos.owner set seq = {ROWS}, open_count = {ROWS} where user_id = {user.user_id};
    """)


def bare(user: User) -> bytes:
    """The event of another program, which nobody will publish again."""
    return json.dumps({"user_id": user.user_id}).encode()


def finishes(instance: Instance, location: str, seconds: float = 60) -> None:
    """Waits until every service has confirmed the deletion."""
    eventually(lambda: instance.is_finished(location), "the deletion is finished", seconds)


def test_broker_stopped_during_a_deletion(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 2)

    with instance.stopped("kafka"):
        location = instance.delete_account(user)
        time.sleep(2)
        assert not instance.is_finished(location)

    finishes(instance, location)
    assert not instance.has_rows(user)


def test_consumer_killed_between_tombstone_and_receipt(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 1)
    fill(instance, user)
    tombstone = f"select count(*) from todos.owner where user_id = {user.user_id} and deleted_at is not null"

    location = instance.delete_account(user)
    eventually(lambda: instance.number(tombstone) == 1, "the tombstone")
    instance.kill("todos-consumer")

    assert instance.rows_of(user)["todo"] > 0, "killed before the purge had ended"
    finishes(instance, location)
    assert not instance.has_rows(user)


def test_consumer_killed_during_a_purge_that_nobody_repeats(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 1)
    fill(instance, user)
    rows = f"select count(*) from todos.todo where user_id = {user.user_id}"

    broker.send(DELETED, bare(user), b"7")
    eventually(lambda: instance.number(rows) < ROWS, "the purge has begun")
    instance.kill("todos-consumer")

    assert instance.number(rows) > 0, "killed before the purge had ended"
    eventually(lambda: instance.number(rows) == 0, "the event is processed to its end")


def test_events_wait_while_the_database_is_down(instance: Instance, broker: Broker) -> None:
    def noticed() -> int:
        return sum(line["message"] == "event waits" for line in instance.log_lines("todos-consumer"))

    users = populate(instance, 60, 3)
    letters, noticed_before = len(broker.read(DEAD_LETTERS)), noticed()

    with instance.stopped("postgres"):
        for user in users[:50]:
            broker.send(DELETED, bare(user), str(user.user_id).encode())
        eventually(lambda: noticed() > noticed_before, "the consumer notices that the database is down")
        for user in users[50:]:
            broker.send(DELETED, bare(user), str(user.user_id).encode())
        time.sleep(2)
    eventually(lambda: instance.request("GET", "/readyz").status == 200, "the database is back")

    eventually(lambda: broker.lag("todo-service-group", DELETED) == 0, "all events are processed")
    assert not any(instance.has_rows(user) for user in users)
    assert len(broker.read(DEAD_LETTERS)) == letters, "an outage is no reason to put an event aside"


def test_broker_down_while_the_consumer_works_needs_no_restart(instance: Instance, broker: Broker, user: User) -> None:
    consumer = instance.pid("todos-consumer")
    instance.add_todos(user, 1)

    with instance.stopped("kafka"):
        time.sleep(1)
    instance.wait_for_kafka()
    broker.send(DELETED, bare(user), b"7")

    eventually(lambda: not instance.has_rows(user), "the event is processed")
    assert instance.pid("todos-consumer") == consumer


def test_topic_that_was_lost_is_read_again_when_it_is_back(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 1)
    consumer = instance.pid("todos-consumer")

    # Stopped for longer than a member of the group waits before it gives its partitions up.
    with instance.kafka_without_new_topics(wipe=True, pause=7):
        time.sleep(8)  # the consumer joins its group and finds no topic
        broker.create(DELETED, partitions=3)
        broker.send(DELETED, bare(user), b"7")
        eventually(lambda: not instance.has_rows(user), "the event is processed", 60)

    assert instance.pid("todos-consumer") == consumer
    started = time.monotonic()
    instance.sv("restart", "todos-consumer")
    assert time.monotonic() - started < limit(5), "it ends although its topic was lost"


def test_kafka_that_lost_its_disk_loses_no_deletion(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 2)
    with instance.stopped("auth-consumer"):
        location = instance.delete_account(user)
        eventually(lambda: not instance.has_rows(user), "the purge")
        eventually(lambda: broker.lag("auth-service-group", PURGED) > 0, "the receipt is in Kafka, unread")
        with instance.stopped("kafka"):
            shutil.rmtree(instance.directory / "kafka" / "data")
        instance.wait_for_kafka()
        assert not instance.is_finished(location)

    # Published again after DELETION_REPUBLISH seconds, answered again by the consumer that had purged before.
    finishes(instance, location, 90)
    assert instance.number(f"select publications from auth.deletion where user_id = {user.user_id}") > 1


def test_kafka_down_for_long_does_not_fill_the_outbox(instance: Instance, broker: Broker, user: User) -> None:
    with instance.stopped("kafka"):
        location = instance.delete_account(user)
        instance.sql(f"update auth.deletion set publish_again_at = now() where user_id = {user.user_id}")
        overdue = f"select count(*) from auth.deletion where user_id = {user.user_id} and publish_again_at <= now()"
        eventually(lambda: instance.number(overdue) == 0, "the consumer has looked at it")
        assert instance.number(f"select count(*) from auth.outbox where key = '{user.user_id}'") == 1

    finishes(instance, location)

"""A deletion is finished whatever stops, dies or forgets on its way."""

from __future__ import annotations

import shutil
import time

from broker import DEAD_LETTERS, DELETED, PURGED, Broker
from instance import Instance, User, eventually


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
    assert instance.rows_of(user) == [0, 0]


def test_consumer_killed_between_tombstone_and_receipt(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 1)
    # Enough that the purge is still running when the tombstone is seen.
    instance.sql(f"""
        insert into todos.todo (user_id, version, title)
        select {user.user_id}, n, 'todo ' || n from generate_series(2, 100000) as n
    """)
    tombstone = f"select count(*) from todos.owner where user_id = {user.user_id} and deleted_at is not null"

    location = instance.delete_account(user)
    eventually(lambda: instance.number(tombstone) == 1, "the tombstone")
    instance.kill("todos-consumer")

    assert instance.rows_of(user)[0] > 0, "killed before the purge had ended"
    finishes(instance, location)
    assert instance.rows_of(user) == [0, 0]


def test_database_restarted_while_events_come(instance: Instance, broker: Broker, user: User) -> None:
    def noticed() -> int:
        return sum(line["message"] == "event waits" for line in instance.log_lines("todos-consumer"))

    letters, noticed_before = len(broker.read(DEAD_LETTERS)), noticed()
    instance.add_todos(user, 1)
    with instance.stopped("todos-consumer"):
        location = instance.delete_account(user)
        eventually(lambda: broker.lag("todo-service-group", DELETED) > 0, "the event is in Kafka")
        instance.sv("down", "postgres")
    try:
        eventually(lambda: noticed() > noticed_before, "the consumer notices that the database is down")
    finally:
        instance.sv("up", "postgres")
        eventually(lambda: instance.request("GET", "/readyz").status == 200, "the database is back")

    finishes(instance, location)
    assert len(broker.read(DEAD_LETTERS)) == letters, "an outage is no reason to put an event aside"


def test_kafka_that_lost_its_disk_loses_no_deletion(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 2)
    with instance.stopped("auth-consumer"):
        location = instance.delete_account(user)
        eventually(lambda: instance.rows_of(user) == [0, 0], "the purge")
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

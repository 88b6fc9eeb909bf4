"""What is in an outbox reaches Kafka, in order, whatever happens to the relay and the broker."""

from __future__ import annotations

import json
import secrets
import signal
import subprocess
import time

import pytest

from broker import DEAD_LETTERS, Broker, Event
from instance import Instance
from waiting import eventually


@pytest.fixture
def topic() -> str:
    """A topic of the test's own; the broker creates it when the first event comes."""
    return f"relay-test-{secrets.token_hex(6)}"


def put(instance: Instance, topic: str, number: int, key: str = "1", first: int = 1) -> None:
    """Puts events with the values first, first + 1, … into the outbox of todos."""
    instance.sql(f"""
        insert into todos.outbox (topic, key, value)
        select '{topic}', '{key}', n from generate_series({first}, {first + number - 1}) as n order by n
    """)


def waiting(instance: Instance, topic: str) -> int:
    """How many events of the topic are still in the outbox."""
    return instance.number(f"select count(*) from todos.outbox where topic = '{topic}'")


def values(events: list[Event]) -> list[int]:
    """The events' values, each only when it comes for the first time."""
    return list(dict.fromkeys(int(event.value or b"0") for event in events))


def is_sent(instance: Instance, topic: str, seconds: float = 60) -> None:
    """Waits until the outbox has nothing of the topic left."""
    eventually(lambda: waiting(instance, topic) == 0, f"{topic} has left the outbox", seconds)


def test_events_with_one_key_arrive_in_order(instance: Instance, broker: Broker, topic: str) -> None:
    put(instance, topic, 2000)

    is_sent(instance, topic)

    assert [int(event.value or b"0") for event in broker.read(topic)] == list(range(1, 2001))


def test_event_arrives_as_it_was_written(instance: Instance, broker: Broker, topic: str) -> None:
    headers = {"ce_id": "1", "receipt": "ü \u0001", "empty": "", "nothing": None}
    instance.sql(f"""
        insert into todos.outbox (topic, key, value, headers)
        values ('{topic}', 'the key', 'the value: ü', '{json.dumps(headers)}')
    """)

    is_sent(instance, topic)

    (event,) = broker.read(topic)
    assert (event.key, event.value) == (b"the key", "the value: ü".encode())
    assert {name: event.header(name) for name, _ in event.headers} == headers


def test_event_is_on_its_way_within_a_second(instance: Instance, broker: Broker, topic: str) -> None:
    put(instance, topic, 1)
    is_sent(instance, topic)

    put(instance, topic, 1, first=2)

    is_sent(instance, topic, seconds=2)


def test_event_too_large_for_the_broker_does_not_stop_the_others(
    instance: Instance, broker: Broker, topic: str
) -> None:
    put(instance, topic, 1)
    instance.sql(f"insert into todos.outbox (topic, key, value) values ('{topic}', '1', repeat('x', 2000000))")
    put(instance, topic, 1, first=2)

    is_sent(instance, topic)

    assert values(broker.read(topic)) == [1, 2]
    letter = next(event for event in broker.read(DEAD_LETTERS) if event.header("origin-topic") == topic)
    assert letter.value == b"x" * 16384
    assert letter.header("cut-value-length") == "2000000"
    assert letter.header("outbox") == "todos"
    assert "too large" in (letter.header("reason") or "")


def test_one_event_above_the_topics_limit_does_not_take_others_with_it(
    instance: Instance, broker: Broker, topic: str
) -> None:
    broker.create(topic, settings={"max.message.bytes": "5000"})
    instance.sql(f"""
        insert into todos.outbox (topic, key, value)
        select '{topic}', '1', case when n = 50 then repeat('x', 6000) else lpad(n::text, 200, '0') end
        from generate_series(1, 100) as n order by n
    """)

    is_sent(instance, topic)

    assert sorted(values(broker.read(topic))) == [n for n in range(1, 101) if n != 50]
    letters = [event for event in broker.read(DEAD_LETTERS) if event.header("origin-topic") == topic]
    assert [letter.value for letter in letters] == [b"x" * 6000]


def test_event_for_an_impossible_topic_does_not_stop_the_others(instance: Instance, broker: Broker, topic: str) -> None:
    impossible = f"{topic} with spaces"
    put(instance, impossible, 1)
    put(instance, topic, 1)

    is_sent(instance, topic)
    is_sent(instance, impossible)

    letters = [event for event in broker.read(DEAD_LETTERS) if event.header("origin-topic") == impossible]
    assert [letter.value for letter in letters] == [b"1"]


def test_event_for_a_missing_topic_waits_and_lets_the_others_pass(
    instance: Instance, broker: Broker, topic: str
) -> None:
    missing = f"{topic}-missing"
    broker.create(topic)
    with instance.kafka_without_new_topics():
        put(instance, missing, 1)
        put(instance, topic, 1)
        is_sent(instance, topic, seconds=30)
        assert waiting(instance, missing) == 1

        broker.create(missing)
        is_sent(instance, missing)

    assert values(broker.read(missing)) == [1]


def test_broker_down_loses_nothing_and_needs_no_restart(instance: Instance, broker: Broker, topic: str) -> None:
    put(instance, topic, 10)
    is_sent(instance, topic)
    relay = instance.pid("relay-todos")

    with instance.stopped("kafka"):
        put(instance, topic, 1000, first=11)
    is_sent(instance, topic)

    assert values(broker.read(topic)) == list(range(1, 1011))
    assert instance.pid("relay-todos") == relay


def test_relay_killed_again_and_again_loses_nothing(instance: Instance, broker: Broker, topic: str) -> None:
    for round_number in range(5):
        put(instance, topic, 400, first=1 + 400 * round_number)
        instance.kill("relay-todos")

    is_sent(instance, topic)

    assert values(broker.read(topic)) == list(range(1, 2001))


def test_broker_killed_while_events_flow_loses_nothing(instance: Instance, broker: Broker, topic: str) -> None:
    put(instance, topic, 500)
    instance.kill("kafka")
    put(instance, topic, 500, first=501)

    is_sent(instance, topic)

    assert values(broker.read(topic)) == list(range(1, 1001))


def test_database_down_needs_no_restart(instance: Instance, broker: Broker, topic: str) -> None:
    relay = instance.pid("relay-todos")

    instance.sv("restart", "postgres")
    eventually(lambda: instance.request("GET", "/readyz").status == 200, "the database is back")
    put(instance, topic, 100)

    is_sent(instance, topic)
    assert values(broker.read(topic)) == list(range(1, 101))
    assert instance.pid("relay-todos") == relay


def test_only_one_of_two_relays_sends_and_the_other_takes_over(instance: Instance, broker: Broker, topic: str) -> None:
    with instance.running("relay", SERVICE="todos"):
        put(instance, topic, 500)
        is_sent(instance, topic)
        assert len(broker.read(topic)) == 500, "each event once"
        with instance.stopped("relay-todos"):
            put(instance, topic, 500, first=501)
            is_sent(instance, topic)

    assert values(broker.read(topic)) == list(range(1, 1001))


@pytest.mark.slow
def test_broker_down_for_longer_than_a_try_loses_nothing(instance: Instance, broker: Broker, topic: str) -> None:
    with instance.stopped("kafka"):
        put(instance, topic, 1000)
        time.sleep(40)

    is_sent(instance, topic)

    assert values(broker.read(topic)) == list(range(1, 1001))


def test_relay_ends_in_time_with_status_0_while_the_broker_is_down(
    instance: Instance, broker: Broker, topic: str
) -> None:
    with (
        instance.stopped("kafka"),
        instance.stopped("relay-todos"),
        instance.running("relay", SERVICE="todos") as relay,
    ):
        put(instance, topic, 10)
        with pytest.raises(subprocess.TimeoutExpired):
            relay.wait(2)
        relay.send_signal(signal.SIGTERM)
        assert relay.wait(8) == 0

    is_sent(instance, topic)
    assert values(broker.read(topic)) == list(range(1, 11))

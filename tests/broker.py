"""Kafka as the tests see it: sending any bytes, reading whole topics, moving a group's offsets."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import cast

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from waiting import eventually

DEAD_LETTERS = "dead_letter_topic"
DELETED = "user_deleted_topic"
PURGED = "user_purged_topic"

Headers = list[tuple[str, str | bytes | None]]


@dataclass(frozen=True)
class Event:
    """A message of a topic."""

    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers

    def header(self, name: str) -> str | None:
        """The last header of this name, as text."""
        values = [value for header, value in self.headers if header == name]
        last = values[-1] if values else None
        return last.decode() if isinstance(last, bytes) else last


@dataclass(frozen=True)
class Broker:
    """The instance's broker."""

    address: str

    def _client(self) -> dict[str, str | int | float | bool]:
        # What fails raises; librdkafka need not say it on stderr too.
        return {"bootstrap.servers": self.address, "log_level": 0}

    def _consumer(self, group: str) -> Consumer:
        return Consumer(self._client() | {"group.id": group, "enable.auto.commit": False})

    def send(self, topic: str, value: bytes | None, key: bytes | None = None, headers: Headers | None = None) -> Event:
        """Sends one message and waits until the broker has it."""
        reports: list[tuple[KafkaError | None, Message]] = []
        producer = Producer(self._client() | {"message.max.bytes": 2000000})
        producer.produce(
            topic,
            value,
            key,
            headers=headers or [],
            on_delivery=lambda error, message: reports.append((error, message)),
        )
        assert producer.flush(30) == 0, "no delivery report"
        error, message = reports[0]
        assert error is None, error
        return _event(message)

    def send_many(self, topic: str, events: list[Event]) -> None:
        """Sends copies of messages."""
        failures: list[KafkaError] = []
        producer = Producer(self._client())
        for event in events:
            producer.produce(
                topic,
                event.value,
                event.key,
                headers=event.headers,
                on_delivery=lambda error, _: failures.append(error) if error else None,
            )
        assert producer.flush(60) == 0 and not failures, failures

    def send_numbered(self, topic: str, producers: int, messages: int) -> None:
        """Sends messages one by one from idempotent producers, each of which the broker gives the next producer id."""
        for _ in range(producers):
            producer = Producer(self._client() | {"enable.idempotence": True})
            for number in range(messages):
                producer.produce(topic, str(number).encode())
                assert producer.flush(30) == 0, "no delivery report"

    def create(self, topic: str, partitions: int = 1, settings: dict[str, str] | None = None) -> None:
        """Creates a topic that is not there."""
        admin = AdminClient(self._client())
        assert topic not in admin.list_topics(timeout=10).topics, f"{topic} is there"
        try:
            admin.create_topics([NewTopic(topic, partitions, 1, config=settings or {})])[topic].result(30)
        except KafkaException as problem:
            # The client asked again because the broker was slow to answer.
            if problem.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                raise

    def delete(self, topic: str) -> None:
        """Deletes a topic and waits until it is gone."""
        admin = AdminClient(self._client())
        admin.delete_topics([topic])[topic].result(30)
        eventually(lambda: topic not in admin.list_topics(timeout=10).topics, f"{topic} is gone")

    def partitions(self, topic: str) -> list[TopicPartition]:
        """The topic's partitions; none when it does not exist."""
        admin = AdminClient(self._client())
        found = admin.list_topics(topic, timeout=10).topics[topic]
        return [TopicPartition(topic, number) for number in sorted(found.partitions)]

    def read(self, topic: str) -> list[Event]:
        """Everything that is in the topic now."""
        consumer = self._consumer("tests")
        try:
            ends = {}
            for part in self.partitions(topic):
                low, high = _watermarks(consumer, part)
                if high > low:
                    ends[part.partition] = high
                    part.offset = low
                    consumer.incremental_assign([part])
            return _read_until(consumer, ends)
        except KafkaException as error:
            if error.args[0].code() == KafkaError.UNKNOWN_TOPIC_OR_PART:
                return []
            raise
        finally:
            consumer.close()

    def count(self, topic: str, part: str) -> int:
        """How many messages of the topic hold the text in their value."""
        return sum(part.encode() in (event.value or b"") for event in self.read(topic))

    def lag(self, group: str, topic: str) -> int:
        """How many messages of the topic the group has not yet committed."""
        consumer = self._consumer(group)
        try:
            behind = 0
            for part in consumer.committed(self.partitions(topic), timeout=10):
                low, high = _watermarks(consumer, part)
                behind += high - max(part.offset, low)
            return behind
        finally:
            consumer.close()

    def rewind(self, group: str, topic: str) -> None:
        """Sets a group without members back to the topic's beginning."""
        parts = [TopicPartition(topic, part.partition, 0) for part in self.partitions(topic)]
        consumer = self._consumer(group)
        deadline = time.monotonic() + 15
        try:
            while True:
                try:
                    consumer.commit(offsets=parts, asynchronous=False)
                    return
                except KafkaException:
                    # A member that was killed is still known for 6 s.
                    if time.monotonic() > deadline:
                        raise
                    time.sleep(0.5)
        finally:
            consumer.close()


def _watermarks(consumer: Consumer, part: TopicPartition) -> tuple[int, int]:
    """The partition's first offset and its end; right after a broker's start nobody may lead the partition yet."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return consumer.get_watermark_offsets(part, timeout=10)
        except KafkaException as error:
            if error.args[0].code() == KafkaError.UNKNOWN_TOPIC_OR_PART or time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def _read_until(consumer: Consumer, ends: dict[int, int]) -> list[Event]:
    """Reads until each partition has reached its end."""
    events: list[Event] = []
    deadline = time.monotonic() + 60
    while ends:
        assert time.monotonic() < deadline, f"not read within 60 s: {ends}"
        for message in consumer.consume(1000, 0.1):
            if message.error():
                raise KafkaException(message.error())
            event = _event(message)
            events.append(event)
            if event.offset + 1 >= ends.get(event.partition, 0):
                ends.pop(event.partition, None)
    return events


def _event(message: Message) -> Event:
    partition, offset = message.partition(), message.offset()
    assert partition is not None and offset is not None
    return Event(partition, offset, message.key(), message.value(), list(cast(Headers, message.headers() or [])))

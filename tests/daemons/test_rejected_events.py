"""What cannot be processed goes to the dead-letter topic, as it was, and the next event is processed."""

from __future__ import annotations

import json
import secrets
import shutil
import uuid

import pytest

from broker import DEAD_LETTERS, DELETED, PURGED, Broker, Event, Headers
from instance import Instance, User
from waiting import eventually

RECEIPT = str(uuid.uuid4()).encode()
OURS: Headers = [("ce_specversion", b"1.0"), ("ce_type", b"user_deleted"), ("receipt", RECEIPT)]

BAD_DELETIONS: dict[str, tuple[bytes | None, Headers, str]] = {
    "no JSON": (b"user 7", [], "not well formed: it is no JSON object"),
    "an array": (b"[7]", [], "not well formed: it is no JSON object"),
    "a member twice": (b'{"user_id": 7, "user_id": 8}', [], "a member stands twice"),
    "no UTF-8": (b'{"user_id": 7, "name": "\xff"}', [], "it is not UTF-8"),
    "an empty value": (b"", [], "not well formed"),
    "a tombstone": (None, [], "it has no value"),
    "no user_id": (b'{"user": 7}', [], "it has no user_id"),
    "user_id 0": (b'{"user_id": 0}', [], "no positive integer"),
    "a negative user_id": (b'{"user_id": -7}', [], "no positive integer"),
    "a user_id in quotes": (b'{"user_id": "7"}', [], "no positive integer"),
    "a real user_id": (b'{"user_id": 7.0}', [], "no positive integer"),
    "user_id null": (b'{"user_id": null}', [], "no positive integer"),
    "a user_id of 2^63": (b'{"user_id": 9223372036854775808}', [], "no positive integer"),
    "a huge exponent": (b'{"user_id": 1e400}', [], "no positive integer"),
    "a value of 500 kB": (b'{"user_id": 7, "fill": "' + b"x" * 500_000 + b'"}', [], "too long"),
    "another specversion": (b'{"user_id": 7}', [("ce_specversion", b"2.0"), *OURS[1:]], "type or version"),
    "another type": (b'{"user_id": 7}', [("ce_type", b"user_renamed"), ("receipt", RECEIPT)], "type or version"),
    "a type that is null": (b'{"user_id": 7}', [("ce_type", None)], "type or version"),
    "a receipt that is no UUID": (b'{"user_id": 7}', [*OURS[:2], ("receipt", b"1")], "no UUID"),
    "a receipt that is null": (b'{"user_id": 7}', [*OURS[:2], ("receipt", None)], "no UUID"),
    "a receipt with a NUL": (b'{"user_id": 7}', [("receipt", RECEIPT[:-1] + b"\0")], "no UUID"),
}

BAD_RECEIPTS: dict[str, tuple[bytes | None, str]] = {
    "no JSON": (b"{", "not well formed"),
    "no service": (b'{"user_id": 7, "receipt": "%s"}' % RECEIPT, "names no service"),
    "an empty service": (b'{"user_id": 7, "service": "", "receipt": "%s"}' % RECEIPT, "names no service"),
    "no receipt": (b'{"user_id": 7, "service": "todos"}', "no UUID"),
    "no user": (b'{"service": "todos", "receipt": "%s"}' % RECEIPT, "no user_id"),
    "an unknown receipt": (
        b'{"user_id": 7, "service": "todos", "receipt": "%s"}' % RECEIPT,
        "no deletion with this receipt",
    ),
    "a tombstone": (None, "no value"),
}


def dead_letter(broker: Broker, sent: Event, topic: str) -> Event:
    """The dead letter of an event, as soon as it is there."""

    def find() -> Event | None:
        place = (topic, str(sent.partition), str(sent.offset))
        for letter in broker.read(DEAD_LETTERS):
            if tuple(map(letter.header, ("origin-topic", "origin-partition", "origin-offset"))) == place:
                return letter
        return None

    letter: Event = eventually(find, f"the dead letter of {topic} {sent.partition}:{sent.offset}")
    return letter


@pytest.mark.parametrize("case", BAD_DELETIONS)
def test_bad_deletion_is_put_aside_and_the_next_one_processed(
    instance: Instance, broker: Broker, user: User, case: str
) -> None:
    value, headers, reason = BAD_DELETIONS[case]
    instance.add_todos(user, 1)
    key = secrets.token_bytes(8)

    bad = broker.send(DELETED, value, key, headers)
    broker.send(DELETED, json.dumps({"user_id": user.user_id}).encode(), key)

    eventually(lambda: instance.request("GET", "/todos/", token=user.token).body == [], "the next event is processed")
    letter = dead_letter(broker, bad, DELETED)
    assert reason in (letter.header("reason") or "")
    assert letter.header("consumer-group") == "todo-service-group"
    assert (letter.key, letter.value) == (key, value)
    assert letter.headers[: len(headers)] == headers


@pytest.mark.parametrize("case", BAD_RECEIPTS)
def test_bad_receipt_is_put_aside(broker: Broker, case: str) -> None:
    value, reason = BAD_RECEIPTS[case]

    bad = broker.send(PURGED, value, b"7")

    letter = dead_letter(broker, bad, PURGED)
    assert reason in (letter.header("reason") or "")
    assert letter.header("consumer-group") == "auth-service-group"
    assert letter.value == value


def test_receipt_of_a_service_that_was_not_asked_is_put_aside(instance: Instance, broker: Broker, user: User) -> None:
    deletion = instance.request("DELETE", "/auth/profile/", token=user.token)
    receipt = deletion.headers["Location"].rstrip("/").rpartition("/")[2]

    bad = broker.send(PURGED, json.dumps({"user_id": user.user_id, "service": "payments", "receipt": receipt}).encode())

    assert "no deletion with this receipt" in (dead_letter(broker, bad, PURGED).header("reason") or "")


def test_event_too_large_for_the_dead_letter_topic_is_kept_cut(instance: Instance, broker: Broker) -> None:
    # The broker takes 1,048,588 bytes: this fits, and its dead letter with the origin's headers does not.
    value = b"x" * 1_048_400
    headers: Headers = [("note", b"n" * 64)]

    bad = broker.send(DELETED, value, b"large", headers)

    letter = dead_letter(broker, bad, DELETED)
    assert letter.value == value[:16384]
    assert letter.header("cut-value-length") == str(len(value))
    assert letter.header("cut-key-length") == "5"
    assert letter.header("note") == "n" * 64
    assert "too long" in (letter.header("reason") or "")


def test_rejected_event_is_logged_with_its_request_id(instance: Instance, broker: Broker) -> None:
    request_id = f"rejected-{secrets.token_hex(8)}"

    bad = broker.send(DELETED, b"?", b"7", [("x-request-id", request_id.encode())])

    line = instance.lines_about("todos-consumer", request_id)[0]
    assert (line["message"], line["topic"], line["offset"]) == ("event rejected", DELETED, bad.offset)


def test_malformed_request_id_does_not_stop_a_deletion(instance: Instance, broker: Broker, user: User) -> None:
    receipt = str(uuid.uuid4())
    headers: Headers = [("receipt", receipt.encode()), ("x-request-id", b"\xff\x00 not one")]

    broker.send(DELETED, json.dumps({"user_id": user.user_id}).encode(), b"7", headers)

    eventually(lambda: broker.count(PURGED, receipt) == 1, "the receipt")


def test_letter_is_kept_by_a_broker_that_knows_nothing_of_us(instance: Instance, broker: Broker) -> None:
    with instance.kafka_without_new_topics(wipe=True):
        for topic in (DEAD_LETTERS, PURGED):
            broker.create(topic)
        instance.sv("restart", "auth-consumer")
        dead_letter(broker, broker.send(PURGED, b"?", b"7"), PURGED)

        with instance.stopped("kafka"):
            shutil.rmtree(instance.directory / "kafka" / "data")
        instance.wait_for_kafka()
        for topic in (DEAD_LETTERS, PURGED):
            broker.create(topic)
        # A new broker numbers producers anew. Whoever trusted an old number would be taken for one of these, and the letter
        # for one that is there already.
        broker.send_numbered(DEAD_LETTERS, producers=20, messages=5)
        bad = broker.send(PURGED, b"?", b"7")

        dead_letter(broker, bad, PURGED)

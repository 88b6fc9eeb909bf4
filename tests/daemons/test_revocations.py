"""What auth tells of revoked tokens and profiles changes the owner's row in todos once, however often and late it comes."""

from __future__ import annotations

import json
import time
import uuid

import pytest

from broker import DEAD_LETTERS, Broker, Headers
from instance import Instance, User
from waiting import eventually

REVOKED = "token_revoked_topic"
CHANGED = "user_changed_topic"
GROUP = "todo-service-group"


# Everybody's rows, but for the revoked sessions, which housekeeping forgets meanwhile.
EVERYBODY = """
select md5(string_agg(o::text, '|' order by user_id)) from (
    select user_id, seq, deleted_at, not_before, kept_session, language, time_zone, profile_version from todos.owner
) as o
"""


def headers(kind: str) -> Headers:
    """CloudEvents headers as auth sends them."""
    return [("ce_specversion", "1.0"), ("ce_type", kind), ("ce_id", str(uuid.uuid4())), ("ce_source", "/auth")]


def send(broker: Broker, topic: str, user: User, **members: object) -> None:
    """An event of this user."""
    value = json.dumps({"user_id": user.user_id} | members).encode()
    kind = "token_revoked" if topic == REVOKED else "user_changed"
    broker.send(topic, value, str(user.user_id).encode(), headers(kind))


def caught_up(broker: Broker, topic: str) -> None:
    """Waits until todos has processed everything in the topic."""
    eventually(lambda: broker.lag(GROUP, topic) == 0, f"todos read all of {topic}")


def owner(instance: Instance, user: User, columns: str) -> list[str]:
    """Columns of the owner's row."""
    rows = instance.sql(f"select {columns} from todos.owner where user_id = {user.user_id}")
    return rows[0] if rows else []


def test_events_wait_while_the_consumer_is_down(instance: Instance, broker: Broker, user: User) -> None:
    with instance.stopped("todos-consumer"):
        assert instance.request("POST", "/auth/logout/", token=user.token).status == 204
        assert instance.request("GET", "/todos/", token=user.token).status == 200

    eventually(lambda: instance.request("GET", "/todos/", token=user.token).status == 401, "todos refuses the token")


def test_all_events_again_change_nothing(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 1)
    for language in ("fa", "ru"):
        assert instance.request("PATCH", "/auth/profile/", {"language": language}, user.token).status == 200
    assert instance.request("DELETE", "/auth/sessions/", token=user.token).status == 204
    eventually(lambda: instance.request("GET", "/todos/", token=user.token).status == 401, "todos refuses the token")
    eventually(lambda: owner(instance, user, "language") == ["ru"], "todos knows the language")
    for topic in (REVOKED, CHANGED):
        caught_up(broker, topic)
    before = instance.sql(EVERYBODY), owner(instance, user, "*")

    with instance.stopped("todos-consumer"):
        for topic in (REVOKED, CHANGED):
            broker.rewind(GROUP, topic)
    for topic in (REVOKED, CHANGED):
        caught_up(broker, topic)

    assert (instance.sql(EVERYBODY), owner(instance, user, "*")) == before


def test_older_profile_changes_nothing(instance: Instance, broker: Broker, user: User) -> None:
    send(broker, CHANGED, user, language="ru", time_zone="Europe/Moscow", version=9)
    send(broker, CHANGED, user, language="fa", time_zone="Asia/Tehran", version=8)
    caught_up(broker, CHANGED)

    assert owner(instance, user, "language, time_zone, profile_version") == ["ru", "Europe/Moscow", "9"]


def test_older_end_of_all_logins_changes_nothing(instance: Instance, broker: Broker, user: User) -> None:
    now, kept = int(time.time()), str(uuid.uuid4())
    send(broker, REVOKED, user, not_before=now, kept_session_id=kept, expires_at=now + 300)
    for earlier in (now, now - 1):
        send(broker, REVOKED, user, not_before=earlier, kept_session_id=str(uuid.uuid4()), expires_at=now + 300)
    caught_up(broker, REVOKED)

    assert owner(instance, user, "extract(epoch from not_before)::bigint, kept_session") == [str(now), kept]


def test_event_that_comes_after_its_tokens_expired_changes_nothing(
    instance: Instance, broker: Broker, user: User
) -> None:
    now = int(time.time())
    send(broker, REVOKED, user, session_id=str(uuid.uuid4()), expires_at=now - 1)
    send(broker, REVOKED, user, not_before=now, expires_at=now - 1)
    caught_up(broker, REVOKED)

    assert owner(instance, user, "*") == []


def test_session_is_remembered_once_and_forgotten_in_time(instance: Instance, broker: Broker, user: User) -> None:
    now = int(time.time())
    brief, lasting = str(uuid.uuid4()), str(uuid.uuid4())
    for _ in range(2):
        send(broker, REVOKED, user, session_id=lasting, expires_at=now + 3600)
        send(broker, REVOKED, user, session_id=brief, expires_at=now + 300)
    caught_up(broker, REVOKED)
    assert owner(instance, user, "revoked") == [f"{{{lasting},{brief}}}"]

    # The statement that todos-consumer runs each minute, five minutes later.
    instance.sql(
        "update todos.owner set forget_at = forget_at - interval '301 s',"
        " revoked_until = array(select until - interval '301 s' from unnest(revoked_until) as until)"
        f" where user_id = {user.user_id}"
    )
    with instance.stopped("todos-consumer"):
        pass  # a new start does its housekeeping at once

    eventually(lambda: owner(instance, user, "revoked") == [f"{{{lasting}}}"], "the session is forgotten")
    assert owner(instance, user, "forget_at = revoked_until[1], cardinality(revoked_until)") == ["t", "1"]


def test_deleted_account_takes_no_news(instance: Instance, broker: Broker, user: User) -> None:
    location = instance.delete_account(user)
    eventually(lambda: instance.is_finished(location), "the receipt")
    before = owner(instance, user, "*")

    now = int(time.time())
    send(broker, CHANGED, user, language="fa", time_zone="Asia/Tehran", version=99)
    send(broker, REVOKED, user, session_id=str(uuid.uuid4()), expires_at=now + 300)
    send(broker, REVOKED, user, not_before=now, expires_at=now + 300)
    for topic in (REVOKED, CHANGED):
        caught_up(broker, topic)

    assert owner(instance, user, "*") == before


@pytest.mark.parametrize(
    "topic,members",
    [
        (REVOKED, {"expires_at": 1}),
        (REVOKED, {"session_id": "x", "expires_at": 1}),
        (REVOKED, {"session_id": str(uuid.UUID(int=1))}),
        (REVOKED, {"session_id": str(uuid.UUID(int=1)), "not_before": 1, "expires_at": 1}),
        (REVOKED, {"not_before": 1, "kept_session_id": "x", "expires_at": 1}),
        (REVOKED, {"not_before": "1", "expires_at": 1}),
        (REVOKED, {"not_before": 2**62, "expires_at": 2**62}),
        (CHANGED, {"language": "fa", "time_zone": "Asia/Tehran"}),
        (CHANGED, {"language": 1, "time_zone": "Asia/Tehran", "version": 1}),
        (CHANGED, {"language": "fa", "time_zone": "", "version": 1}),
        (CHANGED, {"language": "fa", "time_zone": "Asia/Tehran", "version": 0}),
    ],
    ids=str,
)
def test_event_that_says_nothing_clear_goes_to_the_dead_letters(
    instance: Instance, broker: Broker, user: User, topic: str, members: dict[str, object]
) -> None:
    send(broker, topic, user, **members)

    mark = f'"user_id": {user.user_id},'
    eventually(lambda: broker.count(DEAD_LETTERS, mark) == 1, "the event is among the dead letters")
    assert owner(instance, user, "*") == []

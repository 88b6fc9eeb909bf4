"""A deleted account's todos go for good, and auth learns of it."""

from __future__ import annotations

import json
import secrets
import subprocess
import uuid

from broker import DELETED, PURGED, Broker
from instance import Instance, User
from waiting import eventually


def test_deletion_ends_with_a_receipt_and_no_row(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 3)
    instance.request("POST", "/todos/", {"title": "kept answer"}, user.token, {"Idempotency-Key": str(uuid.uuid4())})
    newest = instance.request("GET", "/todos/", token=user.token).body[0]["id"]
    instance.request("DELETE", f"/todos/{newest}/", token=user.token)
    instance.request("DELETE", f"/todos/trash/{newest}/", token=user.token)
    assert all(instance.rows_of(user).values()), "every table of the service has something of the user"

    location = instance.delete_account(user)

    eventually(lambda: instance.is_finished(location), "the receipt")
    assert instance.request("GET", location).body["services"][0]["name"] == "todos"
    assert not instance.has_rows(user)
    assert (
        instance.number(f"select count(*) from todos.owner where user_id = {user.user_id} and deleted_at is not null")
        == 1
    )


def test_token_of_a_deleted_account_is_refused_by_todos(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 1)

    location = instance.delete_account(user)

    eventually(lambda: instance.is_finished(location), "the receipt")
    assert instance.request("GET", "/todos/", token=user.token).status == 401
    assert instance.request("POST", "/todos/", {"title": "late"}, user.token).status == 401


def test_account_without_todos_is_confirmed_too(instance: Instance, broker: Broker, user: User) -> None:
    location = instance.delete_account(user)

    eventually(lambda: instance.is_finished(location), "the receipt")
    assert instance.request("POST", "/todos/", {"title": "first, late"}, user.token).status == 401


def test_request_id_goes_with_the_deletion_through_all_daemons(instance: Instance, broker: Broker, user: User) -> None:
    request_id = f"deletion-{secrets.token_hex(8)}"

    location = instance.delete_account(user, request_id)

    eventually(lambda: instance.is_finished(location), "the receipt")
    for source in ("relay-auth", "todos-consumer", "relay-todos", "auth-consumer"):
        instance.lines_about(source, request_id)


def test_todos_of_100_000_rows_are_purged(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 1)
    instance.sql(f"""
        insert into todos.todo (user_id, version, title, position)
        select {user.user_id}, n, 'todo ' || n, todos.position_at(n) from generate_series(2, 100000) as n;
        insert into todos.idempotency (user_id, key, request_hash, reply)
        select {user.user_id}, n::text, '', '{{}}' from generate_series(1, 20000) as n;
    """)

    location = instance.delete_account(user)

    eventually(lambda: instance.is_finished(location), "the receipt", 60)
    assert not instance.has_rows(user)


def test_event_delivered_again_is_answered_again_and_changes_nothing(
    instance: Instance, broker: Broker, user: User
) -> None:
    instance.add_todos(user, 2)
    location = instance.delete_account(user)
    eventually(lambda: instance.is_finished(location), "the receipt")
    receipt = location.rstrip("/").rpartition("/")[2]
    sent = next(event for event in broker.read(DELETED) if event.header("receipt") == receipt)
    before, answered = instance.state(), broker.count(PURGED, receipt)

    for _ in range(3):
        broker.send(DELETED, sent.value, sent.key, sent.headers)

    eventually(lambda: broker.count(PURGED, receipt) == answered + 3, "an answer to each")
    eventually(lambda: broker.lag("auth-service-group", PURGED) == 0, "the answers are read")
    assert instance.state() == before


def test_bare_event_of_another_program_clears_the_todos_and_lets_the_user_go_on(
    instance: Instance, broker: Broker, user: User
) -> None:
    instance.add_todos(user, 3)

    subprocess.run(
        ["kcat", "-P", "-b", instance.kafka, "-t", DELETED, "-k", str(user.user_id)],
        input=json.dumps({"user_id": user.user_id}),
        text=True,
        check=True,
        timeout=30,
    )

    eventually(lambda: instance.request("GET", "/todos/", token=user.token).body == [], "the todos are gone")
    assert not instance.has_rows(user)
    instance.add_todos(user, 1)
    assert instance.number(f"select open_count from todos.owner where user_id = {user.user_id}") == 1
    assert instance.request("GET", "/auth/profile/", token=user.token).status == 200


def test_bare_event_read_again_spares_what_came_after_it(instance: Instance, broker: Broker, user: User) -> None:
    instance.add_todos(user, 2)
    bare = broker.send(DELETED, json.dumps({"user_id": user.user_id}).encode(), str(user.user_id).encode())
    eventually(lambda: instance.request("GET", "/todos/", token=user.token).body == [], "the todos are gone")
    instance.add_todos(user, 1)

    with instance.stopped("todos-consumer"):
        broker.rewind("todo-service-group", DELETED)

    eventually(lambda: broker.lag("todo-service-group", DELETED) == 0, "the topic is read again", 60)
    assert bare.offset >= 0
    assert len(instance.request("GET", "/todos/", token=user.token).body) == 1


def test_bare_event_for_an_unknown_user_makes_no_row(instance: Instance, broker: Broker) -> None:
    unknown = 9_000_000_000_000_000 + secrets.randbelow(1_000_000)

    broker.send(DELETED, json.dumps({"user_id": unknown}).encode())

    eventually(lambda: broker.lag("todo-service-group", DELETED) == 0, "the event is processed")
    assert instance.number(f"select count(*) from todos.owner where user_id = {unknown}") == 0

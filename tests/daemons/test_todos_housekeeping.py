"""What todos forgets by itself in time: the trash, markers of removed todos, answers kept for Idempotency-Keys."""

from __future__ import annotations

import uuid

from instance import Instance, User
from waiting import eventually


def housekeep(instance: Instance) -> None:
    """Has the consumer look now: it does at its start."""
    instance.sv("restart", "todos-consumer")


def trash(instance: Instance, user: User, number: int) -> list[int]:
    """New todos in the user's trash."""
    made = [instance.request("POST", "/todos/", {"title": f"todo {n}"}, user.token).body["id"] for n in range(number)]
    for todo in made:
        assert instance.request("DELETE", f"/todos/{todo}/", token=user.token).status == 204
    return made


def backdate(instance: Instance, assignment: str, table: str, condition: str) -> None:
    """Makes rows older, without a trace."""
    instance.sql(f"set session_replication_role = replica; update todos.{table} set {assignment} where {condition}")


def ids(instance: Instance, user: User, table: str = "todo", column: str = "id") -> list[int]:
    """The todos that a table knows of."""
    rows = instance.sql(f"select {column} from todos.{table} where user_id = {user.user_id} order by 1")
    return [int(row[0]) for row in rows]


def test_trash_of_thirty_days_is_removed_with_its_history_and_leaves_markers(instance: Instance, user: User) -> None:
    instance.add_todos(user, 1)
    kept = ids(instance, user)
    old, young = trash(instance, user, 3), trash(instance, user, 2)
    since = instance.number(f"select seq from todos.owner where user_id = {user.user_id}")
    before = f"user_id = {user.user_id} and id = any(array{old})"
    backdate(instance, "deleted_at = now() - interval '30 days 1 minute'", "todo", before)
    backdate(instance, "deleted_at = now() - interval '29 days 23 hours'", "todo", before.replace(str(old), str(young)))

    housekeep(instance)

    eventually(lambda: ids(instance, user) == kept + young, "the old trash is removed")
    assert set(ids(instance, user, "history", "todo_id")) == {*kept, *young}
    markers = instance.request("GET", f"/todos/changes/?since={since}", token=user.token).body
    assert sorted(marker["id"] for marker in markers) == old
    assert all(marker["removed_at"] and marker["title"] is None for marker in markers)
    assert instance.number(f"select open_count from todos.owner where user_id = {user.user_id}") == 1


def test_trash_of_many_users_is_removed(instance: Instance) -> None:
    instance.sql("""
        set session_replication_role = replica;
        insert into todos.owner (user_id, seq) select 2000000000 + n, 30 from generate_series(1, 250) as n;
        insert into todos.todo (user_id, version, title, position, deleted_at)
        select 2000000000 + n, v, 'old', todos.position_at(v), now() - interval '31 days'
        from generate_series(1, 250) as n, generate_series(1, 12) as v;
    """)

    housekeep(instance)

    count = "select count(*) from todos.todo where user_id between 2000000001 and 2000000250"
    eventually(lambda: instance.number(count) == 0, "the old trash is removed", 90)
    marked = "select count(*) from todos.removal where user_id between 2000000001 and 2000000250"
    assert instance.number(marked) == 3000
    assert (
        instance.number("select count(distinct seq) from todos.owner where user_id between 2000000001 and 2000000250")
        == 1
    )
    assert instance.number("select max(seq) from todos.owner where user_id between 2000000001 and 2000000250") == 42
    instance.sql("delete from todos.removal where user_id between 2000000001 and 2000000250")
    instance.sql("delete from todos.owner where user_id between 2000000001 and 2000000250")


def test_old_markers_go_and_the_feed_says_so(instance: Instance, user: User) -> None:
    removed = trash(instance, user, 4)
    for todo in removed:
        assert instance.request("DELETE", f"/todos/trash/{todo}/", token=user.token).status == 204
    last = f"user_id = {user.user_id} and todo_id = any(array{removed[:3]})"
    backdate(instance, "removed_at = now() - interval '90 days 1 minute'", "removal", last)
    backdate(
        instance,
        "removed_at = now() - interval '89 days 23 hours'",
        "removal",
        last.replace(str(removed[:3]), str(removed[3:])),
    )
    versions = ids(instance, user, "removal", "version")

    housekeep(instance)

    eventually(lambda: ids(instance, user, "removal", "todo_id") == removed[3:], "the old markers are forgotten")
    for since in (0, versions[2] - 1):
        assert instance.request("GET", f"/todos/changes/?since={since}", token=user.token).status == 410
    known = instance.request("GET", f"/todos/changes/?since={versions[2]}", token=user.token)
    assert [marker["id"] for marker in known.body] == removed[3:]


def test_answers_kept_for_keys_go_after_a_day(instance: Instance, user: User) -> None:
    for _ in range(3):
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        instance.request("POST", "/todos/", {"title": "a"}, user.token, headers)
    backdate(instance, "created_at = now() - interval '24 hours 1 minute'", "idempotency", f"user_id = {user.user_id}")

    housekeep(instance)

    count = f"select count(*) from todos.idempotency where user_id = {user.user_id}"
    eventually(lambda: instance.number(count) == 0, "the answers are forgotten")


def test_days_are_settings(instance: Instance, user: User) -> None:
    (old,) = trash(instance, user, 1)
    (marked,) = trash(instance, user, 1)
    assert instance.request("DELETE", f"/todos/trash/{marked}/", token=user.token).status == 204
    backdate(instance, "deleted_at = now() - interval '49 hours'", "todo", f"user_id = {user.user_id} and id = {old}")
    backdate(instance, "removed_at = now() - interval '73 hours'", "removal", f"user_id = {user.user_id}")

    with instance.stopped("todos-consumer"), instance.running("todos-consumer", TRASH_DAYS="2", MARKER_DAYS="3"):
        eventually(lambda: ids(instance, user) == [], "the trash of two days is removed")
        eventually(lambda: ids(instance, user, "removal", "todo_id") == [old], "the marker of three days is forgotten")

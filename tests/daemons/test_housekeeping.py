"""What has had its time is forgotten, and nothing else. A daemon looks when it starts, and then once a minute."""

from __future__ import annotations

from instance import Instance, User
from waiting import eventually

# More than one statement removes.
MANY = 2500


def test_old_answers_are_forgotten_and_new_ones_kept(instance: Instance, user: User) -> None:
    instance.sql(f"""
        insert into todos.idempotency (user_id, key, request_hash, reply, created_at)
        select {user.user_id}, 'old' || n, '', '{{}}'::jsonb, now() - interval '25 hours' from generate_series(1, {MANY}) as n
        union all
        select {user.user_id}, 'new' || n, '', '{{}}'::jsonb, now() - interval '23 hours' from generate_series(1, 10) as n
    """)
    kept = f"select count(*) from todos.idempotency where user_id = {user.user_id}"

    instance.sv("restart", "todos-consumer")

    eventually(lambda: instance.number(f"{kept} and key like 'old%'") == 0, "the old answers are gone")
    assert instance.number(kept) == 10


def test_expired_sessions_are_forgotten_and_others_kept(instance: Instance, user: User) -> None:
    instance.sql(f"""
        insert into auth.session (session_id, user_id, refresh_hash, expires_at)
        select gen_random_uuid(), {user.user_id}, 'old', now() - interval '2 days' from generate_series(1, {MANY})
        union all
        select gen_random_uuid(), {user.user_id}, 'new', now() - interval '1 hour' from generate_series(1, 10)
    """)
    kept = f"select count(*) from auth.session where user_id = {user.user_id} and refresh_hash"

    instance.sv("restart", "auth-consumer")

    eventually(lambda: instance.number(f"{kept} = 'old'") == 0, "the expired sessions are gone")
    assert instance.number(f"{kept} = 'new'") == 10


def test_whole_budgets_and_places_of_long_ago_are_forgotten_and_others_kept(instance: Instance, user: User) -> None:
    mark = f"housekeeping-{user.user_id}"
    instance.sql(f"""
        insert into auth.throttle (key, spent_until)
        select '{mark} old ' || n, now() - interval '2 hours' from generate_series(1, {MANY}) as n
        union all
        select '{mark} new ' || n, now() + interval '1 minute' from generate_series(1, 10) as n;
        insert into auth.familiar_address (user_id, address, seen_at)
        select {user.user_id}, 'old ' || n, now() - interval '91 days' from generate_series(1, {MANY}) as n
        union all
        select {user.user_id}, 'new ' || n, now() - interval '89 days' from generate_series(1, 10) as n
    """)
    budgets = f"select count(*) from auth.throttle where key like '{mark}"
    places = f"select count(*) from auth.familiar_address where user_id = {user.user_id} and address like '"

    instance.sv("restart", "auth-consumer")

    eventually(lambda: instance.number(f"{budgets} old%'") == 0, "the whole budgets are gone")
    eventually(lambda: instance.number(f"{places}old%'") == 0, "the places of long ago are gone")
    assert instance.number(f"{budgets} new%'") == 10
    assert instance.number(f"{places}new%'") == 10

-- Forgets sessions that expired more than a day ago, budgets that have been whole again for an hour, and addresses that
-- nobody logged in from for 90 days; up to $1 of each at a time. Answers how many.
-- $1 limit
-- Indexes: session_expires_at, throttle_spent_until, familiar_address_seen_at; ranges: a join or an array of keys may
-- become a loop over all rows for each row, when the plan was made while the table was small.
with
last_session as materialized (
    select s.expires_at
    from session as s
    where s.expires_at <= now() - interval '1 day'
    order by s.expires_at
    limit 1 offset $1::bigint - 1
),

sessions as (
    delete from session as s
    where s.expires_at <= coalesce((select l.expires_at from last_session as l), now() - interval '1 day')
    returning s.session_id
),

last_budget as materialized (
    select t.spent_until
    from throttle as t
    where t.spent_until <= now() - interval '1 hour'
    order by t.spent_until
    limit 1 offset $1::bigint - 1
),

budgets as (
    delete from throttle as t
    where t.spent_until <= coalesce((select l.spent_until from last_budget as l), now() - interval '1 hour')
    returning t.key
),

last_address as materialized (
    select f.seen_at
    from familiar_address as f
    where f.seen_at <= now() - interval '90 days'
    order by f.seen_at
    limit 1 offset $1::bigint - 1
),

addresses as (
    delete from familiar_address as f
    where f.seen_at <= coalesce((select l.seen_at from last_address as l), now() - interval '90 days')
    returning f.user_id
)

select
    'ok' as _outcome,
    (select count(*) from sessions) + (select count(*) from budgets) + (select count(*) from addresses) as removed

-- Forgets sessions that expired more than a day ago, budgets that are whole again, and addresses that nobody logged in
-- from for 90 days; up to $1 of each at a time.
-- $1 limit
-- Indexes: session_expires_at, throttle_spent_until, familiar_address_seen_at; removed by their places: a join may
-- become a loop over all rows for each row.
with
sessions as (
    delete from session as s
    where
        s.ctid = any(array(
            select o.ctid
            from session as o
            where o.expires_at < now() - interval '1 day'
            limit $1::bigint
            for update skip locked
        ))
    returning s.session_id
),

budgets as (
    delete from throttle as t
    where
        t.ctid = any(array(
            select o.ctid
            from throttle as o
            where o.spent_until < now()
            limit $1::bigint
            for update skip locked
        ))
    returning t.key
),

addresses as (
    delete from familiar_address as f
    where
        f.ctid = any(array(
            select o.ctid
            from familiar_address as o
            where o.seen_at < now() - interval '90 days'
            limit $1::bigint
            for update skip locked
        ))
    returning f.user_id
)

select
    'ok' as _outcome,
    (select count(*) from sessions) + (select count(*) from budgets) + (select count(*) from addresses) as removed

-- Another program asked for this user's todos to be removed ({"user_id": N} without our headers): removes up to $2 of
-- them, and of the kept answers, and lets the user live; the change feed starts anew. Only what was there when the
-- event was sent, so that reading it again later removes nothing that came after it. Answers how many it removed, 0 at
-- the end.
-- $1 user_id, $2 limit, $3 when the event was sent, ms since 1970, or null: everything
-- Indexes: owner_pkey, todo_pkey, idempotency_pkey; ranges, as in owner-purge.sql. The owner is locked first.
with
holder as materialized (
    select
        o.user_id,
        o.seq,
        o.open_count,
        -- the event's clock counts whole milliseconds, ours microseconds
        coalesce(to_timestamp(($3::bigint + 1) / 1000.0), 'infinity') as sent_before
    from owner as o
    where o.user_id = $1::bigint
    for no key update
),

last_todo as materialized (
    select t.id
    from todo as t
    where t.user_id = $1::bigint and t.created_at < (select h.sent_before from holder as h)
    order by t.id
    limit 1 offset $2::bigint - 1
),

last_answer as materialized (
    select i.key
    from idempotency as i
    where i.user_id = $1::bigint and i.created_at < (select h.sent_before from holder as h)
    order by i.key
    limit 1 offset $2::bigint - 1
),

purged as (
    delete from todo as t
    where
        t.user_id = $1::bigint
        and t.created_at < (select h.sent_before from holder as h)
        and t.id <= coalesce((select l.id from last_todo as l), 9223372036854775807)
    returning (t.deleted_at is null and not t.completed)::int as opened
),

counted as (
    update owner as o
    set seq = h.seq + 1, horizon = h.seq + 1, open_count = h.open_count - p.opened
    from holder as h, (select sum(opened) as opened from purged having count(*) > 0) as p
    where o.user_id = h.user_id
),

forgotten as (
    delete from idempotency as i
    where
        i.user_id = $1::bigint
        and i.created_at < (select h.sent_before from holder as h)
        and i.key <= coalesce((select l.key from last_answer as l), i.key)
    returning i.key
)

select
    'ok' as _outcome,
    (select count(*) from purged) + (select count(*) from forgotten) as removed

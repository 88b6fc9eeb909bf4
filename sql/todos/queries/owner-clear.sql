-- Another program asked for this user's todos to be removed ({"user_id": N} without our headers): removes up to $2 of
-- them and lets the user live; the change feed starts anew. Only what was there when the event was sent, so that reading
-- it again later removes nothing that came after it. Answers how many it removed, 0 at the end.
-- $1 user_id, $2 limit, $3 when the event was sent, ms since 1970, or null: everything
-- Indexes: owner_pkey, todo_pkey, idempotency_pkey.
with
holder as materialized (
    select
        o.user_id,
        o.seq,
        -- the event's clock counts whole milliseconds, ours microseconds
        coalesce(to_timestamp(($3::bigint + 1) / 1000.0), 'infinity') as sent_before
    from owner as o
    where o.user_id = $1::bigint
    for no key update
),

some_todos as (
    select t.id
    from holder as h
    inner join todo as t on t.user_id = h.user_id
    where t.created_at < h.sent_before
    limit $2::bigint
    for update of t
),

some_answers as (
    select i.key
    from holder as h
    inner join idempotency as i on i.user_id = h.user_id
    where i.created_at < h.sent_before
    limit $2::bigint
),

purged as (
    delete from todo as t
    using some_todos as s
    where t.user_id = $1::bigint and t.id = s.id
    returning (t.deleted_at is null and not t.completed)::int as opened
),

counted as (
    update owner as o
    set seq = h.seq + 1, horizon = h.seq + 1, open_count = o.open_count - p.opened
    from holder as h, (select sum(opened) as opened from purged having count(*) > 0) as p
    where o.user_id = h.user_id
),

forgotten as (
    delete from idempotency as i
    using some_answers as s
    where i.user_id = $1::bigint and i.key = s.key
    returning i.key
)

select
    'ok' as _outcome,
    (select count(*) from purged) + (select count(*) from forgotten) as removed

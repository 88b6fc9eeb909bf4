-- Another program asked for this user's todos to be removed ({"user_id": N} without our headers): removes up to $2 of
-- them, and of the kept answers, and lets the user live; the change feed starts anew. Only what was there when the
-- event was sent, so that reading it again later removes nothing that came after it. Answers how many it found, 0 at
-- the end.
-- $1 user_id, $2 limit, $3 when the event was sent, ms since 1970, or null: everything
-- Indexes: owner_pkey, idempotency_pkey, and either of todo's, which both begin with user_id; removed by their places,
-- as in owner-purge.sql. A row that another statement changed while this one waited for the owner is found, and removed
-- by the next batch.
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

some_todos as materialized (
    select t.ctid as place
    from holder as h
    inner join todo as t on t.user_id = h.user_id
    where t.created_at < h.sent_before
    limit $2::bigint
    for update of t
),

some_answers as materialized (
    select i.ctid as place
    from holder as h
    inner join idempotency as i on i.user_id = h.user_id
    where i.created_at < h.sent_before
    limit $2::bigint
    for update of i
),

purged as (
    delete from todo as t
    where t.ctid = any(array(select s.place from some_todos as s))
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
    where i.ctid = any(array(select s.place from some_answers as s))
)

select
    'ok' as _outcome,
    (select count(*) from some_todos) + (select count(*) from some_answers) as found

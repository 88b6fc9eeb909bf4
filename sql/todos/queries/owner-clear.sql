-- Another program asked for this user's todos to be removed ({"user_id": N} without our headers): removes up to $2 of
-- them and lets the user live; the change feed starts anew. Answers how many it removed, 0 at the end.
-- $1 user_id, $2 limit
with
holder as materialized (
    select
        o.user_id,
        o.seq
    from owner as o
    where o.user_id = $1::bigint
    for no key update
),

some_todos as (
    select t.id
    from holder as h
    inner join todo as t on t.user_id = h.user_id
    limit $2::bigint
    for update of t
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
    using holder as h
    where i.user_id = h.user_id
    returning i.key
)

select
    'ok' as _outcome,
    (select count(*) from purged) + (select count(*) from forgotten) as removed

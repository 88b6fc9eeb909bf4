-- Removes todos from the trash for good, with their history, each leaving a marker for the change feed. Serves
-- DELETE /todos/trash/ and DELETE /todos/trash/{id}/; the consumer's housekeeping runs it for what has lain there for
-- 30 days.
-- $1 user_id, $2 token's iat or null (housekeeping), $3 session_id or null, $4 id or null (all), $5 trashed before, or
-- null, $6 limit
-- Indexes: owner_pkey, todo_pkey; ranges, as in owner-purge.sql. The owner's lock comes first; what is removed is
-- judged as the last writer left it.
with
holder as materialized (
    select
        o.user_id,
        o.seq,
        owner_outcome(o, $2::bigint, $3::uuid) as outcome
    from owner as o
    where o.user_id = $1
    for no key update
),

last_trashed as materialized (
    select t.id
    from todo as t
    where
        t.user_id = $1
        and (select h.outcome from holder as h) = 'ok'
        and t.deleted_at is not null
        and ($5::timestamptz is null or t.deleted_at < $5::timestamptz)
        and $4::bigint is null
    order by t.id
    limit 1 offset $6::bigint - 1
),

purged as (
    delete from todo as t
    where
        t.user_id = $1
        and (select h.outcome from holder as h) = 'ok'
        and t.deleted_at is not null
        and ($5::timestamptz is null or t.deleted_at < $5::timestamptz)
        and t.id >= coalesce($4::bigint, 0)
        and t.id <= coalesce($4::bigint, (select l.id from last_trashed as l), 9223372036854775807)
    returning t.id
),

marked as (
    insert into removal (user_id, version, todo_id)
    select
        h.user_id,
        h.seq + row_number() over (order by p.id),
        p.id
    from holder as h
    cross join purged as p
    returning version
),

counted as (
    update owner as o
    set seq = m.version
    from (select max(k.version) as version from marked as k having count(*) > 0) as m
    where o.user_id = $1
)

select
    case
        when h.outcome = 'ok' and $4::bigint is not null and not exists (select from purged) then 'not_found'
        else coalesce(h.outcome, case when $4::bigint is null then 'ok' else 'not_found' end)
    end as _outcome,
    (select count(*) from marked) as removed
from (values (1)) as one (n)
left join holder as h on true

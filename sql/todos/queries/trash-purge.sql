-- Removes todos from the trash for good, each leaving a marker for the change feed. Serves DELETE /todos/trash/ and
-- DELETE /todos/trash/{id}/; the consumer's housekeeping runs it for what has lain there for 30 days.
-- $1 user_id, $2 token's iat or null (housekeeping), $3 session_id or null, $4 id or null (all), $5 trashed before, or
-- null, $6 limit
-- Indexes: owner_pkey, todo_pkey.
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

chosen as materialized (
    select
        t.user_id,
        t.id,
        h.seq
    from holder as h
    inner join todo as t on t.user_id = h.user_id
    where
        h.outcome = 'ok'
        and t.deleted_at is not null
        and ($4::bigint is null or t.id = $4::bigint)
        and ($5::timestamptz is null or t.deleted_at < $5::timestamptz)
    limit $6::bigint
    for update of t
),

purged as (
    delete from todo as t
    using chosen as c
    where t.user_id = c.user_id and t.id = c.id
),

forgotten as (
    delete from history as y
    using chosen as c
    where y.user_id = c.user_id and y.todo_id = c.id
),

marked as (
    insert into removal (user_id, version, todo_id)
    select
        c.user_id,
        c.seq + row_number() over (order by c.id),
        c.id
    from chosen as c
    returning
        user_id,
        version
),

counted as (
    update owner as o
    set seq = m.version
    from (select max(version) as version from marked having count(*) > 0) as m
    where o.user_id = $1
)

select
    case
        when h.outcome = 'ok' and $4::bigint is not null and not exists (select from chosen) then 'not_found'
        else coalesce(h.outcome, case when $4::bigint is null then 'ok' else 'not_found' end)
    end as _outcome,
    (select count(*) from marked) as removed
from (values (1)) as one (n)
left join holder as h on true

-- What changed after a version, oldest first, what lies in the trash and what was removed for good included: one row
-- each, or one row without an id. Of what was removed only id, version and removed_at are left.
-- Serves GET /todos/changes/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 since, $5 limit
-- Indexes: todo_version, removal_pkey.
with
holder as materialized (
    select
        o.seq,
        case
            when owner_outcome(o, $2::bigint, $3::uuid) <> 'ok' then 'gone'
            when $4::bigint < o.horizon or $4::bigint > o.seq then 'horizon'
            else 'ok'
        end as outcome
    from owner as o
    where o.user_id = $1
),

changed as (
    select
        t.version,
        t.id,
        null::timestamptz as removed_at
    from todo as t
    where t.user_id = $1 and t.version > $4::bigint and (select h.outcome from holder as h) = 'ok'
    order by t.version
    limit $5::bigint
),

removed as (
    select
        r.version,
        r.todo_id as id,
        r.removed_at
    from removal as r
    where r.user_id = $1 and r.version > $4::bigint and (select h.outcome from holder as h) = 'ok'
    order by r.version
    limit $5::bigint
),

merged as (
    select c.* from changed as c
    union all
    select r.* from removed as r
),

page as (
    select b.*
    from merged as b
    order by b.version
    limit $5::bigint
)

select
    coalesce(h.outcome, case when $4::bigint = 0 then 'ok' else 'horizon' end) as _outcome,
    coalesce(h.seq, 0) as _etag,
    p.version::text as _key,
    p.id,
    t.user_id,
    t.title,
    t.description,
    t.completed,
    t.priority,
    t.due,
    t.position,
    t.completed_at,
    t.created_at,
    t.updated_at,
    t.deleted_at,
    p.version,
    p.removed_at
from (values (1)) as one (n)
left join holder as h on true
left join page as p on true
left join todo as t on t.user_id = $1 and t.id = p.id
order by p.version

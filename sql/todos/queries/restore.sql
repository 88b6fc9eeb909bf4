-- Takes a todo back from the trash. Serves POST /todos/{id}/restore/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 id, $5 versions that If-Match allows or null
-- Indexes: owner_pkey, todo_pkey. The owner's lock comes first, then the todo as the last writer left it.
with
holder as materialized (
    select
        o.user_id,
        o.seq,
        o.open_count,
        owner_outcome(o, $2::bigint, $3::uuid) as outcome
    from owner as o
    where o.user_id = $1
    for no key update
),

present as materialized (
    select
        t.*,
        h.seq,
        h.open_count
    from holder as h
    inner join todo as t on t.user_id = h.user_id and t.id = $4::bigint
    where h.outcome = 'ok' and t.deleted_at is not null
    for update of t
),

changed as (
    update todo as t
    set
        deleted_at = null,
        version = p.seq + 1
    from present as p
    where t.user_id = p.user_id and t.id = p.id and ($5::bigint[] is null or p.version = any($5::bigint[]))
    returning
        t.*,
        p.open_count + 1 - t.completed::int as open_count
),

counted as (
    update owner as o
    set seq = c.version, open_count = c.open_count
    from changed as c
    where o.user_id = c.user_id
),

answer as (
    select
        'ok' as outcome,
        c.id,
        c.user_id,
        c.title,
        c.description,
        c.completed,
        c.priority,
        c.due,
        c.position,
        c.completed_at,
        c.created_at,
        c.updated_at,
        c.deleted_at,
        c.version
    from changed as c
    union all
    select
        'stale' as outcome,
        p.id,
        p.user_id,
        p.title,
        p.description,
        p.completed,
        p.priority,
        p.due,
        p.position,
        p.completed_at,
        p.created_at,
        p.updated_at,
        p.deleted_at,
        p.version
    from present as p
    where not p.version = any($5::bigint[])
)

select
    coalesce(a.outcome, (select nullif(h.outcome, 'ok') from holder as h), 'not_found') as _outcome,
    a.version as _etag,
    a.id,
    a.user_id,
    a.title,
    a.description,
    a.completed,
    a.priority,
    a.due,
    a.position,
    a.completed_at,
    a.created_at,
    a.updated_at,
    a.deleted_at,
    a.version
from (values (1)) as one (n)
left join answer as a on true

-- What changed after a version, oldest first, what lies in the trash and what was removed for good included: one row each,
-- or one row without an id. Of what was removed only id, version and removed_at are left. Serves GET /todos/changes/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 since, $5 limit
-- Indexes: todo_version, removal_pkey.
select
    case
        when owner_outcome(o, $2::bigint, $3::uuid) <> 'ok' then 'gone'
        when $4::bigint < o.horizon or $4::bigint > coalesce(o.seq, 0) then 'horizon'
        else 'ok'
    end as _outcome,
    coalesce(o.seq, 0) as _etag,
    c.version::text as _key,
    coalesce(t.id, c.id) as id,
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
    c.version,
    c.removed_at
from (values (1)) as one (n)
left join owner as o on o.user_id = $1
left join lateral (
    (
        select
            t.version,
            t.id,
            null::timestamptz as removed_at
        from todo as t
        where
            t.user_id = $1
            and t.version > $4::bigint
            and $4::bigint >= o.horizon
            and owner_outcome(o, $2::bigint, $3::uuid) = 'ok'
        order by t.version
        limit $5::bigint
    )
    union all
    (
        select
            r.version,
            r.todo_id,
            r.removed_at
        from removal as r
        where
            r.user_id = $1
            and r.version > $4::bigint
            and $4::bigint >= o.horizon
            and owner_outcome(o, $2::bigint, $3::uuid) = 'ok'
        order by r.version
        limit $5::bigint
    )
    order by version
    limit $5::bigint
) as c on true
left join todo as t on t.user_id = o.user_id and t.id = c.id
order by c.version

-- What changed after a version, oldest first, the trash included: one row each, or one row without an id. Serves
-- GET /todos/changes/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 since, $5 limit
-- Index: todo_version.
select
    case
        when owner_outcome(o, $2::bigint, $3::uuid) <> 'ok' then 'gone'
        when $4::bigint < o.horizon or $4::bigint > coalesce(o.seq, 0) then 'horizon'
        else 'ok'
    end as _outcome,
    coalesce(o.seq, 0) as _etag,
    t.id,
    t.user_id,
    t.title,
    t.description,
    t.completed,
    t.created_at,
    t.updated_at,
    t.deleted_at,
    t.version
from (values (1)) as one (n)
left join owner as o on o.user_id = $1
left join lateral (
    select t.*
    from todo as t
    where
        t.user_id = $1
        and t.version > $4::bigint
        and $4::bigint >= o.horizon
        and owner_outcome(o, $2::bigint, $3::uuid) = 'ok'
    order by t.version
    limit $5::bigint
) as t on true
order by t.version

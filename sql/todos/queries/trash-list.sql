-- The user's trash, what was deleted last first: one row each, or one row without an id. Serves GET /todos/trash/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 seq that the client has or null, $5 version of the last row seen or
-- null, $6 limit
-- Index: todo_version, backwards.
select
    case
        when owner_outcome(o, $2::bigint, $3::uuid) <> 'ok' then 'gone'
        when coalesce(o.seq, 0) = $4::bigint then 'unchanged'
        else 'ok'
    end as _outcome,
    coalesce(o.seq, 0) as _etag,
    t.version::text as _key,
    t.id,
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
    t.version
from (values (1)) as one (n)
left join owner as o on o.user_id = $1
left join lateral (
    select t.*
    from todo as t
    where
        t.user_id = $1
        and owner_outcome(o, $2::bigint, $3::uuid) = 'ok'
        and o.seq is distinct from $4::bigint
        and t.deleted_at is not null
        and t.version < coalesce($5::bigint, 9223372036854775807)
    order by t.user_id desc, t.version desc
    limit $6::bigint
) as t on true
order by t.version desc

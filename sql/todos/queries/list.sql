-- The user's todos, newest first: one row each, or one row without an id when there is none. Serves GET /todos/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 completed or null, $5 only ids below or null, $6 limit,
-- $7 seq that the client has (If-None-Match) or null
-- Index: todo_pkey, backwards.
select
    case
        when owner_outcome(o, $2::bigint, $3::uuid) <> 'ok' then 'gone'
        when coalesce(o.seq, 0) = $7::bigint then 'unchanged'
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
        and owner_outcome(o, $2::bigint, $3::uuid) = 'ok'
        and o.seq is distinct from $7::bigint
        and t.deleted_at is null
        and ($4::boolean is null or t.completed = $4::boolean)
        and t.id < coalesce($5::bigint, 9223372036854775807)
    order by t.user_id desc, t.id desc
    limit $6::bigint
) as t on true
order by t.id desc

-- One todo, also from the trash. Serves GET /todos/{id}/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 id
-- Indexes: owner_pkey, todo_pkey.
select
    case
        when owner_outcome(o, $2::bigint, $3::uuid) <> 'ok' then 'gone'
        when t.id is null then 'not_found'
        else 'ok'
    end as _outcome,
    t.version as _etag,
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
from owner as o
left join todo as t on t.user_id = o.user_id and t.id = $4::bigint
where o.user_id = $1

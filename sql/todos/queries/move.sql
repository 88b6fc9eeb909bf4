-- Puts a todo behind or before another one of the user. Serves POST /todos/{id}/move/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 id, $5 versions that If-Match allows or null, $6 id to stand behind or
-- null, $7 id to stand before or null (neither: first of all) A function, since it must see the positions as they are
-- once the owner's lock is held: each of its statements looks anew.
select
    m.outcome as _outcome,
    (m.todo).version as _etag,
    (m.todo).id,
    (m.todo).user_id,
    (m.todo).title,
    (m.todo).description,
    (m.todo).completed,
    (m.todo).priority,
    (m.todo).due,
    (m.todo).position,
    (m.todo).completed_at,
    (m.todo).created_at,
    (m.todo).updated_at,
    (m.todo).deleted_at,
    (m.todo).version
from todo_move($1::bigint, $2::bigint, $3::uuid, $4::bigint, $5::bigint[], $6::bigint, $7::bigint) as m

-- The account's API tokens, newest first: one row each, or one row without an id when there is none. Serves
-- GET /auth/tokens/.
-- $1 user_id, $2 session_id, $3 limit
-- Indexes: session_pkey, session_user_id. No row when the session of the token has ended.
select
    'ok' as _outcome,
    t.session_id as id,
    t.name,
    to_json(string_to_array(t.scope, ' ')) as scopes,
    t.created_at,
    t.expires_at
from session as o
left join session as t on t.user_id = o.user_id and t.kind = 'api' and t.expires_at > now()
where o.session_id = $2::uuid and o.user_id = $1::bigint
order by t.created_at desc, t.session_id asc
limit $3::bigint

-- The account's logins, the one last used first. Serves GET /auth/sessions/.
-- $1 user_id, $2 session_id, $3 limit
-- Index: session_user_id. No row when the session of the token has ended.
select
    'ok' as _outcome,
    s.session_id as id,
    s.user_agent as device,
    host(s.address) as address,
    s.created_at,
    s.last_used_at,
    s.session_id = $2::uuid as current
from session as s
where
    s.user_id = $1::bigint
    and s.kind = 'login'
    and s.expires_at > now()
    and exists (select from session as o where o.session_id = $2::uuid and o.user_id = $1::bigint)
order by s.last_used_at desc, s.session_id asc
limit $3::bigint

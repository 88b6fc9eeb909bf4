-- The account of the token. Serves GET /auth/profile/.
-- $1 user_id, $2 session_id
-- Indexes: session_pkey, account_pkey. No row when the session has ended.
select
    'ok' as _outcome,
    a.version as _etag,
    a.user_id as id,
    a.username,
    coalesce(a.email, '') as email,
    a.display_name,
    a.language,
    a.time_zone,
    a.week_start,
    a.created_at,
    a.version
from session as s
inner join account as a on a.user_id = s.user_id
where s.session_id = $2::uuid and s.user_id = $1::bigint and a.deleted_at is null

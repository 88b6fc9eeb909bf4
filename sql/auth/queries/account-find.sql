-- The password hash and name of a login's account, and one try less to guess the password. Serves POST /auth/password/
-- and DELETE /auth/profile/ with a password, before the password is checked.
-- $1 user_id, $2 session_id, $3 tries, $4 their period (s)
-- Indexes: session_pkey, account_pkey.
select
    case when t.wait > 0 then 'too_many_requests' else 'ok' end as _outcome,
    t.wait as _retry_after,
    a.username_key,
    a.password_hash
from session as s
inner join account as a on a.user_id = s.user_id
cross join lateral throttle_take(array['password/' || a.user_id], array[$3::bigint], $4::bigint) as t (wait)
where s.session_id = $2::uuid and s.user_id = $1::bigint and a.deleted_at is null

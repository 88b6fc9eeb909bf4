-- Opens a session after the password was found right; no row when the account was deleted, or its password changed,
-- meanwhile. Serves POST /auth/token/.
-- $1 user_id, $2 the password hash that was checked, $3 session_id, $4 hash of the refresh token, $5 its lifetime (s)
-- Index: account_pkey. The account is locked against its deletion.
with
holder as materialized (
    select a.user_id
    from account as a
    where a.user_id = $1::bigint and a.password_hash = $2::text
    for share
)

insert into session (session_id, user_id, refresh_hash, expires_at)
select
    $3::uuid,
    h.user_id,
    $4::text,
    now() + make_interval(secs => $5::bigint)
from holder as h
returning
    'ok' as _outcome,
    floor(extract(epoch from auth_time))::bigint as auth_time

-- Ends the session of the token. Serves POST /auth/logout/.
-- $1 user_id, $2 session_id
-- Index: session_pkey.
with ended as (
    update session as s
    set revoked_at = now()
    where s.session_id = $2::uuid and s.user_id = $1::bigint and s.revoked_at is null
    returning s.session_id
)

select case when exists (select from ended) then 'ok' else 'gone' end as _outcome

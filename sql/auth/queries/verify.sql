-- Is the session of a token alive? Serves POST /auth/token/verify/.
-- $1 session_id, $2 hash of the refresh token, or null for an access or API token
-- Index: session_pkey. No row when it has ended.
select 'ok' as _outcome
from session as s
where
    s.session_id = $1::uuid
    and s.expires_at > now()
    and ($2::text is null or s.refresh_hash = $2::text)

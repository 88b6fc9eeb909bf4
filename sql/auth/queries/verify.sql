-- Is the session of a token alive? Serves POST /auth/token/verify/.
-- $1 session_id, $2 hash of the refresh token, or null for an access token
-- Indexes: session_pkey, account_pkey.
select
    case
        when
            a.deleted_at is null and s.revoked_at is null and s.expires_at > now()
            and ($2::text is null or s.refresh_hash = $2::text) then 'ok'
        else 'gone'
    end as _outcome
from session as s
inner join account as a on a.user_id = s.user_id
where s.session_id = $1::uuid

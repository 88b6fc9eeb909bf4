-- The password hash of a session's account. Serves DELETE /auth/profile/ with a password.
-- $1 user_id, $2 session_id
-- Indexes: account_pkey, session_pkey.
select
    case
        when a.deleted_at is null and s.revoked_at is null then 'ok'
        else 'gone'
    end as _outcome,
    a.password_hash
from account as a
inner join session as s on s.user_id = a.user_id and s.session_id = $2::uuid
where a.user_id = $1::bigint

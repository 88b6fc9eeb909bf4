-- The account of the token. Serves GET /auth/profile/.
-- $1 user_id, $2 session_id
-- Indexes: session_pkey, account_pkey.
select
    case
        when a.deleted_at is null and s.revoked_at is null then 'ok'
        else 'gone'
    end as _outcome,
    a.user_id as id,
    a.username,
    coalesce(a.email, '') as email,
    a.created_at
from session as s
inner join account as a on a.user_id = s.user_id
where s.session_id = $2::uuid and s.user_id = $1::bigint

-- The password hash of a name, for a login. Serves POST /auth/token/, before the password is checked.
-- $1 username key
-- Index: account_username_key_key.
select
    'ok' as _outcome,
    a.user_id,
    a.password_hash
from account as a
where a.username_key = $1::text

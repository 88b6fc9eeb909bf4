-- Makes an account; answers with it, or says which of its names is taken. Serves POST /auth/register/.
-- $1 username, $2 its key, $3 email or null, $4 its key or null, $5 password hash
-- Indexes: account_username_key_key, account_email_key_key.
with
created as (
    insert into account (username, username_key, email, email_key, password_hash)
    values ($1::text, $2::text, $3::text, $4::text, $5::text)
    on conflict do nothing
    returning *
)

select
    case when c.user_id is null then 'taken' else 'ok' end as _outcome,
    case
        when c.user_id is not null then null
        when
            exists (select from account as a where a.email_key = $4::text)
            and not exists (select from account as a where a.username_key = $2::text) then 'email'
        else 'username'
    end as _taken,
    c.user_id as id,
    c.username,
    coalesce(c.email, '') as email
from (values (1)) as one (n)
left join created as c on true

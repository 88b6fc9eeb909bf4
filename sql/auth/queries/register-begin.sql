-- May somebody at this address register, and are the names free? Serves POST /auth/register/, before the password is
-- hashed.
-- $1 username key, $2 email key or null, $3 address, $4 its network, registrations of $5 an address, $6 a network,
-- $7 their period (s)
-- Indexes: account_username_key_key, account_email_key_key, throttle_pkey.
select
    case
        when t.wait > 0 then 'too_many_requests'
        when t.wait is null then 'taken'
        else 'ok'
    end as _outcome,
    t.wait as _retry_after,
    case when n.name_taken then 'username' else 'email' end as _taken
from (
    select
        exists (select from account as a where a.username_key = $1::text) as name_taken,
        exists (select from account as a where a.email_key = $2::text) as email_taken
) as n
left join lateral throttle_take(
    array['register/' || $3::text, 'register/' || $4::text], array[$5::bigint, $6::bigint], $7::bigint
) as t (wait) on not (n.name_taken or n.email_taken)

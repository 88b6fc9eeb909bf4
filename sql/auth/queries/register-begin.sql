-- May somebody at this address register, and are the names free? Serves POST /auth/register/, before the password is
-- hashed.
-- $1 username key, $2 email key or null, $3 address, $4 its network, registrations of $5 an address, $6 a network,
-- $7 their period (s)
-- Indexes: account_username_key_key, account_email_key_key.
with
names as materialized (
    select
        a.user_id is not null as username_taken,
        b.user_id is not null as email_taken
    from (values (1)) as one (n)
    left join account as a on a.username_key = $1::text
    left join account as b on b.email_key = $2::text
),

judged as materialized (
    select
        n.username_taken,
        n.email_taken,
        case
            when not (n.username_taken or n.email_taken)
                then throttle_take(
                    array['register/' || $3::text, 'register/' || $4::text],
                    array[$5::bigint, $6::bigint],
                    $7::bigint
                )
        end as wait
    from names as n
)

select
    case
        when j.username_taken or j.email_taken then 'taken'
        when j.wait > 0 then 'too_many_requests'
        else 'ok'
    end as _outcome,
    j.wait as _retry_after,
    case when j.username_taken then 'username' else 'email' end as _taken
from judged as j

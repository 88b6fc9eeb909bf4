-- The password hash of a name, and one try less to log in. Serves POST /auth/token/, before the password is checked: the
-- try is given back when it was right. An address that logged in to this account before needs only its own budget.
-- $1 username key, $2 address, $3 its network, tries of $4 an account from an address, $5 an address, $6 a network,
-- $7 their period (s)
-- Indexes: account_username_key_key, familiar_address_pkey, throttle_pkey.
select
    case when t.wait > 0 then 'too_many_requests' else 'ok' end as _outcome,
    t.wait as _retry_after,
    a.user_id,
    a.password_hash
from (values (1)) as one (n)
left join account as a on a.username_key = $1::text
left join familiar_address as f
    on f.user_id = a.user_id and f.address = case family($2::text::inet) when 6 then $3::text else $2::text end
cross join lateral (
    select array['login/' || md5($1::text) || '/' || $2::text, 'login/' || $2::text, 'login/' || $3::text] as keys
) as k
cross join lateral (
    select
        throttle_take(
            case when f.user_id is null then k.keys else k.keys[:1] end,
            array[$4::bigint, $5::bigint, $6::bigint],
            $7::bigint
        ) as wait
) as t

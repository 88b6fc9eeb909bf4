-- The password hash of a name, and one try less to log in; given back when the password is right. Serves
-- POST /auth/token/, before it is checked. An address that logged in to this account before needs only its own budget.
-- $1 username key, $2 address, $3 its network, tries of $4 an account from an address, $5 an address, $6 a network,
-- $7 their period (s)
-- Indexes: account_username_key_key, familiar_address_pkey.
with
found as materialized (
    select
        a.user_id,
        a.password_hash,
        array['login/' || md5($1::text) || '/' || $2::text, 'login/' || $2::text, 'login/' || $3::text] as keys,
        f.user_id is not null as familiar
    from (values (1)) as one (n)
    left join account as a on a.username_key = $1::text
    left join
        familiar_address as f
        on f.user_id = a.user_id and f.address = case family($2::text::inet) when 6 then $3::text else $2::text end
),

judged as materialized (
    select
        f.user_id,
        f.password_hash,
        throttle_take(
            case when f.familiar then f.keys[:1] else f.keys end,
            array[$4::bigint, $5::bigint, $6::bigint],
            $7::bigint
        ) as wait
    from found as f
)

select
    case when j.wait > 0 then 'too_many_requests' else 'ok' end as _outcome,
    j.wait as _retry_after,
    j.user_id,
    j.password_hash
from judged as j

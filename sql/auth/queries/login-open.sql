-- Opens a session after the password was found right; no row when the account was deleted, or its password changed,
-- meanwhile. Gives the try back, remembers the address, and ends the logins last used longest ago when there are too
-- many. Serves POST /auth/token/.
-- $1 user_id, $2 the password hash that was checked, $3 session_id, $4 hash of the refresh token, $5 its lifetime (s),
-- $6 user agent, $7 address, $8 its network, $9 username key, tries of $10 an address, $11 a network, $12 their period
-- (s), $13 how many other logins an account may have, $14 access token's lifetime (s), $15 request id
-- Indexes: account_pkey, session_user_id, session_pkey, familiar_address_pkey. The account is locked against
-- its deletion.
with
holder as materialized (
    select
        a.user_id,
        a.not_before
    from account as a
    where a.user_id = $1::bigint and a.password_hash = $2::text
    for share
),

opened as (
    insert into session (session_id, user_id, refresh_hash, expires_at, user_agent, address)
    select
        $3::uuid,
        h.user_id,
        $4::text,
        now() + make_interval(secs => $5::bigint),
        $6::text,
        $7::text::inet
    from holder as h
    returning auth_time
),

others as materialized (
    select
        s.session_id,
        row_number() over (order by s.last_used_at desc, s.session_id desc) as place
    from session as s
    where s.user_id = $1::bigint and s.kind = 'login'
),

surplus as (
    delete from session as s
    using holder as h, others as o
    where s.user_id = h.user_id and s.session_id = o.session_id and o.place > $13::bigint
    returning s.session_id, s.user_id
),

published as (
    insert into outbox (topic, key, value, headers)
    select
        'token_revoked_topic',
        s.user_id::text,
        json_build_object(
            'user_id', s.user_id,
            'session_id', s.session_id,
            'expires_at', ceil(extract(epoch from now()))::bigint + $14::bigint + 60
        )::text,
        event_headers('token_revoked', $15::text)
    from surplus as s
),

forgiven as (
    delete from throttle as t
    using holder as h
    where t.key = 'login/' || md5($9::text) || '/' || $7::text
),

remembered as (
    insert into familiar_address as f (user_id, address)
    select
        h.user_id,
        case family($7::text::inet) when 6 then $8::text else $7::text end
    from holder as h
    on conflict (user_id, address) do update
        set seen_at = now()
        where f.seen_at < now() - interval '1 day'
)

select
    'ok' as _outcome,
    floor(extract(epoch from o.auth_time))::bigint as _auth_time,
    issued_at(h.not_before) as _issued_at,
    throttle_give_back(
        array['login/' || $7::text, 'login/' || $8::text], array[$10::bigint, $11::bigint], $12::bigint
    ) as _given_back
from holder as h
cross join opened as o

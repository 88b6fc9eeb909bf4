-- Exchanges a refresh token for its successor. Serves POST /auth/token/refresh/.
-- $1 session_id, $2 hash of the token, $3 hash of its successor, $4 lifetime (s), $5 grace (s), $6 user agent, $7
-- address,
-- $8 access token's lifetime (s), $9 request id
-- ok: exchanged, or exchanged within the grace period before: the newest token is _steps successors away. gone: the
-- session has ended. A token used longer ago than the grace period was stolen, or its successor was: the session ends,
-- and the other services are told.
-- Indexes: session_pkey, account_pkey. The account is locked first, as its deletion does. No row when there is no
-- session.
with
holder as materialized (
    select
        a.user_id,
        a.not_before
    from account as a
    where
        a.user_id = (select s.user_id from session as s where s.session_id = $1::uuid)
        and a.deleted_at is null
    for share
),

present as materialized (
    select
        s.session_id,
        s.user_id,
        s.auth_time,
        h.not_before,
        array_position(s.refresh_used, $2::text) as steps,
        s.rotated_at + make_interval(secs => $5::bigint) > now() as in_grace,
        case
            when s.expires_at <= now() then 'gone'
            when s.refresh_hash = $2::text then 'rotate'
            when
                s.refresh_used @> array[$2::text]
                and s.rotated_at + make_interval(secs => $5::bigint) > now() then 'again'
            else 'reused'
        end as action
    from holder as h
    inner join session as s on s.user_id = h.user_id and s.session_id = $1::uuid and s.kind = 'login'
    for update of s
),

changed as (
    update session as s
    set
        refresh_hash = $3::text,
        refresh_used = array[$2::text] || case when p.in_grace then s.refresh_used[:4] end,
        rotated_at = now(),
        last_used_at = now(),
        user_agent = $6::text,
        address = $7::inet,
        expires_at = now() + make_interval(secs => $4::bigint)
    from present as p
    where s.session_id = p.session_id and p.action = 'rotate'
),

ended as (
    delete from session as s
    using present as p
    where s.session_id = p.session_id and p.action = 'reused'
    returning s.session_id, s.user_id
),

published as (
    insert into outbox (topic, key, value, headers)
    select
        'token_revoked_topic',
        e.user_id::text,
        json_build_object(
            'user_id', e.user_id,
            'session_id', e.session_id,
            'expires_at', ceil(extract(epoch from now()))::bigint + $8::bigint + 60
        )::text,
        event_headers('token_revoked', $9::text)
    from ended as e
)

select
    case when p.action in ('rotate', 'again') then 'ok' else 'gone' end as _outcome,
    p.action as _action,
    coalesce(p.steps, 1) as _steps,
    p.user_id as _user_id,
    floor(extract(epoch from p.auth_time))::bigint as _auth_time,
    issued_at(p.not_before) as _issued_at
from present as p

-- Sets a new password, ends every other login (API tokens stay) and tells the other services. Serves
-- POST /auth/password/, after the old password was found right.
-- $1 user_id, $2 session_id, $3 the password hash that was checked, $4 the new one, $5 access token's lifetime (s),
-- $6 request id
-- Indexes: account_pkey, session_pkey. The account is locked first.
with
holder as materialized (
    select a.user_id
    from account as a
    where
        a.user_id = $1::bigint
        and a.password_hash = $3::text
        and exists (select from session as s where s.session_id = $2::uuid and s.user_id = a.user_id)
    for no key update
),

changed as (
    update account as a
    set password_hash = $4::text, not_before = next_not_before(a.not_before)
    from holder as h
    where a.user_id = h.user_id
    returning a.user_id, a.not_before
),

renewed as (
    update session as s
    set auth_time = now()
    from changed as c
    where s.session_id = $2::uuid and s.user_id = c.user_id
),

ended as materialized (
    select end_logins(c.user_id, $2::uuid) as logins
    from changed as c
),

forgiven as (
    delete from throttle as t
    using changed as c
    where t.key = 'password/' || c.user_id
),

published as (
    insert into outbox (topic, key, value, headers)
    select
        'token_revoked_topic',
        c.user_id::text,
        json_build_object(
            'user_id', c.user_id,
            'not_before', extract(epoch from c.not_before)::bigint,
            'kept_session_id', $2::uuid,
            'expires_at', extract(epoch from c.not_before)::bigint + $5::bigint + 60
        )::text,
        event_headers('token_revoked', $6::text)
    from changed as c
)

select
    case when exists (select from changed) then 'ok' else 'gone' end as _outcome,
    (select e.logins from ended as e) as _ended

-- Ends every login of the account, this one included (API tokens stay), and tells the other services. Serves
-- DELETE /auth/sessions/.
-- $1 user_id, $2 session_id, $3 access token's lifetime (s), $4 request id
-- Indexes: account_pkey, session_pkey. The account is locked first.
with
holder as materialized (
    select a.user_id
    from account as a
    where
        a.user_id = $1::bigint
        and a.deleted_at is null
        and exists (select from session as s where s.session_id = $2::uuid and s.user_id = a.user_id)
    for no key update
),

changed as (
    update account as a
    set not_before = next_not_before(a.not_before)
    from holder as h
    where a.user_id = h.user_id
    returning a.user_id, a.not_before
),

ended as materialized (
    select end_logins(c.user_id, null) as logins
    from changed as c
),

published as (
    insert into outbox (topic, key, value, headers)
    select
        'token_revoked_topic',
        c.user_id::text,
        json_build_object(
            'user_id', c.user_id,
            'not_before', extract(epoch from c.not_before)::bigint,
            'expires_at', extract(epoch from c.not_before)::bigint + $3::bigint + 60
        )::text,
        event_headers('token_revoked', $4::text)
    from changed as c
)

select
    case when exists (select from changed) then 'ok' else 'gone' end as _outcome,
    (select e.logins from ended as e) as _ended

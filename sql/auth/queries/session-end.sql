-- Ends one login or API token of the account and tells the other services. Serves POST /auth/logout/,
-- DELETE /auth/sessions/{uuid}/ and DELETE /auth/tokens/{uuid}/.
-- $1 user_id, $2 session_id, $3 the session to end, $4 its kind or null for any, $5 access token's lifetime (s),
-- $6 request id
-- Index: session_pkey.
with
own as materialized (
    select s.user_id
    from session as s
    where s.session_id = $2::uuid and s.user_id = $1::bigint
),

ended as (
    delete from session as s
    using own as o
    where s.session_id = $3::uuid and s.user_id = o.user_id and ($4::text is null or s.kind = $4::text)
    returning
        s.session_id,
        s.user_id,
        case s.kind when 'api' then s.expires_at else now() + make_interval(secs => $5::bigint + 60) end as expires_at
),

published as (
    insert into outbox (topic, key, value, headers)
    select
        'token_revoked_topic',
        e.user_id::text,
        json_build_object(
            'user_id', e.user_id,
            'session_id', e.session_id,
            'expires_at', ceil(extract(epoch from e.expires_at))::bigint
        )::text,
        event_headers('token_revoked', $6::text)
    from ended as e
)

select
    case
        when exists (select from ended) then 'ok'
        when exists (select from own) then 'not_found'
        else 'gone'
    end as _outcome

-- Makes an API token. Serves POST /auth/tokens/.
-- $1 user_id, $2 session_id, $3 the token's session_id, $4 name, $5 scope, $6 days, $7 how many an account may have
-- Indexes: session_pkey, account_pkey, session_user_id. The account is locked against its deletion; of several
-- requests at the same moment each counts what was there before.
with
holder as materialized (
    select a.user_id
    from account as a
    where
        a.user_id = $1::bigint
        and a.deleted_at is null
        and exists (select from session as s where s.session_id = $2::uuid and s.user_id = a.user_id)
    for share
),

counted as materialized (
    select
        h.user_id,
        (
            select count(*)
            from session as s
            where s.user_id = h.user_id and s.kind = 'api' and s.expires_at > now()
        ) < $7::bigint as has_room
    from holder as h
),

made as (
    insert into session (session_id, user_id, kind, name, scope, expires_at)
    select
        $3::uuid,
        c.user_id,
        'api',
        $4::text,
        $5::text,
        date_trunc('second', now()) + make_interval(days => $6::integer)
    from counted as c
    where c.has_room
    returning *
)

select
    case when m.session_id is not null then 'ok' when c.user_id is not null then 'limit' else 'gone' end as _outcome,
    m.session_id as id,
    m.name,
    to_json(string_to_array(m.scope, ' ')) as scopes,
    m.created_at,
    m.expires_at,
    floor(extract(epoch from m.created_at))::bigint as _issued_at,
    extract(epoch from m.expires_at)::bigint as _expires_at
from (values (1)) as one (n)
left join counted as c on true
left join made as m on true

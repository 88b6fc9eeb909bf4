-- Exchanges a refresh token for its successor. Serves POST /auth/token/refresh/.
-- $1 session_id, $2 hash of the token, $3 hash of its successor, $4 lifetime (s), $5 grace (s)
-- ok: exchanged, or exchanged within the grace period before (the successor is the same then). gone: the session has
-- ended. A token used longer ago than the grace period was stolen, or its successor was: the session ends.
-- Indexes: session_pkey, account_pkey. The account is locked first, as its deletion does.
with
holder as materialized (
    select a.user_id
    from account as a
    where
        a.user_id = (select s.user_id from session as s where s.session_id = $1::uuid)
        and a.deleted_at is null
    for share
),

present as materialized (
    select
        s.session_id,
        case
            when s.revoked_at is not null or s.expires_at <= now() then 'gone'
            when s.refresh_hash = $2::text then 'rotate'
            when
                s.refresh_hash_before = $2::text and s.rotated_at + make_interval(secs => $5::bigint) > now()
                then 'again'
            else 'reused'
        end as action
    from holder as h
    inner join session as s on s.user_id = h.user_id and s.session_id = $1::uuid
    for update of s
),

changed as (
    update session as s
    set
        refresh_hash = case p.action when 'rotate' then $3::text else s.refresh_hash end,
        refresh_hash_before = case p.action when 'rotate' then $2::text else s.refresh_hash_before end,
        rotated_at = case p.action when 'rotate' then now() else s.rotated_at end,
        expires_at = case p.action when 'rotate' then now() + make_interval(secs => $4::bigint) else s.expires_at end,
        revoked_at = case p.action when 'reused' then now() else s.revoked_at end
    from present as p
    where s.session_id = p.session_id and p.action in ('rotate', 'reused')
)

select
    case when p.action in ('rotate', 'again') then 'ok' else 'gone' end as _outcome,
    p.action as _action,
    s.user_id,
    floor(extract(epoch from s.auth_time))::bigint as auth_time
from present as p
inner join session as s on s.session_id = p.session_id

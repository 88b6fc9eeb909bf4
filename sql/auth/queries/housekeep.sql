-- Forgets sessions that ended or expired more than a day ago; up to $1 at a time.
-- Index: session_expires_at.
with
old as (
    select s.session_id
    from session as s
    where s.expires_at < now() - interval '1 day'
    limit $1::bigint
    for update skip locked
),

forgotten as (
    delete from session as s
    using old as o
    where s.session_id = o.session_id
    returning s.session_id
)

select
    'ok' as _outcome,
    (select count(*) from forgotten) as removed

-- Forgets markers of removed todos after $2 days, up to $1 at a time; the change feeds that would need them answer 410.
-- $1 limit, $2 days
-- Index: removal_removed_at.
with
old as (
    select
        r.user_id,
        r.version
    from removal as r
    where r.removed_at <= now() - $2::bigint * interval '1 day'
    limit $1::bigint
),

passed as (
    update owner as o
    set horizon = greatest(o.horizon, m.version)
    from (
        select
            old.user_id,
            max(old.version) as version
        from old
        group by old.user_id
    ) as m
    where o.user_id = m.user_id
),

forgotten as (
    delete from removal as r
    using old as o
    where r.user_id = o.user_id and r.version = o.version
    returning r.version
)

select
    'ok' as _outcome,
    (select count(*) from forgotten) as removed

-- Forgets markers of removed todos after $2 days, up to $1 at a time; the change feeds that would need them answer 410.
-- Answers how many.
-- $1 limit, $2 days
-- Index: removal_removed_at; a range, as in owner-purge.sql.
with
last_marker as materialized (
    select r.removed_at
    from removal as r
    where r.removed_at <= now() - $2::bigint * interval '1 day'
    order by r.removed_at
    limit 1 offset $1::bigint - 1
),

forgotten as (
    delete from removal as r
    where r.removed_at <= coalesce((select l.removed_at from last_marker as l), now() - $2::bigint * interval '1 day')
    returning
        r.user_id,
        r.version
),

passed as (
    update owner as o
    set horizon = greatest(o.horizon, m.version)
    from (
        select
            f.user_id,
            max(f.version) as version
        from forgotten as f
        group by f.user_id
    ) as m
    where o.user_id = m.user_id
)

select
    'ok' as _outcome,
    (select count(*) from forgotten) as removed

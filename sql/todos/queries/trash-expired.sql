-- A few users with something in the trash for longer than $1 days, and since when that is, for the housekeeping; one
-- row each. Users who are deleted are left to the purge of their account.
-- $1 days
-- Index: todo_deleted_at.
with
limits as (
    select now() - $1::bigint * interval '1 day' as trashed_before
),

oldest as (
    select t.user_id
    from todo as t
    where t.deleted_at < (select l.trashed_before from limits as l)
    order by t.deleted_at
    limit 1000
)

select distinct
    'ok' as _outcome,
    o.user_id,
    l.trashed_before
from oldest as e
inner join owner as o on o.user_id = e.user_id
cross join limits as l
where o.deleted_at is null

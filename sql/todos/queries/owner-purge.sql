-- Removes up to $2 rows of each table of a deleted user, todos with their history; answers how many it removed, 0 at
-- the end.
-- $1 user_id, $2 limit
-- Indexes: todo_pkey, removal_pkey, idempotency_pkey. Removes ranges: a join or an array of keys may become a loop over
-- all rows for each row, when the plan was made while the tables were small.
with
last_todo as materialized (
    select t.id
    from todo as t
    where t.user_id = $1::bigint
    order by t.id
    limit 1 offset $2::bigint - 1
),

last_marker as materialized (
    select r.version
    from removal as r
    where r.user_id = $1::bigint
    order by r.version
    limit 1 offset $2::bigint - 1
),

last_answer as materialized (
    select i.key
    from idempotency as i
    where i.user_id = $1::bigint
    order by i.key
    limit 1 offset $2::bigint - 1
),

purged as (
    delete from todo as t
    where t.user_id = $1::bigint and t.id <= coalesce((select l.id from last_todo as l), 9223372036854775807)
    returning t.id
),

unmarked as (
    delete from removal as r
    where
        r.user_id = $1::bigint
        and r.version <= coalesce((select l.version from last_marker as l), 9223372036854775807)
    returning r.version
),

forgotten as (
    delete from idempotency as i
    where i.user_id = $1::bigint and i.key <= coalesce((select l.key from last_answer as l), i.key)
    returning i.key
)

select
    'ok' as _outcome,
    (select count(*) from purged) + (select count(*) from unmarked) + (select count(*) from forgotten) as removed

-- Removes up to $2 rows of each table of a deleted user, whom no write follows any more; answers how many it found, 0
-- at the end.
-- $1 user_id, $2 limit
-- Indexes: history_pkey, removal_pkey, idempotency_pkey, and either of todo's, which both begin with user_id. Removed
-- by their places: a join may become a loop over all rows for each row.
with
purged as (
    delete from todo as t
    where t.ctid = any(array(select s.ctid from todo as s where s.user_id = $1::bigint limit $2::bigint))
    returning t.id
),

unwritten as (
    delete from history as y
    where y.ctid = any(array(select s.ctid from history as s where s.user_id = $1::bigint limit $2::bigint))
    returning y.version
),

unmarked as (
    delete from removal as r
    where r.ctid = any(array(select s.ctid from removal as s where s.user_id = $1::bigint limit $2::bigint))
    returning r.version
),

forgotten as (
    delete from idempotency as i
    where i.ctid = any(array(select s.ctid from idempotency as s where s.user_id = $1::bigint limit $2::bigint))
    returning i.key
)

select
    'ok' as _outcome,
    (select count(*) from purged) + (select count(*) from unwritten)
    + (select count(*) from unmarked) + (select count(*) from forgotten) as found

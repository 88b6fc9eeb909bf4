-- Removes up to $2 todos and $2 kept answers of a deleted user, whom no write follows any more; answers how many it
-- found, 0 at the end.
-- $1 user_id, $2 limit
-- Indexes: idempotency_pkey, and either of todo's, which both begin with user_id. Removed by their places: a join may
-- become a loop over all rows for each row.
with
purged as (
    delete from todo as t
    where t.ctid = any(array(select s.ctid from todo as s where s.user_id = $1::bigint limit $2::bigint))
    returning t.id
),

forgotten as (
    delete from idempotency as i
    where i.ctid = any(array(select s.ctid from idempotency as s where s.user_id = $1::bigint limit $2::bigint))
    returning i.key
)

select
    'ok' as _outcome,
    (select count(*) from purged) + (select count(*) from forgotten) as found

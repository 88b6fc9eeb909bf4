-- Forgets answers kept for Idempotency-Keys that have had their 24 hours; up to $1 at a time. Answers how many.
-- $1 limit
-- Index: idempotency_created_at; a range, as in owner-purge.sql.
with
last_answer as materialized (
    select i.created_at
    from idempotency as i
    where i.created_at <= now() - interval '24 hours'
    order by i.created_at
    limit 1 offset $1::bigint - 1
),

forgotten as (
    delete from idempotency as i
    where i.created_at <= coalesce((select l.created_at from last_answer as l), now() - interval '24 hours')
    returning i.key
)

select
    'ok' as _outcome,
    (select count(*) from forgotten) as removed

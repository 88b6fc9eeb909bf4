-- Forgets answers kept for Idempotency-Keys that have had their 24 hours; up to $1 at a time.
-- Index: idempotency_created_at.
with old as (
    select
        i.user_id,
        i.key
    from idempotency as i
    where i.created_at <= now() - interval '24 hours'
    limit $1::bigint
    for update skip locked
),

forgotten as (
    delete from idempotency as i
    using old as o
    where i.user_id = o.user_id and i.key = o.key
    returning i.key
)

select
    'ok' as _outcome,
    (select count(*) from forgotten) as removed

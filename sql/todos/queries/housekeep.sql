-- Forgets answers kept for Idempotency-Keys that have had their 24 hours; up to $1 at a time.
-- Index: idempotency_created_at; removed by their places, as in owner-purge.sql.
with forgotten as (
    delete from idempotency as i
    where
        i.ctid = any(array(
            select s.ctid
            from idempotency as s
            where s.created_at <= now() - interval '24 hours'
            limit $1::bigint
            for update skip locked
        ))
    returning i.key
)

select
    'ok' as _outcome,
    (select count(*) from forgotten) as removed

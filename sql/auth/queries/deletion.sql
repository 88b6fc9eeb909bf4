-- How far an account's deletion is. Serves GET /auth/deletions/{receipt}/.
-- $1 receipt
-- Index: deletion_pkey.
select
    'ok' as _outcome,
    d.receipt,
    d.requested_at,
    d.finished_at,
    (
        select coalesce(json_agg(json_build_object('name', name, 'purged_at', d.received -> name) order by name), '[]')
        from unnest(d.subscribers) as name
    ) as services
from deletion as d
where d.receipt = $1::uuid

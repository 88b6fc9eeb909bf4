-- The oldest $1 events of this schema's outbox, when this connection is the one that may send them: the first relay that
-- asks leads until it disconnects, so that a key's events keep their order; the others stand by and get no row.
-- $1 limit
-- Index: outbox_pkey.
with leader as materialized (
    select pg_try_advisory_lock(hashtextextended('relay of ' || current_schema(), 0)) as leads
)

select
    'ok' as _outcome,
    o.id,
    o.topic,
    o.key,
    o.value,
    o.headers
from outbox as o
where (select l.leads from leader as l)
order by o.id
limit $1::bigint

-- The oldest $1 events of this schema's outbox, when this connection is the one that may send them: the first relay
-- that asks leads until it disconnects, so that a key's events keep their order; the others stand by and get no row.
-- Fewer events when they would be more than $2 bytes, but at least one.
-- $1 limit, $2 bytes
-- Index: outbox_pkey.
with
leader as materialized (
    select pg_try_advisory_lock(hashtextextended('relay of ' || current_schema(), 0)) as leads
),

oldest as (
    select
        o.id,
        o.topic,
        o.key,
        o.value,
        o.headers
    from outbox as o
    where (select l.leads from leader as l)
    order by o.id
    limit $1::bigint
),

measured as (
    select
        o.id,
        o.topic,
        o.key,
        o.value,
        o.headers,
        sum(octet_length(o.value)) over (order by o.id) - octet_length(o.value) as bytes_before
    from oldest as o
)

select
    'ok' as _outcome,
    m.id,
    m.topic,
    m.key,
    m.value,
    m.headers
from measured as m
where m.bytes_before < $2::bigint
order by m.id

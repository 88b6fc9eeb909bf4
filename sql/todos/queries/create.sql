-- Creates a todo; answers with it. Serves POST /todos/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 Idempotency-Key or null, $5 hash of the request,
-- $6 limit of open todos, $7 title, $8 description, $9 completed, $10 priority, $11 due ('': none)
-- Indexes: owner_pkey, idempotency_pkey.
with
running as materialized (
    select case
        when $4::text is null then true
        else pg_try_advisory_xact_lock(hashtextextended($1::bigint || ':' || $4::text, 1))
    end as free
),

replay as materialized (
    select
        i.request_hash,
        i.reply
    from running
    inner join idempotency as i
        on i.user_id = $1 and i.key = $4::text and i.created_at > now() - interval '24 hours'
    where running.free
),

holder as materialized (
    select
        o.user_id,
        o.seq,
        o.open_count,
        case
            when owner_outcome(o, $2::bigint, $3::uuid) <> 'ok' then 'gone'
            when o.open_count >= $6::bigint and not $9::boolean then 'limit'
            else 'ok'
        end as outcome
    from owner as o
    where o.user_id = $1 and (select running.free and not exists (select from replay) from running)
    for no key update
),

created as (
    insert into todo (
        user_id, version, title, description, completed, completed_at, priority, due, due_at, position
    )
    select
        h.user_id,
        h.seq + 1,
        $7::text,
        $8::text,
        $9::boolean,
        case when $9::boolean then now() end,
        $10::smallint,
        nullif($11::text, ''),
        due_at_of(nullif($11::text, '')),
        position_at(h.seq + 1)
    from holder as h
    where h.outcome = 'ok'
    returning *
),

counted as (
    update owner as o
    set seq = c.version, open_count = h.open_count + (not c.completed)::int
    from holder as h
    inner join created as c on c.user_id = h.user_id
    where o.user_id = h.user_id
),

-- makes room, before the insert below, where the last answer has had its 24 hours
forgotten as (
    delete from idempotency as i
    using created as c
    where i.user_id = c.user_id and i.key = $4::text and i.created_at <= now() - interval '24 hours'
    returning i.key
),

-- A statement that took its snapshot before another one with this key committed, and the key's lock after, did not see
-- the answer: its insert fails here (23505), nothing was created, and db_run runs it again.
kept as (
    insert into idempotency (user_id, key, request_hash, reply)
    select
        c.user_id,
        $4::text,
        $5::text,
        to_jsonb(c) - 'folded'
    from created as c
    where $4::text is not null and (select count(*) from forgotten) >= 0
),

answer as (
    select
        'ok' as outcome,
        c.*
    from created as c
    union all
    select
        case when r.request_hash = $5::text then 'replay' else 'key_reused' end,
        t.*
    from replay as r
    -- the reply of another request may be that of a bulk, an array
    cross join lateral jsonb_populate_record(null::todo, case when r.request_hash = $5::text then r.reply end) as t
)

select
    coalesce(
        a.outcome,
        case when not (select running.free from running) then 'busy' end,
        (select h.outcome from holder as h),
        'new_owner'
    ) as _outcome,
    a.version as _etag,
    a.id,
    a.user_id,
    a.title,
    a.description,
    a.completed,
    a.priority,
    a.due,
    a.position,
    a.completed_at,
    a.created_at,
    a.updated_at,
    a.deleted_at,
    a.version
from (values (1)) as one (n)
left join answer as a on true

-- Up to 500 changes in one: creates, updates, deletes and restores, each with its own outcome; one row each. Serves
-- POST /todos/bulk/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 Idempotency-Key or null, $5 hash of the request, $6 limit of open
-- todos, $7 the changes, a JSON array of objects: op, id, if_match, title, description, completed, priority, due ('':
-- none); no id stands twice
-- Indexes: owner_pkey, idempotency_pkey, todo_pkey.
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
        owner_outcome(o, $2::bigint, $3::uuid) as outcome
    from owner as o
    where o.user_id = $1 and (select running.free and not exists (select from replay) from running)
    for no key update
),

wanted as materialized (
    select
        c.n,
        w.op,
        w.id,
        w.if_match,
        w.title,
        w.description,
        w.completed,
        w.priority,
        w.due
    from jsonb_array_elements($7::jsonb) with ordinality as c (change, n)
    cross join lateral jsonb_to_record(c.change) as w (
        op text,
        id bigint,
        if_match bigint,
        title text,
        description text,
        completed boolean,
        priority smallint,
        due text
    )
),

present as materialized (
    select t.*
    from holder as h
    inner join todo as t on t.user_id = h.user_id and t.id = any(array(select w.id from wanted as w))
    where h.outcome = 'ok'
    for update of t
),

judged as materialized (
    select
        w.*,
        p.title as old_title,
        p.description as old_description,
        p.completed as old_completed,
        p.completed_at as old_completed_at,
        p.priority as old_priority,
        p.due as old_due,
        p.due_at as old_due_at,
        p.deleted_at as old_deleted_at,
        case
            when
                w.op = 'create' and not w.completed
                and h.open_count + count(*) filter (where w.op = 'create' and not w.completed) over (order by w.n)
                > $6::bigint then 'limit'
            when w.op = 'create' then 'ok'
            when p.id is null or (w.op = 'restore') <> (p.deleted_at is not null) then 'not_found'
            when w.if_match <> p.version then 'stale'
            else 'ok'
        end as outcome
    from holder as h
    cross join wanted as w
    left join present as p on p.id = w.id
    where h.outcome = 'ok'
),

accepted as materialized (
    select
        j.*,
        h.user_id,
        h.seq + row_number() over (order by j.n) as version
    from judged as j
    cross join holder as h
    where j.outcome = 'ok'
),

changed as (
    update todo as t
    set
        title = coalesce(a.title, a.old_title),
        description = coalesce(a.description, a.old_description),
        completed = coalesce(a.completed, a.old_completed),
        completed_at = case
            when not coalesce(a.completed, a.old_completed) then null
            else coalesce(a.old_completed_at, now())
        end,
        priority = coalesce(a.priority, a.old_priority),
        due = case when a.due is null then a.old_due else nullif(a.due, '') end,
        due_at = case when a.due is null then a.old_due_at else due_at_of(nullif(a.due, '')) end,
        deleted_at = case a.op when 'delete' then now() when 'restore' then null else a.old_deleted_at end,
        updated_at = case when a.op = 'update' then now() else t.updated_at end,
        version = a.version
    from accepted as a
    where a.op <> 'create' and t.user_id = a.user_id and t.id = a.id
    returning
        t.*,
        (t.deleted_at is null and not t.completed)::int
        - (a.old_deleted_at is null and not a.old_completed)::int as opened
),

created as (
    insert into todo as t (
        user_id, version, title, description, completed, completed_at, priority, due, due_at, position
    )
    select
        a.user_id,
        a.version,
        a.title,
        coalesce(a.description, ''),
        coalesce(a.completed, false),
        case when a.completed then now() end,
        coalesce(a.priority, 0),
        nullif(a.due, ''),
        due_at_of(nullif(a.due, '')),
        position_at(a.version)
    from accepted as a
    where a.op = 'create'
    order by a.n
    returning
        t.*,
        (not t.completed)::int as opened
),

written as (
    select c.* from changed as c
    union all
    select n.* from created as n
),

counted as (
    update owner as o
    set seq = s.version, open_count = h.open_count + s.opened
    from holder as h, (
        select
            max(version) as version,
            sum(opened) as opened
        from written
        having count(*) > 0
    ) as s
    where o.user_id = h.user_id
),

answer as (
    select
        j.n,
        j.op,
        j.outcome,
        t.id,
        t.user_id,
        t.title,
        t.description,
        t.completed,
        t.priority,
        t.due,
        t.position,
        t.completed_at,
        t.created_at,
        t.updated_at,
        t.deleted_at,
        t.version
    from judged as j
    left join accepted as a on a.n = j.n
    left join written as t on t.version = a.version
    where j.outcome <> 'stale'
    union all
    select
        j.n,
        j.op,
        j.outcome,
        p.id,
        p.user_id,
        p.title,
        p.description,
        p.completed,
        p.priority,
        p.due,
        p.position,
        p.completed_at,
        p.created_at,
        p.updated_at,
        p.deleted_at,
        p.version
    from judged as j
    inner join present as p on p.id = j.id
    where j.outcome = 'stale'
),

kept as (
    insert into idempotency (user_id, key, request_hash, reply)
    select
        $1::bigint,
        $4::text,
        $5::text,
        jsonb_agg(to_jsonb(a) order by a.n)
    from answer as a
    where $4::text is not null
    having count(*) > 0
    on conflict (user_id, key) do update
        set request_hash = excluded.request_hash, reply = excluded.reply, created_at = excluded.created_at
),

told as (
    select a.* from answer as a
    union all
    select
        (e.value ->> 'n')::bigint,
        e.value ->> 'op',
        e.value ->> 'outcome',
        t.id,
        t.user_id,
        t.title,
        t.description,
        t.completed,
        t.priority,
        t.due,
        t.position,
        t.completed_at,
        t.created_at,
        t.updated_at,
        t.deleted_at,
        t.version
    from replay as r
    cross join lateral jsonb_array_elements(r.reply) as e
    cross join lateral jsonb_populate_record(null::todo, e.value) as t
    where r.request_hash = $5::text
)

select
    coalesce(
        case when a.n is not null then 'ok' end,
        case when not (select running.free from running) then 'busy' end,
        (select 'key_reused' from replay as r where r.request_hash <> $5::text),
        (select h.outcome from holder as h),
        'new_owner'
    ) as _outcome,
    a.op as _op,
    a.outcome as _change,
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
left join told as a on true
order by a.n

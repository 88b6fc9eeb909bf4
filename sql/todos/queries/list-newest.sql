-- The user's todos, newest first: one row each, or one row without an id when there is none. Serves GET /todos/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 seq that the client has (If-None-Match) or null, $5 key and $6 id of
-- the last row seen or null, $7 limit; filters, null for none: $8 completed, $9 priority, $10 due_after, $11 due_before
-- (a date or an instant), $12 overdue, $13 has a due date, $14 text
-- Index: todo_pkey, backwards.
with wanted as materialized (
    select fold($14::text) as needle
)

select
    case
        when owner_outcome(o, $2::bigint, $3::uuid) <> 'ok' then 'gone'
        when coalesce(o.seq, 0) = $4::bigint then 'unchanged'
        else 'ok'
    end as _outcome,
    -- the clock and the profile's time zone too change what these three let pass
    case
        when $10::text is null and $11::text is null and $12::boolean is null then coalesce(o.seq, 0)
    end as _etag,
    '' as _key,
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
from wanted
left join owner as o on o.user_id = $1
left join lateral (
    select t.*
    from todo as t
    where
        t.user_id = $1
        and owner_outcome(o, $2::bigint, $3::uuid) = 'ok'
        and o.seq is distinct from $4::bigint
        and t.id < coalesce($6::bigint, 9223372036854775807)
        and ($5::text is null) = ($6::bigint is null)
        and todo_matches(
            t, o.time_zone, $8::boolean, $9::smallint, instant_of($10::text, o.time_zone),
            instant_of($11::text, o.time_zone), $12::boolean, $13::boolean, wanted.needle
        )
    order by t.user_id desc, t.id desc
    limit $7::bigint
) as t on true
order by t.id desc

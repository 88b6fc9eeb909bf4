-- The changes of one todo, newest first: one row each. Serves GET /todos/{id}/history/.
-- $1 user_id, $2 token's iat, $3 session_id, $4 id, $5 only versions below or null, $6 limit
-- Index: history_pkey, backwards.
select
    case
        when owner_outcome(o, $2::bigint, $3::uuid) <> 'ok' then 'gone'
        when t.id is null then 'not_found'
        else 'ok'
    end as _outcome,
    t.version as _etag,
    y.version::text as _key,
    case when y.version is not null then t.id end as id,
    y.version,
    y.at,
    y.change
from owner as o
left join todo as t on t.user_id = o.user_id and t.id = $4::bigint
left join lateral (
    select
        y.version,
        y.at,
        y.change
    from history as y
    where y.user_id = t.user_id and y.todo_id = t.id and y.version < coalesce($5::bigint, 9223372036854775807)
    order by y.version desc
    limit $6::bigint
) as y on true
where o.user_id = $1
order by y.version desc

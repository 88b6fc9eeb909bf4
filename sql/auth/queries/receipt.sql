-- A service's receipt for a deletion: kept once, and the deletion finished with the last one that was missing. Run
-- again, it changes nothing; not_found when no such deletion waits for this service.
-- $1 receipt, $2 user_id, $3 service
-- Index: deletion_pkey. All in one row, so that two receipts at the same moment see each other.
with
kept as (
    update deletion as d
    set
        received = d.received || jsonb_build_object($3::text, now()),
        finished_at = case
            when (d.received || jsonb_build_object($3::text, now())) ?& d.subscribers then now()
            else d.finished_at
        end
    where
        d.receipt = $1::uuid
        and d.user_id = $2::bigint
        and $3::text = any(d.subscribers)
        and not d.received ? $3::text
    returning d.finished_at
)

select
    case
        when exists (select from kept) then 'ok'
        when d.user_id = $2::bigint and $3::text = any(d.subscribers) then 'ok'
        else 'not_found'
    end as _outcome,
    (select k.finished_at is not null from kept as k) as _finished
from (values (1)) as one (n)
left join deletion as d on d.receipt = $1::uuid

-- A few users with something in the trash since before $1, for the housekeeping.
-- $1 trashed before
-- Index: todo_deleted_at.
select distinct
    'ok' as _outcome,
    t.user_id
from todo as t
where t.deleted_at < $1::timestamptz
limit 100

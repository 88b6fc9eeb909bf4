-- Removes up to $2 todos and $2 kept answers of a deleted user; answers how many it removed, 0 at the end.
-- $1 user_id, $2 limit
-- Indexes: todo_pkey, idempotency_pkey.
with
some_todos as (
    select t.id
    from todo as t
    where t.user_id = $1::bigint
    limit $2::bigint
),

some_answers as (
    select i.key
    from idempotency as i
    where i.user_id = $1::bigint
    limit $2::bigint
),

purged as (
    delete from todo as t
    using some_todos as s
    where t.user_id = $1::bigint and t.id = s.id
    returning t.id
),

forgotten as (
    delete from idempotency as i
    using some_answers as s
    where i.user_id = $1::bigint and i.key = s.key
    returning i.key
)

select
    'ok' as _outcome,
    (select count(*) from purged) + (select count(*) from forgotten) as removed

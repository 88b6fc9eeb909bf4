-- Makes the owner's row before a user's very first write; the write itself is run again after it.
-- $1 user_id
insert into owner (user_id)
values ($1::bigint)
on conflict (user_id) do nothing
returning 'ok' as _outcome

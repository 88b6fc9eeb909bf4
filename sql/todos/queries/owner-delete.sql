-- The account was deleted: no token of this user is taken from now on, and no write of it can follow. Run again, it
-- changes nothing.
-- $1 user_id
insert into owner (user_id, deleted_at)
values ($1::bigint, now())
on conflict (user_id) do update
    set deleted_at = excluded.deleted_at, open_count = 0
    where owner.deleted_at is null
returning 'ok' as _outcome

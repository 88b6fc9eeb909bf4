-- Forgets events that the broker has acknowledged.
-- $1 their ids
-- Index: outbox_pkey.
delete from outbox
where id = any($1::bigint[])

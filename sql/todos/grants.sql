-- What the service's role (psql variable "role") may do in its schema; run after every migration.
grant usage on schema todos to :"role";
grant select, insert, update, delete on owner, todo, history, removal, idempotency, outbox to :"role";
grant select on migration to :"role";

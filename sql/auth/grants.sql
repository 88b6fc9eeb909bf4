-- What the service's role (psql variable "role") may do in its schema; run after every migration.
grant usage on schema auth to :"role";
grant select, insert, update, delete on account, session, deletion, outbox to :"role";
grant select on migration to :"role";

-- What the service's role (psql variable "role") may do in its schema; run after every migration.
grant usage on schema auth to :"role";
grant select, insert, update, delete on account, session, deletion, outbox, familiar_address, throttle to :"role";
grant select on migration, time_zone to :"role";

-- The names in pg_timezone_names that are IANA's.
insert into time_zone (name)
select z.name
from pg_timezone_names as z
where z.name ~ '^[A-Z][A-Za-z0-9_+/-]*$' and z.name <> 'Factory'
on conflict do nothing;

-- Makes the owner of the schemas, a login role for each service and the database; run by the superuser at every start.
-- Variables: owner, database, services (names separated by commas).
select format('create role %I login', role)
from unnest(array[:'owner'] || string_to_array(:'services', ',')) as role
where not exists (select from pg_roles where rolname = role)
\gexec
select format('create database %I owner %I encoding ''UTF8'' template template0', :'database', :'owner')
where not exists (select from pg_database where datname = :'database')
\gexec
\connect :database
create extension if not exists pg_stat_statements;
revoke all on schema public from public;
revoke all on database :"database" from public;
select format('grant connect, temporary on database %I to %I', :'database', role)
from unnest(string_to_array(:'services', ',')) as role
\gexec

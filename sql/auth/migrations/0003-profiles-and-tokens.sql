-- Profiles, sessions that their owner can see and end, API tokens, and the throttle of logins and registrations.

alter table account
add column display_name text not null default '' check (char_length(display_name) <= 150),
add column language text not null default 'en' check (language in ('en', 'fa', 'ru')),
add column time_zone text not null default 'UTC',
-- ISO 8601: 1 is Monday, 7 is Sunday
add column week_start smallint not null default 1 check (week_start between 1 and 7),
-- one more with each change of the profile
add column version bigint not null default 1,
-- logins' tokens issued before have ended (whole seconds, as a token's iat)
add column not_before timestamptz not null default '-infinity';

-- The IANA time zones that this server knows; grants.sql, which runs at every start, adds those of a newer server.
-- pg_timezone_names itself reads more than a thousand files.
create table time_zone (
    name text primary key
);

-- A session that ends is deleted. A row is a login, or an API token: the same, but with a name and without refresh
-- token.
delete from session
where revoked_at is not null;

alter table session
drop column revoked_at,
drop column refresh_hash_before,
alter column refresh_hash drop not null,
add column kind text not null default 'login' check (kind in ('login', 'api')),
add column name text check (char_length(name) between 1 and 100),
add column scope text not null default 'read write' check (scope in ('read', 'read write')),
-- the tokens exchanged before the newest one, newest first, as long as each was exchanged within the grace period after
-- the one before
add column refresh_used text[] not null default '{}',
add column user_agent text not null default '' check (char_length(user_agent) <= 200),
add column address inet,
add column last_used_at timestamptz not null default now(),
add check ((kind = 'api') = (name is not null) and (kind = 'login') = (refresh_hash is not null));

-- Where an account was logged in to before: strangers' tries do not lock these addresses out. IPv6: the /64 network.
create table familiar_address (
    user_id bigint not null references account,
    address text not null,
    seen_at timestamptz not null default now(),
    primary key (user_id, address)
);

create index familiar_address_seen_at on familiar_address (seen_at);

-- How much of its budget each key has used (GCRA: ITU-T I.371, annex A): the time until which it is spent. After a
-- crash of the server all begin anew, and in return no try waits for a disk.
create unlogged table throttle (
    key text primary key,
    spent_until timestamptz not null
) with (fillfactor = 50);

create index throttle_spent_until on throttle (spent_until);

-- Takes one try from the budget of each key: limits[i] tries a period (s), after a pause all at once. Answers 0, or the
-- seconds to wait when one of them has none left; then nothing was taken.
create function throttle_take(keys text[], limits bigint[], period bigint) returns bigint
language plpgsql as $$
declare
    step interval;
    spent timestamptz;
begin
    for i in 1 .. cardinality(keys) loop
        step := make_interval(secs => period::double precision / limits[i]);
        insert into throttle as t (key, spent_until)
        values (keys[i], now() + step)
        on conflict (key) do update set spent_until = greatest(t.spent_until, now()) + step
        where greatest(t.spent_until, now()) + step <= now() + make_interval(secs => period);
        if not found then
            perform throttle_give_back(keys[:i - 1], limits[:i - 1], period);
            select t.spent_until into spent from throttle as t where t.key = keys[i];
            return greatest(1, ceil(extract(epoch from spent + step - now()) - period));
        end if;
    end loop;
    return 0;
end
$$;

-- Gives one try back to each key.
create function throttle_give_back(keys text[], limits bigint[], period bigint) returns void
language plpgsql as $$
begin
    for i in 1 .. cardinality(keys) loop
        update throttle as t
        set spent_until = t.spent_until - make_interval(secs => period::double precision / limits[i])
        where t.key = keys[i];
    end loop;
end
$$;

-- Ends the logins of an account but one (kept; null: all). A function, since it looks anew: a statement that has
-- waited for the account's lock does not see the login that held it.
create function end_logins(holder bigint, kept uuid) returns bigint
language plpgsql as $$
declare
    ended bigint;
begin
    delete from session as s
    where s.user_id = holder and s.kind = 'login' and s.session_id is distinct from kept;
    get diagnostics ended = row_count;
    return ended;
end
$$;

-- Removes what an account that is being deleted has besides its row; looks anew as end_logins does.
create function end_account(holder bigint) returns bigint
language plpgsql as $$
declare
    ended bigint;
begin
    delete from familiar_address as f
    where f.user_id = holder;
    delete from session as s
    where s.user_id = holder;
    get diagnostics ended = row_count;
    return ended;
end
$$;

-- The not_before of somebody who ends all logins now: later than any before, and than every token issued until now.
create function next_not_before(earlier timestamptz) returns timestamptz
language sql volatile
return greatest(date_trunc('second', clock_timestamp()), earlier) + interval '1 second';

-- The iat of a token issued now: never before not_before, so that a login right after is no victim of it.
create function issued_at(not_before timestamptz) returns bigint
language sql stable
return greatest(floor(extract(epoch from now())), extract(epoch from not_before))::bigint;

-- The headers of an event: CloudEvents 1.0 (Kafka binding, binary mode), and the request.
create function event_headers(type text, request_id text) returns jsonb
language sql volatile
return jsonb_strip_nulls(
    jsonb_build_object(
        'ce_specversion', '1.0',
        'ce_id', gen_random_uuid(),
        'ce_type', type,
        'ce_source', '/auth',
        'ce_time', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'x-request-id', request_id
    )
);

-- For each row, so that a statement which publishes nothing wakes nobody; PostgreSQL sends equal notifications once.
drop trigger outbox_notify on outbox;

create trigger outbox_notify after insert on outbox
for each row execute function outbox_notify();

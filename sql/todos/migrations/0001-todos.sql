-- Owners and their todos, the answers kept for Idempotency-Keys, and the outbox.

-- One row per user: the lock that orders the user's writes, and what every request must know.
create table owner (
    user_id bigint primary key check (user_id > 0),
    -- the number of the user's last change; each changed todo takes the next one as its version
    seq bigint not null default 0,
    -- changes up to here are no longer all known: the change feed answers 410
    horizon bigint not null default 0,
    open_count bigint not null default 0 check (open_count >= 0),
    -- set for good when the account is deleted: no token of this user is taken again
    deleted_at timestamptz,
    -- tokens issued before are refused, and so are those of the sessions listed
    not_before timestamptz not null default '-infinity',
    revoked uuid[] not null default '{}'
) with (fillfactor = 50);

create table todo (
    user_id bigint not null,
    id bigint generated always as identity,
    version bigint not null,
    title text not null check (char_length(title) between 1 and 255),
    description text not null default '' check (octet_length(description) <= 16384),
    completed boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- since when it lies in the trash
    deleted_at timestamptz,
    primary key (user_id, id)
);

-- the change feed
create unique index todo_version on todo (user_id, version);

-- A POST's answer, so that the same Idempotency-Key gets it again for 24 hours.
create table idempotency (
    user_id bigint not null,
    key text not null,
    request_hash text not null,
    reply jsonb not null,
    created_at timestamptz not null default now(),
    primary key (user_id, key)
);

create index idempotency_created_at on idempotency (created_at);

-- Events on their way to Kafka; the relay deletes a row when the broker has acknowledged it.
create table outbox (
    id bigint generated always as identity primary key,
    topic text not null,
    key text not null,
    value text not null,
    headers jsonb not null default '{}',
    created_at timestamptz not null default now()
);

create function outbox_notify() returns trigger language plpgsql as $$
begin
    perform pg_notify('outbox_todos', '');
    return null;
end
$$;

create trigger outbox_notify after insert on outbox
for each statement execute function outbox_notify();

-- What a request with this token may do: 'ok', or 'gone' when the account was deleted or the token revoked.
-- (A quoted body, since one that PostgreSQL parsed now would forbid to add columns to the table later.)
create function owner_outcome(o owner, issued_at bigint, session_id uuid) returns text
language sql stable as $$
select case
    when o.deleted_at is not null
        or to_timestamp(issued_at) < o.not_before
        or session_id = any(o.revoked) then 'gone'
    else 'ok'
end
$$;

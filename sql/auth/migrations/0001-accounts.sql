-- Accounts, their sessions, deletions with their receipts, and the outbox.

-- One row per account, for ever: a deleted one keeps its number and nothing else.
create table account (
    user_id bigint generated always as identity primary key,
    -- as the user writes it (NFKC), and as it is compared (NFKC_Casefold)
    username text,
    username_key text unique,
    email text,
    email_key text unique,
    password_hash text,
    created_at timestamptz not null default now(),
    deleted_at timestamptz,
    check (
        (deleted_at is null) = (username is not null)
        and (username is null) = (username_key is null)
        and (username is null) = (password_hash is null)
        and (email is null) = (email_key is null)
    )
);

-- One row per login: the family of refresh tokens that came from it. Only the newest token and the one before are
-- known, by their SHA-256; every older one is still recognised as ours by its own authentication code.
create table session (
    session_id uuid primary key,
    user_id bigint not null references account,
    refresh_hash text not null,
    refresh_hash_before text,
    rotated_at timestamptz not null default now(),
    -- when the password was given
    auth_time timestamptz not null default now(),
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz
);

create index session_user_id on session (user_id);
create index session_expires_at on session (expires_at);

-- An account's deletion, finished when each subscriber's receipt is here.
create table deletion (
    receipt uuid primary key,
    user_id bigint not null unique references account,
    subscribers text[] not null,
    -- the receipts that came: service -> when
    received jsonb not null default '{}',
    requested_at timestamptz not null default now(),
    finished_at timestamptz,
    -- how often the event was published, and when it will be again while receipts are missing
    publications integer not null default 1,
    publish_again_at timestamptz not null,
    request_id text
);

create index deletion_publish_again_at on deletion (publish_again_at) where finished_at is null;

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
    perform pg_notify('outbox_auth', '');
    return null;
end
$$;

create trigger outbox_notify after insert on outbox
for each statement execute function outbox_notify();

-- The headers of a deletion event: CloudEvents 1.0 (Kafka binding, binary mode), the receipt, the request.
create function deletion_headers(receipt uuid, request_id text) returns jsonb
language sql volatile
return jsonb_strip_nulls(
    jsonb_build_object(
        'ce_specversion', '1.0',
        'ce_id', gen_random_uuid(),
        'ce_type', 'user_deleted',
        'ce_source', '/auth',
        'ce_time', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'receipt', receipt,
        'x-request-id', request_id
    )
);

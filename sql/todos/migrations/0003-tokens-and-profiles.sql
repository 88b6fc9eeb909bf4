-- What auth tells of ended logins and API tokens, and of profiles, in the owner's row.

-- Made anew below, with a quoted body: one that PostgreSQL has parsed forbids to add columns to the table.
drop function owner_outcome(owner, bigint, uuid);

alter table owner
-- the login that not_before spares: the one in which the password was changed
add column kept_session uuid,
-- until when each of revoked has to be known: then its last token has expired
add column revoked_until timestamptz[] not null default '{}',
-- the first of them
add column forget_at timestamptz,
-- of the profile that language and time zone are from
add column profile_version bigint not null default 0;

create index owner_forget_at on owner (forget_at) where forget_at is not null;

-- What a request with this token may do: 'ok', or 'gone' when the account was deleted or the token revoked.
create function owner_outcome(o owner, issued_at bigint, session_id uuid) returns text
language sql stable as $$
select case
    when o.deleted_at is not null
        or session_id = any(o.revoked)
        or (to_timestamp(issued_at) < o.not_before and session_id is distinct from o.kept_session) then 'gone'
    else 'ok'
end
$$;

-- The profile changed. Makes the owner's row when it is missing. An older version than the one known changes nothing.
-- $1 user_id, $2 language, $3 time zone, $4 the profile's version
-- Index: owner_pkey.
insert into owner as o (user_id, language, time_zone, profile_version)
values ($1::bigint, $2::text, $3::text, $4::bigint)
on conflict (user_id) do update
    set language = excluded.language, time_zone = excluded.time_zone, profile_version = excluded.profile_version
    where o.deleted_at is null and o.profile_version < excluded.profile_version
returning 'ok' as _outcome

-- Tokens were revoked: those of one session ($2), or all issued to logins before some time ($3) except to one login
-- ($4). Makes the owner's row when it is missing. Run again, or late, it changes nothing: not after the tokens have
-- expired, and not over a later $3.
-- $1 user_id, $2 session_id or null, $3 not before (s since 1970) or null, $4 session_id or null, $5 when the last of
-- the tokens expires (s since 1970)
-- Index: owner_pkey.
insert into owner as o (user_id, not_before, kept_session, revoked, revoked_until, forget_at)
select
    $1::bigint,
    coalesce(to_timestamp($3::bigint), '-infinity'),
    $4::uuid,
    array_remove(array[$2::uuid], null),
    case when $2::uuid is null then '{}' else array[to_timestamp($5::bigint)] end,
    case when $2::uuid is not null then to_timestamp($5::bigint) end
where to_timestamp($5::bigint) > now()
on conflict (user_id) do update
    set
        not_before = greatest(o.not_before, excluded.not_before),
        kept_session = case when excluded.not_before > o.not_before then excluded.kept_session else o.kept_session end,
        revoked = case when excluded.revoked <@ o.revoked then o.revoked else o.revoked || excluded.revoked end,
        revoked_until = case
            when excluded.revoked <@ o.revoked then o.revoked_until
            else o.revoked_until || excluded.revoked_until
        end,
        forget_at = least(o.forget_at, excluded.forget_at)
    where o.deleted_at is null and (excluded.not_before > o.not_before or not excluded.revoked <@ o.revoked)
returning 'ok' as _outcome

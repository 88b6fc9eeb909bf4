-- Forgets revoked sessions whose last token has expired; of up to $1 users at a time.
-- $1 limit
-- Index: owner_forget_at; found by their places, as in owner-purge.sql.
with forgotten as (
    update owner as o
    set (revoked, revoked_until, forget_at) = (
        select
            coalesce(array_agg(k.session_id), '{}'),
            coalesce(array_agg(k.until), '{}'),
            min(k.until)
        from unnest(o.revoked, o.revoked_until) as k (session_id, until)
        where k.until > now()
    )
    where
        o.ctid = any(array(
            select s.ctid
            from owner as s
            where s.forget_at <= now()
            limit $1::bigint
            for update skip locked
        ))
    returning o.user_id
)

select
    'ok' as _outcome,
    (select count(*) from forgotten) as removed

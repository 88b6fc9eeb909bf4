-- Forgets revoked sessions whose last token has expired; of up to $1 users at a time. Answers of how many.
-- $1 limit
-- Index: owner_forget_at; a range, as in owner-purge.sql.
with
last_owner as materialized (
    select o.forget_at
    from owner as o
    where o.forget_at <= now()
    order by o.forget_at
    limit 1 offset $1::bigint - 1
),

forgotten as (
    update owner as o
    set (revoked, revoked_until, forget_at) = (
        select
            coalesce(array_agg(k.session_id), '{}'),
            coalesce(array_agg(k.until), '{}'),
            min(k.until)
        from unnest(o.revoked, o.revoked_until) as k (session_id, until)
        where k.until > now()
    )
    where o.forget_at <= coalesce((select l.forget_at from last_owner as l), now())
    returning o.user_id
)

select
    'ok' as _outcome,
    (select count(*) from forgotten) as removed

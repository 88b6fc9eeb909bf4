-- Forgets sessions that ended or expired more than a day ago; up to $1 at a time.
-- $1 limit
-- Index: session_expires_at; removed by their places: a join may become a loop over all rows for each row.
with forgotten as (
    delete from session as s
    where
        s.ctid = any(array(
            select o.ctid
            from session as o
            where o.expires_at < now() - interval '1 day'
            limit $1::bigint
            for update skip locked
        ))
    returning s.session_id
)

select
    'ok' as _outcome,
    (select count(*) from forgotten) as removed

-- Forgets sessions that ended or expired more than a day ago; up to $1 at a time. Answers how many.
-- $1 limit
-- Index: session_expires_at; a range: a join or an array of keys may become a loop over all rows for each row, when the
-- plan was made while the table was small.
with
last_session as materialized (
    select s.expires_at
    from session as s
    where s.expires_at <= now() - interval '1 day'
    order by s.expires_at
    limit 1 offset $1::bigint - 1
),

forgotten as (
    delete from session as s
    where s.expires_at <= coalesce((select l.expires_at from last_session as l), now() - interval '1 day')
    returning s.session_id
)

select
    'ok' as _outcome,
    (select count(*) from forgotten) as removed

-- Publishes again the deletions whose receipts are overdue, looking at up to $1 of them; each waits twice as long as
-- before, up to an hour. One whose event still waits in the outbox is only looked at again later: while Kafka is down
-- the outbox does not grow. Answers how many were published.
-- $1 limit, $2 seconds until the first repetition
-- Indexes: deletion_publish_again_at, outbox_key, deletion_pkey.
with
overdue as (
    select
        d.receipt,
        not exists (
            select from outbox as o
            where o.key = d.user_id::text and o.topic = 'user_deleted_topic'
        ) as due
    from deletion as d
    where d.finished_at is null and d.publish_again_at <= now()
    order by d.publish_again_at
    limit $1::bigint
    for update skip locked
),

again as (
    update deletion as d
    set
        publications = d.publications + o.due::int,
        publish_again_at = now()
        + make_interval(secs => least(3600, $2::bigint * power(2, least(d.publications, 12))))
    from overdue as o
    where d.receipt = o.receipt
    returning d.user_id, d.receipt, d.request_id, o.due
),

published as (
    insert into outbox (topic, key, value, headers)
    select
        'user_deleted_topic',
        a.user_id::text,
        format('{"user_id": %s}', a.user_id),
        deletion_headers(a.receipt, a.request_id)
    from again as a
    where a.due
    returning id
)

select
    'ok' as _outcome,
    (select count(*) from published) as published

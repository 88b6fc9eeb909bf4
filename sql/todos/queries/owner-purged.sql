-- Answers the deletion event with this service's receipt, also when there was nothing to remove or it was answered
-- before.
-- $1 user_id, $2 receipt, $3 request id or null
insert into outbox (topic, key, value, headers)
select
    'user_purged_topic',
    $1::bigint::text,
    json_build_object('user_id', $1::bigint, 'service', 'todos', 'receipt', $2::uuid)::text,
    jsonb_strip_nulls(
        jsonb_build_object(
            'ce_specversion', '1.0',
            'ce_id', gen_random_uuid(),
            'ce_type', 'user_purged',
            'ce_source', '/todos',
            'ce_time', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
            'receipt', $2::uuid,
            'x-request-id', $3::text
        )
    )
returning 'ok' as _outcome

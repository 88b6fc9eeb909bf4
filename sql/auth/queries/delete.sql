-- Deletes the account: erases its names, ends its sessions and puts the event into the outbox, all or nothing. Serves
-- DELETE /auth/profile/.
-- $1 user_id, $2 session_id, $3 receipt, $4 subscribers, $5 seconds until the event is published again, $6 request id
-- Indexes: account_pkey, session_pkey. The account is locked first.
with
holder as materialized (
    select a.user_id
    from account as a
    where
        a.user_id = $1::bigint
        and a.deleted_at is null
        and exists (select from session as s where s.session_id = $2::uuid and s.user_id = a.user_id)
    for update
),

erased as (
    update account as a
    set
        username = null, username_key = null, email = null, email_key = null, password_hash = null, display_name = '',
        language = default, time_zone = default, week_start = default, version = default, deleted_at = now()
    from holder as h
    where a.user_id = h.user_id
),

ended as materialized (
    select end_account(h.user_id) as sessions
    from holder as h
),

promised as (
    insert into deletion (receipt, user_id, subscribers, publish_again_at, request_id, finished_at)
    select
        $3::uuid,
        h.user_id,
        $4::text[],
        now() + make_interval(secs => $5::bigint),
        $6::text,
        case when cardinality($4::text[]) = 0 then now() end
    from holder as h
    returning *
),

published as (
    insert into outbox (topic, key, value, headers)
    select
        'user_deleted_topic',
        p.user_id::text,
        format('{"user_id": %s}', p.user_id),
        deletion_headers(p.receipt, p.request_id)
    from promised as p
)

select
    case when exists (select from promised) then 'ok' else 'gone' end as _outcome,
    (select e.sessions from ended as e) as _ended

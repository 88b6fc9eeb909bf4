-- Changes the profile; null keeps a field. Tells the other services what they need of it. Serves PATCH /auth/profile/.
-- $1 user_id, $2 session_id, $3 versions that If-Match allows or null, $4 whether to change the e-mail address,
-- $5 e-mail address or null for none, $6 its key, $7 display name, $8 language, $9 time zone, $10 first day of the
-- week,
-- $11 request id
-- Indexes: account_pkey, session_pkey, account_email_key_key, time_zone_pkey. The account is locked first.
with
present as materialized (
    select
        a.*,
        $8::text is null and $9::text is null as tells_nothing
    from account as a
    where
        a.user_id = $1::bigint
        and a.deleted_at is null
        and exists (select from session as s where s.session_id = $2::uuid and s.user_id = a.user_id)
    for no key update
),

judged as materialized (
    select
        p.user_id,
        case
            when not p.version = any($3::bigint[]) then 'stale'
            when $9::text is not null and not exists (select from time_zone as z where z.name = $9::text) then 'invalid'
            when exists (select from account as o where o.email_key = $6::text and o.user_id <> p.user_id) then 'taken'
            else 'ok'
        end as outcome
    from present as p
),

changed as (
    update account as a
    set
        email = case when $4::boolean then $5::text else p.email end,
        email_key = case when $4::boolean then $6::text else p.email_key end,
        display_name = coalesce($7::text, p.display_name),
        language = coalesce($8::text, p.language),
        time_zone = coalesce($9::text, p.time_zone),
        week_start = coalesce($10::smallint, p.week_start),
        version = p.version + 1
    from present as p, judged as j
    where a.user_id = p.user_id and j.outcome = 'ok'
    returning a.*
),

published as (
    insert into outbox (topic, key, value, headers)
    select
        'user_changed_topic',
        c.user_id::text,
        json_build_object(
            'user_id', c.user_id,
            'language', c.language,
            'time_zone', c.time_zone,
            'version', c.version
        )::text,
        event_headers('user_changed', $11::text)
    from changed as c, present as p
    where not p.tells_nothing
),

shown as (
    select
        c.user_id,
        c.username,
        c.email,
        c.display_name,
        c.language,
        c.time_zone,
        c.week_start,
        c.created_at,
        c.version
    from changed as c
    union all
    select
        p.user_id,
        p.username,
        p.email,
        p.display_name,
        p.language,
        p.time_zone,
        p.week_start,
        p.created_at,
        p.version
    from present as p, judged as j
    where j.outcome <> 'ok'
)

select
    coalesce(j.outcome, 'gone') as _outcome,
    s.version as _etag,
    s.user_id as id,
    s.username,
    coalesce(s.email, '') as email,
    s.display_name,
    s.language,
    s.time_zone,
    s.week_start,
    s.created_at,
    s.version
from (values (1)) as one (n)
left join judged as j on true
left join shown as s on true

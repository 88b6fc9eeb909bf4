-- Due dates, priorities, positions, search, the history of each todo, and markers of what was removed for good.

-- Searched text, folded the same way on both sides: no case, no diacritics, Arabic yeh and kaf as the Persian ones, all
-- digits as ASCII's, no tatweel or zero-width joiners.
create function fold(plain text) returns text
language sql immutable parallel safe
return translate(
    lower(
        regexp_replace(
            normalize(plain, nfkd),
            '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7'
            || '\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f]',
            '', 'g'
        )
    ),
    U&'\064A\0649\0643\0629' || U&'\0660\0661\0662\0663\0664\0665\0666\0667\0668\0669'
    || U&'\06F0\06F1\06F2\06F3\06F4\06F5\06F6\06F7\06F8\06F9',
    U&'\06CC\06CC\06A9\0647' || '01234567890123456789'
);

-- Where a new todo stands among the user's: behind all others, since versions only grow. Positions compare by bytes.
create function position_at(version bigint) returns text
language sql immutable parallel safe
return 'm' || lpad(to_hex(version), 12, '0');

-- What the reminders and the filters on due dates need of the profile; auth tells us when it changes.
alter table owner add column time_zone text not null default 'UTC';
alter table owner add column language text not null default 'en';

alter table todo
add column priority smallint not null default 0 check (priority between 0 and 3),
-- a date (RFC 3339 full-date), or a date-time with its offset and perhaps its zone (RFC 9557): as the user gave it
add column due text,
-- its instant; of a date, that day's beginning in UTC
add column due_at timestamptz check ((due is null) = (due_at is null)),
add column position text collate "C",
add column completed_at timestamptz,
add column folded text generated always as (fold(title || E'\n' || description)) stored;

update todo as t
set
    position = position_at(r.rank),
    completed_at = case when t.completed then t.updated_at end
from (
    select
        user_id,
        id,
        row_number() over (partition by user_id order by id) as rank
    from todo
) as r
where t.user_id = r.user_id and t.id = r.id;

alter table todo
alter column position set not null,
add check (char_length(position) between 1 and 200),
add check (completed = (completed_at is not null));

-- the trash that has had its 30 days
create index todo_deleted_at on todo (deleted_at) where deleted_at is not null;

-- Each change of each todo: which fields had which value before and after. Written by a trigger, so that no statement
-- can forget it.
create table history (
    user_id bigint not null,
    todo_id bigint not null,
    version bigint not null,
    at timestamptz not null default now(),
    -- {"title": ["before", "after"], …}; {} for the creation
    change jsonb not null,
    primary key (user_id, todo_id, version)
);

create function history_write() returns trigger language plpgsql as $$
declare
    change jsonb := '{}';
begin
    if tg_op = 'UPDATE' then
        if new.title <> old.title then
            change := change || jsonb_build_object('title', jsonb_build_array(old.title, new.title));
        end if;
        if new.description <> old.description then
            change := change || jsonb_build_object('description', jsonb_build_array(old.description, new.description));
        end if;
        if new.completed <> old.completed then
            change := change || jsonb_build_object('completed', jsonb_build_array(old.completed, new.completed));
        end if;
        if new.priority <> old.priority then
            change := change || jsonb_build_object('priority', jsonb_build_array(old.priority, new.priority));
        end if;
        if new.due is distinct from old.due then
            change := change || jsonb_build_object('due', jsonb_build_array(old.due, new.due));
        end if;
        if new.position <> old.position then
            change := change || jsonb_build_object('position', jsonb_build_array(old.position, new.position));
        end if;
        if (new.deleted_at is null) <> (old.deleted_at is null) then
            change := change || jsonb_build_object('deleted_at', jsonb_build_array(old.deleted_at, new.deleted_at));
        end if;
    end if;
    -- with its schema, so that it works whatever the search_path of who changes a todo
    insert into todos.history (user_id, todo_id, version, change)
    values (new.user_id, new.id, new.version, change);
    return null;
end
$$;

create trigger history_write after insert or update on todo
for each row execute function history_write();

-- A todo that is removed takes its history along: also what came while the removing statement waited, and could not
-- see. By the index, even when the plan is made while the table is small.
create function history_forget() returns trigger language plpgsql set enable_seqscan = off as $$
begin
    delete from todos.history where user_id = old.user_id and todo_id = old.id;
    return null;
end
$$;

create trigger history_forget after delete on todo
for each row execute function history_forget();

-- What was removed for good, for the change feed; kept 90 days.
create table removal (
    user_id bigint not null,
    version bigint not null,
    todo_id bigint not null,
    removed_at timestamptz not null default now(),
    primary key (user_id, version)
);

create index removal_removed_at on removal (removed_at);

-- The instant of a due date as texts give it: of a date, the day's beginning in UTC.
create function due_at_of(due text) returns timestamptz
language sql stable parallel safe
return case when length(due) = 10 then (due || 'T00:00:00Z')::timestamptz else split_part(due, '[', 1)::timestamptz end;

-- The instant that a filter on due dates means: of a date, the day's beginning in the owner's time zone.
create function instant_of(given text, time_zone text) returns timestamptz
language sql stable parallel safe
return case
    when length(given) = 10 then given::timestamp at time zone time_zone
    else split_part(given, '[', 1)::timestamptz
end;

-- The due date in a list's cursor, seconds since 1970; 999999999999 (in the year 33658) stands for none.
create function due_of_key(key bigint) returns timestamptz
language sql immutable parallel safe
return case
    when key = 999999999999 then 'infinity'
    else timestamptz '1970-01-01 00:00:00+00' + key * interval '1 second'
end;

-- When a todo is due for its owner: a date begins at midnight in the owner's time zone.
create function due_instant(due text, due_at timestamptz, time_zone text) returns timestamptz
language sql stable parallel safe
return case when length(due) = 10 then (due_at at time zone 'UTC') at time zone time_zone else due_at end;

-- From when on a todo is overdue, unless it is completed: at its instant, or when its day is over for its owner.
create function overdue_from(due text, due_at timestamptz, time_zone text) returns timestamptz
language sql stable parallel safe
return case
    when length(due) = 10 then (due_at at time zone 'UTC' + interval '1 day') at time zone time_zone
    else due_at
end;

-- Whether a todo fits the filters of a list; a filter that is null lets everything pass. due_after and due_before are
-- instants, needle is folded. A CASE, so that the planner takes half of the todos to fit: of eight conditions on
-- parameters it would expect hardly any to, and sort all of a user's todos rather than read them in order.
create function todo_matches(
    t todo, time_zone text, completed boolean, priority smallint, due_after timestamptz, due_before timestamptz,
    overdue boolean, has_due boolean, needle text
) returns boolean
language sql stable parallel safe as $$
select case
    when
        t.deleted_at is null
        and (completed is null or t.completed = completed)
        and (priority is null or t.priority = priority)
        and (has_due is null or (t.due is not null) = has_due)
        and (due_after is null or due_instant(t.due, t.due_at, time_zone) >= due_after)
        and (due_before is null or due_instant(t.due, t.due_at, time_zone) < due_before)
        and (
            overdue is null
            or overdue = (not t.completed and t.due is not null and overdue_from(t.due, t.due_at, time_zone) <= now())
        )
        and (needle is null or strpos(t.folded, needle) > 0)
        then true
    else false
end
$$;

-- A position between two others (low null: before all), as a fraction in base 36; null when there is none. high is
-- never null: behind all others position_at serves.
create function position_between(low text, high text) returns text
language plpgsql immutable as $$
declare
    digits constant text := '0123456789abcdefghijklmnopqrstuvwxyz';
    made text := '';
    bounded boolean := true;
    l integer;
    h integer;
begin
    if low >= high collate "C" then
        return null;
    end if;
    for i in 1..200 loop
        -- What is missing behind the end of low counts as the smallest digit.
        l := greatest(strpos(digits, nullif(substr(low, i, 1), '')) - 1, 0);
        h := case when bounded then greatest(strpos(digits, nullif(substr(high, i, 1), '')) - 1, 0) else 36 end;
        if h - l > 1 then
            return made || substr(digits, (l + h) / 2 + 1, 1);
        end if;
        made := made || substr(digits, l + 1, 1);
        -- Once below the upper bound only the lower one still counts.
        bounded := bounded and h = l;
    end loop;
    return null;
end
$$;

-- Gives all of a user's todos positions anew, in their order; each is a change with a version of its own, and the
-- versions keep their order. The caller holds the owner's lock.
create function todo_rebalance(of_user bigint) returns void language plpgsql as $$
begin
    update todo as t
    set position = position_at(r.place), version = o.seq + r.turn
    from owner as o, (
        select
            id,
            row_number() over (order by position, id) as place,
            row_number() over (order by version) as turn
        from todo
        where user_id = of_user
    ) as r
    where o.user_id = of_user and t.user_id = of_user and t.id = r.id;
    update owner
    set seq = (select max(version) from todo where user_id = of_user)
    where user_id = of_user;
end
$$;

-- The position right behind one todo, or right before another, or before all; position_at(next) when that is behind all
-- others. Null when there is none left there, '' when that todo is not the user's. The todo that moves counts as away.
create function position_beside(of_user bigint, moved bigint, behind bigint, before bigint, next bigint) returns text
language plpgsql as $$
declare
    low text;
    high text;
begin
    select position into low from todo where user_id = of_user and id = behind;
    if behind is not null and not found then
        return '';
    end if;
    select position into high from todo where user_id = of_user and id = before;
    if before is not null and not found then
        return '';
    end if;
    if before is not null then
        select position into low
        from todo
        where user_id = of_user and id <> moved and (position, id) < (high, before)
        order by position desc, id desc
        limit 1;
    else
        select position into high
        from todo
        where user_id = of_user and id <> moved and (behind is null or (position, id) > (low, behind))
        order by position, id
        limit 1;
    end if;
    if high is null then
        return case when low is null or low < position_at(next) collate "C" then position_at(next) end;
    end if;
    return position_between(low, high);
end
$$;

-- Moves one todo; see queries/move.sql.
create function todo_move(
    of_user bigint, issued_at bigint, session_id uuid, moved bigint, versions bigint[], behind bigint, before bigint,
    out outcome text, out todo todo
) language plpgsql as $$
declare
    holder owner;
    place text;
begin
    select * into holder from owner where user_id = of_user for no key update;
    outcome := owner_outcome(holder, issued_at, session_id);
    if holder.user_id is null then
        outcome := 'not_found';
    end if;
    if outcome <> 'ok' then
        return;
    end if;
    select * into todo from todo as t where t.user_id = of_user and t.id = moved and t.deleted_at is null for update;
    if not found then
        outcome := 'not_found';
        return;
    end if;
    if not todo.version = any(versions) then
        outcome := 'stale';
        return;
    end if;
    place := position_beside(of_user, moved, behind, before, holder.seq + 1);
    if place is null or length(place) > 100 then
        perform todo_rebalance(of_user);
        select * into holder from owner where user_id = of_user;
        place := position_beside(of_user, moved, behind, before, holder.seq + 1);
    end if;
    if place = '' then
        outcome := 'invalid';
        todo := null;
        return;
    end if;
    update todo as t
    set position = place, version = holder.seq + 1, updated_at = now()
    where t.user_id = of_user and t.id = moved
    returning * into todo;
    update owner set seq = holder.seq + 1 where user_id = of_user;
end
$$;

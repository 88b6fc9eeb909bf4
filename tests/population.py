"""Many accounts with todos at once, straight in the database: registration would only burn time on password hashes."""

from __future__ import annotations

import secrets

from api.tokens import access_claims, sign
from instance import Instance, User

MAKE = """
with made as (
    insert into auth.account (username, username_key, password_hash)
    select name, name, '!' from (select '{prefix}-' || n as name from generate_series(1, {accounts}) as n) as names
    returning user_id, username
),
opened as (
    insert into auth.session (session_id, user_id, refresh_hash, expires_at)
    select gen_random_uuid(), user_id, md5(username), now() + interval '1 day' from made
    returning user_id, session_id
),
owners as (
    insert into todos.owner (user_id, seq, open_count) select user_id, {todos}, {todos} from made
),
filled as (
    insert into todos.todo (user_id, version, title, position)
    select m.user_id, n, 'todo ' || n, todos.position_at(n) from made as m cross join generate_series(1, {todos}) as n
)
select m.user_id, m.username, o.session_id from made as m inner join opened as o on o.user_id = m.user_id
"""


def populate(instance: Instance, accounts: int, todos: int) -> list[User]:
    """New accounts, each logged in this moment and with todos."""
    key = instance.settings["JWT_SIGNING_KEY"]
    rows = instance.sql(MAKE.format(prefix=f"crowd-{secrets.token_hex(6)}", accounts=accounts, todos=todos))
    return [User(int(user), name, "", sign(access_claims(int(user), session), key)) for user, name, session in rows]

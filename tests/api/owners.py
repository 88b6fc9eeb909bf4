"""What the database holds of a todos' owner beside the todos themselves."""

from __future__ import annotations

from typing import Any

import psycopg

from client import User


def counts(database: psycopg.Connection[Any], user: User) -> tuple[int, int, int]:
    """The owner's seq and count of open todos, and the open todos that there are."""
    row = database.execute(
        "select o.seq, o.open_count, (select count(*) from todos.todo as t"
        " where t.user_id = o.user_id and not t.completed and t.deleted_at is null)"
        " from todos.owner as o where o.user_id = %s",
        (user.account.user_id,),
    ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]

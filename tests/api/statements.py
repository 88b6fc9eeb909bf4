"""The statements of sql/: prepared and explained as their service's role, and counted as PostgreSQL counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from stack import Stack

SERVICES = ("auth", "todos")
# What tests themselves run as a service's role.
OF_TESTS = r"prepare |explain |deallocate |select cardinality|begin|rollback|set |select from "


@dataclass(frozen=True)
class Statement:
    """A query file, for one of the roles that run it."""

    role: str
    path: Path

    def __str__(self) -> str:
        return f"{self.path.parent.parent.name}/{self.path.stem} as {self.role}"

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.stem

    @property
    def comment(self) -> str:
        """The comment that the file begins with, as one line."""
        lines = [
            line.removeprefix("--").strip() for line in self.path.read_text().splitlines() if line.startswith("--")
        ]
        return " ".join(lines)

    @property
    def indexes(self) -> list[str]:
        """The indexes that the comment names."""
        found = re.search(r"\bIndex(?:es)?: ([a-z_, ]+)", self.comment)
        return re.findall(r"\w+_\w+", found[1]) if found else []


def statements(app: Path) -> list[Statement]:
    """Every query file with its role; the relay's run as each service."""
    found = []
    for path in sorted((app / "sql").glob("*/queries/*.sql")):
        owner = path.parent.parent.name
        found += [Statement(role, path) for role in (SERVICES if owner == "relay" else (owner,))]
    return found


def connect_as(stack: Stack, role: str) -> psycopg.Connection[Any]:
    """A connection as a service makes it."""
    parts = urlsplit(stack.admin_url)
    url = urlunsplit(parts._replace(netloc=f"{role}@{parts.netloc.rpartition('@')[2]}"))
    options = f"-c search_path={role} -c plan_cache_mode=force_generic_plan"
    return psycopg.connect(url, autocommit=True, options=options)


# Rows enough for the planner to choose as it will on a busy day; made inside a transaction that is rolled back.
FILLING = """
insert into auth.account (username, username_key, password_hash)
select name, name, 'x' from generate_series(1, 3000) as n, format('filling %s', n) as name;
insert into auth.session (session_id, user_id, refresh_hash, expires_at)
select gen_random_uuid(), user_id, 'x', now() + n * interval '1 hour'
from auth.account, generate_series(1, 3) as n where username like 'filling %';
insert into auth.deletion (receipt, user_id, subscribers, publish_again_at, finished_at)
select gen_random_uuid(), user_id, '{todos}', now() + user_id % 1000 * interval '1 minute', case when user_id % 10 > 0 then now() end
from auth.account where username like 'filling %';
insert into auth.outbox (topic, key, value) select 't', n, repeat('x', 40) from generate_series(1, 3000) as n;
insert into todos.outbox (topic, key, value) select 't', n, repeat('x', 40) from generate_series(1, 3000) as n;
insert into todos.owner (user_id, seq) select 1000000000 + n, 20 from generate_series(1, 2000) as n;
insert into todos.todo (user_id, version, title, position, deleted_at)
select
    1000000000 + n, v, 'filling', todos.position_at(v),
    case when n % 100 = 0 and v <= 5 then now() - v * interval '10 days' end
from generate_series(1, 20) as v, generate_series(1, 2000) as n;
insert into todos.removal (user_id, version, todo_id, removed_at)
select 1000000000 + n, 20 + r, r, now() - n % 100 * interval '1 day' from generate_series(1, 5) as r, generate_series(1, 2000) as n;
insert into todos.idempotency (user_id, key, request_hash, reply, created_at)
select 1000000000 + n, k, 'x', '{}', now() - k * interval '2 hours' from generate_series(1, 5) as k, generate_series(1, 2000) as n;
analyze auth.account, auth.session, auth.deletion, auth.outbox, todos.owner, todos.todo, todos.history, todos.removal, todos.idempotency, todos.outbox;
"""


class Prepared:
    """A statement prepared on a connection."""

    def __init__(self, connection: psycopg.Connection[Any], statement: Statement) -> None:
        self.connection = connection
        connection.execute(f'prepare "{statement.name}" as {statement.path.read_text()}'.encode())
        row = connection.execute(
            "select cardinality(parameter_types) from pg_prepared_statements where name = %s", (statement.name,)
        ).fetchone()
        assert row is not None
        nulls = ", ".join(["null"] * row[0])
        self.execute = f'execute "{statement.name}"' + (f"({nulls})" if nulls else "")

    def plan(self, *options: str) -> dict[str, Any]:
        """The generic plan, as JSON."""
        row = self.connection.execute(
            f"explain ({', '.join((*options, 'format json'))}) {self.execute}".encode()
        ).fetchone()
        assert row is not None
        plan: dict[str, Any] = row[0][0]
        return plan


def nodes(plan: Any) -> list[dict[str, Any]]:
    """Every node of a plan."""
    return [plan] + [inner for child in plan.get("Plans", []) for inner in nodes(child)]


class Counter:
    """Counts the statements that PostgreSQL ran for the services, by their file's name."""

    def __init__(self, stack: Stack, database: psycopg.Connection[Any]) -> None:
        self.database = database
        self.names: dict[int, str] = {}
        for role in SERVICES:
            with connect_as(stack, role) as connection:
                for statement in statements(stack.app):
                    if statement.role == role:
                        plan = Prepared(connection, statement).plan("verbose")
                        self.names[plan["Query Identifier"]] = statement.name

    def totals(self) -> dict[str, int]:
        """How often each ran since the start; "?" for what is in no file."""
        counted: dict[str, int] = {}
        rows = self.database.execute(
            "select queryid, calls, query from pg_stat_statements where userid in ('auth'::regrole, 'todos'::regrole)"
        ).fetchall()
        for identifier, calls, text in rows:
            name = self.names.get(identifier, "?")
            if name != "?" or not re.match(OF_TESTS, text):
                counted[name] = counted.get(name, 0) + calls
        return counted

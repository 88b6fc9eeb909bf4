"""Every file of sql/*/queries prepares and plans as its service's role, and uses the indexes that its comment names."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from stack import Stack
from statements import FILLING, SERVICES, Prepared, Statement, connect_as, nodes, statements

FILES = statements(Path(os.environ.get("TASKLIGHT_APP", "/nonexistent")))
TABLES = {
    "auth": ["account", "session", "deletion", "familiar_address", "throttle", "time_zone", "outbox", "migration"],
    "todos": ["owner", "todo", "history", "removal", "idempotency", "outbox", "migration"],
}
ROLES = [*SERVICES, "tasklight_owner"]


@pytest.fixture(scope="module")
def roles(stack: Stack) -> Iterator[dict[str, psycopg.Connection[Any]]]:
    """A connection for each service."""
    connections = {role: connect_as(stack, role) for role in SERVICES}
    yield connections
    for connection in connections.values():
        connection.close()


def test_there_are_statements() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("statement", FILES, ids=str)
def test_statement_is_prepared_and_planned_as_its_role(
    roles: dict[str, psycopg.Connection[Any]], statement: Statement
) -> None:
    with roles[statement.role].transaction(force_rollback=True):
        plan = Prepared(roles[statement.role], statement).plan()
        roles[statement.role].execute(f'deallocate "{statement.name}"'.encode())

    assert plan["Plan"]["Node Type"]


@pytest.fixture(scope="module")
def filled(stack: Stack) -> Iterator[psycopg.Connection[Any]]:
    """A superuser's connection inside a transaction in which the tables are full."""
    with psycopg.connect(stack.admin_url) as connection:
        connection.execute(FILLING.encode())
        connection.execute("set local plan_cache_mode = force_generic_plan")
        connection.execute("set local enable_seqscan = off")
        yield connection
        connection.rollback()


def plan_of(filled: psycopg.Connection[Any], statement: Statement) -> list[dict[str, Any]]:
    """The nodes of a statement's plan on full tables, as its role."""
    with filled.transaction(force_rollback=True):
        filled.execute(f"set local role {statement.role}; set local search_path = {statement.role}".encode())
        plan = Prepared(filled, statement).plan()
        filled.execute(f'deallocate "{statement.name}"'.encode())
    return nodes(plan["Plan"])


@pytest.mark.parametrize("statement", [one for one in FILES if one.indexes], ids=str)
def test_statement_uses_the_indexes_that_its_comment_names(
    filled: psycopg.Connection[Any], statement: Statement
) -> None:
    plan = plan_of(filled, statement)

    used = {node["Index Name"] for node in plan if "Index Name" in node}
    used |= {index for node in plan for index in node.get("Conflict Arbiter Indexes", [])}
    assert set(statement.indexes) <= used, f"{sorted(used)} are used"


@pytest.mark.parametrize(
    "name,index,direction",
    [
        ("list-newest", "todo_pkey", "Backward"),
        ("list-updated", "todo_version", "Backward"),
        ("history", "history_pkey", "Backward"),
        ("changes", "todo_version", "Forward"),
        ("changes", "removal_pkey", "Forward"),
    ],
)
def test_lists_are_read_in_order_from_their_index(
    filled: psycopg.Connection[Any], name: str, index: str, direction: str
) -> None:
    plan = plan_of(filled, next(one for one in FILES if one.name == name))

    scans = [node for node in plan if node.get("Index Name") == index]
    assert [node["Scan Direction"] for node in scans] == [direction]
    limits = [node for node in plan if node["Node Type"] == "Limit"]
    assert limits
    assert not any(node["Node Type"] == "Sort" for limit in limits for node in nodes(limit))


@pytest.mark.parametrize("role,other", [("auth", "todos"), ("todos", "auth")])
def test_role_reads_nothing_of_the_other_service(
    roles: dict[str, psycopg.Connection[Any]], role: str, other: str
) -> None:
    for table in TABLES[other]:
        for action in (f"select from {other}.{table}", f"delete from {other}.{table}", f"truncate {other}.{table}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                roles[role].execute(action.encode())


def test_tables_of_the_services_are_those_tested(database: psycopg.Connection[Any]) -> None:
    for schema, tables in TABLES.items():
        found = database.execute("select tablename from pg_tables where schemaname = %s", (schema,)).fetchall()

        assert sorted(row[0] for row in found) == sorted(tables)


@pytest.mark.parametrize("role", SERVICES)
def test_role_changes_no_schema(roles: dict[str, psycopg.Connection[Any]], role: str) -> None:
    for action in (
        f"create table {role}.mine (n int)",
        "create table public.mine (n int)",
        "create schema mine",
        f"alter table {role}.outbox add column mine int",
        f"drop table {role}.outbox",
        f"truncate {role}.outbox",
        f"insert into {role}.migration values (9, 'x', 'x')",
        "create role mine",
        "set role tasklight_owner",
        "set role postgres",
        "select pg_read_file('/etc/passwd')",
        "copy (select 1) to program 'id'",
    ):
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.WrongObjectType)):
            roles[role].execute(action.encode())


@pytest.mark.parametrize("role", ROLES)
def test_role_has_no_power_over_the_server(database: psycopg.Connection[Any], role: str) -> None:
    row = database.execute(
        "select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls from pg_roles where rolname = %s",
        (role,),
    ).fetchone()

    assert row == (False, False, False, False, False)


def test_no_role_is_a_member_of_another(database: psycopg.Connection[Any]) -> None:
    members = database.execute(
        "select m.rolname from pg_auth_members as a join pg_roles as m on m.oid = a.member where m.rolname = any(%s)",
        (ROLES,),
    ).fetchall()

    assert members == []


def test_schemas_belong_to_the_role_of_migrations(database: psycopg.Connection[Any]) -> None:
    owners = database.execute(
        "select distinct tableowner from pg_tables where schemaname = any(%s)", (list(SERVICES),)
    ).fetchall()

    assert owners == [("tasklight_owner",)]


@pytest.mark.parametrize("statement", FILES, ids=str)
def test_file_says_what_it_does(statement: Statement) -> None:
    text = statement.path.read_text()

    assert text.startswith("-- ")
    parameters = {
        int(number)
        for number in re.findall(
            r"\$(\d+)\b", "\n".join(line for line in text.splitlines() if not line.startswith("--"))
        )
    }
    for number in parameters:
        assert f"${number} " in statement.comment, f"${number} is not explained"

"""scripts/migrate: in order, once, all or nothing, and never against a history that was changed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from installation import ROOT, Installation


@pytest.fixture
def sql(running: Installation, tmp_path: Path) -> Iterator[Path]:
    """A folder with the migrations of a service made up for the test, whose schema goes at the end."""
    folder = tmp_path / "sql"
    (folder / "shelf/migrations").mkdir(parents=True)
    (folder / "shelf/migrations/0001-books.sql").write_text("create table book (id integer primary key);\n")
    yield folder
    running.sql("drop schema if exists shelf cascade")


def migrate(installation: Installation, sql: Path) -> subprocess.CompletedProcess[str]:
    """Runs scripts/migrate over the folder."""
    return installation.script("migrate", "--sql", str(sql))


def test_each_migration_is_applied_once(running: Installation, sql: Path) -> None:
    first = migrate(running, sql)
    row = running.sql("select * from shelf.migration")
    second = migrate(running, sql)

    assert first.stdout == "applied shelf/0001-books\n"
    assert second.returncode == 0 and second.stdout == "nothing to apply\n"
    assert running.sql("select * from shelf.migration") == row


def test_the_projects_own_migrations_are_up_to_date_after_a_start(running: Installation) -> None:
    again = migrate(running, ROOT / "sql")

    assert again.returncode == 0 and again.stdout == "nothing to apply\n"
    assert running.sql("select count(*) from auth.migration") != "0"


def test_everything_belongs_to_the_owner_of_the_schemas(running: Installation, sql: Path) -> None:
    migrate(running, sql)

    assert (
        running.sql("select distinct tableowner from pg_tables where schemaname in ('shelf', 'auth')")
        == "tasklight_owner"
    )


def test_a_changed_migration_is_refused(running: Installation, sql: Path) -> None:
    migrate(running, sql)
    (sql / "shelf/migrations/0001-books.sql").write_text("create table book (id bigint primary key);\n")

    tried = migrate(running, sql)

    assert tried.returncode == 1
    assert tried.stderr == "scripts/migrate: shelf: 0001-books.sql was changed after it was applied\n"


def test_a_missing_migration_is_refused(running: Installation, sql: Path) -> None:
    (sql / "shelf/migrations/0002-pages.sql").write_text("create table page (id integer);\n")
    migrate(running, sql)
    (sql / "shelf/migrations/0001-books.sql").unlink()

    tried = migrate(running, sql)

    assert tried.returncode == 1
    assert tried.stderr == "scripts/migrate: shelf: the migration 0001-books was applied, but its file is missing\n"


def test_a_migration_that_fails_leaves_nothing_and_is_named(running: Installation, sql: Path) -> None:
    migrate(running, sql)
    (sql / "shelf/migrations/0002-pages.sql").write_text("create table page (id integer);\nselect 1 / 0;\n")

    tried = migrate(running, sql)

    assert tried.returncode == 1
    assert len(tried.stderr.splitlines()) == 1
    assert "0002-pages.sql" in tried.stderr and "division by zero" in tried.stderr
    assert running.sql("select to_regclass('shelf.page') is null, max(version) from shelf.migration") == "t|1"


def test_a_migration_without_a_final_semicolon_is_still_recorded(running: Installation, sql: Path) -> None:
    (sql / "shelf/migrations/0001-books.sql").write_text("create table book (id integer primary key) -- the end")

    assert migrate(running, sql).returncode == 0

    assert running.sql("select name from shelf.migration") == "0001-books"


def test_a_late_migration_below_the_newest_is_refused(running: Installation, sql: Path) -> None:
    (sql / "shelf/migrations/0003-late.sql").write_text("create table late (id integer);\n")
    migrate(running, sql)
    (sql / "shelf/migrations/0002-between.sql").write_text("create table between_them (id integer);\n")

    tried = migrate(running, sql)

    assert tried.returncode == 1 and "a later migration was already applied" in tried.stderr


def test_two_at_once_apply_each_migration_once(running: Installation, sql: Path) -> None:
    for number in range(2, 12):
        path = sql / f"shelf/migrations/{number:04d}-more.sql"
        path.write_text(f"create table more_{number} as select pg_sleep(0.05)::text;\n")
    command = [str(ROOT / "scripts/migrate"), "--var", str(running.var), "--sql", str(sql)]

    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    printed = [process.communicate(timeout=120) for process in both]

    assert [process.returncode for process in both] == [0, 0, 0], printed
    assert sum(out.count("applied") for out, _ in printed) == 11
    assert running.sql("select count(*) from shelf.migration") == "11"


def test_grants_are_renewed_at_every_run(running: Installation, sql: Path) -> None:
    (sql / "shelf/grants.sql").write_text('grant usage on schema shelf to :"role";\ngrant select on book to :"role"')
    running.sql("create role shelf")
    try:
        migrate(running, sql)
        running.sql("revoke select on shelf.book from shelf")
        assert migrate(running, sql).returncode == 0

        assert running.sql("select has_table_privilege('shelf', 'shelf.book', 'select')") == "t"
    finally:
        running.sql("drop owned by shelf; drop role shelf")

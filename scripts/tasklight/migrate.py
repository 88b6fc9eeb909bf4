"""Brings each service's schema up to date: applies what is new, refuses what was changed after it was applied."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from . import settings
from .instance import CLEAN_PATH, OWNER_ROLE, Failure, Instance

LOCK_TIMEOUT = 120
STATEMENT_TIMEOUT = 1800
# One lock for all services: any number will do, but always the same.
LOCK_KEY = 7416510


class Database:
    """A connection string with which psql reaches the database as the schemas' owner."""

    def __init__(self, url: str, private: bool) -> None:
        self.url = url
        # An outside server may need the caller's PGPASSFILE and the like; the private one must not be led astray.
        inherited = os.environ.items()
        self.environment = {name: value for name, value in inherited if not (private and name.startswith("PG"))}
        self.environment |= {
            "PATH": CLEAN_PATH,
            "PGOPTIONS": "-c client_min_messages=warning",
            "PGCONNECT_TIMEOUT": "10",
            "PGCLIENTENCODING": "UTF8",
            "PGAPPNAME": "migrate",
        }

    def command(self, variables: dict[str, str]) -> list[str]:
        """The psql command line."""
        options = [word for name, value in variables.items() for word in ("-v", f"{name}={value}")]
        return ["psql", "-X", "-q", "-At", "-F", "\t", "-v", "ON_ERROR_STOP=1", *options, "-d", self.url]

    def run(self, script: str, failure: str, **variables: str) -> list[list[str]]:
        """Runs a psql script and returns the rows it printed."""
        done = subprocess.run(
            [*self.command(variables), "-f", "-"],
            input=script,
            capture_output=True,
            text=True,
            env=self.environment,
            timeout=STATEMENT_TIMEOUT,
            check=False,
        )
        if done.returncode != 0:
            raise Failure(f"{failure}: {first_error(done.stderr)}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Holds the advisory lock for as long as one psql lives."""
        with subprocess.Popen(
            self.command({}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
        ) as holder:
            assert holder.stdin and holder.stdout and holder.stderr
            holder.stdin.write(f"set lock_timeout = '{LOCK_TIMEOUT}s';\n")
            holder.stdin.write(f"select pg_advisory_lock({LOCK_KEY});\n\\echo locked\n")
            holder.stdin.flush()
            if "locked" not in (holder.stdout.readline().strip(), holder.stdout.readline().strip()):
                raise Failure(f"the database cannot be migrated: {first_error(holder.stderr.read())}")
            try:
                yield
            finally:
                holder.stdin.close()


def first_error(text: str) -> str:
    """The line of psql's messages that names the cause."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if re.search(r"ERROR|FATAL|error:|failed", line)), " ".join(lines[:1]))


def migrations(directory: Path) -> dict[int, Path]:
    """A service's migrations by number."""
    found: dict[int, Path] = {}
    for path in sorted(directory.glob("*.sql")):
        number = re.fullmatch(r"(\d{4})-[a-z0-9-]+\.sql", path.name)
        if not number:
            raise Failure(f"{path}: a migration is called NNNN-name.sql")
        if int(number[1]) in found:
            raise Failure(f"{path}: there are two migrations {number[1]}")
        found[int(number[1])] = path
    return found


def migrate_service(database: Database, directory: Path, role: str) -> list[str]:
    """Migrates one schema under the lock; returns the names of the migrations applied."""
    service = directory.name
    files = migrations(directory / "migrations")
    hashes = {version: hashlib.sha256(path.read_bytes()).hexdigest() for version, path in files.items()}
    database.run(
        """
select format('create schema %I', :'service') where not exists (select from pg_namespace where nspname = :'service')
\\gexec
set search_path = :"service";
select 'create table migration (version integer primary key, name text not null, sha256 text not null,
    applied_at timestamptz not null default now())'
where to_regclass(format('%I.migration', :'service')) is null
\\gexec
""",
        f"the schema {service} cannot be made",
        service=service,
    )
    rows = database.run(
        'select version, name, sha256 from :"service".migration order by version;\n',
        f"the migrations of {service} cannot be read",
        service=service,
    )
    known = {int(version): (name, sha256) for version, name, sha256 in rows}
    for version, (name, sha256) in known.items():
        if version not in files:
            raise Failure(f"{service}: the migration {name} was applied, but its file is missing")
        if hashes[version] != sha256:
            raise Failure(f"{service}: {files[version].name} was changed after it was applied")
    applied = []
    newest = max(known, default=0)
    for version in sorted(files.keys() - known.keys()):
        path = files[version]
        if version < newest:
            raise Failure(f"{service}: {path.name} is new, but a later migration was already applied")
        script = f"""begin;
set local search_path = :"service";
{path.read_text()}
;
insert into :"service".migration (version, name, sha256) values ({version}, '{path.stem}', '{hashes[version]}');
commit;
"""
        database.run(script, f"{path.name} of {service} failed, nothing of it was kept", service=service, role=role)
        applied.append(f"{service}/{path.stem}")
    grants = directory / "grants.sql"
    if grants.exists():
        script = f'begin;\nset local search_path = :"service";\n{grants.read_text()}\n;\ncommit;\n'
        database.run(script, f"the grants of {service} failed", service=service, role=role)
    return applied


def outside_url(instance: Instance) -> str:
    """The outside database that the environment or the instance's configuration names, '' for the private one."""
    url = os.environ.get("DATABASE_URL") or os.environ.get("MIGRATE_DATABASE_URL", "")
    if not url and not instance.configuration.exists():
        raise Failure(f"there is no instance in {instance.directory}, and DATABASE_URL is not set")
    return url or settings.configured(instance, "DATABASE_URL")


def database_of(instance: Instance, outside: str, role: str = OWNER_ROLE) -> Database:
    """The private cluster's database, as the role; or with the services' URL of an outside one that, as
    MIGRATE_DATABASE_URL says."""
    if not outside:
        return Database(instance.database_url(role), private=True)
    return Database(os.environ.get("MIGRATE_DATABASE_URL") or outside, private=False)


def migrate_instance(instance: Instance, outside: str, sql: Path) -> list[str]:
    """Migrates every service under sql/; returns the names of the migrations applied."""
    database = database_of(instance, outside)
    # The services' login role where it is not the service's own name.
    role = unquote(urlsplit(outside).username or "")
    applied: list[str] = []
    with database.lock():
        for directory in sorted({path.parent.parent for path in sql.glob("*/migrations/*.sql")}):
            applied += migrate_service(database, directory, role or directory.name)
    return applied

"""Prepares the private PostgreSQL cluster and the roles and database in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pwd import struct_passwd

from .instance import DATABASE, OWNER_ROLE, SUPERUSER, Failure, Instance, as_user, clean_environment
from .probe import postgres_answers
from .settings import write

PROGRAMS = "/usr/lib/postgresql/15/bin"
# Long enough to recover from a crash.
START_TIMEOUT = 120
PSQL_TIMEOUT = 60


def services(instance: Instance) -> list[str]:
    """The services that own a schema: the folders of sql/ that hold migrations."""
    return sorted({path.parent.parent.name for path in (instance.app / "sql").glob("*/migrations/*.sql")})


def prepare(instance: Instance, user: struct_passwd) -> None:
    """Makes the cluster once, and at every start the map from operating system users to roles."""
    if not (instance.postgres / "PG_VERSION").exists():
        new = instance.directory / "postgres.new"
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(new, user.pw_uid, user.pw_gid)
        command = [f"{PROGRAMS}/initdb", "-D", str(new), "-U", SUPERUSER, "--auth=peer", "--data-checksums"]
        made = subprocess.run(
            as_user(user, *command, "--encoding=UTF8", "--locale=C.UTF-8"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=clean_environment(instance),
            timeout=START_TIMEOUT,
            check=False,
            umask=0o077,
        )
        if made.returncode != 0:
            # The cause, such as a full disk, may stand in the detail alone.
            reasons = re.findall("(?:error|FATAL|PANIC|DETAIL): +(.*)", made.stderr)
            raise Failure(f"initdb failed: {'; '.join(reasons) or made.stderr.strip()}")
        new.rename(instance.postgres)
    # The superuser root may become the cluster's user anyway; saying so here lets it administer the cluster directly.
    users = sorted({user.pw_name, "root"})
    roles = [SUPERUSER, OWNER_ROLE, *services(instance)]
    lines = [f"tasklight {name} {role}\n" for name in users for role in roles]
    header = "# Which operating system user may act as which role; written at every start.\n"
    write(instance.directory / "etc" / "pg_ident.conf", header + "".join(lines), user)


def wait(instance: Instance) -> None:
    """Returns when the cluster takes connections."""
    deadline = time.monotonic() + START_TIMEOUT
    while not postgres_answers(instance):
        if time.monotonic() > deadline:
            raise Failure(f"PostgreSQL did not start in {START_TIMEOUT} s; see {instance.log}/postgres/current")
        time.sleep(0.05)


def bootstrap(instance: Instance, user: struct_passwd) -> None:
    """Makes the roles and the database that are missing."""
    command = [f"{PROGRAMS}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", str(instance.run), "-U", SUPERUSER]
    variables = {"owner": OWNER_ROLE, "database": DATABASE, "services": ",".join(services(instance))}
    for name, value in variables.items():
        command += ["-v", f"{name}={value}"]
    done = subprocess.run(
        as_user(user, *command, "-f", instance.app / "sql" / "bootstrap.sql", "postgres"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=clean_environment(instance) | {"PGOPTIONS": "-c client_min_messages=warning -c lock_timeout=30s"},
        timeout=PSQL_TIMEOUT,
        check=False,
    )
    if done.returncode != 0:
        raise Failure(f"the database's roles could not be made: {done.stderr.strip().splitlines()[-1]}")

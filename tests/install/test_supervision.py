"""What is killed comes back within seconds, and nothing old stays behind."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from installation import Installation
from waiting import eventually, limit

SERVICES = {"auth": "/auth/profile/", "auth-password": "/auth/token/", "todos": "/todos/"}
NUMBERS = {"auth": 2, "auth-password": 2, "todos": 4}


def children(pid: int) -> set[int]:
    """The process ids of a process's children."""
    return set(map(int, subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()))


def runsv(installation: Installation, part: str) -> int:
    """The process id of the runsv that looks after a part."""
    return int(Path(f"/proc/{installation.pid(part)}/stat").read_text().rpartition(")")[2].split()[1])


def gone(pids: set[int]) -> bool:
    """True when none of the processes lives; one that is dead but not waited for does not."""
    living = set()
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state != "Z":
            living.add(pid)
    return not living


def workers(installation: Installation, service: str) -> tuple[int, set[int]]:
    """The service's multiwatch and its workers, once all are there and they answer."""

    def running() -> tuple[int, set[int]] | None:
        multiwatch = installation.pid(service)
        found = children(multiwatch) if multiwatch else set()
        return (multiwatch, found) if len(found) == NUMBERS[service] else None

    found: tuple[int, set[int]] = eventually(running, f"the workers of {service} run")
    answers(installation, service)
    return found


def answers(installation: Installation, service: str) -> None:
    """The service's workers answer, whatever they say."""
    assert installation.get(SERVICES[service]) in (401, 405)


def wait_for_successors(installation: Installation, service: str, old: set[int]) -> None:
    """Returns when the old processes have ended and others answer; no request of the time between may fail."""

    def ended() -> bool:
        answers(installation, service)
        return gone(old)

    eventually(ended, "the old ones have ended", limit(2))
    answers(installation, service)


@pytest.mark.parametrize("service", SERVICES)
def test_workers_whose_parent_is_killed_are_replaced(running: Installation, service: str) -> None:
    multiwatch, old = workers(running, service)

    os.kill(multiwatch, signal.SIGKILL)

    wait_for_successors(running, service, {multiwatch} | old)


@pytest.mark.parametrize("service", SERVICES)
def test_a_killed_supervisor_of_workers_is_replaced_with_all_below_it(running: Installation, service: str) -> None:
    multiwatch, old = workers(running, service)
    supervisor = runsv(running, service)

    os.kill(supervisor, signal.SIGKILL)

    wait_for_successors(running, service, {supervisor, multiwatch} | old)


def test_killed_workers_are_replaced(running: Installation) -> None:
    _, old = workers(running, "todos")
    for pid in old:
        os.kill(pid, signal.SIGKILL)

    # One that is about to end may still take a request, and takes it along.
    eventually(lambda: gone(old), "the old ones have ended", limit(2))
    assert not workers(running, "todos")[1] & old


def test_a_restart_of_workers_refuses_nobody(running: Installation) -> None:
    multiwatch, old = workers(running, "todos")

    subprocess.run(["sv", "restart", running.var / "service/todos"], check=True, capture_output=True, timeout=30)

    wait_for_successors(running, "todos", {multiwatch} | old)


@pytest.mark.parametrize("part", ["lighttpd", "relay-auth", "relay-todos", "auth-consumer", "todos-consumer"])
@pytest.mark.parametrize("which", ["part", "runsv"])
def test_a_killed_part_is_replaced(running: Installation, part: str, which: str) -> None:
    old = running.pid(part)

    os.kill(old if which == "part" else runsv(running, part), signal.SIGKILL)

    eventually(lambda: running.pid(part) not in (0, old) and running.get("/healthz") == 200, "a new one runs", limit(2))
    eventually(lambda: gone({old}), "the old one has ended", limit(10))


@pytest.mark.parametrize("which", ["postmaster", "runsv"])
def test_postgresql_answers_again_within_5_seconds(running: Installation, which: str) -> None:
    old = running.pid("postgres")
    below = children(old)

    os.kill(old if which == "postmaster" else runsv(running, "postgres"), signal.SIGKILL)

    eventually(lambda: gone({old}) and running.get("/readyz") == 200, "a new one answers", limit(5))
    assert gone(below)


def test_a_stale_process_id_of_postgresql_does_not_stop_its_start(installation: Installation) -> None:
    installation.start()
    eventually(lambda: installation.script("status").returncode == 0, "all is up", 60)
    # As after a power failure: the file is there, and its number belongs to a process of the same user by now.
    service, data = installation.var / "service/postgres", installation.var / "postgres"
    subprocess.run(["sv", "-w", "20", "down", service], check=True, capture_output=True)
    (data / "postmaster.pid").write_text(f"{installation.pid('relay-auth')}\n{data}\n1\n5432\n")
    subprocess.run(["sv", "up", service], check=True, capture_output=True)

    eventually(lambda: installation.get("/readyz") == 200, "PostgreSQL answers", limit(5))


def test_kafka_comes_back_with_its_data(running: Installation) -> None:
    eventually(lambda: running.script("status").returncode == 0, "all is up", 60)
    broker = f"127.0.0.1:{running.ports()['kafka']}"
    subprocess.run(["kcat", "-P", "-b", broker, "-t", "kept", "-X", "acks=all"], input=b"one\n", check=True, timeout=60)

    os.kill(running.pid("kafka"), signal.SIGKILL)

    def read() -> bool:
        command = ["kcat", "-C", "-e", "-q", "-b", broker, "-t", "kept", "-o", "beginning"]
        return subprocess.run(command, capture_output=True, timeout=60).stdout == b"one\n"

    eventually(read, "the message can be read", 60)


def test_killing_the_supervisor_of_all_lets_stop_still_end_everything(installation: Installation) -> None:
    installation.start()
    os.kill(int((installation.var / "supervisor.pid").read_text()), signal.SIGKILL)
    assert installation.get("/readyz") == 200

    stopped = installation.script("stop")

    assert stopped.returncode == 0, stopped.stderr
    assert installation.processes() == {}


def test_the_private_database_trusts_nobody_and_no_service_is_a_superuser(running: Installation) -> None:
    rules = running.sql("select distinct type || ' ' || auth_method from pg_hba_file_rules")
    roles = running.sql("select rolname from pg_roles where rolcanlogin and rolsuper")
    settings = running.sql(
        "select current_setting('listen_addresses'), current_setting('server_encoding'), datcollate,"
        " current_setting('pg_stat_statements.track') from pg_database where datname = 'tasklight'"
    )

    assert rules == "local peer"
    assert roles == "postgres"
    assert settings == "|UTF8|C.UTF-8|top"


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become another user")
def test_another_user_of_the_machine_cannot_reach_the_database(running: Installation) -> None:
    command = ["setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups", "psql", "-XAtc", "select 1"]
    url = f"postgresql://todos@/tasklight?host={running.var}/run"

    tried = subprocess.run([*command, url], capture_output=True, text=True, timeout=30)

    assert tried.returncode == 2 and "denied" in tried.stderr

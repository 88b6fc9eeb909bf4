"""Starting and stopping: what an operator sees, what stays behind, and what the caller's surroundings may not break."""

from __future__ import annotations

import os
import pwd
import re
import signal
import socket
import stat
import subprocess
import threading
import time
from pathlib import Path

import pytest

from installation import NO_KAFKA, ROOT, Installation, an_installation
from waiting import eventually, limit


def test_the_last_line_of_a_start_says_where_it_listens(installation: Installation) -> None:
    printed = installation.start()

    assert printed.splitlines()[-1] == f"Tasklight is ready: http://localhost:{installation.port}"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_it_answers_on_loopback(running: Installation, host: str) -> None:
    assert running.get("/readyz", host) == 200


def test_it_listens_on_no_other_address(running: Installation) -> None:
    ours = {f"{port:04X}" for port in running.ports().values()}
    listening = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            address, _, port = line.split()[1].partition(":")
            if line.split()[3] == "0A" and port in ours:
                listening.add(address)

    # 127.0.0.1, ::1 and ::ffff:127.0.0.1 as the kernel writes them.
    assert "0100007F" in listening
    assert listening <= {"0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F"}


def test_status_is_all_up_once_kafka_is_there(running: Installation) -> None:
    eventually(lambda: running.script("status").returncode == 0, "all is up", 60)

    lines = running.script("status").stdout.splitlines()
    assert len(lines) == 11 and all(line.split()[1] == "up" for line in lines[:10])


def test_status_fails_while_a_part_is_down(installation: Installation) -> None:
    installation.start()
    eventually(lambda: installation.script("status").returncode == 0, "all is up", 60)
    subprocess.run(["sv", "-w", "10", "down", installation.var / "service/relay-auth"], check=True, capture_output=True)

    shown = installation.script("status")

    assert shown.returncode == 1
    assert re.search(r"^relay-auth\s+down\b", shown.stdout, re.MULTILINE)


def test_stop_leaves_no_process(installation: Installation) -> None:
    installation.start()
    assert len(installation.processes()) > 20

    stopped = installation.script("stop")

    assert stopped.returncode == 0, stopped.stderr
    assert installation.processes() == {}
    assert installation.script("status").returncode == 1
    assert installation.script("stop").returncode == 0


def test_a_second_start_answers_within_5_seconds_and_keeps_the_data(installation: Installation) -> None:
    installation.start()
    installation.sql("create table public.kept as select 42 as answer")
    installation.script("stop")
    began = time.monotonic()
    starting = threading.Thread(target=installation.start)
    starting.start()

    eventually(lambda: installation.get("/readyz") == 200, "it answers")
    seconds = time.monotonic() - began

    starting.join()
    assert installation.sql("select answer from public.kept") == "42"
    assert seconds <= limit(5)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_everything_in_the_foreground(installation: Installation, number: signal.Signals) -> None:
    process = installation.open()

    # A terminal's Ctrl-C reaches the whole process group.
    os.killpg(process.pid, number)

    assert process.wait(60) == 0
    assert installation.processes() == {}


def test_a_signal_during_the_start_leaves_nothing_running(installation: Installation) -> None:
    process = subprocess.Popen(installation.command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    while not process.stdout.readline().startswith("Starting PostgreSQL"):
        pass

    process.send_signal(signal.SIGTERM)

    assert process.wait(60) == 1
    assert installation.processes() == {}


def test_killing_the_foreground_process_ends_everything(installation: Installation) -> None:
    process = installation.open()

    process.kill()
    process.wait()

    eventually(lambda: installation.processes() == {}, "every process has ended")


def test_stop_ends_an_instance_in_the_foreground(installation: Installation) -> None:
    process = installation.open()

    assert installation.script("stop").returncode == 0

    assert process.wait(30) == 0
    assert installation.processes() == {}


def test_two_instances_started_at_once_for_the_first_time_both_come_up() -> None:
    with an_installation() as first, an_installation() as second:
        second.port = first.port + 1
        starts = [
            subprocess.Popen(one.command("--background"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for one in (first, second)
        ]
        for start in starts:
            _, complaint = start.communicate(timeout=900)
            assert start.returncode == 0, complaint

        eventually(lambda: first.script("status").returncode == 0, "all is up", 60)
        eventually(lambda: second.script("status").returncode == 0, "all is up", 60)
        assert set(first.ports().values()).isdisjoint(second.ports().values())


def test_the_callers_surroundings_do_not_matter(installation: Installation) -> None:
    surroundings = (
        "umask 077; unset HOME LANG LC_ALL USER TERM; export PGHOST=nowhere PGUSER=nobody PGPORT=1; exec 0<&-;"
    )
    command = " ".join(installation.command("--background"))

    shell = ["sh", "-c", f"{surroundings} exec {command}"]
    started = subprocess.run(shell, capture_output=True, text=True, timeout=600)

    assert started.returncode == 0, started.stderr
    assert installation.get("/readyz") == 200
    assert installation.get("/") == 200


def test_secrets_are_made_once_and_only_the_programs_can_read_them(installation: Installation) -> None:
    installation.environment = NO_KAFKA
    installation.start()
    file = installation.var / "etc/tasklight.conf"
    first = file.read_text()
    installation.script("stop")
    installation.start()

    user = "tasklight" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    assert file.read_text() == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and file.owner() == user
    keys = dict(line.split("=", 1) for line in first.splitlines() if not line.startswith("#"))
    assert len(keys["JWT_SIGNING_KEY"]) == 64 and keys["JWT_SIGNING_KEY"] != keys["REFRESH_TOKEN_KEY"]


def test_the_callers_environment_wins_over_the_file(installation: Installation) -> None:
    installation.environment = NO_KAFKA
    installation.start()
    installation.script("stop")
    with (installation.var / "etc/tasklight.conf").open("a") as file:
        file.write("ALLOWED_ORIGINS=https://file.example\nBODY_LIMIT=2048\n")
    installation.environment = NO_KAFKA | {"ALLOWED_ORIGINS": "https://caller.example", "TODOS_WORKERS": "1"}
    installation.start()

    def allowed(origin: str) -> bool:
        command = ["curl", "-s", "-o", "/dev/null", "-D", "-", "-X", "OPTIONS", "-H", f"Origin: {origin}"]
        command += ["-H", "Access-Control-Request-Method: GET", f"http://127.0.0.1:{installation.port}/todos/"]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return f"access-control-allow-origin: {origin}" in told.lower()

    pid = installation.pid("todos")
    worker = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    assert len(worker) == 1
    assert allowed("https://caller.example") and not allowed("https://file.example")


def test_kafkas_ports_are_kept_and_chosen_anew_when_taken(installation: Installation) -> None:
    installation.start()
    before = installation.ports()
    installation.script("stop")
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", before["kafka"]))
        taken.listen()
        installation.start()

        after = installation.ports()
        assert after["kafka"] != before["kafka"] and after["kafka_controller"] == before["kafka_controller"]
        eventually(lambda: installation.script("status").returncode == 0, "all is up", 60)


def test_outside_servers_are_used_instead_of_private_ones(running: Installation, installation: Installation) -> None:
    url = f"@/tasklight?host={running.var}/run"
    installation.environment = {
        "DATABASE_URL": f"postgresql://{url.removeprefix('@')}",
        "MIGRATE_DATABASE_URL": f"postgresql://tasklight_owner{url}",
        "KAFKA_BROKERS": f"127.0.0.1:{running.ports()['kafka']}",
    }
    installation.start()

    assert installation.get("/readyz") == 200
    assert not (installation.var / "service/postgres").exists() and not (installation.var / "service/kafka").exists()
    assert not any("postgres -D" in command or "java" in command for command in installation.processes().values())


@pytest.mark.parametrize("bind", ["127.0.0.1", "::1", "127.0.0.1,127.0.0.2"])
def test_it_listens_where_bind_says(installation: Installation, bind: str) -> None:
    installation.environment = NO_KAFKA | {"BIND": bind}
    installation.start()

    answering = {host for host in ("127.0.0.1", "127.0.0.2", "::1") if installation.get("/healthz", host) == 200}
    assert answering == set(bind.split(","))


def test_an_instance_runs_nothing_from_the_checkout(running: Installation) -> None:
    assert not [command for command in running.processes().values() if f"{ROOT}/" in command]

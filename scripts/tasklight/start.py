"""scripts/run after scripts/setup: builds, installs, migrates and starts one instance, and keeps it until a signal."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from pwd import struct_passwd
from types import FrameType

from . import kafka, postgres, probe, settings, supervision
from .build import build_and_install
from .instance import Failure, Instance, account, as_user, clean_environment, default_directory, port_is_free
from .migrate import migrate_instance

FREE_BYTES = 300 * 1024 * 1024
READY_TIMEOUT = 60
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PROGRAMS = {
    "auth": "auth",
    "auth-password": "auth",
    "todos": "todos",
    "relay-auth": "relay",
    "relay-todos": "relay",
    "auth-consumer": "auth-consumer",
    "todos-consumer": "todos-consumer",
}


class Stopped(Exception):
    """A signal asked for the end."""


def step(text: str) -> None:
    """Tells the operator what happens now."""
    print(text, flush=True)


def make_directories(instance: Instance, user: struct_passwd) -> None:
    """Makes DIR, root's or the user's, and in it the folders that only the programs' user may enter."""
    try:
        instance.directory.mkdir(mode=0o755, parents=True, exist_ok=True)
        (instance.directory / "start.lock").touch(mode=0o600)
        for name in ("etc", "run", "log", "kafka", "tmp"):
            folder = instance.directory / name
            folder.mkdir(mode=0o700, exist_ok=True)
            if os.geteuid() == 0:
                os.chown(folder, user.pw_uid, user.pw_gid)
    except OSError as error:
        raise Failure(f"{error.filename or instance.directory} cannot be created: {error.strerror}") from None
    test = as_user(user, "test", "-x", instance.directory, "-a", "-w", instance.run)
    entered = subprocess.run(test, env=clean_environment(instance), check=False)
    if entered.returncode != 0:
        raise Failure(f"{instance.directory} cannot be entered by the user {user.pw_name}; see --var")


def claim(instance: Instance) -> int:
    """Makes this process the only one that starts DIR, for as long as it lives."""
    descriptor = os.open(instance.directory / "start.lock", os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Failure(f"another instance is running or starting in {instance.directory}") from None
    if supervision.running(instance):
        raise Failure(f"another instance is running in {instance.directory}; scripts/stop ends it")
    return descriptor


def claim_port(port: int) -> socket.socket:
    """Refuses a port that is in use, or that another instance which is just starting is going to use."""
    claimed = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        claimed.bind(f"\0tasklight-http-{port}")
    except OSError:
        raise Failure(f"port {port} is claimed by another instance that is running or starting; see --port") from None
    for address in settings.addresses():
        if not port_is_free(address, port):
            raise Failure(f"port {port} is in use on {address}; see --port")
    return claimed


def check_disk(instance: Instance) -> None:
    """Refuses to start where the state would soon fill the disk."""
    space = os.statvfs(instance.directory)
    free = space.f_bavail * space.f_frsize
    if free < FREE_BYTES:
        needed = f"at least {FREE_BYTES >> 20} MB are needed"
        raise Failure(f"{instance.directory} has {free >> 20} MB free, {needed}; see --var")


def check_configuration(instance: Instance, environment: dict[str, str], user: struct_passwd) -> None:
    """Lets each program, and lighttpd, judge its configuration before anything is started."""
    variables = clean_environment(instance) | environment
    checks = {name: as_user(user, instance.app / "bin" / program, "-n") for name, program in PROGRAMS.items()}
    checks["lighttpd"] = as_user(user, "lighttpd", "-tt", "-f", instance.app / "etc" / "lighttpd.conf")
    for name, command in checks.items():
        outbox = {"SERVICE": name.removeprefix("relay-")} if name.startswith("relay-") else {}
        checked = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=variables | outbox,
            timeout=10,
            check=False,
        )
        if checked.returncode != 0:
            lines = (checked.stderr + checked.stdout).strip().splitlines() or ["no reason given"]
            raise Failure(f"{name} refuses its configuration ({instance.configuration}): {lines[0]}")


def wait_until_ready(instance: Instance, port: int, names: list[str]) -> None:
    """Returns when lighttpd, the services and the database answer; nothing here waits for Kafka."""
    deadline = time.monotonic() + READY_TIMEOUT
    url = settings.base_url(settings.addresses()[0], port) + "/readyz"
    while True:
        status, answer = probe.http_status(url)
        if status == 200:
            return
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    for part in supervision.status(instance):
        if part.name in names and part.seconds < 5:
            log = instance.log / part.name / "current"
            said = log.read_text(errors="replace").splitlines() if log.exists() else []
            raise Failure(f"{part.name} keeps ending: {said[-1] if said else 'it says nothing'} (see {log})")
    raise Failure(f"/readyz does not answer 200 within {READY_TIMEOUT} s but {status}: {answer} (see {instance.log})")


@contextlib.contextmanager
def signals_stop() -> Iterator[None]:
    """Turns INT, TERM and HUP into Stopped."""

    def stop(number: int, _frame: FrameType | None) -> None:
        for name in SIGNALS:
            signal.signal(name, signal.SIG_IGN)
        raise Stopped(signal.Signals(number).name)

    for name in SIGNALS:
        signal.signal(name, stop)
    yield


def prepare(instance: Instance, port: int, user: struct_passwd) -> tuple[list[str], dict[str, str]]:
    """Builds, installs and configures; nothing of it runs yet. Returns the parts and their environment."""
    check_disk(instance)
    step("Building and installing")
    build_and_install(instance)
    settings.make_configuration(instance, user)
    private_database = not settings.configured(instance, "DATABASE_URL")
    private_kafka = not settings.configured(instance, "KAFKA_BROKERS")
    ports = settings.choose_ports(instance, port, private_kafka, user)
    environment = settings.make_environment(instance, ports, user)
    check_configuration(instance, environment, user)
    names = ["lighttpd", *PROGRAMS]
    if private_database:
        step("Preparing PostgreSQL")
        postgres.prepare(instance, user)
        names.append("postgres")
    if private_kafka:
        kafka.prepare(instance, ports, user)
        names.append("kafka")
    return names, environment


def start(instance: Instance, port: int, names: list[str], user: struct_passwd) -> None:
    """Starts the database, migrates, starts the rest and waits for the answers; Kafka comes up beside it."""
    if "postgres" in names:
        step("Starting PostgreSQL")
        postgres.wait(instance)
        postgres.bootstrap(instance, user)
    outside = "" if "postgres" in names else settings.configured(instance, "DATABASE_URL")
    applied = migrate_instance(instance, outside, instance.app / "sql")
    step(f"Migrated: {', '.join(applied) or 'nothing to do'}")
    rest = [name for name in names if name not in supervision.STORES]
    step(f"Starting {', '.join(rest)}")
    supervision.start(instance, rest)
    wait_until_ready(instance, port, rest)


def say_ready(port: int) -> None:
    """The line that people and programs wait for."""
    step(f"Tasklight is ready: http://localhost:{port}")


def keep(instance: Instance, port: int, supervisor: subprocess.Popen[bytes]) -> None:
    """Says that it is ready; then waits for a signal, or for the supervisor to be stopped by scripts/stop."""
    try:
        say_ready(port)
        status = supervisor.wait()
    except Stopped:
        step("Stopping")
        supervision.stop(instance)
        step("Tasklight has stopped")
        return
    supervision.stop(instance)
    if status < 0:
        raise Failure(f"the supervisor was killed by {signal.Signals(-status).name}; everything was stopped")
    step("Tasklight has stopped")


def run(instance: Instance, port: int, background: bool) -> None:
    """Everything scripts/run does."""
    instance.check_path()
    user = account()
    make_directories(instance, user)
    lock, claimed = claim(instance), claim_port(port)
    with signals_stop():
        names, _ = prepare(instance, port, user)
        supervision.lay_out(instance, names, user)
        try:
            # No signal between the supervisor's start and the note of its process id.
            signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
            try:
                supervisor = supervision.start_supervisor(instance, user, foreground=not background)
            finally:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            start(instance, port, names, user)
        except BaseException:
            supervision.stop(instance)
            raise
        if background:
            say_ready(port)
        else:
            keep(instance, port, supervisor)
    claimed.close()
    os.close(lock)


def main() -> int:
    """Reads the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="scripts/run")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--var", type=Path, default=default_directory())
    parser.add_argument("--background", action="store_true")
    options = parser.parse_args()
    os.umask(0o022)
    try:
        run(Instance(options.var.absolute()), options.port, options.background)
    except Stopped as signalled:
        print(f"scripts/run: stopped by {signalled}", file=sys.stderr)
        return 1
    except (Failure, OSError, subprocess.SubprocessError) as error:
        print(f"scripts/run: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Lays out runit's service directories and starts, asks and stops what runs in them."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from pwd import struct_passwd

from .instance import Failure, Instance, as_user, clean_environment

# What takes requests stops first; what keeps the data starts first and stops last.
FRONT = ("lighttpd",)
STORES = ("postgres", "kafka")
STOP_SECONDS = 30


@dataclass(frozen=True)
class Part:
    """One supervised process as `sv status` tells it."""

    name: str
    running: bool
    pid: int
    seconds: int


def lay_out(instance: Instance, names: list[str], user: struct_passwd) -> None:
    """Writes the service directories; every part but the stores waits for start()."""
    shutil.rmtree(instance.service, ignore_errors=True)
    source = instance.app / "etc" / "service"
    for name in names:
        target = instance.service / name
        shutil.copytree(source / name, target)
        (target / "log").mkdir()
        shutil.copy(source / "log-run", target / "log" / "run")
        if name not in STORES:
            (target / "down").touch()
    for folder, folders, files in os.walk(instance.service):
        for entry in (".", *folders, *files):
            path = os.path.join(folder, entry)
            os.chmod(path, 0o700)
            if os.geteuid() == 0:
                os.chown(path, user.pw_uid, user.pw_gid)


def start_supervisor(instance: Instance, user: struct_passwd, foreground: bool) -> subprocess.Popen[bytes]:
    """Starts the installed supervisor; in the foreground it ends with this process, however that ends."""
    program = instance.app / "scripts" / "tasklight" / "supervisor.py"
    command: list[str | Path] = ["/usr/bin/python3", "-I", "-B", program, instance.service]
    if foreground:
        command = ["setpriv", "--pdeathsig", "TERM", *command]
    with (instance.directory / "supervisor.log").open("ab") as log:
        supervisor = subprocess.Popen(
            as_user(user, *command),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=clean_environment(instance),
            cwd=instance.directory,
            start_new_session=True,
            umask=0o077,
        )
    (instance.directory / "supervisor.pid").write_text(f"{supervisor.pid}\n")
    return supervisor


def start(instance: Instance, names: list[str]) -> None:
    """Starts parts that waited, and lets them start again by themselves from now on."""
    for name in names:
        (instance.service / name / "down").unlink(missing_ok=True)
    deadline = time.monotonic() + 10
    while any(not supervised(instance.service / name) for name in names):
        if time.monotonic() > deadline:
            raise Failure(f"nothing looks after the parts; see {instance.directory}/supervisor.log")
        time.sleep(0.02)
    sv(instance, "up", names)


def supervised(directory: Path) -> bool:
    """True when a runsv looks after the service directory."""
    try:
        with (directory / "supervise" / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(lock, fcntl.LOCK_UN)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def names(instance: Instance) -> list[str]:
    """The parts that this instance has."""
    return sorted(path.parent.name for path in instance.service.glob("*/run"))


def supervised_names(instance: Instance) -> list[str]:
    """The parts that a runsv looks after now."""
    try:
        return [name for name in names(instance) if supervised(instance.service / name)]
    except PermissionError:
        raise Failure(f"{instance.service} belongs to another user: run this as that user or as root") from None


def sv(instance: Instance, command: str, parts: list[str], wait: int = 0) -> str:
    """Runs runit's sv on the parts and returns what it printed."""
    told = subprocess.run(
        ["sv", "-w", str(wait), command, *(str(instance.service / name) for name in parts)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env=clean_environment(instance),
        timeout=wait + 30,
        check=False,
    )
    return told.stdout


def status(instance: Instance) -> list[Part]:
    """Every part, running or not."""
    found = {}
    parts = names(instance)
    for line in sv(instance, "status", parts).splitlines() if parts else []:
        run = re.match(r"(\w+): \S*/([a-z-]+): (?:\(pid (\d+)\) )?(\d+)s", line)
        if run:
            state, name, pid, seconds = run.groups()
            found[name] = Part(name, state == "run", int(pid or 0), int(seconds))
    return [found.get(name, Part(name, False, 0, 0)) for name in parts]


def supervisor_pid(instance: Instance) -> int:
    """The process id of the instance's supervisor, 0 when it does not run."""
    try:
        pid = int((instance.directory / "supervisor.pid").read_text())
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ValueError):
        return 0
    return pid if str(instance.service).encode() in command else 0


def stop(instance: Instance) -> None:
    """Stops every part in order, then the supervisors; returns when nothing is left."""
    running = supervised_names(instance)
    services = tuple(name for name in running if name not in FRONT + STORES)
    for group in (FRONT, services, STORES):
        if parts := [name for name in running if name in group]:
            sv(instance, "force-stop", parts, STOP_SECONDS)
    pid = supervisor_pid(instance)
    if pid:
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while supervised_names(instance) or supervisor_pid(instance):
        if time.monotonic() > deadline:
            raise Failure(f"these parts do not stop: {' '.join(supervised_names(instance)) or 'the supervisor'}")
        if left := supervised_names(instance):
            sv(instance, "exit", left)
        time.sleep(0.05)
    (instance.directory / "supervisor.pid").unlink(missing_ok=True)

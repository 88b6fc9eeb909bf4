"""Lays out runit's service directories and starts, asks and stops what runs in them."""

from __future__ import annotations

import contextlib
import errno
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
# Each with workers that lighttpd reaches on a socket of its name.
SERVICES = ("auth", "auth-password", "todos")
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
    with (instance.directory / "supervisor.pid").open("w") as file:
        # The supervisor inherits the lock and holds it as long as it lives. There is none now: this waits only for
        # another script that is just looking.
        fcntl.flock(file, fcntl.LOCK_EX)
        program = instance.app / "scripts" / "tasklight" / "supervisor.py"
        sockets = [str(instance.run / f"{name}.sock") for name in SERVICES]
        command = ["/usr/bin/python3", "-I", "-B", str(program), str(instance.service), str(file.fileno()), *sockets]
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
                pass_fds=[file.fileno()],
            )
        file.write(f"{supervisor.pid}\n")
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
    """True when a runsv looks after the service directory: it then reads the named pipe `ok`. (To try its lock instead
    would make a runsv fail that is just starting.)"""
    try:
        os.close(os.open(directory / "supervise" / "ok", os.O_WRONLY | os.O_NONBLOCK))
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENXIO):
            return False
        raise
    return True


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


def supervisor_lives(instance: Instance) -> bool:
    """True when the supervisor holds its lock."""
    try:
        with (instance.directory / "supervisor.pid").open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def running(instance: Instance) -> bool:
    """True when anything of the instance is looked after."""
    return supervisor_lives(instance) or bool(supervised_names(instance))


def end_supervisor(instance: Instance) -> bool:
    """Asks the supervisor to end; false when there is none, or none yet whose process id is known."""
    if not supervisor_lives(instance) or not (pid := (instance.directory / "supervisor.pid").read_text()):
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(int(pid), signal.SIGTERM)
    return True


def stop(instance: Instance) -> None:
    """Stops every part in order, then the supervisors; returns when nothing is left."""
    found = supervised_names(instance)
    services = tuple(name for name in found if name not in FRONT + STORES)
    for group in (FRONT, services, STORES):
        if parts := [name for name in found if name in group]:
            sv(instance, "force-stop", parts, STOP_SECONDS)
    asked = False
    deadline = time.monotonic() + STOP_SECONDS
    while running(instance):
        if time.monotonic() > deadline:
            raise Failure(f"these parts do not stop: {' '.join(supervised_names(instance)) or 'the supervisor'}")
        asked = asked or end_supervisor(instance)
        if left := supervised_names(instance):
            sv(instance, "exit", left)
        time.sleep(0.1)

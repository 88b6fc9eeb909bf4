"""Builds the programs and installs them into an instance, which then no later build can change."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator

from .instance import CHECKOUT, Failure, Instance

LOCK_WAIT = 1200
BUILD_TIMEOUT = 1800
# What an instance needs of scripts/ once it is installed.
RUN_TIME = ("migrate", "restore", "rotate-key", "status", "stop", "tasklight")


@contextlib.contextmanager
def checkout_lock() -> Iterator[None]:
    """Lets one process at a time build in this checkout."""
    descriptor = os.open(CHECKOUT, os.O_RDONLY | os.O_DIRECTORY)
    try:
        deadline = time.monotonic() + LOCK_WAIT
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Failure(f"another process has held the lock on {CHECKOUT} for {LOCK_WAIT} s") from None
                time.sleep(0.1)
        yield
    finally:
        os.close(descriptor)


def make(instance: Instance, *arguments: str) -> None:
    """Runs make; its output goes to DIR/log/build.log."""
    variables = [f"{name}={os.environ[name]}" for name in ("BUILD", "SANITIZE", "CC") if name in os.environ]
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    log = instance.directory / "build.log"
    with log.open("w") as output:
        command = ["make", "-C", str(CHECKOUT), f"-j{os.cpu_count() or 1}", *arguments, *variables]
        built = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            timeout=BUILD_TIMEOUT,
            check=False,
        )
    if built.returncode != 0:
        raise Failure(f"the build failed: {cause(log.read_text(errors='replace').splitlines())} (all of it: {log})")


def cause(lines: list[str]) -> str:
    """The line of make's output that says why: a compiler's error, or what stands before make's own *** line."""
    for number, line in enumerate(lines):
        if "error:" in line or re.search(r"\*\*\* (?!\[)", line):
            return line.strip()
        if "*** [" in line:
            return lines[max(number - 1, 0)].strip()
    return lines[-1].strip() if lines else "make said nothing"


def build_and_install(instance: Instance) -> None:
    """Leaves what this checkout builds in DIR/app, whole or not at all."""
    new = instance.app.with_name("app.new")
    old = instance.app.with_name("app.old")
    with checkout_lock():
        make(instance)
        for leftover in (new, old):
            shutil.rmtree(leftover, ignore_errors=True)
        (new / "scripts").mkdir(parents=True)
        make(instance, "install", f"APP={new}")
        for name in RUN_TIME:
            source = CHECKOUT / "scripts" / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, new / "scripts" / name)
    for folder, folders, files in os.walk(new):
        for name in folders + files:
            path = os.path.join(folder, name)
            mode = os.stat(path).st_mode
            os.chmod(path, mode & 0o7777 | 0o444 | (0o111 if mode & 0o100 else 0))
    new.chmod(0o755)
    if instance.app.exists():
        instance.app.rename(old)
    new.rename(instance.app)
    shutil.rmtree(old, ignore_errors=True)

"""The running instance under test: where it listens, where its state lies, how its parts, programs and logs are reached."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from waiting import eventually

NAMES = ("TASKLIGHT_URL", "TASKLIGHT_VAR", "TASKLIGHT_ADMIN_DATABASE_URL", "TASKLIGHT_APP", "TASKLIGHT_KAFKA")


@dataclass(frozen=True)
class Stack:
    """What scripts/test says about the instance that it started."""

    url: str
    directory: Path
    admin_url: str
    app: Path
    kafka: str

    @classmethod
    def from_environment(cls) -> Self:
        """Raises LookupError with a sentence for people when a variable is missing."""
        missing = [name for name in NAMES if not os.environ.get(name)]
        if missing:
            raise LookupError(f"scripts/test starts an instance and runs these tests; not set: {' '.join(missing)}")
        url, directory, admin_url, app, kafka = (os.environ[name] for name in NAMES)
        return cls(url.rstrip("/"), Path(directory), admin_url, Path(app), kafka)

    @property
    def host(self) -> str:
        """Where lighttpd listens."""
        return str(urlsplit(self.url).hostname)

    @property
    def port(self) -> int:
        """Where lighttpd listens."""
        return int(urlsplit(self.url).port or 80)

    @cached_property
    def settings(self) -> dict[str, str]:
        """The settings of the running parts: the environment they were started with over tasklight.conf."""
        configuration = (self.directory / "etc" / "tasklight.conf").read_text()
        values = dict(re.findall(r"^([A-Z_0-9]+)=(.*)$", configuration, re.MULTILINE))
        for line in (self.directory / "env").read_text().splitlines():
            name, _, value = line.partition("=")
            values[name] = "".join(shlex.split(value))
        return values

    def program(self, name: str) -> Path:
        """An installed program."""
        return self.app / "bin" / name

    def sv(self, command: str, part: str, wait: int = 30) -> None:
        """Runs runit's sv on a part and waits for it."""
        subprocess.run(
            ["sv", "-w", str(wait), command, str(self.directory / "service" / part)],
            check=True,
            stdout=subprocess.DEVNULL,
            timeout=wait + 30,
        )

    @contextlib.contextmanager
    def stopped(self, part: str) -> Iterator[None]:
        """Keeps a part stopped for a while."""
        self.sv("down", part)
        try:
            yield
        finally:
            self.sv("up", part)

    def pid(self, part: str) -> int:
        """The process that runit started for the part; waits until there is one."""
        file = self.directory / "service" / part / "supervise" / "pid"
        return int(eventually(file.read_text, f"{part} runs"))

    def kill(self, part: str) -> None:
        """Kills the part's process with no chance to finish anything; runit starts it anew."""
        os.kill(self.pid(part), signal.SIGKILL)

    def workers(self, part: str) -> list[int]:
        """The FastCGI workers of a part: children of its multiwatch."""
        pid = self.pid(part)
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def log_lines(self, source: str, text: str = "") -> list[dict[str, Any]]:
        """What a program has logged so far; of it the lines that contain a text."""
        files = sorted((self.directory / "log").glob(f"{source}-[0-9]*.jsonl"))
        lines = [line for file in files for line in file.read_text().splitlines(keepends=True)]
        return [json.loads(line) for line in lines if text in line and line.endswith("\n")]

    def lines_about(self, source: str, request_id: str) -> list[dict[str, Any]]:
        """A program's log lines that carry a request id, once there are any: it logs after it has answered."""

        def lines() -> list[dict[str, Any]]:
            return [line for line in self.log_lines(source, request_id) if line.get("request_id") == request_id]

        found: list[dict[str, Any]] = eventually(lines, f"a line of {source} about {request_id}")
        return found

"""The running instance under test: where it listens, where its state lies, how its programs and logs are reached."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from waiting import eventually

NAMES = ("TASKLIGHT_URL", "TASKLIGHT_VAR", "TASKLIGHT_ADMIN_DATABASE_URL", "TASKLIGHT_APP")


@dataclass(frozen=True)
class Stack:
    """What scripts/test says about the instance that it started."""

    url: str
    directory: Path
    admin_url: str
    app: Path
    kafka: str

    @classmethod
    def from_environment(cls) -> Stack:
        """Raises LookupError with a sentence for people when a variable is missing."""
        missing = [name for name in NAMES if not os.environ.get(name)]
        if missing:
            raise LookupError(f"scripts/test starts an instance and runs these tests; not set: {' '.join(missing)}")
        url, directory, admin_url, app = (os.environ[name] for name in NAMES)
        return cls(url.rstrip("/"), Path(directory), admin_url, Path(app), os.environ.get("TASKLIGHT_KAFKA", ""))

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

    @contextlib.contextmanager
    def stopped(self, part: str) -> Iterator[None]:
        """Keeps a part of the instance stopped for a while."""
        directory = str(self.directory / "service" / part)
        subprocess.run(["sv", "-w", "20", "stop", directory], check=True, capture_output=True, timeout=30)
        try:
            yield
        finally:
            subprocess.run(["sv", "-w", "20", "start", directory], check=True, capture_output=True, timeout=30)

    def workers(self, part: str) -> list[int]:
        """The FastCGI workers of a part: children of its multiwatch."""
        pid = (self.directory / "service" / part / "supervise" / "pid").read_text().strip()
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def log_lines(self, source: str, request_id: str) -> list[dict[str, Any]]:
        """The log lines of a program that carry a request id, once there are any: it logs after it has answered."""

        def lines() -> list[dict[str, Any]]:
            paths = sorted((self.directory / "log").glob(f"{source}-[0-9]*.jsonl"))
            texts = [line for path in paths for line in path.read_text().splitlines(keepends=True)]
            found = [json.loads(text) for text in texts if request_id in text and text.endswith("\n")]
            return [line for line in found if line.get("request_id") == request_id]

        found: list[dict[str, Any]] = eventually(lines, f"a line of {source} about {request_id}")
        return found

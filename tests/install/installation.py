"""A real instance, started by scripts/run in a folder of its own: what the tests of starting and stopping act on."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
START_TIMEOUT = 600
# For tests that need no broker: one that nobody answers for, and so none of its own.
NO_KAFKA = {"KAFKA_BROKERS": "127.0.0.1:1"}


def free_port() -> int:
    """A port that nothing uses, nor its successor; below those that the kernel gives to clients."""
    while True:
        port = random.randrange(10000, 12000, 2)
        with socket.socket() as first, socket.socket() as second:
            if first.connect_ex(("127.0.0.1", port)) and second.connect_ex(("127.0.0.1", port + 1)):
                return port


class Installation:
    """One instance: its folder, its port and the commands that act on it."""

    def __init__(self, var: Path, port: int) -> None:
        self.var = var
        self.port = port
        self.environment: dict[str, str] = {}

    def command(self, *arguments: str) -> list[str]:
        """The command line that starts it."""
        return [str(ROOT / "scripts/run"), "--port", str(self.port), "--var", str(self.var), *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs scripts/run to its end."""
        return subprocess.run(
            self.command(*arguments),
            capture_output=True,
            text=True,
            env=os.environ | self.environment,
            timeout=START_TIMEOUT,
        )

    def start(self) -> str:
        """Starts it in the background; returns what scripts/run printed."""
        started = self.run("--background")
        assert started.returncode == 0, started.stderr
        return started.stdout

    def open(self) -> subprocess.Popen[str]:
        """Starts it in the foreground, in a process group of its own, and returns when it says that it is ready."""
        process = subprocess.Popen(
            self.command(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | self.environment,
            start_new_session=True,
        )
        assert process.stdout
        lines = []
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Tasklight is ready"):
                return process
        raise AssertionError("".join(lines))

    def script(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs another script on this instance."""
        return subprocess.run(
            [str(ROOT / "scripts" / name), "--var", str(self.var), *arguments],
            capture_output=True,
            text=True,
            env=os.environ | self.environment,
            timeout=120,
        )

    def get(self, path: str, host: str = "127.0.0.1", method: str = "GET") -> int:
        """The status that a request gets, 0 when nothing answers."""
        connection = http.client.HTTPConnection(host, self.port, timeout=30)
        try:
            connection.request(method, path)
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def send(self, method: str, path: str, body: Any = None, token: str = "") -> tuple[int, Any]:
        """A request's status and the JSON that came back."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            content = answer.read()
            return answer.status, json.loads(content) if content else None
        finally:
            connection.close()

    def pid(self, name: str) -> int:
        """The process id of a supervised part, 0 while it is down."""
        try:
            return int((self.var / "service" / name / "supervise" / "pid").read_text() or 0)
        except (FileNotFoundError, ProcessLookupError):
            return 0

    def processes(self) -> dict[int, str]:
        """Every living process that has to do with the folder, by its command line or working directory."""
        found = {}
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if not entry.name.isdigit() or int(entry.name) == os.getpid():
                    continue
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                if command and (str(self.var) in command or str((entry / "cwd").readlink()).startswith(str(self.var))):
                    found[int(entry.name)] = command
        return found

    def sql(self, statement: str, role: str = "postgres") -> str:
        """What the private cluster answers."""
        command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", str(self.var / "run"), "-U", role, "-c", statement]
        return subprocess.run(
            [*command, "tasklight"], capture_output=True, text=True, timeout=30, check=True
        ).stdout.strip()

    def ports(self) -> dict[str, int]:
        """The ports it chose."""
        lines = (self.var / "ports").read_text().split()
        return {name: int(number) for name, number in (line.split("=") for line in lines)}


@contextlib.contextmanager
def an_installation() -> Iterator[Installation]:
    """An instance that is not started yet; stopped and removed at the end."""
    # Not pytest's tmp_path: the programs' user could not enter it.
    folder = Path(tempfile.mkdtemp(prefix="tasklight-install."))
    folder.chmod(0o755)
    installation = Installation(folder / "var", free_port())
    try:
        yield installation
    finally:
        subprocess.run([ROOT / "scripts/stop", "--var", installation.var], capture_output=True, timeout=120)
        shutil.rmtree(folder, ignore_errors=True)

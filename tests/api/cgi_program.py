"""Runs an installed program as plain CGI (RFC 3875), with settings of the test's own."""

from __future__ import annotations

import email.parser
import os
import subprocess
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urlsplit

from description import Description
from stack import Stack

SANITIZERS = ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS")


@dataclass(frozen=True)
class CgiAnswer:
    """What the program wrote, and what it logged on its standard error."""

    status_code: int
    headers: Message
    content: bytes
    log: str


class CgiProgram:
    """One of the two FastCGI programs, started anew for each request."""

    def __init__(self, stack: Stack, description: Description, name: str) -> None:
        self.program = stack.program(name)
        self.description = description
        self.settings = {name: stack.settings[name] for name in ("DATABASE_URL", "TASKLIGHT_CONFIG", "SOCKET_DIR")}

    def request(
        self,
        method: str,
        target: str,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
        path_info: str = "",
        settings: dict[str, str] | None = None,
    ) -> CgiAnswer:
        """One request; the target's path is SCRIPT_NAME, path_info follows it; settings win over the instance's."""
        parts = urlsplit(target)
        variables = {
            "GATEWAY_INTERFACE": "CGI/1.1",
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": parts.path,
            "PATH_INFO": path_info,
            "QUERY_STRING": parts.query,
            "REMOTE_ADDR": "192.0.2.1",
            "SERVER_PROTOCOL": "HTTP/1.1",
        }
        for name, value in (headers or {}).items():
            variable = name.upper().replace("-", "_")
            variables[variable if variable == "CONTENT_TYPE" else f"HTTP_{variable}"] = value
        if body:
            variables["CONTENT_LENGTH"] = str(len(body))
        kept = {name: os.environ[name] for name in SANITIZERS if name in os.environ}
        done = subprocess.run(
            [self.program],
            input=body,
            capture_output=True,
            env=kept | self.settings | variables | (settings or {}),
            timeout=20,
            check=False,
        )
        assert done.returncode == 0, done
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        answered = email.parser.BytesParser().parsebytes(head + b"\r\n\r\n")
        answer = CgiAnswer(int(answered["Status"]), answered, content, done.stderr.decode())
        self.description.check(method, target + path_info, answer.status_code, answered, content)
        return answer

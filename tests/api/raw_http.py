"""HTTP byte by byte, for requests that no client library would send."""

from __future__ import annotations

import contextlib
import http.client
import socket
from dataclasses import dataclass
from typing import Any

from description import Description
from problems import problem_of
from stack import Stack

TIMEOUT = 10


@dataclass(frozen=True)
class RawAnswer:
    """What came back."""

    status_code: int
    headers: Any
    content: bytes


class RawClient:
    """Sends what it is given, each time on a connection of its own."""

    def __init__(self, stack: Stack, description: Description) -> None:
        self.address = (stack.host, stack.port)
        self.description = description

    def send(self, data: bytes, method: str = "GET", half_close: bool = False) -> RawAnswer | None:
        """Sends bytes and reads one answer; None when the server hangs up without one."""
        with socket.create_connection(self.address, timeout=TIMEOUT) as connection:
            try:
                connection.sendall(data)
                if half_close:
                    connection.shutdown(socket.SHUT_WR)
            except (BrokenPipeError, ConnectionResetError):
                pass  # refused before the last byte: the answer is there
            answer = http.client.HTTPResponse(connection, method=method)
            try:
                answer.begin()
                return RawAnswer(answer.status, answer.headers, answer.read())
            except (http.client.RemoteDisconnected, ConnectionResetError):
                return None
            finally:
                answer.close()

    def request(
        self, method: str, target: str | bytes, *headers: str | bytes, body: bytes = b"", version: str = "HTTP/1.1"
    ) -> RawAnswer:
        """Sends a request with just these header lines, Host and Connection; an error must be a problem."""
        given = [header if isinstance(header, bytes) else header.encode() for header in headers]
        if not any(header.lower().startswith(b"host:") for header in given):
            given.insert(0, b"Host: localhost")
        path = target if isinstance(target, bytes) else target.encode()
        head = b"\r\n".join([b" ".join([method.encode(), path, version.encode()]), *given, b"Connection: close"])
        answer = self.send(head + b"\r\n\r\n" + body, method)
        assert answer is not None, "the server hung up without an answer"
        assert answer.status_code not in (500, 502, 504), answer
        if answer.status_code >= 400 and method != "HEAD":
            problem_of(answer)
        with contextlib.suppress(UnicodeDecodeError):
            self.description.check(method, path.decode(), answer.status_code, answer.headers, answer.content)
        return answer


def bearer(token: str) -> str:
    """The header line with a token."""
    return f"Authorization: Bearer {token}"

"""Peers that never come to an end are given up: clients that stop sending, and workers that hang. All wait at once."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import psycopg
import pytest

from accounts import make_account
from client import Client, User
from problems import assert_problem
from raw_http import RawAnswer, bearer
from stack import Stack
from waiting import eventually, limit

# lighttpd's server.max-read-idle and its read-timeout for a service, seconds; and how exactly it looks at the clock.
READ_IDLE = 15
SERVICE_TIMEOUT = 30
MARGIN = 4
UNFINISHED = {
    "body": b"Content-Length: 100\r\n\r\n{",
    "chunks": b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
    "headers": b"X-Hea",
    "nothing": b"",
}


def hang(stack: Stack, data: bytes) -> tuple[bytes, float]:
    """Sends bytes, then nothing; what came back, and after how long."""
    start = time.monotonic()
    with socket.create_connection((stack.host, stack.port), timeout=90) as connection:
        connection.sendall(data)
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    return received, time.monotonic() - start


@pytest.fixture(scope="module")
def hanging_user(client: Client, database: psycopg.Connection[Any], stack: Stack) -> User:
    """Whose requests they are."""
    return User(client, make_account(database, stack))


@pytest.fixture(scope="module")
def ends(stack: Stack, hanging_user: User) -> Iterator[dict[str, Future[tuple[bytes, float]]]]:
    """How each unfinished request ends, and one to workers that hang."""
    token = bearer(hanging_user.account.access)
    head = f"POST /todos/ HTTP/1.1\r\nHost: x\r\n{token}\r\nContent-Type: application/json\r\n".encode()
    stopped = stack.workers("todos")
    with ThreadPoolExecutor(8) as pool:
        futures = {name: pool.submit(hang, stack, end and head + end) for name, end in UNFINISHED.items()}
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        request = f"GET /todos/ HTTP/1.1\r\nHost: x\r\n{token}\r\nConnection: close\r\n\r\n".encode()
        futures["worker"] = pool.submit(hang, stack, request)
        try:
            futures["worker"].result()
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)
        yield futures


@pytest.mark.parametrize("name", UNFINISHED)
def test_request_that_never_ends_is_given_up(
    ends: dict[str, Future[tuple[bytes, float]]], hanging_user: User, name: str
) -> None:
    received, seconds = ends[name].result()

    assert received == b""
    assert READ_IDLE - 1 < seconds < limit(READ_IDLE + MARGIN)
    assert hanging_user.todos() == []


def test_worker_that_hangs_is_given_up(ends: dict[str, Future[tuple[bytes, float]]], hanging_user: User) -> None:
    received, seconds = ends["worker"].result()

    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 504 ")
    assert b"content-type: application/problem+json" in head.lower()
    answer = RawAnswer(504, {"content-type": "application/problem+json"}, body)
    assert_problem(answer, 504)
    hanging_user.client.description.check("GET", "/todos/", 504, answer.headers, body)
    assert SERVICE_TIMEOUT - 1 < seconds < limit(SERVICE_TIMEOUT + MARGIN)
    eventually(lambda: hanging_user.get("/todos/").status_code == 200, "it answers")

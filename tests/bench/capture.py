"""Which parameters a request's statement has: PostgreSQL's log tells."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cases import Case
from testbed import Testbed

EXECUTED = re.compile(r"duration: [0-9.]+ ms  execute ([\w-]+): ")
PARAMETER = re.compile(r"\$\d+ = (?:(?P<null>NULL)|'(?P<text>(?:[^']|'')*)')")
# How long the log may take to reach its file, s.
DEADLINE = 5


@contextmanager
def statements_logged(testbed: Testbed) -> Iterator[None]:
    """PostgreSQL logs each statement with its parameters."""
    testbed.admin("alter system set log_min_duration_statement = 0")
    testbed.admin("select pg_reload_conf()")
    time.sleep(0.5)
    try:
        yield
    finally:
        testbed.admin("alter system reset log_min_duration_statement")
        testbed.admin("select pg_reload_conf()")


def executed(testbed: Testbed, offset: int, statement: str) -> list[str]:
    """The parameters of each execution that was logged behind the offset, as tests/bench/statement.c reads them."""
    found = []
    with testbed.log.open() as log:
        log.seek(offset)
        for line in log:
            entry = json.loads(line)
            executed = EXECUTED.match(entry["message"])
            if executed is not None and executed[1] == statement:
                fields = [
                    "\\N" if field["null"] else field["text"].replace("''", "'")
                    for field in PARAMETER.finditer(entry["detail"])
                ]
                found.append("\x1f".join(fields))
    return found


def capture(testbed: Testbed, case: Case) -> list[str]:
    """Sends each request of a case once; returns its statement's parameters, a line each."""
    assert case.statement is not None
    offset = testbed.log.stat().st_size
    for request in case.requests:
        status, body = testbed.send(request.method, request.path, request.headers(), request.body)
        assert status == case.status, (case.name, status, body)
    deadline = time.monotonic() + DEADLINE
    while len(found := executed(testbed, offset, case.statement)) < len(case.requests):
        assert time.monotonic() < deadline, f"{case.name}: {len(found)} statements of {len(case.requests)} were logged"
        time.sleep(0.1)
    assert len(found) == len(case.requests), f"{case.name} runs more than one {case.statement} a request"
    return found

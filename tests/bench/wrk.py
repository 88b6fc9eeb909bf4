"""Runs wrk with a file of requests."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cases import Request

SCRIPT = Path(__file__).resolve().with_name("requests.lua")


@dataclass(frozen=True)
class Figures:
    """What wrk saw."""

    requests_per_second: float
    median_us: int
    failures: int


def run_wrk(url: str, requests: Iterable[Request], seconds: int, connections: int, *, chained: bool = False) -> Figures:
    """Sends the requests in turn for so long; chained as requests.lua says."""
    with tempfile.NamedTemporaryFile("w", suffix=".requests") as file:
        file.writelines(f"{request.line()}\n" for request in requests)
        file.flush()
        output = subprocess.run(
            ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "10s", "-s", str(SCRIPT), url],
            env=os.environ | {"REQUESTS": file.name} | ({"CHAIN": "1"} if chained else {}),
            check=True,
            text=True,
            capture_output=True,
            timeout=seconds + 60,
        ).stdout
    found = re.search(r"^RESULT (\d+) (\d+) (\d+) (\d+)$", output, re.MULTILINE)
    assert found is not None, output
    count, microseconds, median, failures = map(int, found.groups())
    return Figures(count * 1e6 / microseconds, median, failures)

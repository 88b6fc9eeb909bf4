"""Does the time of a failed login tell whether the name exists? Tries unknown names and wrong passwords in random order on
the instance that the environment names as for tests/daemons. usage: build/venv/bin/python tests/bench/login_timing.py [TIMES]"""

from __future__ import annotations

import math
import random
import secrets
import statistics
import sys
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from instance import Instance

# What the medians may differ by, milliseconds.
LIMIT = 1.0
RESAMPLES = 2000


def try_to_log_in(http: httpx.Client, name: str) -> float:
    """The milliseconds that a failed login takes; each from another address, so that no budget comes to its end."""
    address = ".".join(["10", *(str(random.randrange(256)) for _ in range(3))])
    body = {"username": name, "password": secrets.token_hex(12)}
    began = time.perf_counter()
    answer = http.post("/auth/token/", json=body, headers={"X-Forwarded-For": address})
    took = (time.perf_counter() - began) * 1000
    assert answer.status_code == 401, f"{answer.status_code}: TRUSTED_PROXIES must name this machine"
    return took


def mann_whitney(one: list[float], other: list[float]) -> float:
    """The probability (two-sided, normal approximation) of ranks as different as these if both were of one kind."""
    ordered = sorted([(value, True) for value in one] + [(value, False) for value in other])
    ranks = sum(rank for rank, (_, of_one) in enumerate(ordered, 1) if of_one)
    mean = len(one) * (len(ordered) + 1) / 2
    deviation = math.sqrt(len(one) * len(other) * (len(ordered) + 1) / 12)
    return math.erfc(abs(ranks - mean) / deviation / math.sqrt(2))


def bootstrap(one: list[float], other: list[float]) -> tuple[float, float]:
    """Where the difference of the medians lies, with 95 % confidence."""
    differences = sorted(
        statistics.median(random.choices(one, k=len(one))) - statistics.median(random.choices(other, k=len(other)))
        for _ in range(RESAMPLES)
    )
    return differences[int(RESAMPLES * 0.025)], differences[int(RESAMPLES * 0.975)]


def main() -> int:
    """Prints both medians and what the tests say; fails when the medians differ by LIMIT or more."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    instance = Instance()
    known: list[float] = []
    unknown: list[float] = []
    with httpx.Client(base_url=instance.url, timeout=30) as http:
        name = f"timing{secrets.token_hex(8)}"
        made = http.post("/auth/register/", json={"username": name, "password": secrets.token_hex(12)})
        assert made.status_code == 201, made.text
        for _ in range(20):
            try_to_log_in(http, name)
        order = [True, False] * times
        random.shuffle(order)
        for exists in order:
            (known if exists else unknown).append(
                try_to_log_in(http, name if exists else f"timing{secrets.token_hex(8)}")
            )
    difference = statistics.median(known) - statistics.median(unknown)
    low, high = bootstrap(known, unknown)
    print(
        f"{times} tries each: wrong password {statistics.median(known):.2f} ms, unknown name"
        f" {statistics.median(unknown):.2f} ms; difference {difference:+.3f} ms (95 %: {low:+.3f} to {high:+.3f}),"
        f" Mann-Whitney p = {mann_whitney(known, unknown):.3f}"
    )
    return 0 if abs(difference) < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())

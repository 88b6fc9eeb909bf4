"""Does the time of a failed login tell whether the name exists? Tries unknown names and wrong passwords in random order on
the instance that the environment names as for tests/daemons. usage: build/venv/bin/python tests/bench/login_timing.py [TIMES]"""

from __future__ import annotations

import math
import random
import secrets
import statistics
import sys
import time
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Comparison:
    """What failed logins took, milliseconds: with a wrong password, with an unknown name."""

    known: list[float]
    unknown: list[float]

    def difference(self) -> float:
        """Of the medians."""
        return statistics.median(self.known) - statistics.median(self.unknown)

    def told_apart(self) -> bool:
        """Whether the medians differ, with 95 % confidence, by more than LIMIT: fit for few tries on a busy machine."""
        low, high = bootstrap(self.known, self.unknown)
        return low > LIMIT or high < -LIMIT

    def __str__(self) -> str:
        low, high = bootstrap(self.known, self.unknown)
        return (
            f"{len(self.known)} tries each: wrong password {statistics.median(self.known):.2f} ms, unknown name"
            f" {statistics.median(self.unknown):.2f} ms; difference {self.difference():+.3f} ms"
            f" (95 %: {low:+.3f} to {high:+.3f}), Mann-Whitney p = {mann_whitney(self.known, self.unknown):.3f}"
        )


def compare(instance: Instance, times: int) -> Comparison:
    """Tries each kind so many times, in random order."""
    compared = Comparison([], [])
    with httpx.Client(base_url=instance.url, timeout=30) as http:
        name = f"timing{secrets.token_hex(8)}"
        made = http.post("/auth/register/", json={"username": name, "password": secrets.token_hex(12)})
        assert made.status_code == 201, made.text
        for _ in range(20):
            try_to_log_in(http, name)
        order = [True, False] * times
        random.shuffle(order)
        for exists in order:
            took = try_to_log_in(http, name if exists else f"timing{secrets.token_hex(8)}")
            (compared.known if exists else compared.unknown).append(took)
    return compared


def main() -> int:
    """Prints both medians and what the tests say; fails when the medians differ by LIMIT or more."""
    compared = compare(Instance.from_environment(), int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
    print(compared)
    return 0 if abs(compared.difference()) < LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())

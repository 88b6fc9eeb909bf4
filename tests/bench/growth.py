#!/usr/bin/python3
"""Does a list take longer when others have many todos? Its median latency among ten million beside that among ten thousand.

Two instances run side by side, and are measured in turn over one connection; each list is of another user.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from cases import Request
from testbed import TODOS_PER_USER, Testbed
from wrk import run_wrk

# As many users are asked for, at most: their tokens are known to the workers after the first round.
ASKED = 500
LIMIT = 1.1


def latency(testbed: Testbed, users: list[int], seconds: int) -> int:
    """The median of a list of 20, microseconds."""
    requests = [Request("GET", "/todos/?limit=20", testbed.tokens[user]) for user in users]
    seen = run_wrk(f"http://127.0.0.1:{testbed.port}", requests, seconds, 1)
    assert seen.failures == 0
    return seen.median_us


def main() -> int:
    """Fails when the list among many takes more than LIMIT times as long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="folder of the benchmark's built programs")
    parser.add_argument("--few", type=int, default=10_000, help="todos")
    parser.add_argument("--many", type=int, default=10_000_000, help="todos")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=5)
    arguments = parser.parse_args()
    with (
        Testbed(arguments.programs, arguments.few // TODOS_PER_USER) as few,
        Testbed(arguments.programs, arguments.many // TODOS_PER_USER) as many,
    ):
        stacks = {
            testbed: random.Random(1).sample(range(1, testbed.users + 1), min(ASKED, testbed.users))
            for testbed in (few, many)
        }
        took: dict[Testbed, list[int]] = {few: [], many: []}
        for testbed, users in stacks.items():
            latency(testbed, users, arguments.seconds)
        for _ in range(arguments.rounds):
            for testbed, users in stacks.items():
                took[testbed].append(latency(testbed, users, arguments.seconds))
    ratios = [most / least for least, most in zip(took[few], took[many], strict=True)]
    ratio = statistics.median(ratios)
    for name, testbed in (("few", few), ("many", many)):
        todos = testbed.users * TODOS_PER_USER
        print(f"{name}: {todos:,} todos, median {statistics.median(took[testbed]):.0f} µs, rounds {took[testbed]}")
    print(f"ratio {ratio:.2f} ({min(ratios):.2f}–{max(ratios):.2f})")
    return 0 if ratio <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())

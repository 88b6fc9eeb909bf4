"""How long todos still takes a token after auth has ended its session, on the instance that the environment names as for
tests/api. usage: build/venv/bin/python tests/bench/revocation.py [TIMES]"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

import httpx
import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "api"))
from accounts import make_account, open_session
from stack import Stack

# A token that lives longer than this after its end is a failure, seconds.
PATIENCE = 10


def revoke_one(http: httpx.Client, database: psycopg.Connection[tuple[int]], stack: Stack) -> float:
    """Ends one session from another; returns the seconds from the 204 to the first 401."""
    account = make_account(database, stack)
    other = open_session(database, stack, account.user_id, account.username)
    ours, theirs = ({"Authorization": f"Bearer {one.access}"} for one in (account, other))
    assert http.get("/todos/", headers=theirs).status_code == 200
    answer = http.delete(f"/auth/sessions/{other.session_id}/", headers=ours)
    began = time.perf_counter()
    assert answer.status_code == 204, answer.text
    while http.get("/todos/", headers=theirs).status_code != 401:
        if time.perf_counter() - began > PATIENCE:
            raise SystemExit(f"a revoked token was still taken after {PATIENCE} s")
        time.sleep(0.001)
    assert http.get("/todos/", headers=ours).status_code == 200
    return time.perf_counter() - began


def main() -> int:
    """Prints the median, the 99th percentile and the worst; fails when the worst is above a second."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    stack = Stack.from_environment()
    with (
        httpx.Client(base_url=stack.url, timeout=10) as http,
        psycopg.connect(stack.admin_url, autocommit=True) as database,
    ):
        # The first one also makes Kafka's topic.
        revoke_one(http, database, stack)
        took = sorted(revoke_one(http, database, stack) * 1000 for _ in range(times))
    p99 = took[min(times - 1, int(times * 0.99))]
    print(f"{times} revocations: p50 {statistics.median(took):.1f} ms, p99 {p99:.1f} ms, worst {took[-1]:.1f} ms")
    return 0 if took[-1] <= 1000 else 1


if __name__ == "__main__":
    sys.exit(main())

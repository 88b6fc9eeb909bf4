"""How long todos still takes a token after auth has ended its session, on the instance that the environment names as for
tests/daemons. usage: build/venv/bin/python tests/bench/revocation.py [TIMES]"""

from __future__ import annotations

import math
import statistics
import sys
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from instance import Instance, User

# A token that lives longer than this after its end is a failure, seconds.
PATIENCE = 10
# So few that no account has more revoked sessions than any real one.
REVOCATIONS_A_USER = 10


def revoke_one(http: httpx.Client, user: User) -> float:
    """Logs in, ends that login from another; returns the seconds from the 204 to the first 401."""
    login = http.post("/auth/token/", json={"username": user.name, "password": user.password})
    assert login.status_code == 200, login.text
    ours, theirs = ({"Authorization": f"Bearer {token}"} for token in (user.token, login.json()["access"]))
    assert http.get("/todos/", headers=theirs).status_code == 200
    session = next(one for one in http.get("/auth/sessions/", headers=ours).json() if not one["current"])
    answer = http.delete(f"/auth/sessions/{session['id']}/", headers=ours)
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
    instance = Instance.from_environment()
    with httpx.Client(base_url=instance.url, timeout=10) as http:
        # The first one also makes Kafka's topic.
        revoke_one(http, instance.register())
        users = [instance.register() for _ in range(math.ceil(times / REVOCATIONS_A_USER))]
        took = sorted(revoke_one(http, users[number % len(users)]) * 1000 for number in range(times))
    p99 = took[min(times - 1, int(times * 0.99))]
    print(f"{times} revocations: p50 {statistics.median(took):.1f} ms, p99 {p99:.1f} ms, worst {took[-1]:.1f} ms")
    return 0 if took[-1] <= 1000 else 1


if __name__ == "__main__":
    sys.exit(main())

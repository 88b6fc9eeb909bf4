"""What 200 logins at once do to everybody else: the 99th percentile of refreshes and of todo lists, idle and meanwhile, on
the instance that the environment names as for tests/daemons. usage: build/venv/bin/python tests/bench/login_storm.py [TIMES]"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from instance import Instance

LOGINS = 200
# How many times as long as idle the 99th percentile may be.
LIMIT = 2.0
STORM = Path(__file__).resolve().with_name("login_storm.lua")


def percentile(values: list[float], share: float) -> float:
    """The value that this share of all is not above."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(http: httpx.Client, access: str, refresh: str, times: int) -> tuple[dict[str, list[float]], str]:
    """The milliseconds of refreshes and lists, one after the other; and the newest refresh token."""
    took: dict[str, list[float]] = {"refresh": [], "list": []}
    for _ in range(times):
        began = time.perf_counter()
        answer = http.post("/auth/token/refresh/", json={"refresh": refresh})
        between = time.perf_counter()
        listed = http.get("/todos/", headers={"Authorization": f"Bearer {access}"})
        ended = time.perf_counter()
        assert (answer.status_code, listed.status_code) == (200, 200)
        refresh, access = answer.json()["refresh"], answer.json()["access"]
        took["refresh"].append((between - began) * 1000)
        took["list"].append((ended - between) * 1000)
    return took, refresh


def main() -> int:
    """Prints the percentiles and how they compare; fails when one is more than LIMIT times the idle one."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    instance = Instance.from_environment()
    user = instance.register()
    body = {"username": user.name, "password": user.password}
    wrk = ["wrk", "-t1", f"-c{LOGINS}", "-d600s", "--timeout", "30s", "-s", str(STORM), instance.url]
    with httpx.Client(base_url=instance.url, timeout=30) as http:
        session = http.post("/auth/token/", json=body).json()
        _, refresh = measure(http, session["access"], session["refresh"], 100)
        idle, refresh = measure(http, session["access"], refresh, times)
        with subprocess.Popen(wrk, stdout=subprocess.DEVNULL) as storm:
            try:
                time.sleep(2)
                busy, refresh = measure(http, session["access"], refresh, times)
            finally:
                storm.terminate()
        calm, _ = measure(http, session["access"], refresh, times)
    good = True
    for name in idle:
        # Idle is measured before and after, since a shared machine is never quite idle.
        before = percentile(idle[name] + calm[name], 0.99)
        meanwhile = percentile(busy[name], 0.99)
        good = good and meanwhile <= LIMIT * before
        medians = f"median {percentile(idle[name] + calm[name], 0.5):.2f} → {percentile(busy[name], 0.5):.2f} ms"
        print(f"{name}: p99 {before:.2f} → {meanwhile:.2f} ms ({meanwhile / before:.2f} times), {medians}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

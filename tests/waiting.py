"""Waiting for what comes by itself, and the most that something may take."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

# Seconds. Long enough for a consumer that was killed: the broker waits 6 s for it before it gives its partitions away.
PATIENCE = 30.0
# On a machine that others use a duration says little: only what hangs fails.
IS_TIMED = os.environ.get("TASKLIGHT_TIMED") == "1"
OTHERS_TAKE = 20.0


def limit(seconds: float) -> float:
    """The most that something may take, seconds: exactly so many with TASKLIGHT_TIMED=1, by hand on an idle machine."""
    return seconds if IS_TIMED else seconds + OTHERS_TAKE


def eventually(condition: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Returns the condition's first true value; fails when none comes in time."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.02)

"""After thousands of mixed requests no process is larger than after warm-up. (Sanitizers keep freed memory: a release build.)"""

from __future__ import annotations

import collections
from pathlib import Path

import pytest

import soak
from instance import Instance
from soak import Findings, Size


@pytest.mark.release
def test_mixed_requests_leave_nothing_behind(instance: Instance) -> None:
    findings = soak.soak(instance, 20_000)

    assert findings.mistakes() == []
    # Every kind of answer was there.
    assert set(findings.statuses) >= {"200", "201", "204", "304", "400", "401", "404", "413", "422"}


@pytest.mark.release
def test_sizes_are_those_of_the_running_processes(instance: Instance) -> None:
    sample = soak.measure(instance)

    assert len(sample) >= 5 + len(soak.WORKERS)
    assert all(size.rss_kib > 1000 and size.pss_kib > 100 and size.descriptors >= 3 for size in sample.values())
    executables = {Path(f"/proc/{pid}/exe").resolve().name for pid in soak.processes(instance).values()}
    assert executables == {"lighttpd", "auth", "todos", "relay", "auth-consumer", "todos-consumer"}


def findings(last: Size, wrong: str = "") -> Findings:
    """A run whose only process had 10,000 KiB and 5 descriptors after warm-up."""
    samples = [{"todos 1": Size(9_000, 9_000, 5)}, {"todos 1": Size(10_000, 9_500, 5)}, {"todos 1": last}]
    return Findings(10, 1.0, collections.Counter(), [wrong] if wrong else [], samples)


def test_growth_is_a_mistake() -> None:
    assert findings(Size(10_256, 9_700, 5)).mistakes() == []
    assert findings(Size(10_257, 9_700, 5)).mistakes() == ["todos 1 has 257 KiB more, 256 are allowed"]
    assert findings(Size(10_000, 9_500, 6)).mistakes() == ["todos 1 has 1 descriptors more"]


def test_memory_that_was_given_back_for_a_while_may_be_taken_again() -> None:
    run = findings(Size(12_000, 9_700, 5))
    run.samples = [
        {"lighttpd 1": Size(kib, kib, 5)} for kib in (9_000, 9_000, 12_000, 12_000, 9_000, 12_000, 12_000, 12_256)
    ]
    assert run.mistakes() == []
    run.samples[-1] = {"lighttpd 1": Size(12_257, 9_700, 5)}
    assert run.mistakes() == ["lighttpd 1 has 257 KiB more, 256 are allowed"]


def test_wrong_answer_is_a_mistake() -> None:
    assert findings(Size(10_000, 9_500, 5), "500 instead of 200").mistakes() == ["500 instead of 200"]


def test_process_that_was_replaced_is_a_mistake() -> None:
    run = findings(Size(10_000, 9_500, 5))
    run.samples[-1] = {"todos 2": Size(1_000, 900, 5)}

    assert run.mistakes() == ["processes ended: ['todos 1', 'todos 2']"]


def test_worker_may_become_as_large_as_another_one() -> None:
    before = {"todos 1": Size(10_000, 9_500, 5), "todos 2": Size(12_000, 9_500, 5), "auth 3": Size(15_000, 9_500, 9)}
    for grown, good in ((12_256, True), (12_257, False)):
        last = before | {"todos 1": Size(grown, 9_500, 5)}

        run = Findings(10, 1.0, collections.Counter(), [], [before, before, last])

        assert (run.mistakes() == []) is good

"""The counts of a request: what the comparison with the budget lets pass, and how callgrind's files are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from counts import Counts, compare, count

BUDGET: dict[str, dict[str, float]] = {"get": {"statements": 1, "allocations": 40, "instructions": 10000}}

# Two functions of the program, one of the C library; a call's own line has what was spent inside, which counts there.
CALLGRIND = """\
version: 1
ob=(1) /srv/app/bin/todos
fl=(1) handler.c
fn=(1) handler
10 100
calls=2 0
cob=(2) /lib/libc.so.6
cfi=(2) malloc.c
cfn=(2) malloc
calls=3 0
+1 999
+2 20
fn=(3) other
12 5
ob=(2)
fl=(2)
fn=(2)
7 50
cfn=(4) _int_malloc
calls=1 0
* 30
totals: 175
"""


@pytest.mark.parametrize("instructions", [1, 10000, 10300])
def test_what_is_within_the_budget_passes(instructions: float) -> None:
    assert compare({"get": Counts(1, 40, instructions)}, BUDGET) == {"get": ""}


@pytest.mark.parametrize(
    "counts", [Counts(2, 40, 10000), Counts(1, 42, 10000), Counts(1, 40, 10301)], ids=["statement", "heap", "code"]
)
def test_what_is_above_the_budget_is_told(counts: Counts) -> None:
    assert "are allowed" in compare({"get": counts}, BUDGET)["get"]


def test_every_count_needs_a_budget_and_every_budget_a_count() -> None:
    assert compare({"list": Counts(1, 1, 1)}, BUDGET) == {"get": "is not counted", "list": "has no budget"}


def test_only_the_programs_own_instructions_and_every_allocation_count(tmp_path: Path) -> None:
    path = tmp_path / "callgrind.1"
    path.write_text(CALLGRIND.replace("calls=2 0\ncob", "cob"))

    assert count(path, "todos") == (3, 125)

"""tests/unit/run adds up what the cmocka programs said, and lets none that ended badly pass."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from source_tree import ROOT

PASSED = "echo '[==========] 3 test(s) run.'; echo '[  PASSED  ] 3 test(s).'"
FAILED = "echo '[  PASSED  ] 2 test(s).'; echo '[  FAILED  ] 1 test(s), listed below:' >&2; exit 1"


def run(folder: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """Runs shell scripts in the place of cmocka programs; those that crash leave no core."""
    paths = []
    for name, script in programs.items():
        path = folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        paths.append(str(path))
    command = ["prlimit", "--core=0", str(ROOT / "tests/unit/run"), *paths]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_total_is_the_sum(tmp_path: Path) -> None:
    ran = run(tmp_path, test_a=PASSED, test_b=PASSED)

    assert ran.returncode == 0
    assert ran.stdout.splitlines()[-2:] == ["[==========] 6 test(s) run.", "[  PASSED  ] 6 test(s)."]


def test_numbers_of_a_program_stand_only_in_the_total(tmp_path: Path) -> None:
    ran = run(tmp_path, test_a=PASSED)

    assert ran.stdout.count("[  PASSED  ]") == 1


def test_failed_test_fails_the_run(tmp_path: Path) -> None:
    ran = run(tmp_path, test_a=PASSED, test_b=FAILED)

    assert ran.returncode == 1
    assert ran.stdout.splitlines()[-2:] == ["[  PASSED  ] 5 test(s).", "[  FAILED  ] 1 test(s)."]


@pytest.mark.parametrize("end", ["exit 23", "kill -SEGV $$", "kill -KILL $$"])
def test_program_that_ends_badly_after_its_tests_fails_the_run(tmp_path: Path, end: str) -> None:
    ran = run(tmp_path, test_a=f"{PASSED}; {end}")

    assert ran.returncode == 1
    assert "[  FAILED  ] 1 test(s). Ended badly: test_a" in ran.stdout


def test_missing_program_fails_the_run(tmp_path: Path) -> None:
    command = [str(ROOT / "tests/unit/run"), str(tmp_path / "test_nothing")]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert ran.returncode == 1

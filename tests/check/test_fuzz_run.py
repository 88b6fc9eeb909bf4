"""tests/fuzz/run fails when a target finds a bad input, and keeps that input."""

from __future__ import annotations

import subprocess
from pathlib import Path

from source_tree import ROOT

# Ends badly at any input that begins with "!"; the first one is given, so that it is found at once.
TARGET = """
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size > 0 && data[0] == '!')
		abort();
	return 0;
}
"""
NAME = "fuzz_text"


def build(folder: Path, source: str) -> None:
    """Makes the folder's one target."""
    (folder / "target.c").write_text(source)
    command = ["clang", "-fsanitize=fuzzer", "-o", str(folder / NAME), str(folder / "target.c")]
    subprocess.run(command, check=True, timeout=60)


def run(targets: Path) -> subprocess.CompletedProcess[str]:
    (targets / "bad").mkdir()
    command = [str(ROOT / "tests/fuzz/run"), str(targets), "1", str(targets / "bad")]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_target_that_finds_nothing_passes(tmp_path: Path) -> None:
    build(tmp_path, TARGET.replace("abort()", "return 0"))

    ran = run(tmp_path)

    assert ran.returncode == 0
    assert ran.stdout.startswith(f"ok {NAME}: ")
    assert list((tmp_path / "bad").iterdir()) == []


def test_bad_input_fails_the_run_and_is_kept(tmp_path: Path) -> None:
    build(tmp_path, TARGET)
    (tmp_path / "corpus" / NAME).mkdir(parents=True)
    (tmp_path / "corpus" / NAME / "first").write_text("!")

    ran = run(tmp_path)

    assert ran.returncode == 1
    assert ran.stdout.splitlines()[-1].startswith(f"not ok {NAME}")
    (kept,) = (tmp_path / "bad").glob(f"{NAME}-crash-*")
    assert kept.read_text().startswith("!")


def test_folder_without_targets_is_an_error(tmp_path: Path) -> None:
    ran = run(tmp_path)

    assert ran.returncode == 1
    assert "has no targets" in ran.stderr

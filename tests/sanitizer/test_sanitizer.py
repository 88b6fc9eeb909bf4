"""What scripts/test takes for proof of a clean run does see an overflow, a leak and undefined behaviour."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("BUILD", "build/sanitized"))


@pytest.fixture(scope="module")
def programs() -> Path:
    """The folder of the planted programs, built as scripts/test builds everything."""
    names = ("clean", "leak", "overflow", "undefined")
    folder = BUILD / "tests" / "sanitizer"
    targets = [str(folder / name) for name in names]
    command = ["make", "-C", str(ROOT), f"BUILD={BUILD}", "SANITIZE=address,undefined", *targets]
    built = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert built.returncode == 0, built.stderr
    return ROOT / folder


def run(program: Path, state: Path) -> int:
    """Runs a program with the options of scripts/test and its stderr in the log, as under supervision; its status."""
    reports, log = state / "sanitizer", state / "log" / "planted"
    reports.mkdir()
    log.mkdir(parents=True)
    options = {
        "ASAN_OPTIONS": f"detect_leaks=1:log_path={reports}/address",
        "UBSAN_OPTIONS": f"print_stacktrace=1:log_path={reports}/undefined",
        "LSAN_OPTIONS": "report_objects=1",
    }
    # Beside the address sanitizer's, the log_path of the undefined behaviour sanitizer has no effect: it says it here.
    with (log / "current").open("w") as stderr:
        return subprocess.run([program], env=os.environ | options, stderr=stderr, timeout=60, check=False).returncode


def reports_of(state: Path) -> subprocess.CompletedProcess[str]:
    """What scripts/sanitizer-reports says of a state directory."""
    command = [str(ROOT / "scripts/sanitizer-reports"), str(state)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_clean_program_has_no_report(programs: Path, tmp_path: Path) -> None:
    assert run(programs / "clean", tmp_path) == 0

    said = reports_of(tmp_path)

    assert (said.returncode, said.stdout) == (0, "")


@pytest.mark.parametrize(
    ("name", "report"),
    [
        ("overflow", "heap-buffer-overflow"),
        ("leak", "LeakSanitizer: detected memory leaks"),
        ("undefined", "signed integer overflow"),
    ],
)
def test_planted_mistake_has_its_report(programs: Path, tmp_path: Path, name: str, report: str) -> None:
    assert run(programs / name, tmp_path) != 0

    said = reports_of(tmp_path)

    assert said.returncode == 1
    assert report in said.stdout


def test_report_in_a_log_is_found(tmp_path: Path) -> None:
    (tmp_path / "log" / "todos").mkdir(parents=True)
    (tmp_path / "log" / "todos" / "current").write_text("todo.c:7:3: runtime error: shift exponent 64 is too large\n")

    said = reports_of(tmp_path)

    assert said.returncode == 1
    assert "runtime error" in said.stdout


def test_core_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "core.4711").write_bytes(b"\x7fELF")

    said = reports_of(tmp_path)

    assert said.returncode == 1
    assert "core.4711" in said.stdout

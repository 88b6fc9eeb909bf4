"""scripts/check-docs passes on the documents as they are, and fails on each kind of lie in them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules")
FOLDERS = ("docs", "etc", "fcgi", "frontend", "scripts", "sql", "tests")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the documents are about."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=LEFT_OUT)
    shutil.copy(ROOT / "README.md", tmp_path)
    return tmp_path


def check(checkout: Path) -> subprocess.CompletedProcess[str]:
    """scripts/check-docs of the copy, against the programs that run."""
    command = [checkout / "scripts" / "check-docs", Path(os.environ["TASKLIGHT_APP"]) / "bin"]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_documents_are_true(checkout: Path) -> None:
    checked = check(checkout)
    assert (checked.returncode, checked.stderr) == (0, "")


LIES = {
    "another default": ("docs/configuration.md", "| 300 |", "| 301 |", "-| `ACCESS_TOKEN_LIFETIME` | 301 |"),
    "a function that was renamed": (
        "fcgi/todos/create.c",
        "todos_create(",
        "todos_make(",
        "create.c defines no todos_create",
    ),
    "a part of a statement that is gone": (
        "sql/auth/queries/delete.sql",
        "erased as (",
        "emptied as (",
        "defines no erased",
    ),
    "a table that was renamed": ("fcgi/todos/main.c", "routes[]", "addresses[]", "main.c defines no routes"),
    "a file that is not there": (
        "README.md",
        "`sql/todos/queries/list-newest.sql`",
        "`sql/todos/queries/lost.sql`",
        "lost.sql is not there",
    ),
    "a route that is not served": ("fcgi/todos/openapi.yaml", "  /todos/changes/:", "  /todos/news/:", "not served"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_noticed(checkout: Path, lie: str) -> None:
    name, old, new, said = LIES[lie]
    path = checkout / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    checked = check(checkout)
    assert checked.returncode == 1
    assert said in checked.stderr

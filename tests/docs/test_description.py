"""scripts/openapi refuses fragments with mistakes, and notices every difference from what a program serves."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FRAGMENTS = ("auth", "lib", "todos")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the script and the fragments that a test may damage."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "openapi", tmp_path / "scripts")
    for name in FRAGMENTS:
        folder = tmp_path / "fcgi" / name
        folder.mkdir(parents=True)
        for fragment in (ROOT / "fcgi" / name).glob("openapi*.yaml"):
            shutil.copy(fragment, folder)
    return tmp_path


def run(checkout: Path, *arguments: Path | str) -> subprocess.CompletedProcess[str]:
    """scripts/openapi of the copy."""
    command = [checkout / "scripts" / "openapi", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def merge(checkout: Path) -> subprocess.CompletedProcess[str]:
    """Merges the copy's fragments into its openapi.json."""
    return run(checkout, checkout / "openapi.json", *sorted(checkout.glob("fcgi/*/openapi*.yaml")))


def damage(checkout: Path, name: str, old: str, new: str) -> None:
    """Replaces a text that stands in a fragment, once."""
    path = checkout / "fcgi" / name / "openapi.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_fragments_as_they_are_make_one_description(checkout: Path) -> None:
    merged = merge(checkout)
    assert (merged.returncode, merged.stderr) == (0, "")
    document = json.loads((checkout / "openapi.json").read_text())
    assert document["openapi"].startswith("3.1.")
    assert {"/auth/token/", "/todos/", "/healthz"} <= document["paths"].keys()


MISTAKES = {
    "a reference that leads nowhere": ("todos", "schemas/TodoPatch'", "schemas/TodoPath'", "is not there"),
    "a component that nothing uses": ("auth", "    Username:\n", "    Unused: {}\n    Username:\n", "used by nothing"),
    "a path of another fragment": ("auth", "  /auth/logout/:", "  /todos/:", "stands in two fragments"),
    "a schema of another fragment": ("auth", "    Login:\n", "    Todo: {}\n    Login:\n", "stands in two fragments"),
    "a key that stands twice": (
        "todos",
        "      operationId: listTodos\n",
        "      operationId: a\n      operationId: b\n",
        "twice",
    ),
    "a status that is no string": ("todos", "'304':", "304:", "no string"),
    "an operation without a summary": ("auth", "      summary: Log in.\n", "", "has no summary"),
    "two operations of one name": ("auth", "operationId: logout", "operationId: login", "called login too"),
    "an undescribed tag": ("auth", "tags: [auth]", "tags: [other]", "not described"),
    "a path parameter of another name": ("todos", "      name: id\n", "      name: number\n", "not those of its path"),
    "a link to an operation that is not there": ("todos", "{ operationId: getTodo,", "{ operationId: go,", "not there"),
    "what only the shared fragment may say": (
        "todos",
        "paths:\n",
        "info: {}\npaths:\n",
        "only tags, paths and components",
    ),
    "no YAML": ("auth", "paths:\n", "paths: [\n", "openapi.yaml"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_and_named(checkout: Path, mistake: str) -> None:
    name, old, new, said = MISTAKES[mistake]
    damage(checkout, name, old, new)
    merged = merge(checkout)
    assert merged.returncode == 1
    assert said in merged.stderr
    assert not (checkout / "openapi.json").exists()


@pytest.fixture
def programs() -> list[Path]:
    """The programs that serve what the fragments describe."""
    return [Path(os.environ["TASKLIGHT_APP"]) / "bin" / name for name in ("auth", "todos")]


def test_the_programs_serve_what_is_described(checkout: Path, programs: list[Path]) -> None:
    compared = run(checkout, "--routes", *programs)
    assert (compared.returncode, compared.stderr) == (0, "")


DIFFERENCES = {
    "a route that is not described": (
        "auth",
        "  /auth/logout/:",
        "  /auth/goodbye/:",
        "auth serves POST /auth/logout/ user",
    ),
    "a described route that is not served": (
        "auth",
        "  /auth/logout/:",
        "  /auth/goodbye/:",
        "describes POST /auth/goodbye/ user: not served",
    ),
    "another access": ("auth", "      security: []\n", "", "describes POST /auth/register/ user: not served"),
    "another kind of number": ("todos", "format: int64, minimum: 1 }\n    Limit", "minimum: 1 }\n    Limit", "{id}"),
}


@pytest.mark.parametrize("difference", DIFFERENCES)
def test_a_difference_from_the_programs_is_noticed(checkout: Path, programs: list[Path], difference: str) -> None:
    name, old, new, said = DIFFERENCES[difference]
    damage(checkout, name, old, new)
    compared = run(checkout, "--routes", *programs)
    assert compared.returncode == 1
    assert said in compared.stderr

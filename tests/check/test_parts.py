"""Each part of make check finds what is planted against it, and says nothing against what is right."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from source_tree import ROOT, Tree


@dataclass
class Planted:
    """A file that a part of make check must find, and what keeps make from looking at everything else."""

    part: str
    path: str
    text: str
    found: str
    mode: int = 0o644
    variables: list[str] = field(default_factory=list)


C = "/* Planted. */\n#include <stddef.h>\n\nint planted(int number);\n\nint\nplanted(int number)\n{\n\t"
PYTHON = '"""Planted."""\n\nfrom __future__ import annotations\n'
ONLY_ITSELF = ["TIDIED=$(BUILD)/tidy/fcgi/auth/aaa"]
NO_TESTS = ["TEST_FOLDERS="]
RELAY = ["SQL=sql/relay"]
VITEST = """// Planted.
import { expect, test } from "vitest";

test("planted", () => {
	expect(1).toBe(2);
});
"""
SAYING = """// Planted.
import { t } from "@lingui/core/macro";

export const said = () => t`Never said before`;
"""

PLANTED = [
    Planted("gcc", "fcgi/auth/aaa.c", C + "int unused = 1;\n\treturn number;\n}\n", "unused variable"),
    Planted("gcc", "fcgi/auth/aaa.c", C + "char small = number;\n\treturn small;\n}\n", "-Werror=conversion"),
    Planted("clang", "fcgi/auth/aaa.c", C + "number = number;\n\treturn number;\n}\n", "-Wself-assign"),
    Planted("clang-format", "fcgi/auth/aaa.c", C + "return  number;\n}\n", "code should be clang-formatted"),
    Planted("clang-format", "tests/unit/aaa.c", "/* Planted. */\nint planted(void) { return 1; }\n", "clang-formatted"),
    Planted(
        "clang-tidy",
        "fcgi/auth/aaa.c",
        C + "return (int)sizeof(sizeof(number));\n}\n",
        "bugprone-sizeof-expression",
        variables=ONLY_ITSELF,
    ),
    Planted(
        "clang-tidy",
        "fcgi/auth/aaa.c",
        C + "int *nowhere = NULL;\n\treturn number + *nowhere;\n}\n",
        "clang-analyzer-core.NullDereference",
        variables=ONLY_ITSELF,
    ),
    Planted("shellcheck", "scripts/planted", "#!/bin/sh\n# Planted.\nrm $1\n", "SC2086", 0o755),
    Planted(
        "shellcheck",
        "etc/service/planted/run",
        "#!/usr/bin/env -S setpriv sh\n# shellcheck shell=sh\nrm $1\n",
        "SC2086",
    ),
    Planted("ruff", "tests/api/planted.py", PYTHON + "\nimport os\n", "F401"),
    Planted("ruff", "scripts/planted", "#!/usr/bin/python3\n" + PYTHON + "\nprint(nothing)\n", "F821", 0o755),
    Planted("ruff-format", "scripts/tasklight/planted.py", PYTHON + "\nX = {'a' : 1}\n", '+X = {"a": 1}'),
    Planted(
        "mypy",
        "scripts/tasklight/planted.py",
        PYTHON + "\n\ndef planted(number: int) -> str:\n    return number\n",
        "return-value",
        variables=NO_TESTS,
    ),
    Planted(
        "mypy",
        "scripts/planted",
        "#!/usr/bin/python3\n" + PYTHON + "\n\ndef planted(number):\n    return number\n",
        "no-untyped-def",
        0o755,
        NO_TESTS,
    ),
    Planted("sqlfluff", "sql/relay/queries/sent.sql", "-- Planted.\nSELECT 1 as one\n", "CP01", variables=RELAY),
    Planted(
        "sqlfluff", "sql/relay/migrations/0999-planted.sql", "-- Planted.\ncreate tabel todo;\n", "PRS", variables=RELAY
    ),
    Planted(
        "biome",
        "frontend/src/lib/planted.ts",
        "// Planted.\nexport function planted(): void {\n\tdebugger;\n}\n",
        "noDebugger",
    ),
    Planted("biome", "tests/browser/planted.ts", "// Planted.\nexport const planted  = 1;\n", "format"),
    Planted("tsc", "frontend/src/lib/planted.ts", '// Planted.\nexport const planted: number = "one";\n', "TS2322"),
    Planted(
        "stylelint", "frontend/src/ui/Planted.module.css", "/* Planted. */\n.a {\n\tmargin-left: 0;\n}\n", "margin-left"
    ),
    Planted("messages", "frontend/src/lib/planted.ts", SAYING, "not translated: Never said before"),
    Planted("vitest", "frontend/src/lib/planted.test.ts", VITEST, "expected 1 to be 2"),
]


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: f"{planted.part}-{planted.found}")
def test_planted_mistake_is_found(tree: Tree, planted: Planted) -> None:
    tree.plant(planted.path, planted.text, planted.mode)

    ran = tree.make(f"check-{planted.part}", *planted.variables)

    assert ran.returncode != 0, ran.stdout
    assert f"not ok {planted.part}" in ran.stdout.splitlines()
    assert planted.found in ran.stdout


def test_parts_that_are_not_planted_against_have_tests_of_their_own() -> None:
    listed = subprocess.run(
        ["make", "-C", str(ROOT), "--print-data-base", "--question", "help"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    checks = next(line for line in listed.stdout.splitlines() if line.startswith("CHECKS := ")).split()[2:]
    # programs: below; docs: tests/docs; layout: test_layout.py.
    assert set(checks) - {planted.part for planted in PLANTED} == {"programs", "docs", "layout"}


def test_missing_tool_is_no_success(tree: Tree) -> None:
    ran = tree.make("check-ruff", "VENV=/nonexistent")

    assert ran.returncode != 0
    assert "not ok ruff" in ran.stdout.splitlines()


def check_programs(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / "scripts/check-programs"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


# A program as it should be: -n refuses what is missing, out of range or unknown.
RIGHT = """\
#!/bin/sh
fail() { echo "$1" >&2; exit "$2"; }
case "$*" in
--help) echo "usage: right [-n]"; echo "Needed: DATABASE_URL"; exit 0 ;;
-n) ;;
*) fail "unknown option" 1 ;;
esac
if [ -n "$TASKLIGHT_CONFIG" ]; then
	[ -r "$TASKLIGHT_CONFIG" ] || fail "$TASKLIGHT_CONFIG cannot be read" 78
	! grep -q NO_SETTING "$TASKLIGHT_CONFIG" || fail "NO_SETTING is unknown" 78
	DATABASE_URL=$(sed -n 's/^DATABASE_URL=//p' "$TASKLIGHT_CONFIG")
fi
[ -n "$DATABASE_URL" ] || fail "DATABASE_URL is not set" 78
[ "$BODY_LIMIT" != 1 ] || fail "BODY_LIMIT is out of range" 78
[ "$JWT_SIGNING_KEY" != short ] || fail "JWT_SIGNING_KEY has the wrong length" 78
"""


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder with one program as it should be."""
    (tmp_path / "right").write_text(RIGHT)
    (tmp_path / "right").chmod(0o755)
    return tmp_path


def test_program_as_it_should_be_passes(programs: Path) -> None:
    ran = check_programs(programs)

    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("line", "wrong", "complaint"),
    [
        ("usage: right", "use: right", "no usage"),
        ("usage: right", "usage: left", "no usage"),
        ("Needed: ", "Wanted: ", "nothing needed"),
        ('fail "unknown option" 1', "exit 0", "--nonsense"),
        ("-n) ;;", "-n) exit 0 ;;", "exit status is 0"),
        ("-n) ;;", '-n) fail "no" 78 ;;', "refuses a good configuration"),
        ('fail "DATABASE_URL is not set" 78', 'fail "not set" 78', "not one line on stderr with DATABASE_URL"),
        ('fail "DATABASE_URL is not set" 78', 'fail "DATABASE_URL is not set" 1', "exit status is 1, not 78"),
        ('"BODY_LIMIT is out of range" 78', '"BODY_LIMIT\nis out of range" 78', "not one line on stderr"),
        ('fail "NO_SETTING is unknown" 78', "exit 0", "NO_SETTING is wrong"),
        ("[ -r ", "true || [ -r ", "with /nonexistent/file"),
    ],
)
def test_program_that_misbehaves_is_found(programs: Path, line: str, wrong: str, complaint: str) -> None:
    assert line in RIGHT
    (programs / "right").write_text(RIGHT.replace(line, wrong))

    ran = check_programs(programs)

    assert ran.returncode == 1
    assert complaint in ran.stderr


def test_folder_without_programs_is_an_error(tmp_path: Path) -> None:
    ran = check_programs(tmp_path)

    assert ran.returncode == 1
    assert "has no programs" in ran.stderr

"""Each rule of scripts/check-layout finds what is planted against it, and no other rule does."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from source_tree import ROOT, Tree

LONG_FUNCTION = "/* Long. */\nint\nlong_one(void)\n{\n" + '\tputs("");\n' * 61 + "\treturn 0;\n}\n"
# Put together here, so that this file is not found.
REGISTRY = "py" + "pi.org"
WORKPLACE = "/wor" + "k/main"

# The rule, the file, and its text; a text that begins with "+" is added to the file.
PLANTED = [
    ("third party headers have one home", "fcgi/todos/get.c", "+#include <libpq-fe.h>\n"),
    ("third party headers have one home", "fcgi/lib/json.h", "+#include <json-c/json.h>\n"),
    ("third party headers have one home", "fcgi/auth/login.c", "+#  include <jwt.h>\n"),
    ("third party headers have one home", "fcgi/lib/request.c", "+#include <fcgiapp.h>\n"),
    ("third party headers have one home", "fcgi/relay/main.c", "+#include <librdkafka/rdkafka.h>\n"),
    ("third party headers have one home", "fcgi/relay/main.c", '+#include "lib/events_kafka.h"\n'),
    ("third party headers have one home", "fcgi/lib/text.c", "+#include <utf8proc.h>\n"),
    ("third party headers have one home", "fcgi/lib/uuid.h", "+#include <sodium.h>\n"),
    ("includes go from services to lib", "fcgi/todos/get.c", '+#include "auth/session.h"\n'),
    ("includes go from services to lib", "fcgi/lib/text.c", '+#include "todos/todos.h"\n'),
    ("includes go from services to lib", "fcgi/auth/login.c", '+#include "../todos/todos.h"\n'),
    ("includes go from services to lib", "fcgi/lib/log.c", '+#include "queries_todos.h"\n'),
    *(
        (
            "functions without bounds are not called",
            "fcgi/todos/get.c",
            f"+void\nplanted(void)\n{{\n\t{name} (0);\n}}\n",
        )
        for name in ("strcpy", "strcat", "sprintf", "vsprintf", "gets", "strtok", "atoi", "atol", "atoll", "alloca")
    ),
    ("functions without bounds are not called", "tests/unit/test_text.c", "+int planted = atoi;\nint x = atoi(0);\n"),
    ("files begin with a comment", "fcgi/lib/silent.c", "int silent;\n"),
    ("files begin with a comment", "tests/unit/silent.h", "#define SILENT\n"),
    ("files begin with a comment", "sql/todos/migrations/0999-silent.sql", "select 1;\n"),
    ("files begin with a comment", "scripts/silent", "#!/bin/sh\nset -eu\n"),
    ("files begin with a comment", "scripts/silent", "#!/usr/bin/python3\nimport sys\n"),
    ("files begin with a comment", "tests/api/silent.py", "import sys\n"),
    ("files begin with a comment", "etc/service/silent/run", "#!/usr/bin/env -S setpriv sh\nexec true\n"),
    ("files begin with a comment", "etc/make/silent.mk", "all:\n"),
    ("files are short", "fcgi/lib/long.c", "/* Long. */\n" + "\n" * 400),
    ("files are short", "tests/api/long.py", '"""Long."""\n' + "\n" * 400),
    ("files are short", "scripts/long", "#!/bin/sh\n# Long.\n" + "\n" * 149),
    ("functions fit a screen", "fcgi/lib/long.c", LONG_FUNCTION),
    ("statements name their columns", "sql/relay/queries/sent.sql", "+returning *\n"),
    ("statements name their columns", "sql/relay/queries/sent.sql", "+returning outbox.*\n"),
    ("statements name their columns", "sql/relay/queries/sent.sql", "+returning (select * from outbox)\n"),
    ("statements are used", "sql/todos/queries/never-used.sql", "-- Nobody asks.\nselect 1\n"),
    ("statements are used", "fcgi/todos/get.c", "+unsigned planted = QUERY_TODOS_THAT_IS_NOT_THERE;\n"),
    ("names say what they mean", "fcgi/lib/util.c", "/* Whatever came along. */\n"),
    ("names say what they mean", "tests/api/user_helpers.py", '"""Whatever came along."""\n'),
    *(
        ("frontend imports go one way", path, f'+import planted from "{target}";\n')
        for path, target in (
            ("frontend/src/features/todos/useTodos.ts", "@/features/account/useLogin.ts"),
            ("frontend/src/features/todos/useTodos.ts", "../account/useLogin.ts"),
            ("frontend/src/features/account/LoginPage.tsx", "@/app/router.tsx"),
            ("frontend/src/ui/Button.tsx", "@/api/session.ts"),
            ("frontend/src/api/send.ts", "../ui/Button.tsx"),
            ("frontend/src/lib/dates.ts", "@/ui/toasts.ts"),
        )
    ),
    ("frontend imports go one way", "frontend/src/lib/dates.ts", '+const planted = import("@/app/App.tsx");\n'),
    ("components are short", "frontend/src/ui/Long.tsx", "// Long.\n" + "\n" * 200),
    ("components are short", "frontend/src/features/todos/long.ts", "// Long.\n" + "\n" * 200),
    ("components are short", "frontend/src/ui/Silent.tsx", "export const silent = 1;\n"),
    ("components are short", "tests/browser/silent.spec.ts", "export const silent = 1;\n"),
    ("no registry and no workplace is named", "docs/planted.md", f"See {REGISTRY}.\n"),
    ("no registry and no workplace is named", "etc/planted.conf", f"path = {WORKPLACE}\n"),
    ("no registry and no workplace is named", ".ci/planted", f"# {WORKPLACE}\n"),
]


def test_tree_as_it_is_keeps_every_rule(tree: Tree) -> None:
    said = tree.layout()
    assert all(said.values()), said


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_planted_violation_is_found_by_its_rule_alone(tree: Tree, rule: str, path: str, text: str) -> None:
    if text.startswith("+"):
        tree.append(path, text[1:])
    else:
        tree.plant(path, text)

    said = tree.layout()

    assert [name for name, kept in said.items() if not kept] == [rule]


def test_every_rule_has_a_planted_violation(tree: Tree) -> None:
    assert {rule for rule, _, _ in PLANTED} == set(tree.layout())


def test_every_rule_is_short() -> None:
    module = ast.parse((ROOT / "scripts/check-layout").read_text())
    rules = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.decorator_list]
    assert rules
    assert {rule.name: length for rule in rules if (length := (rule.end_lineno or 0) - rule.lineno + 1) > 25} == {}


def test_what_stands_in_comments_and_strings_is_no_call(tree: Tree) -> None:
    tree.append(
        "fcgi/todos/get.c", '/* never strcpy(a, b)\n * nor sprintf(a) */\nconst char *planted = "atoi(\\"x\\")";\n'
    )

    assert tree.layout()["functions without bounds are not called"]


def test_features_may_take_what_lies_below_them_and_their_own(tree: Tree) -> None:
    text = 'import { a } from "@/ui/Button.tsx";\nimport { b } from "@/lib/dates.ts";\nimport { c } from "./useTodos.ts";\n'
    tree.append("frontend/src/features/todos/listQuery.ts", text)

    assert tree.layout()["frontend imports go one way"]


def test_stars_inside_a_statement_are_allowed(tree: Tree) -> None:
    text = "-- Inner stars.\nwith a as (\n    select t.*\n    from todo as t\n)\n\nselect\n    count(*) as n,\n    2 * 3 as six\nfrom a\n"
    tree.plant("sql/todos/queries/ready.sql", text)

    assert tree.layout()["statements name their columns"]


@pytest.mark.parametrize("arguments", [["--help"], ["a", "b"]])
def test_usage_is_said(arguments: list[str]) -> None:
    command = [sys.executable, str(ROOT / "scripts/check-layout"), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ran.stdout.startswith("usage:")
    assert ran.returncode == (0 if arguments == ["--help"] else 2)

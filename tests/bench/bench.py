#!/usr/bin/python3
"""Throughput of each kind of request beside its ceiling, all from one interleaved run on a private instance.

The ceiling of a request is 1 / (1 / hello + 1 / statement): what a request costs without its statement (hello, through
the whole prologue) and what its statement costs alone (pgbench, the same SQL, prepared, over as many connections as
the service has workers), one after the other on the same processors.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from stack import USERS, Stack

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Case:
    """One kind of request: the lines wrk sends, and the pgbench script of its statement."""

    name: str
    requests: list[str]
    statement: str | None = None
    http: list[float] = field(default_factory=list)
    sql: list[float] = field(default_factory=list)
    failures: int = 0


def embed(query: str, *parameters: str) -> str:
    """The statement of sql/todos/queries with pgbench's variables in place of $1, $2, …"""
    text = (ROOT / "sql/todos/queries" / f"{query}.sql").read_text()
    text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
    # Backwards, so that $1 is not found in $10.
    for number in range(len(parameters), 0, -1):
        text = text.replace(f"${number}", parameters[number - 1])
    return text.strip() + ";\n"


def make_cases(stack: Stack) -> list[Case]:
    who = (":user::bigint", ":now::bigint", "'00000000-0000-4000-8000-000000000000'::uuid")
    some_user = f"\\set user random(1, {USERS})\n"
    some_todo = some_user + "\\set todo (:user - 1) * 20 + random(1, 20)\n"
    flip = "\\set flip random(0, 1)\n"
    null = "null"
    tokens = stack.tokens

    def lines(method: str, path: str, body: str = "") -> list[str]:
        return [
            f"{method} {path.format(todo=(user - 1) * 20 + 7)} {tokens[user]} {body}".strip()
            for user in range(1, USERS + 1)
        ]

    toggle = [
        line for flag in ("true", "false") for line in lines("PATCH", "/todos/{todo}/", f'{{"completed":{flag}}}')
    ]
    return [
        Case("static file", [f"GET /healthz {tokens[1]}"]),
        Case("bare libfcgi", [f"GET /bare {tokens[1]}"]),
        Case("hello", lines("GET", "/hello")),
        Case(
            "list of 20",
            lines("GET", "/todos/?limit=20"),
            some_user + embed("list", *who, null, "9223372036854775807", "21", null),
        ),
        Case("get", lines("GET", "/todos/{todo}/"), some_todo + embed("get", *who, ":todo")),
        Case("toggle", toggle, some_todo + flip + embed("update", *who, ":todo", null, null, null, "(:flip = 1)")),
        Case(
            "create",
            lines("POST", "/todos/", '{"title":"Buy milk","description":"Two bottles"}'),
            some_user + embed("create", *who, null, null, "1000000", "'Buy milk'", "'Two bottles'", "false"),
        ),
    ]


def run_wrk(stack: Stack, case: Case, seconds: int, connections: int) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".requests") as requests:
        requests.write("\n".join(case.requests) + "\n")
        requests.flush()
        command = [
            "wrk",
            "-t",
            "1",
            "-c",
            str(connections),
            "-d",
            f"{seconds}s",
            "-s",
            str(ROOT / "tests/bench/requests.lua"),
            stack.url,
        ]
        output = subprocess.run(
            command,
            env=os.environ | {"REQUESTS": requests.name},
            check=True,
            text=True,
            capture_output=True,
            timeout=seconds + 60,
        ).stdout
    found = re.search(r"^RESULT (\d+) (\d+) (\d+) (\d+)$", output, re.MULTILINE)
    assert found is not None, output
    count, microseconds, _, failures = map(int, found.groups())
    case.http.append(count * 1e6 / microseconds)
    case.failures += failures


def run_pgbench(stack: Stack, case: Case, seconds: int) -> None:
    assert case.statement is not None
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(case.statement)
        script.flush()
        os.chmod(script.name, 0o644)
        output = stack.pgbench(
            [
                "-n",
                "-M",
                "prepared",
                "-c",
                str(stack.workers),
                "-j",
                str(stack.workers),
                "-T",
                str(seconds),
                "-D",
                f"now={int(time.time()) + 3600}",
                "-f",
                script.name,
            ]
        )
    found = re.search(r"^tps = ([0-9.]+)", output, re.MULTILINE)
    assert found is not None, output
    case.sql.append(float(found.group(1)))


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):,.0f} ({min(values):,.0f}–{max(values):,.0f})"


def report(cases: list[Case]) -> list[dict[str, object]]:
    hello = statistics.median(next(case for case in cases if case.name == "hello").http)
    rows: list[dict[str, object]] = []
    print("\n| request | requests/s (lowest–highest) | statement/s | ceiling | ratio |\n|---|---|---|---|---|")
    for case in cases:
        http = statistics.median(case.http)
        row: dict[str, object] = {"name": case.name, "http": case.http, "sql": case.sql, "failures": case.failures}
        if case.sql:
            sql = statistics.median(case.sql)
            ceiling = 1 / (1 / hello + 1 / sql)
            row |= {"ceiling": ceiling, "ratio": http / ceiling}
            print(f"| {case.name} | {spread(case.http)} | {spread(case.sql)} | {ceiling:,.0f} | {http / ceiling:.2f} |")
        else:
            print(f"| {case.name} | {spread(case.http)} | | | |")
        if case.failures:
            print(f"{case.name}: {case.failures} requests did not succeed", file=sys.stderr)
        rows.append(row)
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="folder of the built hello and bare")
    parser.add_argument("--seconds", type=int, default=5, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--only", help="names of cases, separated by commas")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    arguments = parser.parse_args()
    with Stack(arguments.programs) as stack:
        cases = make_cases(stack)
        if arguments.only:
            cases = [case for case in cases if case.name in [*arguments.only.split(","), "hello"]]
        for number in range(arguments.rounds):
            print(f"round {number + 1} of {arguments.rounds}", flush=True)
            for case in cases:
                run_wrk(stack, case, arguments.seconds, arguments.connections)
                if case.statement is not None:
                    run_pgbench(stack, case, arguments.seconds)
        rows = report(cases)
        memory = stack.memory()
        print(
            f"\nstatements per list: {stack.statements_per_list():g}; own processes together: {memory / 1024:.1f} MiB PSS"
        )
        if arguments.json:
            arguments.json.write_text(json.dumps({"cases": rows, "pss_kib": memory}, indent=1) + "\n")
    return 1 if any(case.failures for case in cases) else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/python3
"""Throughput of each kind of request beside its ceiling, all from one interleaved run on a private instance.

The ceiling of a request is 1 / (1 / hello + 1 / statement): what a request costs without its statement (hello, through
the whole prologue) and what its statement costs alone (with the parameters that the requests were seen to have, over
as many connections as the service has workers), one after the other on the same processors. A login's ceiling is its
password hash alone. The ratio is taken in each round by itself: the median and the extremes of the rounds are printed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from capture import capture, statements_logged
from cases import ACCOUNTS, PASSWORD, Case, floors, reads, refreshes, sessions, writes
from testbed import Testbed
from wrk import run_wrk

MANY = 1024


def chain(parameters: list[str]) -> list[str]:
    """A refresh follows another: the hash of its token is how often the session was refreshed."""
    lines = [line.split("\x1f") for line in parameters]
    return ["\x1f".join([session, "\\0", "\\1", *others]) for session, _, _, *others in lines]


def run_alone(testbed: Testbed, case: Case, parameters: list[str], seconds: int) -> float:
    """The statement alone, or a login's password hash: how often a second."""
    if case.name == "login":
        command = [str(testbed.program("argon2")), str(testbed.workers["auth"]), str(seconds), "19456", "2"]
        return float(testbed.command(command))
    if case.chained:
        # The captured sessions begin their chain anew.
        ids = ",".join(f"'{line.split(chr(31))[0]}'" for line in parameters)
        first = f"{0:028d}"
        testbed.admin(
            f"update auth.session set refresh_hash = '{first}', refresh_used = '{{}}' where session_id in ({ids})"
        )
    assert case.statement is not None
    return testbed.statement(case.service, case.statement, parameters, seconds)


def spread(values: list[float], digits: int = 0) -> str:
    """Median (lowest–highest)."""
    return f"{statistics.median(values):,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def ratios(case: Case, cases: dict[str, Case]) -> tuple[list[float], list[float]]:
    """Each round's ceiling, and what the requests reached of it."""
    if case.name in ("hello", "1,024 connections"):
        ceilings = cases["bare libfcgi" if case.name == "hello" else "list of 20"].http
    elif case.name == "login":
        ceilings = case.alone
    elif case.alone:
        ceilings = [1 / (1 / hello + 1 / alone) for hello, alone in zip(cases["hello"].http, case.alone, strict=True)]
    else:
        return [], []
    return ceilings, [reached / ceiling for reached, ceiling in zip(case.http, ceilings, strict=True)]


def report(cases: list[Case]) -> list[dict[str, object]]:
    """Prints the table and returns its rows."""
    named = {case.name: case for case in cases}
    rows: list[dict[str, object]] = []
    print("\n| request | a second | its statement alone | ceiling | ratio |\n|---|---|---|---|---|")
    for case in cases:
        ceilings, reached = ratios(case, named)
        columns = [
            case.name,
            spread(case.http),
            spread(case.alone) if case.alone else "",
            f"{statistics.median(ceilings):,.0f}" if ceilings else "",
            spread(reached, 2) if reached else "",
        ]
        print("| " + " | ".join(columns) + " |")
        if case.failures:
            print(f"{case.name}: {case.failures} requests did not succeed", file=sys.stderr)
        row: dict[str, object] = {"name": case.name, "http": case.http, "alone": case.alone}
        rows.append(row | {"ceiling": ceilings, "ratio": reached, "failures": case.failures})
    return rows


def choose(testbed: Testbed, only: str | None) -> list[Case]:
    """The cases that are wanted, and the floors that their ceilings need."""
    for name in ACCOUNTS:
        testbed.post("/auth/register/", {"username": name, "password": PASSWORD})
    listed = reads(testbed)
    many = Case("1,024 connections", listed[0].requests)
    cases = [*floors(testbed), *listed, many, *writes(testbed), *sessions(testbed)]
    if only is None:
        return cases
    wanted = {"bare libfcgi", "hello", *only.split(",")}
    if many.name in wanted:
        wanted.add("list of 20")
    return [case for case in cases if case.name in wanted]


def measure(testbed: Testbed, arguments: argparse.Namespace) -> list[Case]:
    """Round after round, each case and its statement."""
    cases = choose(testbed, arguments.only)
    parameters: dict[str, list[str]] = {}
    with statements_logged(testbed):
        for case in cases:
            if case.statement is not None:
                parameters[case.name] = chain(capture(testbed, case)) if case.chained else capture(testbed, case)
    testbed.admin("vacuum analyze")
    for number in range(arguments.rounds):
        print(f"round {number + 1} of {arguments.rounds}", file=sys.stderr, flush=True)
        for case in cases:
            connections = MANY if case.name == "1,024 connections" else arguments.connections
            requests = refreshes(testbed) if case.chained else case.requests
            seen = run_wrk(testbed.url, requests, arguments.seconds, connections, chained=case.chained)
            case.http.append(seen.requests_per_second)
            case.failures += seen.failures
            if case.name in parameters or case.name == "login":
                case.alone.append(run_alone(testbed, case, parameters.get(case.name, []), arguments.seconds))
    return cases


def main() -> int:
    """Fails when a request failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--programs", type=Path, required=True, help="folder of the built hello, bare, statement, argon2"
    )
    parser.add_argument("--seconds", type=int, default=4, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--only", help="names of cases, separated by commas")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    arguments = parser.parse_args()
    with Testbed(arguments.programs) as testbed:
        testbed.start_floors()
        idle = testbed.memory()
        cases = measure(testbed, arguments)
        rows = report(cases)
        busy = testbed.memory()
    print("\n| program | PSS idle, KiB a process | after the run |\n|---|---|---|")
    for name, sizes in idle.items():
        print(f"| {name} | {', '.join(map(str, sizes))} | {', '.join(map(str, busy.get(name, [])))} |")
    total = [sum(sum(sizes) for sizes in memory.values()) / 1024 for memory in (idle, busy)]
    print(f"| together, MiB | {total[0]:.1f} | {total[1]:.1f} |")
    if arguments.json:
        arguments.json.write_text(json.dumps({"cases": rows, "pss_kib": {"idle": idle, "busy": busy}}, indent=1) + "\n")
    return 1 if any(case.failures for case in cases) else 0


if __name__ == "__main__":
    sys.exit(main())

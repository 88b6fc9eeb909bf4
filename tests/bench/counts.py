#!/usr/bin/python3
"""What a request costs in things that can be counted: statements, heap allocations, and instructions of our own code.

The release programs answer under callgrind behind a web server of their own. An OPTIONS request makes callgrind write
down what it has counted and begin anew, so that each case is counted by itself, warm, and divided by its requests.
With --budget the counts are compared with a file of them: what has grown by more than 3 % fails.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from cases import ACCOUNTS, PASSWORD, Case, Request, floors, reads, sessions, writes
from testbed import Testbed

ROOT = Path(__file__).resolve().parents[2]
# The functions whose call ends a count: the answers to OPTIONS, of a service and for what looks like a file.
MARKS = ("cors_options", "reply_read_only")
ALLOCATORS = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign"}
# A case's requests come from so many users, whose tokens are known by then: of two, one could push the other out of the
# service's memory, which has one place for both about once in a thousand runs.
USERS = 1
WARM = 20
COUNTED = 50
TOLERANCE = 1.03
DEADLINE = 60


@dataclass
class Counts:
    """What one request takes."""

    statements: float
    allocations: float
    instructions: float


def programs(testbed: Testbed) -> dict[str, str]:
    """Which program answers on which socket."""
    return {"auth-password": "auth", "auth": "auth", "todos": "todos", "hello": "hello"}


def start(testbed: Testbed) -> None:
    """The programs under callgrind, one process each, and their web server."""
    testbed.environment["SOCKET_DIR"] = str(testbed.folder)
    # A hash is the library's work, which is not counted, and slow here.
    testbed.environment["PASSWORD_MEMORY_KIB"] = "64"
    for socket, program in programs(testbed).items():
        path = testbed.program(program) if program == "hello" else testbed.var / "app/bin" / program
        options = [f"--callgrind-out-file={testbed.folder}/{socket}.callgrind"]
        options += [f"--dump-before={mark}" for mark in MARKS]
        testbed.serve(socket, ["/usr/bin/valgrind", "-q", "--tool=callgrind", *options, str(path)])
    testbed.start_lighttpd()
    for address in ("/todos/", "/auth/token/", "/auth/profile/", "/hello"):
        testbed.wait(address)


class Parts:
    """The numbered files into which callgrind writes what it has counted."""

    def __init__(self, testbed: Testbed, socket: str, path: str) -> None:
        self.testbed = testbed
        self.name = f"{testbed.folder}/{socket}.callgrind"
        self.path = path

    def cut(self) -> Path:
        """Ends a count; returns its file."""
        number = 1
        while Path(f"{self.name}.{number}").exists():
            number += 1
        status, _ = self.testbed.send("OPTIONS", self.path, {}, "")
        assert status == 204, status
        path = Path(f"{self.name}.{number}")
        deadline = time.monotonic() + DEADLINE
        while not path.exists() or "totals:" not in path.read_text():
            assert time.monotonic() < deadline, f"callgrind has not written {path}"
            time.sleep(0.05)
        return path


def count(path: Path, program: str) -> tuple[int, int]:
    """Heap allocations, and instructions of the program itself, in one of callgrind's files (its manual, section 6)."""
    names: dict[str, str] = {}
    own, allocations, inside, callee, skip = 0, 0, False, "", False
    for line in path.read_text().splitlines():
        match = re.match(r"(c?(?:ob|fn|fi|fl|fe))=(?:\((\d+)\))?(?: ?(.*))?$", line)
        if match is not None:
            kind = match[1].removeprefix("c")
            key = f"{'fl' if kind in ('fi', 'fe') else kind}{match[2]}"
            name = names.setdefault(key, match[3]) if match[3] else names.get(key, "")
            if match[1] == "ob":
                inside = Path(name).name == program
            elif match[1] == "cfn":
                callee = name
        elif line.startswith("calls="):
            if callee.split("'")[0] in ALLOCATORS:
                allocations += int(line[len("calls=") :].split()[0])
            skip = True
        elif line[:1].isdigit() or line[:1] in "+-*":
            # A cost of nothing is left out.
            if inside and not skip:
                own += sum(map(int, line.split()[1:]))
            skip = False
    return allocations, own


def statements(testbed: Testbed, service: str) -> int:
    """How many statements the service's log tells of."""
    found = 0
    for path in testbed.folder.glob(f"{service}-*.jsonl"):
        # What stands behind the last line's end is being written: the request that asked for the count.
        *lines, _ = path.read_text().split("\n")
        found += sum(json.loads(line).get("statements", 0) for line in lines)
    return found


def send(testbed: Testbed, case: Case, number: int) -> None:
    """Sends so many of the case's requests, each expected to succeed."""
    for at in range(number):
        request = case.requests.pop(0) if case.chained else case.requests[at % USERS]
        status, body = testbed.send(request.method, request.path, request.headers(), request.body)
        assert status == case.status, (case.name, status, body)
        if case.chained:
            token = json.loads(body)["refresh"]
            case.requests.append(Request("POST", request.path, body=json.dumps({"refresh": token})))


def measure(testbed: Testbed, case: Case) -> Counts:
    """Counts a case."""
    socket = {"login": "auth-password", "refresh": "auth", "hello": "hello"}.get(case.name, "todos")
    program = programs(testbed)[socket]
    mark = {"auth-password": "/auth/token/", "auth": "/auth/profile/", "hello": "/hello"}.get(socket, "/todos/")
    parts = Parts(testbed, socket, mark)
    send(testbed, case, WARM)
    parts.cut()
    nothing = count(parts.cut(), program)
    before = statements(testbed, program)
    send(testbed, case, COUNTED)
    counted = count(parts.cut(), program)
    allocations, instructions = ((one - none) / COUNTED for one, none in zip(counted, nothing, strict=True))
    return Counts((statements(testbed, program) - before) / COUNTED, round(allocations, 1), round(instructions))


def compare(found: dict[str, Counts], budget: dict[str, dict[str, float]]) -> dict[str, str]:
    """What is wrong with each case, "" for nothing: what costs more than it may, what has no budget or no count."""
    verdicts = {}
    for name in sorted(found.keys() | budget.keys()):
        if name not in found or name not in budget:
            verdicts[name] = "has no budget" if name in found else "is not counted"
            continue
        verdicts[name] = ", ".join(
            f"{value:g} {what} a request where {budget[name][what]:g} are allowed"
            for what, value in asdict(found[name]).items()
            if value > budget[name][what] * TOLERANCE
        )
    return verdicts


def main() -> int:
    """Fails when a count is above its budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="folder of the built hello and statement")
    parser.add_argument("--budget", type=Path, help="compare with this file")
    parser.add_argument("--write", type=Path, help="write the counts into this file")
    arguments = parser.parse_args()
    with Testbed(arguments.programs) as testbed:
        start(testbed)
        for name in ACCOUNTS:
            testbed.post("/auth/register/", {"username": name, "password": PASSWORD})
        cases = [floors(testbed)[-1], *reads(testbed), *writes(testbed), *sessions(testbed)]
        found = {case.name: measure(testbed, case) for case in cases}
    print("| request | statements | heap allocations | own instructions |\n|---|---|---|---|")
    for name, counts in found.items():
        print(f"| {name} | {counts.statements:g} | {counts.allocations:g} | {counts.instructions:,} |")
    if arguments.write:
        arguments.write.write_text(json.dumps({name: asdict(one) for name, one in found.items()}, indent=1) + "\n")
    verdicts = compare(found, json.loads(arguments.budget.read_text())) if arguments.budget else {}
    for name, verdict in verdicts.items():
        print(f"not ok {name}: {verdict}" if verdict else f"ok {name} costs what it may")
    return 1 if any(verdicts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

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
from stack import Stack

ROOT = Path(__file__).resolve().parents[2]
# The function whose call ends a count: the answer to OPTIONS.
MARK = "cors_options"
ALLOCATORS = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign"}
# A case's requests come from so many users, whose tokens are known by then.
USERS = 10
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


def programs(stack: Stack) -> dict[str, str]:
    """Which program answers on which socket."""
    return {"auth-password": "auth", "auth": "auth", "todos": "todos", "hello": "hello"}


def start(stack: Stack) -> None:
    """The programs under callgrind, one process each, and their web server."""
    stack.environment["SOCKET_DIR"] = str(stack.folder)
    # A hash is the library's work, which is not counted, and slow here.
    stack.environment["PASSWORD_MEMORY_KIB"] = "64"
    for socket, program in programs(stack).items():
        path = stack.programs / program if program == "hello" else stack.var / "app/bin" / program
        options = [f"--callgrind-out-file={stack.folder}/{socket}.callgrind", f"--dump-before={MARK}"]
        stack.serve(socket, ["/usr/bin/valgrind", "-q", "--tool=callgrind", *options, str(path)])
    stack.start_lighttpd()
    for address in ("/todos/", "/auth/token/", "/auth/profile/", "/hello"):
        stack.wait(address)


class Parts:
    """The numbered files into which callgrind writes what it has counted."""

    def __init__(self, stack: Stack, socket: str, path: str) -> None:
        self.stack = stack
        self.name = f"{stack.folder}/{socket}.callgrind"
        self.path = path

    def cut(self) -> Path:
        """Ends a count; returns its file."""
        number = 1
        while Path(f"{self.name}.{number}").exists():
            number += 1
        status, _ = self.stack.send("OPTIONS", self.path, {}, "")
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


def statements(stack: Stack, service: str) -> int:
    """How many statements the service's log tells of."""
    lines = [line for path in stack.folder.glob(f"{service}-*.jsonl") for line in path.read_text().splitlines()]
    return sum(json.loads(line).get("statements", 0) for line in lines)


def send(stack: Stack, case: Case, number: int) -> None:
    """Sends so many of the case's requests, each expected to succeed."""
    for at in range(number):
        request = case.requests.pop(0) if case.chained else case.requests[at % USERS]
        status, body = stack.send(request.method, request.path, request.headers(), request.body)
        assert status == case.status, (case.name, status, body)
        if case.chained:
            token = json.loads(body)["refresh"]
            case.requests.append(Request("POST", request.path, body=json.dumps({"refresh": token})))


def measure(stack: Stack, case: Case) -> Counts:
    """Counts a case."""
    socket = {"login": "auth-password", "refresh": "auth", "hello": "hello"}.get(case.name, "todos")
    program = programs(stack)[socket]
    mark = {"auth-password": "/auth/token/", "auth": "/auth/profile/", "hello": "/hello"}.get(socket, "/todos/")
    parts = Parts(stack, socket, mark)
    send(stack, case, WARM)
    parts.cut()
    nothing = count(parts.cut(), program)
    before = statements(stack, program)
    send(stack, case, COUNTED)
    counted = count(parts.cut(), program)
    allocations, instructions = ((one - none) / COUNTED for one, none in zip(counted, nothing, strict=True))
    return Counts((statements(stack, program) - before) / COUNTED, round(allocations, 1), round(instructions))


def compare(found: dict[str, Counts], budget: dict[str, dict[str, float]]) -> list[str]:
    """What costs more than it may, and what has no budget."""
    complaints = [f"{name} has no budget" for name in found.keys() - budget.keys()]
    complaints += [f"{name} has a budget and is not counted" for name in budget.keys() - found.keys()]
    for name in found.keys() & budget.keys():
        for what, value in asdict(found[name]).items():
            if value > budget[name][what] * TOLERANCE:
                complaints.append(f"{name}: {value:g} {what} a request; the budget is {budget[name][what]:g}")
    return sorted(complaints)


def main() -> int:
    """Fails when a count is above its budget."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=Path, required=True, help="folder of the built hello and statement")
    parser.add_argument("--budget", type=Path, help="compare with this file")
    parser.add_argument("--write", type=Path, help="write the counts into this file")
    arguments = parser.parse_args()
    with Stack(arguments.programs) as stack:
        start(stack)
        for name in ACCOUNTS:
            stack.post("/auth/register/", {"username": name, "password": PASSWORD})
        cases = [floors(stack)[-1], *reads(stack), *writes(stack), *sessions(stack)]
        found = {case.name: measure(stack, case) for case in cases}
    print("| request | statements | heap allocations | own instructions |\n|---|---|---|---|")
    for name, counts in found.items():
        print(f"| {name} | {counts.statements:g} | {counts.allocations:g} | {counts.instructions:,} |")
    if arguments.write:
        arguments.write.write_text(json.dumps({name: asdict(one) for name, one in found.items()}, indent=1) + "\n")
    complaints = compare(found, json.loads(arguments.budget.read_text())) if arguments.budget else []
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())

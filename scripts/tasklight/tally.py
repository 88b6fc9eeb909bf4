"""Adds up what the parts of scripts/test ran: JUnit files, cmocka's closing lines, the `ok` lines of make check."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Count:
    """How many checks passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: Count) -> None:
        """Adds another count to this one."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def junit(path: Path) -> Count:
    """The counts of a JUnit file."""
    count = Count()
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        count.add(Count(int(suite.get("tests", 0)) - failed - skipped, failed, skipped))
    return count


def printed(text: str) -> Count:
    """The counts of cmocka's tests and of make check's lines in a part's output; a test that never ended has failed."""
    run = len(re.findall(r"^\[ RUN      \] ", text, re.MULTILINE))
    passed = len(re.findall(r"^\[       OK \] ", text, re.MULTILINE))
    skipped = len(re.findall(r"^\[  SKIPPED \] (?!\d+ test\(s\))", text, re.MULTILINE))
    count = Count(passed, run - passed - skipped, skipped)
    count.passed += len(re.findall(r"^ok ", text, re.MULTILINE))
    count.failed += len(re.findall(r"^not ok ", text, re.MULTILINE))
    return count


def part(results: Path, name: str) -> Count:
    """The counts of one part; one that failed, or ran nothing at all, counts as a failure even if it says otherwise."""
    status = int((results / f"{name}.status").read_text())
    report = results / f"{name}.xml"
    try:
        count = junit(report) if report.exists() else printed((results / f"{name}.log").read_text(errors="replace"))
    except ElementTree.ParseError:
        count = Count()
    if (status != 0 and count.failed == 0) or count.passed + count.failed == 0:
        count.failed += 1
    return count


def main() -> int:
    """Takes the folder with NAME.status, NAME.log and NAME.xml of each part; prints the sums."""
    results = Path(sys.argv[1])
    total = Count()
    print()
    for path in sorted(results.glob("*.status"), key=lambda status: status.stat().st_mtime):
        count = part(results, path.stem)
        print(f"{path.stem:<16}{count}")
        total.add(count)
    print(total)
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main())

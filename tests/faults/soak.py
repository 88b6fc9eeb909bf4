"""Many mixed requests, and what they leave in the processes: memory and descriptors must stay what they were after warm-up.
As a command, in the environment that scripts/test makes:
PYTHONPATH=tests build/venv/bin/python tests/faults/soak.py [--requests 1000000]"""

from __future__ import annotations

import argparse
import collections
import multiprocessing
import queue
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from instance import Instance, User
from soak_client import SoakClient

CLIENTS = 4
ROUNDS = 10
# The first rounds warm up: pages are touched, caches filled, connections made.
WARM_UP = 2
# What a process may have more at the end than after warm-up.
MEMORY_KIB = 256
DESCRIPTORS = 0
# After a round: connections are closed, events sent.
PAUSE = 2.0
WORKERS = ("auth", "auth-password", "todos")
SINGLE = ("lighttpd", "relay-auth", "relay-todos", "auth-consumer", "todos-consumer")


@dataclass(frozen=True)
class Size:
    """One process."""

    rss_kib: int
    pss_kib: int
    descriptors: int


Sample = dict[str, Size]


@dataclass
class Findings:
    """What a run saw."""

    requests: int = 0
    seconds: float = 0
    statuses: collections.Counter[str] = field(default_factory=collections.Counter)
    wrong: list[str] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)

    def growth(self) -> dict[str, tuple[int, int]]:
        """What each process has more than the largest of its part had in the first half after warm-up (the largest request
        comes to one worker sooner, to another later; lighttpd gives memory back now and then and takes it again): KiB of
        RSS, descriptors."""
        half, after = self.samples[WARM_UP - 1 : max(WARM_UP, len(self.samples) // 2)], self.samples[-1]
        before = [(name, size) for sample in half for name, size in sample.items()]
        grown = {}
        for name in half[0].keys() & after.keys():
            siblings = [size for sibling, size in before if sibling.split()[0] == name.split()[0]]
            memory = after[name].rss_kib - max(size.rss_kib for size in siblings)
            grown[name] = memory, after[name].descriptors - max(size.descriptors for size in siblings)
        return dict(sorted(grown.items()))

    def mistakes(self) -> list[str]:
        """Everything that is not as it must be."""
        found = self.wrong[:20]
        if self.samples[0].keys() != self.samples[-1].keys():
            found.append(f"processes ended: {sorted(self.samples[0].keys() ^ self.samples[-1].keys())}")
        for name, (memory, descriptors) in self.growth().items():
            if memory > MEMORY_KIB:
                found.append(f"{name} has {memory} KiB more, {MEMORY_KIB} are allowed")
            if descriptors > DESCRIPTORS:
                found.append(f"{name} has {descriptors} descriptors more")
        return found


def processes(instance: Instance) -> dict[str, int]:
    """Every process of ours and the web server's, by a name that only this one has."""
    found: dict[str, int] = {}
    for part in WORKERS:
        found |= {f"{part} {pid}": pid for pid in instance.workers(part)}
    return found | {f"{part} {instance.pid(part)}": instance.pid(part) for part in SINGLE}


def measure(instance: Instance) -> Sample:
    """The size of each process now."""
    sample = {}
    for name, pid in processes(instance).items():
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
        kib = {line.split(":")[0]: int(line.split()[1]) for line in lines}
        sample[name] = Size(kib["Rss"], kib["Pss"], len(list(Path(f"/proc/{pid}/fd").iterdir())))
    return sample


def run_client(url: str, user: User, seed: int, requests: int, answers: multiprocessing.Queue) -> None:  # type: ignore[type-arg]
    """A client's process."""
    address = urlsplit(url)
    client = SoakClient(str(address.hostname), int(address.port or 80), user, seed)
    try:
        client.run(requests)
    except (OSError, AssertionError) as error:
        client.wrong.append(repr(error))
    answers.put((client.seen, client.wrong))


def run_round(instance: Instance, number: int, requests: int, findings: Findings) -> None:
    """Lets all clients, each with a new account, send their part."""
    context = multiprocessing.get_context("fork")
    answers = context.Queue()
    clients = [
        context.Process(
            target=run_client,
            args=(instance.url, instance.register(), number * CLIENTS + client, requests // CLIENTS, answers),
            daemon=True,
        )
        for client in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    try:
        for _ in clients:
            # A request takes a few milliseconds at most, ten times that in the worst case.
            seen, wrong = answers.get(timeout=60 + requests / CLIENTS * 0.03)
            findings.statuses += seen
            findings.wrong += wrong
    except queue.Empty:
        findings.wrong.append("a client did not come to its end")
    finally:
        for client in clients:
            client.terminate()
            client.join(10)


def soak(instance: Instance, requests: int, show: bool = False) -> Findings:
    """Sends the requests in rounds and measures after each."""
    findings = Findings()
    instance.wait_for_kafka()
    started = time.monotonic()
    for number in range(ROUNDS):
        run_round(instance, number, requests // ROUNDS, findings)
        time.sleep(PAUSE)
        findings.samples.append(measure(instance))
        if show:
            total = sum(size.pss_kib for size in findings.samples[-1].values())
            print(f"{sum(findings.statuses.values())} requests, {total} KiB PSS together", flush=True)
        if findings.wrong:
            break
    findings.requests = sum(findings.statuses.values())
    findings.seconds = round(time.monotonic() - started, 1)
    return findings


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000_000)
    requests = parser.parse_args().requests
    findings = soak(Instance.from_environment(), requests, show=True)
    print(f"{findings.requests} requests in {findings.seconds} s: {dict(sorted(findings.statuses.items()))}")
    for name, (memory, descriptors) in findings.growth().items():
        size = findings.samples[-1][name]
        print(f"{name}: RSS {size.rss_kib} KiB ({memory:+}), {size.descriptors} descriptors ({descriptors:+})")
    mistakes = findings.mistakes()
    print("\n".join(mistakes) or "ok")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())

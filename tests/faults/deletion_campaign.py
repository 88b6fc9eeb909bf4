"""Deletes many accounts while the broker is down, kills the consumer again and again, repeats events, and counts what
is left. As a command, in the environment that scripts/test makes:
PYTHONPATH=tests build/venv/bin/python tests/faults/deletion_campaign.py --help."""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from broker import DELETED, PURGED, Broker
from instance import Instance, User
from population import populate
from waiting import eventually

CONSUMER_GROUP = "todo-service-group"
CLIENTS = 4


@dataclass(frozen=True)
class Sizes:
    """How much is done."""

    accounts: int = 1000
    todos: int = 20
    outage: float = 60
    kills: int = 20
    duplicates: int = 100


@dataclass
class Findings:
    """What was counted; good() is what must be true of it."""

    accounts: int = 0
    unfinished: int = 0
    receipts: int = 0
    rows_left: int = 0
    late_writes_tried: int = 0
    late_writes_accepted: int = 0
    kills: int = 0
    delivered_twice: int = 0
    changed_by_replay: bool = False
    seconds: float = 0

    def good(self, sizes: Sizes) -> bool:
        """Nothing lost, nothing left, nothing late, and all that was to happen has happened."""
        nothing_wrong = not (self.unfinished or self.rows_left or self.late_writes_accepted or self.changed_by_replay)
        all_there = self.accounts == self.receipts == sizes.accounts and self.late_writes_tried > 0
        return nothing_wrong and all_there and self.kills >= sizes.kills and self.delivered_twice >= sizes.duplicates


class LateWriter(threading.Thread):
    """Tries to write as users whose tombstone is already there, all the time."""

    def __init__(self, instance: Instance, users: list[User], findings: Findings) -> None:
        super().__init__(daemon=True)
        self.instance = instance
        self.users = {user.user_id: user for user in users}
        self.findings = findings
        self.ending = threading.Event()

    def run(self) -> None:
        """Until stop() is called."""
        ours = ",".join(map(str, self.users))
        query = f"select user_id from todos.owner where deleted_at is not null and user_id in ({ours})"
        while not self.ending.wait(0.05):
            deleted = [int(row[0]) for row in self.instance.sql(query)]
            for user_id in random.sample(deleted, min(20, len(deleted))):
                reply = self.instance.request("POST", "/todos/", {"title": "late"}, self.users[user_id].token)
                self.findings.late_writes_tried += 1
                self.findings.late_writes_accepted += reply.status != 401

    def stop(self) -> None:
        """Ends the thread."""
        self.ending.set()
        self.join(30)


class Campaign:
    """One run against an instance."""

    def __init__(self, instance: Instance, sizes: Sizes) -> None:
        self.instance = instance
        self.broker = Broker(instance.kafka)
        self.sizes = sizes
        self.findings = Findings()
        self.users: list[User] = []

    def count(self, table: str, condition: str = "true") -> int:
        """Rows of a table that belong to the campaign's users."""
        first, last = self.users[0].user_id, self.users[-1].user_id
        return self.instance.number(
            f"select count(*) from {table} where user_id between {first} and {last} and {condition}"
        )

    def delete_while_the_broker_is_down(self) -> None:
        """Deletes all accounts over HTTP; every one must be accepted."""
        with self.instance.stopped("kafka"):
            until = time.monotonic() + self.sizes.outage
            with ThreadPoolExecutor(CLIENTS) as pool:
                list(pool.map(self.instance.delete_account, self.users))
            assert self.count("auth.deletion", "finished_at is null") == self.sizes.accounts
            time.sleep(max(0, until - time.monotonic()))
        self.instance.wait_for_kafka()

    def repeat_events(self) -> None:
        """Sends copies of events of ours, as soon as there are enough."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            ours = {str(user.user_id).encode() for user in self.users}
            sent = [event for event in self.broker.read(DELETED) if event.key in ours and event.header("receipt")]
            if len(sent) >= self.sizes.duplicates:
                self.broker.send_many(DELETED, random.sample(sent, self.sizes.duplicates))
                return
            time.sleep(0.2)

    def kill_consumer(self) -> None:
        """Kills the consumer each time that it got a little further."""
        step = self.sizes.accounts / (self.sizes.kills + 1)
        deadline = time.monotonic() + 60 + 20 * self.sizes.kills
        while self.findings.kills < self.sizes.kills and time.monotonic() < deadline:
            done = self.count("todos.owner", "deleted_at is not null")
            if done >= step * (self.findings.kills + 1):
                self.instance.kill("todos-consumer")
                self.findings.kills += 1
            time.sleep(0.01)

    def settle(self) -> None:
        """Waits until every deletion is confirmed and every event has been read."""
        seconds = 120 + 10 * self.sizes.kills
        eventually(lambda: self.count("auth.deletion", "finished_at is null") == 0, "all deletions finished", seconds)
        self.quiet()

    def quiet(self) -> None:
        """Waits until nothing is on its way."""
        outboxes = "select (select count(*) from auth.outbox) + (select count(*) from todos.outbox)"
        eventually(lambda: self.broker.lag(CONSUMER_GROUP, DELETED) == 0, "all deletions read", 120)
        eventually(lambda: self.instance.number(outboxes) == 0, "the outboxes are empty", 120)
        eventually(lambda: self.broker.lag("auth-service-group", PURGED) == 0, "all receipts read", 120)

    def replay(self) -> None:
        """Lets the consumer read the whole topic again."""
        before = self.instance.state()
        with self.instance.stopped("todos-consumer"):
            self.broker.rewind(CONSUMER_GROUP, DELETED)
            assert self.broker.lag(CONSUMER_GROUP, DELETED) >= self.sizes.accounts
        self.quiet()
        self.findings.changed_by_replay = self.instance.state() != before

    def tally(self) -> None:
        """Counts what is there after everything."""
        found = self.findings
        found.accounts = self.count("auth.deletion")
        found.unfinished = self.count("auth.deletion", "finished_at is null")
        found.receipts = self.count(
            "auth.deletion", "(select array_agg(k) from jsonb_object_keys(received) k) = '{todos}'"
        )
        found.rows_left = self.count("todos.todo") + self.count("todos.idempotency")
        times: dict[str | None, int] = {}
        for event in self.broker.read(DELETED):
            times[event.header("receipt")] = times.get(event.header("receipt"), 0) + 1
        first, last = self.users[0].user_id, self.users[-1].user_id
        ours = self.instance.sql(f"select receipt from auth.deletion where user_id between {first} and {last}")
        found.delivered_twice = sum(times.get(receipt, 0) > 1 for (receipt,) in ours)

    def run(self) -> Findings:
        """The whole campaign."""
        started = time.monotonic()
        self.instance.wait_for_kafka()
        self.users = sorted(
            populate(self.instance, self.sizes.accounts, self.sizes.todos), key=lambda user: user.user_id
        )
        writer = LateWriter(self.instance, self.users, self.findings)
        writer.start()
        self.delete_while_the_broker_is_down()
        with ThreadPoolExecutor(2) as pool:
            for task in [pool.submit(self.repeat_events), pool.submit(self.kill_consumer)]:
                task.result()
        self.settle()
        self.replay()
        writer.stop()
        self.tally()
        self.findings.seconds = round(time.monotonic() - started, 1)
        return self.findings


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, value in vars(Sizes()).items():
        parser.add_argument(f"--{name}", type=type(value), default=value)
    sizes = Sizes(**vars(parser.parse_args()))
    findings = Campaign(Instance.from_environment(), sizes).run()
    for name, value in vars(findings).items():
        print(f"{name}: {value}")
    return 0 if findings.good(sizes) else 1


if __name__ == "__main__":
    sys.exit(main())

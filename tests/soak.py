"""`make soak`: several processes on one PostgreSQL, killed and refused at random, and `make kills`: every place, many times.

python -m tests.soak crowd --inquiries 500
python -m tests.soak kills --runs 8
python -m tests.soak news --runs 4
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.db import Database
from bot.migrations import upgrade
from bot.sandbox.server import Server
from bot.sandbox.strictness import Failure
from bot.sandbox.world import World
from tests import kills, newsroom, postgres
from tests.lives import Counts, Lives, Seen
from tests.nursery import Life, Nursery

BOTS, WORKERS = 2, 3
FAULTS = 0.05
REFUSED = (
    ("internal_error", 500, None),
    ("service_unavailable", 503, None),
    ("ratelimited", 429, 1),
    ("internal_error", 200, None),
)
REFUSABLE = ("chat.", "conversations.open", "users.info")
PATIENT, TRIES = 6.0, 20


class Crowd(Lives):
    """Two bots and three workers. Now and then one of them is killed, and another begins; Slack refuses one call in twenty."""

    def __init__(self, world: World, server: Server, folder: Path, nursery: Nursery, url: str, *, seed: int) -> None:
        super().__init__(world, server, folder, nursery, [], url)
        self.chance = random.Random(seed)
        self.crowd: dict[str, Life] = {}
        self.refused = 0
        self.next_kill = time.monotonic() + 5

    def come(self) -> None:
        """All of them begin."""
        for name in [f"run {one}" for one in range(BOTS)] + [f"worker {one}" for one in range(WORKERS)]:
            self._begin(name)
        super().until(lambda: self.world.connections >= BOTS, "the bots")

    def _begin(self, name: str) -> None:
        log = self.folder / f"{name.replace(' ', '-')}.log"
        self.crowd[name] = self.nursery.begin([name.split()[0]], environment=self.environment, folder=self.folder, log=log)

    def trouble(self) -> None:
        """From now on Slack refuses, and processes are killed."""
        self.world.strictness.take_failure = self._fault  # type: ignore[method-assign]

    def peace(self) -> None:
        """No more trouble, and everything is done."""
        self.world.strictness.take_failure = lambda _: None  # type: ignore[method-assign]
        self.next_kill = float("inf")
        end = time.monotonic() + 120
        while not (self.world.settle(seconds=0.1) and self.idle()):
            assert time.monotonic() < end, "the work was not done two minutes after the last trouble"
            time.sleep(0.2)

    def _fault(self, method: str) -> Failure | None:
        if not method.startswith(REFUSABLE) or self.chance.random() >= FAULTS:
            return None
        self.refused += 1
        error, status, after = self.chance.choice(REFUSED)
        return Failure(method, error, status, 1, after)

    def died(self) -> bool:
        """Kills one of them where it is time, and begins another."""
        for name, life in list(self.crowd.items()):
            assert life.poll() is None, f"{name} ended by itself with {life.poll()}"
        if time.monotonic() < self.next_kill:
            return False
        self.next_kill = time.monotonic() + self.chance.uniform(2, 6)
        name = self.chance.choice(sorted(self.crowd))
        life = self.crowd[name]
        life.kill()
        life.wait()
        self.deaths.append(name)
        self.died_at.append(life.ended_at)
        self._begin(name)
        return True

    def until(self, look: Callable[[], Seen], what: str) -> Seen:
        """People are less patient where they may simply try again."""
        end = time.monotonic() + PATIENT
        while not (seen := look()):
            assert time.monotonic() < end, f"waited in vain for {what}"
            self._look_again()
        return seen

    def until_seen(self, do: Callable[[], object], seen: Callable[[], Seen], what: str) -> Seen:
        for _ in range(TRIES):
            try:
                do()
            except AssertionError:
                self.died()
                time.sleep(0.1)
            end = time.monotonic() + PATIENT
            while time.monotonic() < end:
                if found := seen():
                    return found
                self.died()
                self._look_again()
        raise AssertionError(f"waited in vain for {what}")

    def end(self) -> None:
        for life in self.crowd.values():
            life.kill()
        self.database.close()


ROUND: tuple[Callable[[Any], object], ...] = (
    kills.acknowledge,
    kills.submit,
    kills.hear,
    kills.send,
    kills.remind,
    kills.approve,
)


def crowd(
    *, inquiries: int, url: str, folder: Path, nursery: Nursery, seed: int = 1, told: Callable[[str], None] = lambda _: None
) -> tuple[Counts, int]:
    """So many inquiries are logged and half of them worked on; what came of it, and how often Slack refused."""
    folder.mkdir(parents=True, exist_ok=True)
    world = World()
    with Server(world) as server:
        many = Crowd(world, server, folder, nursery, url, seed=seed)
        try:
            many.come()
            many.at_any_hour()
            many.trouble()
            for number in range(inquiries):
                kills.log(many)
                if number % 2:
                    ROUND[number // 2 % len(ROUND)](many)
                if number % 25 == 24:
                    told(f"{number + 1} inquiries, {len(many.deaths)} kills, {many.refused} refusals")
            many.peace()
            return many.counts(), many.refused
        finally:
            many.end()


def main() -> int:
    """Prints what was found; 1 where something was lost, doubled or missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["crowd", "kills", "news"])
    parser.add_argument("--inquiries", type=int, default=500)
    parser.add_argument("--runs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="pressdesk-soak-"))
    server = postgres.start()
    try:
        with Nursery() as nursery:
            found = _crowd(asked, server, folder, nursery) if asked.what == "crowd" else _kills(asked, server, folder, nursery)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if found.lost or found.doubled or found.missed else 0


def _crowd(asked: argparse.Namespace, server: postgres.Postgres, folder: Path, nursery: Nursery) -> Counts:
    began = time.monotonic()
    found, refused = crowd(
        inquiries=asked.inquiries, url=server.migrated(), folder=folder, nursery=nursery, seed=asked.seed, told=_tell
    )
    _tell(f"{BOTS} bots and {WORKERS} workers on PostgreSQL, {refused} refusals by Slack, {time.monotonic() - began:.0f} s")
    _show("crowd", found)
    return found


def _kills(asked: argparse.Namespace, server: postgres.Postgres, folder: Path, nursery: Nursery) -> Counts:
    total = Counts()
    for kind in ("SQLite", "PostgreSQL"):
        found = Counts()
        for run in range(asked.runs):
            place = folder / f"{kind}-{run}"
            url = f"sqlite:///{place}/desk.sqlite" if kind == "SQLite" else server.migrated()
            place.mkdir()
            if kind == "SQLite":
                database = Database(url)
                upgrade(database)
                database.close()
            if asked.what == "news":
                once = newsroom.run(kills.shuffled(asked.seed + run, newsroom.MARKS), folder=place, url=url, nursery=nursery)
            else:
                once = kills.run(kills.shuffled(asked.seed + run, kills.MARKS), folder=place, url=url, nursery=nursery)
            found.add(once)
            _show(f"{kind}, run {run + 1} of {asked.runs}", once)
        _show(f"{kind}, {asked.runs} runs", found)
        total.add(found)
    return total


def _show(what: str, found: Counts) -> None:
    _tell(
        f"{what}: {found.kills} kills, {found.inquiries} inquiries, {found.offers} messages, {found.steps} steps, "
        f"{found.reminders} reminders, {found.posts} posts, {found.repeated} of them repeated; "
        f"lost {len(found.lost)}, doubled {len(found.doubled)}, missed {len(found.missed)}"
    )
    for trouble in (*found.lost, *found.doubled, *found.missed):
        _tell(f"  {trouble}")


def _tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())

"""Two real processes share the work: each job once, each lane in order and by one at a time, through the death of one."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from sqlmodel import col, select

from bot import outbox
from bot.db import Database
from bot.desk import now
from bot.models import Job, JobState

ROOT = Path(__file__).parents[1]
LANES, JOBS = 20, 300
PATIENCE = 60.0

WORKER = """
import os, sys, threading, time
from datetime import timedelta
from bot import work
from bot.db import Database
from bot.desk import Desk
from bot.llm import NullLLM
from bot.settings import Settings

url, file, name = sys.argv[1:]
work.LEASE = timedelta(seconds=2)
told = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

def say(into, number):
    os.write(told, f"{name} begins {into} {number}\\n".encode())
    time.sleep(0.005)
    os.write(told, f"{name} ends {into} {number}\\n".encode())

desk = Desk(Settings(_env_file=None), Database(url), NullLLM())
one = work.Work(desk, {"say": say}, threads=3)
one._release_the_dead = lambda: None  # Both are on one host; here the lease alone shall decide.
one.start()
print("ready", flush=True)
sys.stdin.read()  # Until whoever started it goes.
one.stop()
"""

Line = tuple[str, str, str, int]


def start(url: str, file: Path, name: str) -> subprocess.Popen[bytes]:
    """A worker, looking for work."""
    command = [sys.executable, "-c", WORKER, url, str(file), name]
    worker = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert worker.stdout is not None and worker.stdout.readline() == b"ready\n"
    return worker


def lines(file: Path) -> list[Line]:
    """What the workers told so far, in the order in which it happened: who, begins or ends, lane, number."""
    told = file.read_text().splitlines() if file.exists() else []
    return [(who, what, lane, int(number)) for who, what, lane, number in (line.split() for line in told)]


def until(look: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not look():
        assert time.monotonic() < end, f"waited in vain for {what}"
        pause.wait(0.02)


def fill(database: Database) -> None:
    """Puts the jobs, the lanes in turn."""
    with database.write() as session:
        for number in range(JOBS):
            lane = f"L{number % LANES}"
            outbox.put(session, at=now(), kind="say", lane=lane, into=lane, number=number // LANES)


def all_done(database: Database) -> bool:
    with database.read() as session:
        return session.exec(select(Job.id).where(col(Job.state) != JobState.DONE).limit(1)).first() is None


def by_lane(told: list[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in told:
        found[line[2]].append(line)
    return found


def test_three_hundred_jobs_of_twenty_lanes_are_done_once_in_order_and_one_at_a_time(
    database: Database, tmp_path: Path
) -> None:
    file, url = tmp_path / "told", database.url.render_as_string(hide_password=False)
    with start(url, file, "one") as one, start(url, file, "two") as two:
        fill(database)
        until(lambda: all_done(database), "all jobs to be done")
        one.communicate()
        two.communicate()
    for lane in by_lane(lines(file)).values():
        assert [(what, number) for _, what, _, number in lane] == [
            (what, number) for number in range(JOBS // LANES) for what in ("begins", "ends")
        ]
        assert all(begun[0] == ended[0] for begun, ended in zip(lane[::2], lane[1::2], strict=True))
    assert {who for who, *_ in lines(file)} == {"one", "two"}, "one of them did nothing, and the test would not notice much"


def test_what_a_killed_process_held_is_taken_over_when_its_lease_is_up(database: Database, tmp_path: Path) -> None:
    file, url = tmp_path / "told", database.url.render_as_string(hide_password=False)
    with start(url, file, "victim") as victim, start(url, file, "heir") as heir:
        fill(database)
        until(lambda: len([one for one in lines(file) if one[0] == "victim"]) >= 40, "the victim to be at work")
        victim.kill()
        victim.wait()
        until(lambda: all_done(database), "all jobs to be done")
        heir.communicate()
    repeated = 0
    for lane in by_lane(lines(file)).values():
        ended = [number for _, what, _, number in lane if what == "ends"]
        assert sorted(set(ended)) == list(range(JOBS // LANES)) and ended == sorted(ended)
        last_of_victim = max((number for who, _, _, number in lane if who == "victim"), default=-1)
        for number in range(JOBS // LANES):
            doers = [who for who, what, _, one in lane if what == "begins" and one == number]
            # What it had begun and not yet told the database is begun once more, and nothing else is.
            assert doers in (["victim"], ["heir"], ["victim", "heir"])
            if len(doers) == 2:
                assert number == last_of_victim
                repeated += 1
    assert repeated <= 3, "it had three threads, and so at most three jobs in hand"

"""How much work the workers take from the outbox and finish, where the jobs themselves cost nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta

from bot import outbox
from bot.db import Database
from bot.desk import Desk, now
from bot.llm import NullLLM
from bot.migrations import upgrade
from bot.models import Heartbeat
from bot.settings import Settings
from bot.work import Work
from tests.bench.tables import ratio, show

JOBS, LANES, THREADS = 400, 20, 4
PATIENCE = 60


def measure(urls: Mapping[str, str]) -> None:
    """Prints the table."""
    rows = []
    for name, url in urls.items():
        database = Database(url)
        upgrade(database)
        bare, taken = _bare_seconds(database), _seconds(database)
        database.close()
        rows.append([name, str(JOBS), f"{JOBS / taken:,.0f} jobs/s", f"{JOBS / bare:,.0f} commits/s", ratio(taken, bare)])
    show(f"Work: jobs over {LANES} lanes with {THREADS} threads", ("", "n", "done", "bare", "time to bare"), rows)


def _bare_seconds(database: Database) -> float:
    """As many commits of one row, one after the other."""
    at = now()
    with database.write() as session:
        session.add(Heartbeat(process="bench", started_at=at, ticked_at=at))
    began = time.perf_counter()
    for turn in range(JOBS):
        with database.write() as session:
            session.get_one(Heartbeat, "bench").ticked_at = at + timedelta(seconds=turn + 1)
    return time.perf_counter() - began


def _seconds(database: Database) -> float:
    desk = Desk(settings=Settings(_env_file=None), database=database, llm=NullLLM())
    with database.write() as session:
        for number in range(JOBS):
            outbox.put(session, at=now(), kind="count", lane=f"L{number % LANES}", key=f"bench:{number}", number=number)
    done: list[int] = []
    work = Work(desk=desk, performers={"count": lambda number: done.append(number)}, threads=THREADS)
    began = time.perf_counter()
    work.start()
    while len(done) < JOBS:
        if time.perf_counter() - began > PATIENCE:
            raise SystemExit(f"{len(done)} of {JOBS} jobs were done in {PATIENCE} s.")
        time.sleep(0.005)
    taken = time.perf_counter() - began
    work.stop()
    return taken

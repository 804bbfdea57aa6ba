"""How much work the workers take from the outbox and finish, where the jobs themselves cost nothing."""

from __future__ import annotations

import time
from collections.abc import Mapping

from bot import outbox
from bot.db import Database
from bot.desk import Desk, now
from bot.llm import NullLLM
from bot.migrations import upgrade
from bot.settings import Settings
from bot.work import Work
from tests.bench.tables import show

JOBS, LANES, THREADS = 400, 20, 4
PATIENCE = 60


def measure(urls: Mapping[str, str]) -> None:
    """Prints the table."""
    rows = [[name, str(JOBS), f"{JOBS / _seconds(url):,.0f} jobs/s"] for name, url in urls.items()]
    show(f"Work: jobs over {LANES} lanes with {THREADS} threads", ("", "n", "done"), rows)


def _seconds(url: str) -> float:
    database = Database(url)
    upgrade(database)
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
    database.close()
    return taken

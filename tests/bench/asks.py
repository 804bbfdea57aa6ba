"""How long things take that people wait for, beside a bare read of one row from the same database."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from bot.models import Inquiry
from tests.bench.archive import Archive
from tests.bench.tables import ms, percentile, ratio, show

Ask = Callable[[int], object]


def measure(title: str, archives: Sequence[Archive], asks: Callable[[Archive], Mapping[str, Ask]], *, turns: int) -> None:
    """Prints a table: what was asked, how often, how long it took, and how many bare reads that is. `cpu` leaves out what
    else this machine did meanwhile, and the database's own work where it is another process."""
    rows = []
    for archive in archives:
        bare = _times(lambda turn, archive=archive: _one_row(archive, turn), turns)[0]  # type: ignore[misc]
        for what, ask in asks(archive).items():
            taken, worked = _times(ask, turns)
            p50, p95 = percentile(taken, 50), percentile(taken, 95)
            told = [ms(p50), ms(p95), ms(percentile(worked, 95)), ratio(p50, percentile(bare, 50))]
            rows.append([f"{archive.name}: {what}", str(len(taken)), *told])
    show(title, ("", "n", "p50", "p95", "cpu p95", "p50 to bare"), rows)


def _times(ask: Ask, turns: int) -> tuple[list[float], list[float]]:
    """Milliseconds each, on the clock and of this thread; the first is not counted, being compiled once a process."""
    taken, worked = [], []
    for turn in range(turns + 1):
        began, busy = time.perf_counter(), time.thread_time()
        ask(turn % turns)
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - busy) * 1000)
    return taken[1:], worked[1:]


def _one_row(archive: Archive, turn: int) -> object:
    with archive.desk.database.read() as session:
        return session.get_one(Inquiry, 1 + turn)

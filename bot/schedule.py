"""The clock: each tick asks the database what is due. It holds nothing worth keeping, so a restart loses nothing."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from bot import (
    asks,
    briefings,
    clocks,
    contributors,
    debriefs,
    digests,
    evenings,
    handovers,
    heart,
    inquiries,
    leads,
    letters,
    lines,
    marks,
    pitches,
    rehearsals,
    reports,
    statements,
)
from bot.coverage import alerts, cases, fulltexts, polls
from bot.coverage import digests as coverage_digests
from bot.desk import Desk
from bot.events import reminders as event_reminders
from bot.ownership import retention
from bot.relationships import coldness

log = logging.getLogger(__name__)

TICK_SECONDS = 20
HOUR = 3600
DUE: tuple[Callable[[Desk], object], ...] = (
    clocks.fire, clocks.follow_rules, heart.beat, inquiries.show_overdue, digests.due, evenings.due, handovers.remind, heart.due, letters.due, asks.due, lines.remind, statements.lift_embargoes, statements.remind_untold, statements.due,
    polls.due, fulltexts.due, alerts.due, coverage_digests.due, cases.remind, pitches.remind, reports.due, event_reminders.due, contributors.due,
    briefings.due, debriefs.remind, rehearsals.due, leads.due,
)  # fmt: skip
SWEPT: tuple[Callable[[Desk], object], ...] = (coldness.due, retention.sweep)


def start(desk: Desk) -> BackgroundScheduler:
    """Starts ticking. A tick that comes late is run once, not once for each it missed."""
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"misfire_grace_time": HOUR, "coalesce": True, "max_instances": 1}
    )
    for call, seconds in ((tick, TICK_SECONDS), (sweep, HOUR)):
        scheduler.add_job(_logged(call, desk), "interval", seconds=seconds, next_run_time=desk.clock())
    scheduler.start()
    threading.Thread(target=_watch, args=(scheduler,), daemon=True, name="watch").start()
    return scheduler


def _watch(scheduler: BackgroundScheduler) -> None:
    while scheduler.running:
        time.sleep(TICK_SECONDS / 2)
        catch_up(scheduler, datetime.now(UTC))


def catch_up(scheduler: BackgroundScheduler, now: datetime) -> None:
    """Lets what would come later than its interval come at once: the clock was set back, and would keep the desk waiting."""
    for job in scheduler.get_jobs():
        if job.next_run_time is not None and job.next_run_time - now > job.trigger.interval + timedelta(seconds=1):
            job.modify(next_run_time=now)


def tick(desk: Desk) -> None:
    """What is due by now: reminders first, then cards whose deadline has passed, and posts whose hour has come.

    What fails keeps nothing else from its turn; the first failure is raised when all had theirs.
    """
    marks.passed("tick_begun")
    _each(DUE, desk)


def _each(looks: Iterable[Callable[[Desk], object]], desk: Desk) -> None:
    failures = []
    for look in looks:
        try:
            look(desk)
        except Exception as failure:  # Raised below, once everything else had its turn.
            failures.append(failure)
    if failures:
        raise failures[0]


def sweep(desk: Desk) -> None:
    """What is looked at by the hour: who has gone cold, and what is older than RETENTION says it is kept."""
    _each(SWEPT, desk)


def _logged(call: Callable[[Desk], None], desk: Desk) -> Callable[[], None]:
    def run() -> None:
        try:
            call(desk)
        except Exception:
            log.exception("The tick %s failed; the next one tries again.", call.__name__)

    return run

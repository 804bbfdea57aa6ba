"""Health: `/healthz`, `/readyz` and `/metrics` for whatever watches the desk. Opt-in, on this machine unless told otherwise.

Nothing here names an inquiry or a person: counts, ages and our own words for kinds and states. What is restricted is in no
count of inquiries, since whoever knows the public ones would know by the difference how many there are.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sqlalchemy import func, or_
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from bot import heart, inquiries
from bot.db import Database
from bot.desk import Desk
from bot.errors import DeskError
from bot.models import Heartbeat, Inquiry, Job, JobState, Reminder, ReminderState
from bot.work import Work

log = logging.getLogger(__name__)

TEXT = "text/plain; version=0.0.4; charset=utf-8"  # https://prometheus.io/docs/instrumenting/exposition_formats/
UNHEARD = timedelta(seconds=60)  # A reminder that late is a failure, which whoever watches must know of, whatever it is about.
SECONDS = 5  # Whoever connects and says nothing is let go.


@dataclass(frozen=True)
class Metric:
    """One line of `/metrics`. `kind` and `state` are our own words."""

    name: str
    what: str
    value: float
    type: str = "gauge"
    labels: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        labels = ",".join(f'{name}="{value}"' for name, value in self.labels)
        return f"{self.name}{f'{{{labels}}}' if labels else ''} {self.value:g}"


@dataclass
class Health:
    """How one process is. `connected` says whether Slack reaches it; a worker, which hears nothing, is always."""

    desk: Desk
    work: Work
    connected: Callable[[], bool] = lambda: True
    began: float = 0.0

    def troubles(self) -> list[str]:
        """Why it cannot do its work now, in our own words; nothing where it can."""
        try:
            self.desk.database.ready()
            with self.desk.database.read() as session:
                beats = session.exec(select(Heartbeat.ticked_at).where(Heartbeat.process == heart.this_process())).all()
        except SQLAlchemyError as failure:
            return [f"The database does not answer ({type(failure).__name__})."]
        found = []
        if not beats or self.desk.clock() - beats[0] >= heart.SILENT:
            found.append("The clock of this process has not ticked for a minute and a half.")
        if not self.work.alive:
            found.append("No thread of this process does work.")
        if not self.connected():
            found.append("Slack is not connected.")
        return found

    def metrics(self) -> Iterator[Metric]:
        """What every viewer of the desk may know, as numbers."""
        yield Metric("pressdesk_connected", "Whether Slack reaches this process.", self.connected())
        yield Metric("pressdesk_started_seconds", "When this process began, in seconds since 1970.", self.began)
        for (kind, outcome), times in sorted(self.work.tally().items()):
            labels = (("kind", kind), ("outcome", outcome))
            yield Metric("pressdesk_job_tries_total", "Jobs this process tried.", times, "counter", labels)
        with self.desk.database.read() as session:
            yield from _recorded(session, self.desk.clock())
        yield from _storage(self.desk.database)


def _recorded(session: Session, now: datetime) -> Iterator[Metric]:
    """What the database counts, the same from every process."""
    unfinished = col(Job.state) != JobState.DONE
    counted = select(Job.kind, Job.state, func.count()).where(unfinished).group_by(Job.kind, col(Job.state))
    for kind, state, times in session.exec(counted.order_by(Job.kind, col(Job.state))):
        yield Metric(
            "pressdesk_jobs",
            "Work not done, by kind and state.",
            times,
            labels=(("kind", kind), ("state", JobState(state).value)),
        )
    ready = select(func.min(Job.due_at)).where(col(Job.state).in_([JobState.WAITING, JobState.RUNNING]), Job.due_at <= now)
    yield Metric("pressdesk_oldest_job_seconds", "How long the oldest due work waits.", _age(session.exec(ready).one(), now))
    ticked = session.exec(select(func.max(Heartbeat.ticked_at))).one()
    yield Metric("pressdesk_last_tick_seconds", "Since any process's last tick.", _age(ticked, now))
    waiting = select(func.min(Reminder.due_at)).where(Reminder.state == ReminderState.WAITING, Reminder.due_at <= now)
    told = or_(col(Inquiry.restricted).is_(False), col(Reminder.due_at) <= now - UNHEARD)
    late = session.exec(waiting.join(Inquiry, col(Inquiry.id) == Reminder.inquiry_id).where(told)).one()
    yield Metric(
        "pressdesk_late_reminder_seconds",
        "How late the latest reminder is that has not fired; of a restricted inquiry only once it is a minute late.",
        _age(late, now),
    )
    public = select(func.count()).select_from(Inquiry).where(col(Inquiry.restricted).is_(False))
    still = public.where(col(Inquiry.status).in_(inquiries.OPEN))
    for name, what, query in (
        ("open", "Open inquiries", still),
        ("overdue", "Open inquiries past their deadline", still.where(col(Inquiry.deadline_at) < now)),
        ("unowned", "Open inquiries nobody took", still.where(col(Inquiry.owner_id).is_(None))),
        ("unacknowledged", "Open inquiries not acknowledged yet", still.where(col(Inquiry.acknowledged_at).is_(None))),
    ):
        yield Metric(f"pressdesk_inquiries_{name}", f"{what}, without the restricted ones.", session.exec(query).one())


def _storage(database: Database) -> Iterator[Metric]:
    checked_out = getattr(database.engine.pool, "checkedout", None)
    if checked_out is not None:
        yield Metric("pressdesk_database_connections", "Connections in use.", checked_out())


def _age(instant: datetime | None, now: datetime) -> float:
    return max(0.0, (now - instant).total_seconds()) if instant else 0.0


def page(health: Health, path: str) -> tuple[int, str]:
    """The status and the text of a page, 404 for any other."""
    if path == "/healthz":
        return 200, "alive\n"
    if path == "/readyz":
        troubles = health.troubles()
        return (503, "\n".join(troubles) + "\n") if troubles else (200, "ready\n")
    if path == "/metrics":
        return 200, _exposed(list(health.metrics()))
    return 404, "not here\n"


def _exposed(metrics: list[Metric]) -> str:
    lines, told = [], set[str]()
    for one in metrics:
        if one.name not in told:
            lines += [f"# HELP {one.name} {one.what}", f"# TYPE {one.name} {one.type}"]
            told.add(one.name)
        lines.append(str(one))
    return "\n".join(lines) + "\n"


def serve(health: Health, *, host: str, port: int) -> ThreadingHTTPServer:
    """Serves the pages from a thread of its own; `server_address` says where. DeskError where the port is taken."""

    class Pages(BaseHTTPRequestHandler):
        timeout = SECONDS
        server_version, sys_version = "pressdesk", ""

        def do_GET(self) -> None:
            try:
                status, text = page(health, self.path.partition("?")[0])
            except SQLAlchemyError as failure:
                log.warning("A page of health could not be made: %s", type(failure).__name__)
                status, text = 503, "The database does not answer.\n"
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", TEXT)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Whoever watches asks every few seconds; that is no news."""

    health.began = time.time()
    try:
        server = ThreadingHTTPServer((host, port), Pages)
    except OSError as failure:
        raise DeskError(f"HEALTH_PORT {port} on {host} can't be listened on: {failure.strerror}.") from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True, name="health").start()
    return server

"""The heart: whether the desk ticks, what waits, what is stuck. A daily line says it unasked, so that silence is noticed."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from bot import audit, clocks, disclosures, duties, inquiries, outbox
from bot.authority import RANK, Actor, authorize
from bot.db import insert_unless_there
from bot.desk import Desk
from bot.errors import Conflict
from bot.models import Heartbeat, Inquiry, Job, JobState, Member, Reminder, ReminderState, Role, Team

SILENT = timedelta(seconds=90)  # A process that ticked longer ago than this is not well.
FORGOTTEN = timedelta(days=1)
LATE = timedelta(hours=6)
DEAD_SHOWN = 8


@dataclass(frozen=True)
class Heart:
    """How the desk is. `queues` counts unfinished jobs by kind; `dead` is empty for whoever may not manage the desk, while
    `dead_count` tells everybody."""

    now: datetime
    beats: Sequence[Heartbeat]
    next_due: datetime | None
    queues: dict[str, int]
    oldest: datetime | None
    dead: Sequence[Job]
    dead_count: int
    database: str
    model: str | None
    on_duty: Member | None

    @property
    def ticking(self) -> bool:
        return any(self.now - beat.ticked_at < SILENT for beat in self.beats)

    @property
    def waiting(self) -> int:
        return sum(self.queues.values())


@dataclass(frozen=True)
class Needs:
    """What wants somebody, of what everybody may know: all noughts is all clear."""

    open: int
    overdue: int
    unowned: int
    unacknowledged: int
    dead: int
    late_jobs: int

    @property
    def clear(self) -> bool:
        return not (self.overdue or self.unowned or self.unacknowledged or self.dead or self.late_jobs)


def this_process() -> str:
    """What this process is called among the beats."""
    return f"{socket.gethostname()}:{os.getpid()}"


def beat(desk: Desk) -> None:
    """Notes that this process looked at what is due just now."""
    now, name = desk.clock(), this_process()
    with desk.database.write() as session:
        insert_unless_there(session, Heartbeat(process=name, started_at=now, ticked_at=now))
        mine = session.get_one(Heartbeat, name)
        mine.ticked_at = now
        session.add(mine)
        session.execute(delete(Heartbeat).where(col(Heartbeat.ticked_at) < now - FORGOTTEN))


def look(desk: Desk, *, actor: Actor) -> Heart:
    """How the desk is, for whoever may look. What is next due is counted over what they may know of."""
    authorize(actor, "look")
    now = desk.clock()
    with desk.database.read() as session:
        seen = select(func.min(Reminder.due_at)).join(Inquiry, col(Inquiry.id) == Reminder.inquiry_id)
        next_due = session.exec(seen.where(Reminder.state == ReminderState.WAITING, inquiries.visible_to(actor))).first()
        unfinished = col(Job.state).in_([JobState.WAITING, JobState.RUNNING])
        ready = unfinished & (col(Job.due_at) <= now)
        queues = session.exec(select(Job.kind, func.count()).where(ready).group_by(Job.kind).order_by(Job.kind)).all()
        dead = session.exec(select(Job).where(Job.state == JobState.DEAD).order_by(col(Job.id).desc()).limit(DEAD_SHOWN)).all()
        return Heart(
            now=now, beats=session.exec(select(Heartbeat).order_by(col(Heartbeat.ticked_at).desc())).all(), next_due=next_due,
            queues=dict(queues), oldest=session.exec(select(func.min(Job.created_at)).where(ready)).first(),
            dead=dead if actor.rank >= RANK[Role.ADMIN] else (), dead_count=_count(session, JobState.DEAD),
            database="SQLite" if desk.database.is_sqlite else "PostgreSQL",
            model=_model(desk),
            on_duty=duties.on_duty(session, actor.team_id, now),
        )  # fmt: skip


def _model(desk: Desk) -> str | None:
    """What is asked for drafts, where it is and how much of it was used today; None without one."""
    found = disclosures.endpoint(desk.settings, desk.llm)
    return f"{desk.settings.llm_model}. {disclosures.status(found)}" if found and desk.llm.configured else None


def retry(desk: Desk, *, actor: Actor, job_id: int) -> None:
    """Tries dead work once more from the start. Conflict where it is not dead any more."""
    authorize(actor, "manage")
    with desk.database.write() as session:
        job = session.exec(select(Job).where(Job.id == job_id).with_for_update()).first()
        if job is None or job.state != JobState.DEAD:
            raise Conflict("That work is not stuck any more.")
        job.state, job.attempts, job.error, job.due_at, job.finished_at = JobState.WAITING, 0, "", desk.clock(), None
        session.add(job)
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="work.retried", object=f"job:{job.id}", details={"kind": job.kind}
        )


def due(desk: Desk) -> int:
    """Puts the daily line into the desk channel of every team whose hour has come, once; returns how many were put."""
    now, put = desk.clock(), 0
    with desk.database.read() as session:
        ready = []
        for team in session.exec(select(Team).where(col(Team.desk_channel).is_not(None))):
            rules = clocks.of(session, team.id)
            day = rules.hours.day_of(now)
            opens = rules.hours.at(day, rules.chosen.heart_at)
            key = f"heart:{team.id}:{day.isoformat()}"
            said = session.exec(select(Job.id).where(Job.key == key)).first()
            if rules.hours.works_on(day) and opens <= now < opens + LATE and said is None:
                ready.append((team, day, key))
    for team, day, key in ready:
        with desk.database.write() as session:
            outbox.put(session, at=now, kind="heart", lane=team.desk_channel or "", key=key, team=team.id, day=day.isoformat())
            put += 1
    return put


def needs(session: Session, desk: Desk, team_id: str) -> Needs:
    """What the daily line says: restricted matters stay out of it."""
    now = desk.clock()
    still = select(func.count()).select_from(Inquiry).where(
        Inquiry.team_id == team_id, col(Inquiry.restricted).is_(False), col(Inquiry.status).in_(inquiries.OPEN)
    )  # fmt: skip
    late_job = select(func.count()).select_from(Job).where(
        Job.state == JobState.WAITING, col(Job.due_at) < now - timedelta(minutes=10)
    )  # fmt: skip
    past_acknowledging = select(Reminder.inquiry_id).where(Reminder.clock == "acknowledge", col(Reminder.goal_at) < now)
    return Needs(
        open=session.exec(still).one(),
        overdue=session.exec(still.where(col(Inquiry.deadline_at) < now)).one(),
        unowned=session.exec(still.where(col(Inquiry.owner_id).is_(None))).one(),
        unacknowledged=session.exec(
            still.where(col(Inquiry.acknowledged_at).is_(None), col(Inquiry.id).in_(past_acknowledging))
        ).one(),
        dead=_count(session, JobState.DEAD),
        late_jobs=session.exec(late_job).one(),
    )


def _count(session: Session, state: JobState) -> int:
    return session.exec(select(func.count()).select_from(Job).where(Job.state == state)).one()

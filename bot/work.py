"""Durable work: takes jobs from the outbox and does them, in order, through crashes and Slack's limits.

Each lane (one Slack conversation, as a rule) is held by one worker at a time under a lease in the database, so any number
of threads and processes share the work and a killed one is taken over when its lease lapses. While a job runs its process
renews the lease, so that one that waits long, as for a slow model, is not begun a second time. A job that fails waits and is
tried again, its lane with it, which keeps the order; one that cannot succeed is marked dead, with its reason, and the lane
goes on.
"""

from __future__ import annotations

import functools
import logging
import os
import socket
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, update
from sqlmodel import Session, col, select

from bot import marks
from bot.db import insert_unless_there, insist
from bot.desk import Desk
from bot.models import Job, JobState, Lane

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
RENEW_SECONDS = 15
LONGEST_JOB = timedelta(minutes=15)  # Every wait of ours ends sooner: what runs longer hangs, and its lane is for others.
RETRIES = 8
LONGEST_WAIT = timedelta(minutes=10)
POLL_SECONDS = 0.5
# Lanes of work that waits for other people's servers, or counts for long, and talks to nobody here. Half of the threads leave it
# alone, so that five hundred slow feeds keep no card waiting.
SLOW_LANES = ("feeds:", "feed:", "coverage:", "scores:", "summaries:", "terms:")


class Postpone(Exception):
    """Raised by a job that must wait: Slack said so, or it is not time yet. Costs no attempt."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.wait = timedelta(seconds=seconds)


class GiveUp(Exception):
    """Raised by a job that can never succeed; its text is kept for the person who looks at dead work."""


@dataclass(frozen=True)
class Done:
    """What a job says when it is done: `rest` is how long its lane keeps quiet before the next."""

    rest: timedelta = timedelta(0)


Performer = Callable[..., Done | None]


@functools.cache
def _life() -> str:
    """A name for this life of the process."""
    return uuid.uuid4().hex[:8]


@dataclass
class Work:
    """The workers of one process. `performers` maps a job's kind to the function that does it, called with its arguments."""

    desk: Desk
    performers: Mapping[str, Performer]
    threads: int = 4
    resting: bool = True
    worker: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{_life()}:{uuid.uuid4().hex[:8]}")
    _wake: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)
    _running: list[threading.Thread] = field(default_factory=list)
    _held: dict[tuple[str, str], datetime] = field(default_factory=dict)  # (lane, holder) → since when its job runs.
    _tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Takes over what a dead process here left, then starts the threads. They look for work when woken and every half second, for what other processes put."""
        self._release_the_dead()
        for number in range(self.threads):
            slow = number < max(1, self.threads // 2)
            thread = threading.Thread(
                target=self._loop, args=(f"{self.worker}:{number}", slow), daemon=True, name=f"work-{number}"
            )
            thread.start()
            self._running.append(thread)
        threading.Thread(target=self._keep_renewing, daemon=True, name="work-leases").start()

    def stop(self, *, seconds: float = 5) -> None:
        """Lets the jobs at hand finish, then returns; what waits stays in the database."""
        self._stop.set()
        self._wake.set()
        for thread in self._running:
            thread.join(timeout=seconds)

    def renew(self) -> None:
        """Holds on to the lanes whose jobs still run here, for as long as a job may take. Called every 15 seconds."""
        now = self.desk.clock()
        held = [lane_and_holder for lane_and_holder, since in self._held.copy().items() if now - since < LONGEST_JOB]
        if not held:
            return
        with self.desk.database.write() as session:
            for lane, holder in held:
                ours = update(Lane).where(col(Lane.name) == lane, col(Lane.holder) == holder)
                session.execute(ours.values(lease_until=now + LEASE))

    def wake(self) -> None:
        """Tells the threads that there is new work."""
        self._wake.set()

    @property
    def alive(self) -> bool:
        """Whether any of its threads runs."""
        return any(one.is_alive() for one in self._running)

    def tally(self) -> dict[tuple[str, str], int]:
        """How often jobs of a kind ended in a state since the process began: (kind, state) → times."""
        with self._counting:
            return dict(self._tally)

    def drain(self, *, most: int = 10_000) -> int:
        """Does all that is due, here and now, and returns how many jobs were tried. For tests, seeding and shutdown."""
        done = 0
        while done < most and self._one(self.worker):
            done += 1
        return done

    def _release_the_dead(self) -> None:
        """Frees lanes held by processes of this host that are gone, so that a restart need not wait for their leases."""
        with self.desk.database.write() as session:
            for lane in session.exec(select(Lane).where(col(Lane.holder).is_not(None))):
                host, pid, *life = (lane.holder or "").split(":")
                # In a container every life of the process has the same pid: then the name of the life tells them apart.
                earlier = int(pid) == os.getpid() and _life() not in life
                if host == socket.gethostname() and (earlier or not _alive(int(pid))):
                    lane.holder, lane.lease_until = None, None
                    session.add(lane)

    def _loop(self, holder: str, slow: bool) -> None:
        while not self._stop.is_set():
            try:
                busy = self._one(holder, slow)
            except Exception:  # A worker outlives whatever befalls a job or the database: what waits is tried again.
                log.exception("The work was interrupted; it goes on in a moment.")
                busy = False
            if not busy:
                self._wake.wait(POLL_SECONDS)
                self._wake.clear()

    def _keep_renewing(self) -> None:
        while not self._stop.wait(RENEW_SECONDS):
            try:
                self.renew()
            except Exception:  # The database may be away for a moment; the lease outlasts three such tries.
                log.exception("The leases were not renewed; they are tried again in a moment.")

    def _one(self, holder: str, slow: bool = True) -> bool:
        """Takes a free lane (one of SLOW_LANES only where `slow`), does its oldest due job and frees the lane; False where
        nothing is due."""
        taken = self._take(holder, slow)
        if taken is None:
            return False
        lane, job = taken
        self._held[lane, holder] = self.desk.clock()
        try:
            self._do(lane, holder, job)
        finally:
            self._held.pop((lane, holder), None)
        return True

    def _do(self, lane: str, holder: str, job: Job) -> None:
        """Does a job and notes what came of it."""
        rest, state, again, error = timedelta(0), JobState.DONE, None, ""
        try:
            performer = self.performers.get(job.kind)
            if performer is None:
                raise GiveUp(f"Nothing here knows how to do {job.kind!r}.")
            done = performer(**job.arguments)
            rest = done.rest if done and self.resting else timedelta(0)
            marks.passed(f"{job.kind}_done")
        except Postpone as reason:
            again = self.desk.clock() + min(reason.wait, LONGEST_WAIT)
            state, error = JobState.WAITING, str(reason) or "postponed"
            job.attempts -= 1
        except GiveUp as reason:
            state, error = JobState.DEAD, str(reason)
            log.warning("Job %s (%s) was given up: %s", job.id, job.kind, reason)
        except Exception as failure:  # Whatever went wrong, the job is on record and is tried again.
            log.exception("Job %s (%s) failed, attempt %s.", job.id, job.kind, job.attempts)
            error = type(failure).__name__
            if job.attempts >= RETRIES:
                state = JobState.DEAD
            else:
                state = JobState.WAITING
                again = self.desk.clock() + min(timedelta(seconds=2**job.attempts), LONGEST_WAIT)
        # A lane that is not freed for want of a database would stand still until its lease lapses.
        insist(lambda: self._finish(lane, holder, job, rest=rest, state=state, again=again, error=error))

    def _take(self, holder: str, slow: bool) -> tuple[str, Job] | None:
        now = self.desk.clock()
        with self.desk.database.read() as session:
            candidates = self._due_lanes(session, now, slow)
        for lane in candidates:
            with self.desk.database.write() as session:
                if not self._hold(session, lane, holder, now):
                    continue
                job = self._next(session, lane, now)
                if job is None or not _is_due(job, now):
                    self._free(session, lane, holder, job.due_at if job else now)
                    continue
                job.state, job.attempts = JobState.RUNNING, job.attempts + 1
                session.add(job)
                marks.passed(f"{job.kind}_taking")
            marks.passed(f"{job.kind}_taken")
            return lane, job
        return None

    def _next(self, session: Session, lane: str, now: datetime) -> Job | None:
        """The lane's oldest job; one that was put for later counts only from then on, one that is tried again at once."""
        begun = or_(_due_by(now), col(Job.attempts) > 0, col(Job.error) != "")
        unfinished = col(Job.state).in_([JobState.WAITING, JobState.RUNNING])
        oldest = select(Job).where(Job.lane == lane, unfinished, begun).order_by(col(Job.id)).limit(1)
        while True:
            job = session.exec(oldest).first()
            if job is None or job.state != JobState.RUNNING or job.attempts < RETRIES:
                return job
            # Nobody holds the lane and yet it runs: its worker died of it, as often as a job may fail.
            log.error("Job %s (%s) ended its worker %s times and was given up.", job.id, job.kind, job.attempts)
            job.state, job.error, job.finished_at = JobState.DEAD, "It ended its worker every time.", now
            session.add(job)
            session.flush()

    def _due_lanes(self, session: Session, now: datetime, slow: bool) -> list[str]:
        """Lanes with unfinished work that nobody holds and that do not rest, the longest-waiting first."""
        held = select(Lane.name).where(or_(_rests(now), _is_held(now)))
        oldest = (
            select(Job.lane)
            .where(col(Job.state).in_([JobState.WAITING, JobState.RUNNING]), col(Job.lane).not_in(held))
            .where(_due_by(now))
            .group_by(Job.lane)
            .order_by(func.min(Job.id))
            .limit(10)
        )
        if not slow:
            oldest = oldest.where(*(~col(Job.lane).startswith(prefix) for prefix in SLOW_LANES))
        return list(session.exec(oldest))

    def _hold(self, session: Session, lane: str, holder: str, now: datetime) -> bool:
        """True where the lane is ours now: one UPDATE decides, whoever else tries."""
        insert_unless_there(session, Lane(name=lane, free_at=now))
        free = or_(col(Lane.lease_until).is_(None), ~_is_held(now))
        taken: Any = session.execute(
            update(Lane).where(col(Lane.name) == lane, free, ~_rests(now)).values(holder=holder, lease_until=now + LEASE)
        )
        return bool(taken.rowcount == 1)

    def _free(self, session: Session, lane: str, holder: str, at: datetime) -> bool:
        """Gives the lane back; False where it was not ours any more."""
        ours = update(Lane).where(col(Lane.name) == lane, col(Lane.holder) == holder)
        freed: Any = session.execute(ours.values(holder=None, lease_until=None, free_at=at))
        return bool(freed.rowcount == 1)

    def _finish(
        self, lane: str, holder: str, job: Job, *, rest: timedelta, state: JobState, again: datetime | None, error: str
    ) -> None:
        now = self.desk.clock()
        with self._counting:
            self._tally[job.kind, state.value] += 1
        with self.desk.database.write() as session:
            if not self._free(session, lane, holder, again or now + rest):
                log.warning("Job %s (%s) took longer than its lease; another worker has it now.", job.id, job.kind)
                return
            kept = session.get_one(Job, job.id)
            kept.state, kept.error, kept.attempts = state, error[:300], job.attempts
            if again:
                kept.due_at = again
            if state in (JobState.DONE, JobState.DEAD):
                kept.finished_at = now
            session.add(kept)
            marks.passed(f"{job.kind}_finishing")
        marks.passed(f"{job.kind}_finished")


# A clock that is set back makes what was "now" lie ahead. Nothing rests, is held or waits to be tried again longer than the
# limits here, so an instant beyond them was written by the clock before it was set, and counts as past.


def _due_by(now: datetime) -> ColumnElement[bool]:
    """Due by now: its time has come, or it was for at once when it was put, or it was tried and waits for longer than any may."""
    tried = or_(col(Job.attempts) > 0, col(Job.error) != "")
    return or_(
        col(Job.due_at) <= now, col(Job.due_at) <= col(Job.created_at), and_(tried, col(Job.due_at) > now + LONGEST_WAIT)
    )


def _is_due(job: Job, now: datetime) -> bool:
    tried = job.attempts > 0 or job.error != ""
    return job.due_at <= now or job.due_at <= job.created_at or (tried and job.due_at > now + LONGEST_WAIT)


def _rests(now: datetime) -> ColumnElement[bool]:
    return and_(col(Lane.free_at) > now, col(Lane.free_at) <= now + LONGEST_WAIT)


def _is_held(now: datetime) -> ColumnElement[bool]:
    return and_(col(Lane.lease_until).is_not(None), col(Lane.lease_until) > now, col(Lane.lease_until) <= now + 2 * LEASE)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

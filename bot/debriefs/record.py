"""Reading debriefs: one with its interview and promises, whose turn it is to give one, and what is owed by whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot import teams
from bot.authority import NEEDS, RANK, Actor, Matter, authorize
from bot.desk import Desk
from bot.errors import NotFound
from bot.interviews import record as interviews
from bot.interviews.record import InterviewRecord, visible_to
from bot.models import Debrief, Inquiry, Interview, InterviewState, Member, Named, Promise, Sensitivity

SHOWN = 8
LOOK_BACK = timedelta(days=60)


@dataclass(frozen=True)
class PromiseRecord:
    """A promise with the interview it was made in."""

    row: Promise
    interview: InterviewRecord
    people: Mapping[str, Member] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.row.kept_at is None and self.row.dropped_at is None

    @property
    def owner(self) -> str:
        """The owner's name, or "somebody"."""
        member = self.people.get(self.row.owner_id)
        return member.name if member else "somebody"

    @property
    def whom(self) -> str:
        """Whom it was made to."""
        return self.interview.who

    def late(self, now: datetime) -> bool:
        return self.is_open and self.row.due_at <= now


@dataclass(frozen=True)
class DebriefRecord:
    """An interview with its debrief, or None where none was given, and what was promised in it, the soonest first. `named` are
    the members named on its inquiry."""

    interview: InterviewRecord
    debrief: Debrief | None
    promises: Sequence[PromiseRecord] = ()
    people: Mapping[str, Member] = field(default_factory=dict)
    named: Collection[str] = ()

    @property
    def matter(self) -> Matter:
        return matter(self.interview, self.named)

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


@dataclass(frozen=True)
class Board:
    """What `/press debrief` says: interviews that are over and have no debrief, the newest first, and open promises, the
    soonest first."""

    waiting: Sequence[InterviewRecord]
    promises: Sequence[PromiseRecord]


def matter(record: InterviewRecord, named: Collection[str]) -> Matter:
    """What an interview is to authority: its inquiry's matter, or without one a routine one of the team."""
    if record.inquiry is not None:
        return Matter.of(record.inquiry, named)
    return Matter(record.team.id, Sensitivity.ROUTINE, False, frozenset(), record.reference)


def get(desk: Desk, *, actor: Actor, reference: str | int) -> DebriefRecord:
    """The interview of a reference (I-0004) or row id, with its debrief. NotFound where the actor may not know of it."""
    with desk.database.read() as session:
        return find(session, actor, reference)


def find(session: Session, actor: Actor, reference: str | int, *, hold: bool = False) -> DebriefRecord:
    """As `get`, within a session. Who spoke or listened in needs no role on the desk."""
    record = interviews.find(session, actor, reference, hold=hold)
    if actor.id not in record.attendees or actor.outsider:
        authorize(actor, "look")
    return read(session, record)


def read(session: Session, record: InterviewRecord) -> DebriefRecord:
    """The same of an interview at hand. Asks nobody's permission."""
    debrief = session.exec(select(Debrief).where(Debrief.interview_id == record.interview.id)).first()
    rows = session.exec(select(Promise).where(Promise.interview_id == record.interview.id).order_by(col(Promise.due_at))).all()
    people = teams.names(session, {*(one.owner_id for one in rows), *([debrief.by] if debrief else [])})
    named = session.exec(select(Named.member_id).where(Named.inquiry_id == record.interview.inquiry_id)).all()
    return DebriefRecord(record, debrief, [PromiseRecord(one, record, people) for one in rows], people, frozenset(named))


def may_give(record: DebriefRecord, actor: Actor) -> bool:
    """Whether somebody may write the debrief: an officer in the know, or who spoke, listened in or booked."""
    if actor.outsider or not record.matter.known_to(actor):
        return False
    return actor.id in record.interview.attendees or actor.rank >= RANK[NEEDS["work"]]


def promise(session: Session, actor: Actor, promise_id: int, *, hold: bool = False) -> PromiseRecord:
    """One promise. NotFound where the actor may not know of it; its owner needs no role on the desk."""
    row = session.get(Promise, promise_id, with_for_update=True if hold else None)
    if row is None or row.team_id != actor.team_id or not _known(session, actor, row):
        raise NotFound("There is no such promise.")
    if row.owner_id != actor.id or actor.outsider:
        authorize(actor, "look")
    return promise_of(session, row)


def get_promise(desk: Desk, *, actor: Actor, promise_id: int) -> PromiseRecord:
    """As `promise`, in a session of its own."""
    with desk.database.read() as session:
        return promise(session, actor, promise_id)


def promise_of(session: Session, row: Promise) -> PromiseRecord:
    """A promise at hand with its interview. Asks nobody's permission."""
    record = interviews.read(session, session.get_one(Interview, row.interview_id))
    return PromiseRecord(row, record, teams.names(session, {row.owner_id}))


def board(desk: Desk, *, actor: Actor) -> Board:
    """What waits, of all that the actor may know of."""
    authorize(actor, "look")
    now = desk.clock()
    with desk.database.read() as session:
        done = select(Debrief.interview_id)
        over = session.exec(
            select(Interview).where(visible_to(actor), Interview.state != InterviewState.CANCELLED, col(Interview.id).not_in(done))
            .where(col(Interview.starts_at) <= now, col(Interview.starts_at) > now - LOOK_BACK)
            .order_by(col(Interview.starts_at).desc()).limit(SHOWN)
        ).all()  # fmt: skip
        return Board([interviews.read(session, one) for one in over], open_ones(session, visible_to(actor)))


def open_ones(session: Session, *conditions: Any) -> list[PromiseRecord]:
    """Open promises of interviews under these conditions, the soonest first."""
    rows = session.exec(
        select(Promise).join(Interview, col(Interview.id) == Promise.interview_id)
        .where(col(Promise.kept_at).is_(None), col(Promise.dropped_at).is_(None), *conditions)
        .order_by(col(Promise.due_at), col(Promise.id)).limit(50)
    ).all()  # fmt: skip
    return [promise_of(session, one) for one in rows]


def owed_by(desk: Desk, *, actor: Actor) -> list[PromiseRecord]:
    """What this person owes, the soonest first."""
    with desk.database.read() as session:
        return open_ones(session, visible_to(actor), col(Promise.owner_id) == actor.id)


def public(session: Session, team_id: str, *, until: datetime) -> list[PromiseRecord]:
    """Open promises due by then that everybody on the desk may know of: what belongs to a restricted inquiry is left out."""
    shut = select(Inquiry.id).where(Inquiry.team_id == team_id, col(Inquiry.restricted))
    free = col(Interview.inquiry_id).is_(None) | col(Interview.inquiry_id).not_in(shut)
    return open_ones(session, Interview.team_id == team_id, free, col(Promise.due_at) <= until)


def _known(session: Session, actor: Actor, row: Promise) -> bool:
    asked = select(Interview.id).where(Interview.id == row.interview_id, visible_to(actor))
    return session.exec(asked).first() is not None


def as_known(session: Session, row: Promise, member: Member) -> bool:
    """Whether a member may know of a promise."""
    record = interviews.read(session, session.get_one(Interview, row.interview_id))
    named = session.exec(select(Named.member_id).where(Named.inquiry_id == record.interview.inquiry_id)).all()
    return record.known_to(member, named)

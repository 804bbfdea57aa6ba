"""Dealings: what came of us and a contact beside their questions: pitches, interviews with what was promised and learnt, press
lists and invitations. Only what the reader may know of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from bot import inquiries
from bot.authority import Actor
from bot.models import (
    Debrief,
    EventGuest,
    Inquiry,
    Interview,
    InterviewState,
    Pitch,
    PressEvent,
    PressList,
    PressListMember,
    Promise,
    Spokesperson,
    Statement,
)
from bot.statements.lists import visible_to as statements_visible_to

MOST = 100  # Of each kind.


@dataclass(frozen=True)
class Spoke:
    """An interview of theirs with who spoke for us. `restricted` says that only those named on its inquiry know of it."""

    row: Interview
    spokesperson: str
    restricted: bool


@dataclass(frozen=True)
class Lesson:
    """What a debrief says was learnt, and how it went (1 to 5)."""

    reference: str
    at: datetime
    text: str
    went: int | None


@dataclass(frozen=True)
class Dealings:
    """Each kind the newest first. `invited` are events with what they said and whether they came."""

    pitches: Sequence[Pitch] = ()
    interviews: Sequence[Spoke] = ()
    promises: Sequence[Promise] = ()
    lessons: Sequence[Lesson] = ()
    press_lists: Sequence[str] = ()
    invited: Sequence[tuple[PressEvent, EventGuest]] = field(default_factory=tuple)

    def last(self, now: datetime) -> datetime | None:
        """When they were last offered something, spoke with us or came to us."""
        spoke = [one.row.starts_at for one in self.interviews if one.row.state != InterviewState.CANCELLED]
        came = [event.starts_at for event, guest in self.invited if guest.came]
        found = [*(one.pitched_at for one in self.pitches), *spoke, *came]
        return max((one for one in found if one <= now), default=None)


def of(session: Session, actor: Actor, journalist_id: int) -> Dealings:
    """All of one contact that the actor may know of."""
    spoke = _interviews(session, actor, journalist_id)
    known = [one.row.id for one in spoke]
    promises = session.exec(
        select(Promise).where(Promise.journalist_id == journalist_id, col(Promise.interview_id).in_(known))
        .order_by(col(Promise.due_at).desc())
    ).all()  # fmt: skip
    lists = session.exec(
        select(PressList.name).join(PressListMember)
        .where(PressListMember.journalist_id == journalist_id, col(PressListMember.left_out).is_(False))
        .where(col(PressList.deleted_at).is_(None))
        .order_by(col(PressList.name))
    ).all()  # fmt: skip
    return Dealings(
        _pitches(session, actor, journalist_id), spoke, promises, _lessons(session, spoke), lists, _invited(session, actor, journalist_id)
    )  # fmt: skip


def _pitches(session: Session, actor: Actor, journalist_id: int) -> Sequence[Pitch]:
    free = select(Statement.id).where(statements_visible_to(actor))
    return session.exec(
        select(Pitch)
        .where(Pitch.journalist_id == journalist_id, Pitch.team_id == actor.team_id, col(Pitch.taken_back_at).is_(None))
        .where(or_(col(Pitch.statement_id).is_(None), col(Pitch.statement_id).in_(free)))
        .order_by(col(Pitch.pitched_at).desc(), col(Pitch.id).desc()).limit(MOST)
    ).all()  # fmt: skip


def _interviews(session: Session, actor: Actor, journalist_id: int) -> list[Spoke]:
    known = select(Inquiry.id).where(inquiries.visible_to(actor))
    rows: Any = session.exec(
        select(Interview, Spokesperson.name, Inquiry.restricted)
        .join(Spokesperson, col(Spokesperson.id) == Interview.spokesperson_id)
        .outerjoin(Inquiry, col(Inquiry.id) == Interview.inquiry_id)
        .where(Interview.journalist_id == journalist_id, Interview.team_id == actor.team_id)
        .where(or_(col(Interview.inquiry_id).is_(None), col(Interview.inquiry_id).in_(known)))
        .order_by(col(Interview.starts_at).desc(), col(Interview.id).desc()).limit(MOST)
    )  # fmt: skip
    return [Spoke(one, name, bool(restricted)) for one, name, restricted in rows]


def _lessons(session: Session, spoke: Sequence[Spoke]) -> list[Lesson]:
    rows = {one.row.id: one.row for one in spoke}
    found = session.exec(select(Debrief).where(col(Debrief.interview_id).in_(rows)).order_by(col(Debrief.at).desc()))
    return [Lesson(rows[one.interview_id].reference, one.at, one.lessons, one.went) for one in found if one.lessons.strip()]


def _invited(session: Session, actor: Actor, journalist_id: int) -> list[tuple[PressEvent, EventGuest]]:
    rows = session.exec(
        select(PressEvent, EventGuest).join(EventGuest)
        .where(EventGuest.journalist_id == journalist_id, PressEvent.team_id == actor.team_id, col(PressEvent.cancelled_at).is_(None))
        .order_by(col(PressEvent.starts_at).desc()).limit(MOST)
    )  # fmt: skip
    return [(event, guest) for event, guest in rows if not event.confidential or actor.id in event.named]

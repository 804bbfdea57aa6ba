"""Lessons: what was learnt in earlier interviews, as far as a reader may know of them, and what is still owed to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from bot.models import Debrief, Inquiry, Interview, Journalist, Outlet, Promise

MOST = 3


@dataclass(frozen=True)
class Lesson:
    """What was learnt in one interview: I-0003, when it was, with whom, and how it went (1 to 5, or None)."""

    text: str
    reference: str
    at: datetime
    who: str
    went: int | None


def known_interviews(known: ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition of interviews whose reader may know of the inquiries that `known` is the condition of."""
    free: Any = or_(col(Interview.inquiry_id).is_(None), col(Interview.inquiry_id).in_(select(Inquiry.id).where(known)))
    return free


def of_spokesperson(
    session: Session, spokesperson_id: int, known: ColumnElement[bool], *, but: int | None = None
) -> list[Lesson]:
    """What this spokesperson's last debriefs say, the newest first, without the interview `but`."""
    return _lessons(session, (col(Interview.spokesperson_id) == spokesperson_id) & (col(Interview.id) != (but or 0)), known)


def of_journalists(
    session: Session, ids: Sequence[int | None], known: ColumnElement[bool], *, but: int | None = None
) -> list[Lesson]:
    """What the last debriefs of interviews with these journalists say, whoever spoke."""
    return _lessons(session, col(Interview.journalist_id).in_(ids) & (col(Interview.id) != (but or 0)), known)


def owed_to(session: Session, ids: Sequence[int | None], known: ColumnElement[bool]) -> list[tuple[Promise, str]]:
    """Open promises to these journalists with the reference of the interview, the soonest first."""
    found = session.exec(
        select(Promise, Interview).join(Interview, col(Interview.id) == Promise.interview_id)
        .where(col(Promise.journalist_id).in_(ids), col(Promise.kept_at).is_(None), col(Promise.dropped_at).is_(None))
        .where(known_interviews(known)).order_by(col(Promise.due_at))
    )  # fmt: skip
    return [(promise, interview.reference) for promise, interview in found]


def _lessons(session: Session, which: ColumnElement[bool], known: ColumnElement[bool]) -> list[Lesson]:
    found = session.exec(
        select(Debrief, Interview, Journalist.name, Outlet.name).join(Interview, col(Interview.id) == Debrief.interview_id)
        .outerjoin(Journalist, col(Journalist.id) == Interview.journalist_id)
        .outerjoin(Outlet, col(Outlet.id) == Interview.outlet_id)
        .where(which, known_interviews(known), Debrief.lessons != "")
        .order_by(col(Interview.starts_at).desc(), col(Interview.id).desc()).limit(MOST)
    )  # fmt: skip
    return [
        Lesson(debrief.lessons, interview.reference, interview.starts_at, " · ".join(one for one in (name, outlet) if one) or "somebody", debrief.went)
        for debrief, interview, name, outlet in found
    ]  # fmt: skip

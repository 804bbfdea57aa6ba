"""Occasions: what a briefing is for, an interview or an inquiry, with everybody in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from bot import inquiries, teams
from bot.authority import Actor, Matter
from bot.inquiries import InquiryRecord
from bot.interviews import record as interviews
from bot.interviews.record import REFERENCE, InterviewRecord
from bot.models import Inquiry, Interview, InterviewState, Journalist, Outlet, Sensitivity, Spokesperson, Team, Terms

__all__ = ["Occasion", "find", "of_rows", "open_to_all"]


@dataclass(frozen=True)
class Occasion:
    """What a briefing is for. `interview` is None while nothing is booked, `inquiry` where the interview came of none."""

    team: Team
    inquiry: InquiryRecord | None = None
    interview: InterviewRecord | None = None
    spokesperson: Spokesperson | None = None

    @property
    def reference(self) -> str:
        """I-0004, or of an inquiry alone PR-0012."""
        if self.interview is not None:
            return self.interview.reference
        assert self.inquiry is not None
        return self.inquiry.inquiry.reference

    @property
    def topic(self) -> str:
        if self.interview is not None:
            return self.interview.interview.topic
        assert self.inquiry is not None
        return self.inquiry.inquiry.topic

    @property
    def day(self) -> date | None:
        """The day of the interview in its own zone; None where nothing is booked."""
        if self.interview is None:
            return None
        one = self.interview.interview
        return one.starts_at.astimezone(ZoneInfo(one.zone)).date()

    @property
    def texts(self) -> list[str]:
        """What it is about, for finding what is near: the topics and the questions."""
        asked = self.inquiry
        theirs = [asked.inquiry.topic, *(one.text for one in asked.questions)] if asked else []
        # That they name us tells nothing of what they ask about.
        own = re.compile(re.escape(self.team.name) if self.team.name else r"(?!)", re.IGNORECASE)
        return list(dict.fromkeys(own.sub(" ", one) for one in (self.topic, *theirs)))

    @property
    def journalists(self) -> Sequence[Journalist]:
        if self.interview is not None and self.interview.journalist is not None:
            return [self.interview.journalist]
        return self.inquiry.journalists if self.inquiry else []

    @property
    def outlet(self) -> Outlet | None:
        if self.interview is not None and self.interview.outlet is not None:
            return self.interview.outlet
        return self.inquiry.outlet if self.inquiry else None

    @property
    def sensitivity(self) -> Sensitivity:
        return self.inquiry.inquiry.sensitivity if self.inquiry else Sensitivity.ROUTINE

    @property
    def terms(self) -> Terms:
        return self.inquiry.inquiry.terms if self.inquiry else Terms.ON_RECORD

    @property
    def matter(self) -> Matter:
        """What it is to authority: the inquiry's, or of an interview alone a routine matter of the team."""
        if self.inquiry is not None:
            return self.inquiry.matter
        return Matter(self.team.id, Sensitivity.ROUTINE, False, frozenset(), self.reference)

    @property
    def inquiry_id(self) -> int | None:
        return self.inquiry.inquiry.id if self.inquiry else None

    @property
    def interview_id(self) -> int | None:
        return self.interview.interview.id if self.interview else None

    @property
    def may_leave(self) -> bool:
        """Whether a model may read what they ask."""
        return self.inquiry is not None and self.inquiry.inquiry.may_leave and not self.matter.restricted


def find(session: Session, actor: Actor, reference: str | int, *, hold: bool = False) -> Occasion:
    """By I-0004, PR-12 or an inquiry's row id; of an inquiry with an interview to come, that. NotFound where the actor may not
    know. With `hold` nobody else makes a version meanwhile."""
    if isinstance(reference, str) and REFERENCE.fullmatch(reference):
        record = interviews.find(session, actor, reference, hold=hold)
        return _of_interview(session, record)
    asked = inquiries.read(session, actor, reference, hold=hold)
    coming = session.exec(
        select(Interview).where(Interview.inquiry_id == asked.inquiry.id, Interview.state == InterviewState.BOOKED)
        .order_by(col(Interview.starts_at)).limit(1)
    ).first()  # fmt: skip
    if coming is not None:
        return _of_interview(session, interviews.read(session, coming))
    return Occasion(asked.team, asked)


def of_rows(
    session: Session, *, inquiry_id: int | None, interview_id: int | None, spokesperson_id: int | None = None
) -> Occasion:  # fmt: skip
    """The occasion of a briefing on record. Asks nobody's permission."""
    if interview_id is not None:
        return _of_interview(session, interviews.read(session, session.get_one(Interview, interview_id)))
    row = session.get_one(Inquiry, inquiry_id)
    speaks = session.get(Spokesperson, spokesperson_id) if spokesperson_id else None
    return Occasion(teams.team_of(session, row.team_id), inquiries.assemble(session, row), spokesperson=speaks)


def _of_interview(session: Session, record: InterviewRecord) -> Occasion:
    asked = inquiries.assemble(session, record.inquiry) if record.inquiry is not None else None
    return Occasion(record.team, asked, record, record.spokesperson)


def open_to_all(occasion: Occasion) -> ColumnElement[bool]:
    """The condition of inquiries that whoever reads the briefing may know of: the unrestricted ones and its own."""
    free = or_(col(Inquiry.restricted).is_(False), col(Inquiry.id) == (occasion.inquiry_id or 0))
    return (col(Inquiry.team_id) == occasion.team.id) & free

"""Courts: how long inquiries lay with whom, and why a late one was late, out of their history."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot import clocks, inquiries
from bot.clocks import goals
from bot.inquiries import InquiryRecord
from bot.models import Court, Inquiry, InquiryEvent, Resolution, Terms
from bot.reports.facts import AT_ONCE, public
from bot.reports.measures import Measure, span
from bot.reports.periods import Period
from bot.text import one_line, shortened

NOTE = re.compile(r"(?:^|; )note: (.+)", re.DOTALL)
CLOSED = re.compile(r"closed it: [^.]*\. (.+)", re.DOTALL)
PUT_OFF = re.compile(r"put the reminders off \([^)]*\): (.+)", re.DOTALL)
AFTERWARDS = timedelta(days=2)  # A note on why it was late is written soon after it was.
LONGEST = 200


@dataclass(frozen=True)
class Late:
    """One inquiry that was not on time, and what its history says of why. `note` is a person's words, "" where there are
    none or they may not be passed on; `courts` are minutes by whose court it was in until it was due or settled."""

    inquiry_id: int
    reference: str
    minutes: float | None
    note: str
    courts: Mapping[Court, float]

    def said(self) -> str:
        """In a sentence: "PR-0006: 40 min late. With legal for 3 h of 4 h. “Counsel was in court.”"."""
        how = f"{span(self.minutes)} late" if self.minutes is not None else "not answered"
        longest = max(self.courts, key=lambda one: self.courts[one], default=None)
        where = ""
        if longest is not None and self.courts[longest] >= 1:
            where = f" With {longest.value} for {span(self.courts[longest])} of {span(sum(self.courts.values()))}."
        return f"{self.reference}: {how}.{where}" + (f" “{self.note}”" if self.note else " No reason on record.")


def late(session: Session, *, team_id: str, inquiry_ids: Sequence[int], at: datetime) -> list[Late]:
    """What there is to say of each, in their order; of one that is restricted by now nothing."""
    rules = clocks.of(session, team_id)
    wanted = select(Inquiry).where(*public(team_id), col(Inquiry.id).in_(inquiry_ids)).order_by(col(Inquiry.id))
    found = []
    for record in inquiries.assemble_all(session, session.exec(wanted)):
        one = record.inquiry
        due = one.deadline_at or goals.answer_by(one, since=one.logged_at, rules=rules)
        settled = None if _too_late(one) else min((end for end in (one.responded_at, one.closed_at) if end), default=None)
        spans = _spans(one, record.events, until=settled or max(due, one.logged_at))
        minutes = (settled - due).total_seconds() / 60 if settled else None
        found.append(Late(one.id or 0, one.reference, minutes, _note(record, due, settled or at), _minutes(spans)))
    return found


def hours_with(session: Session, *, team_id: str, period: Period, at: datetime) -> list[Measure]:
    """Hours within the period by whose court inquiries were in."""
    rows = _open_within(session, team_id, period)
    events: dict[int, list[InquiryEvent]] = defaultdict(list)
    ids = [one.id or 0 for one in rows]
    for first in range(0, len(ids), AT_ONCE):
        wanted = select(InquiryEvent).where(col(InquiryEvent.inquiry_id).in_(ids[first : first + AT_ONCE]))
        moved = col(InquiryEvent.action).in_(["changed", "voided"]) & col(InquiryEvent.undone).is_(False)
        for event in session.exec(wanted.where(moved).order_by(col(InquiryEvent.id))):
            events[event.inquiry_id].append(event)
    hours, behind = defaultdict[Court, float](float), defaultdict[Court, list[int]](list)
    for one in rows:
        end = min(filter(None, (one.responded_at, one.closed_at, period.until, at)))
        for court, minutes in _minutes(_spans(one, events[one.id or 0], until=end, since=period.since)).items():
            hours[court] += minutes / 60
            behind[court].append(one.id or 0)
    return [
        Measure("hours_with", hours[court], tuple(behind[court]), n=len(behind[court]), part=court.value)
        for court in sorted(hours, key=lambda one: -hours[one])
        if hours[court] * 60 >= 1
    ]


def _open_within(session: Session, team_id: str, period: Period) -> Sequence[Inquiry]:
    begun = col(Inquiry.logged_at) < period.until
    answered = col(Inquiry.responded_at).is_(None) | (col(Inquiry.responded_at) >= period.since)
    closed = col(Inquiry.closed_at).is_(None) | (col(Inquiry.closed_at) >= period.since)
    return session.exec(select(Inquiry).where(*public(team_id), begun, answered, closed).order_by(col(Inquiry.id))).all()


def _spans(
    inquiry: Inquiry, events: Sequence[InquiryEvent], *, until: datetime, since: datetime | None = None
) -> Iterator[tuple[Court, datetime, datetime]]:
    """Each stretch in one court, from the log until `until`, clipped to what is after `since`."""
    moves = [one for one in events if not one.undone and "court" in (one.before or {})]
    courts = [*(Court(_before(one)["court"]) for one in moves), inquiry.court]
    edges = [inquiry.logged_at, *(one.at for one in moves), until]
    for court, begins, ends in zip(courts, edges, edges[1:], strict=False):
        begins, ends = max(begins, since or begins), min(ends, until)
        if begins < ends:
            yield court, begins, ends


def _before(event: InquiryEvent) -> dict[str, Any]:
    return event.before or {}


def _minutes(spans: Iterator[tuple[Court, datetime, datetime]]) -> dict[Court, float]:
    found: dict[Court, float] = defaultdict(float)
    for court, begins, ends in spans:
        found[court] += (ends - begins).total_seconds() / 60
    return dict(found)


def _too_late(inquiry: Inquiry) -> bool:
    return inquiry.resolution == Resolution.TOO_LATE and inquiry.responded_at is None


def _note(record: InquiryRecord, due: datetime, settled: datetime) -> str:
    """The last thing that a person wrote of it until soon after it was settled. Of what is off the record or under embargo
    nobody's words are passed on."""
    inquiry = record.inquiry
    if inquiry.terms != Terms.ON_RECORD or inquiry.embargo_words:
        return ""
    for event in reversed(record.events):
        if event.undone or event.at > max(due, settled) + AFTERWARDS or event.about_id is not None:
            continue
        for pattern in (NOTE, CLOSED, PUT_OFF):
            if found := pattern.search(event.text):
                return shortened(one_line(found[1]), LONGEST)
    return ""

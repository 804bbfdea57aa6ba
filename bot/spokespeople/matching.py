"""Matching: who could speak on a matter, with the reasons for and what speaks against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot import inquiries
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.inquiries import InquiryRecord
from bot.models import Absence, InterviewFormat, Spokesperson
from bot.spokespeople import topics
from bot.spokespeople.availability import is_away, off_hours
from bot.spokespeople.languages import shared
from bot.spokespeople.record import active

LIVE = re.compile(r"\b(?:live|on air|on-air|go on air)\b", re.IGNORECASE)
STALE_TRAINING = timedelta(days=2 * 365)
STANDS_IN = 0.7  # What a deputy has of the score of whom they stand in for.
UNLIKE = "Nothing that they are cleared for is like this"
FORMAT = {
    InterviewFormat.LIVE: "live interviews", InterviewFormat.PRE_RECORDED: "recorded interviews",
    InterviewFormat.PRINT: "print interviews", InterviewFormat.PODCAST: "podcasts",
}  # fmt: skip


class Match(NamedTuple):
    """Somebody who could speak, why, and what speaks against it, in sentences."""

    spokesperson: Spokesperson
    reasons: Sequence[str] = ()
    warnings: Sequence[str] = ()


@dataclass(frozen=True)
class Wish:
    """What is looked for. `languages` are those of the outlet and the journalist; `at` is when, None for no time yet."""

    text: str = ""
    languages: Sequence[str] = ()
    format: InterviewFormat | None = None
    at: datetime | None = None
    minutes: int = 30
    record: InquiryRecord | None = None


@dataclass(frozen=True)
class Weighed:
    """A match with what it is ordered by."""

    one: Spokesperson
    score: float = 0.0
    barred: int = 0
    reasons: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    away: bool = False


def matches(
    desk: Desk, *, actor: Actor, inquiry: InquiryRecord | int | str | None = None, topic: str = "",
    format: InterviewFormat | None = None, at: datetime | None = None, minutes: int = 30,
) -> list[Match]:  # fmt: skip
    """Everybody on the register, the fittest first, each with reasons and warnings, for an inquiry (its record, row's id or
    reference) or a topic. NotFound where the actor may not know the inquiry."""
    authorize(actor, "look")
    record = inquiry if isinstance(inquiry, InquiryRecord) else None
    if isinstance(inquiry, int | str):
        record = inquiries.get(desk, actor=actor, reference=inquiry)
    with desk.database.read() as session:
        return ranked(session, desk, actor, wish_of(record, topic=topic, format=format, at=at, minutes=minutes))


def wish_of(
    record: InquiryRecord | None, *, topic: str = "", format: InterviewFormat | None = None, at: datetime | None = None, minutes: int = 30
) -> Wish:  # fmt: skip
    """What an inquiry looks for, with what is known of the interview besides."""
    if record is None:
        return Wish(topic, format=format, at=at, minutes=minutes)
    row = record.inquiry
    text = "\n".join([topic, row.topic, *(one.text for one in record.questions), row.background])
    spoken = [
        *(record.outlet.languages if record.outlet else ()),
        *(lang for one in record.journalists for lang in one.languages),
    ]
    if format is None and LIVE.search(f"{text}\n{row.source_text}") and "interview" in row.request_types:
        format = InterviewFormat.LIVE
    return Wish(text, tuple(spoken), format, at, minutes, record)


def ranked(session: Session, desk: Desk, actor: Actor, wish: Wish) -> list[Match]:
    """As `matches`, within a session."""
    found = [_weighed(session, desk, one, wish) for one in active(session, actor.team_id)]
    by_id = {one.one.id: one for one in found}
    for one in found:
        deputy = by_id.get(one.one.deputy_id)
        if one.away and deputy is not None and not deputy.away:
            one.warnings.append(f"Deputy: {deputy.one.name}")
            stands_in = [*deputy.reasons, f"Stands in for {one.one.name}, who is away"]
            by_id[deputy.one.id] = replace(deputy, score=max(deputy.score, STANDS_IN * one.score), reasons=stands_in)
    order = sorted(by_id.values(), key=lambda one: (one.barred, -one.score, len(one.warnings), one.one.name))
    return [Match(one.one, tuple(one.reasons), tuple(one.warnings)) for one in order]


def weigh(session: Session, desk: Desk, one: Spokesperson, wish: Wish) -> Match:
    """One of them alone, without regard to deputies."""
    found = _weighed(session, desk, one, wish)
    return Match(one, tuple(found.reasons), tuple(found.warnings))


def _weighed(session: Session, desk: Desk, one: Spokesperson, wish: Wish) -> Weighed:
    reasons: list[str] = []
    warnings: list[str] = []
    cleared, barred = topics.best(one.topics, wish.text), topics.best(one.not_for, wish.text, least=topics.SURE)
    if cleared is not None:
        why = f": {', '.join(cleared.words[:4])}" if cleared.words else ""
        reasons.append(f"Cleared for “{cleared.topic}”{why}")
    elif wish.text:
        warnings.append(UNLIKE)
    if barred is not None:
        warnings.append(f"Not for “{barred.topic}”")
    score = cleared.share if cleared else 0.0
    if wish.languages:
        both = shared(one.languages, wish.languages)
        score += 0.2 if both else 0
        if both:
            reasons.append(f"Speaks {', '.join(both)}")
        elif one.languages:
            warnings.append(f"Speaks {', '.join(one.languages)}; they work in {', '.join(dict.fromkeys(wish.languages))}")
    score += _training(desk, one, wish, reasons, warnings)
    away = absent(session, one, wish.at or desk.clock(), wish.minutes)
    if away:
        warnings.append(away)
    elif wish.at and off_hours(one, wish.at, wish.at + timedelta(minutes=wish.minutes)):
        warnings.append(f"Outside their hours: {one.available}")
    unnamed = _unnamed(one, wish)
    if unnamed:
        warnings.append(unnamed)
    return Weighed(one, score, 2 * (barred is not None) + bool(away) + bool(unnamed), reasons, warnings, bool(away))


def _training(desk: Desk, one: Spokesperson, wish: Wish, reasons: list[str], warnings: list[str]) -> float:
    """What training adds to the score."""
    if wish.format is None or wish.format == InterviewFormat.PRINT:
        return 0.0
    if wish.format not in one.trained_in:
        warnings.append(f"Not trained for {FORMAT[wish.format]}")
        return -0.3 if wish.format == InterviewFormat.LIVE else 0.0
    if one.trained_on is not None and desk.clock().date() - one.trained_on > STALE_TRAINING:
        warnings.append(f"Last trained in {one.trained_on:%B %Y}")
    reasons.append(f"Trained for {FORMAT[wish.format]}")
    return 0.1


def absent(session: Session, one: Spokesperson, at: datetime, minutes: int) -> str:
    """That somebody is away then, by the register or by what they said of themselves; empty where they are not."""
    ends = at + timedelta(minutes=minutes)
    if days := is_away(one, at, ends):
        return f"Away {days}"
    gone = select(Absence).where(Absence.member_id == one.member_id, col(Absence.starts_at) < ends, col(Absence.ends_at) > at)
    found = session.exec(gone).first() if one.member_id else None
    return f"Out of office until {found.ends_at:%-d %b}" if found else ""


def _unnamed(one: Spokesperson, wish: Wish) -> str:
    """That a restricted inquiry does not name them."""
    record = wish.record
    if record is None or not record.inquiry.restricted or one.member_id is None or one.member_id in record.named:
        return ""
    return f"Not named on {record.inquiry.reference}, which is restricted: name them first"

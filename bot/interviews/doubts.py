"""Doubts: what speaks against an interview as it is about to be booked. A person may book it all the same, by saying why."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot import spokespeople, teams
from bot.authority import Actor
from bot.desk import Desk
from bot.errors import Conflict
from bot.inquiries import InquiryRecord
from bot.interviews import times
from bot.interviews.record import visible_to
from bot.models import Absence, Interview, InterviewState, Member, PressEvent, Spokesperson
from bot.text import folded, shortened

LONGEST = timedelta(days=1)  # Nothing with a time of day is longer.


class Doubtful(Conflict):
    """Nothing was booked: this speaks against it. `seen` names exactly these doubts, so that a person says they know them; `at`
    is when it would begin, as it was read, and `zone` where that was agreed."""

    def __init__(self, doubts: Sequence[str], *, at: datetime, zone: str) -> None:
        super().__init__(" ".join(f"{one}." for one in doubts))
        self.doubts, self.seen, self.at, self.zone = tuple(doubts), seen(doubts), at, zone


def seen(doubts: Sequence[str]) -> str:
    """What these doubts are known again by."""
    return hashlib.sha256("\n".join(doubts).encode()).hexdigest()[:12]


def found(
    session: Session, desk: Desk, actor: Actor, columns: Mapping[str, Any], inquiry: InquiryRecord | None, *, but: int | None
) -> list[str]:  # fmt: skip
    """What speaks against an interview of these columns, in sentences without a full stop; `but` is the interview itself."""
    speaker = session.get_one(Spokesperson, columns["spokesperson_id"])
    at, minutes = columns["starts_at"], columns["minutes"]
    wish = spokespeople.wish_of(inquiry, topic=columns["topic"], format=columns["format"], at=at, minutes=minutes)
    match = spokespeople.weigh(session, desk, speaker, wish)
    doubts = [f"{speaker.name}: {_small(one)}" for one in match.warnings if one != spokespeople.UNLIKE]
    theirs = list(_busy(session, actor, speaker, at, minutes, but))
    doubts += theirs
    if theirs or spokespeople.absent(session, speaker, at, minutes):
        doubts += _deputy(session, actor, speaker, at, minutes, but)
    for member_id in columns["listens_in"]:
        if member_id != speaker.member_id:
            doubts += _listener(session, actor, session.get_one(Member, member_id), at, minutes, but)
    doubts += _events(session, actor, speaker, at, minutes)
    return list(dict.fromkeys(doubts))


def _busy(session: Session, actor: Actor, one: Spokesperson, at: datetime, minutes: int, but: int | None) -> Iterator[str]:
    """The interviews that somebody speaks in, or listens in to, at that time."""
    for row in overlapping(session, actor.team_id, at, minutes, but):
        if row.spokesperson_id == one.id or (one.member_id and one.member_id in people_of(session, row)):
            yield f"{one.name} {_engaged(session, actor, row)}"


def _listener(session: Session, actor: Actor, member: Member, at: datetime, minutes: int, but: int | None) -> Iterator[str]:
    for row in overlapping(session, actor.team_id, at, minutes, but):
        if member.id in people_of(session, row):
            yield f"{member.name} {_engaged(session, actor, row)}"
    gone = select(Absence).where(
        Absence.member_id == member.id, col(Absence.starts_at) < at + timedelta(minutes=minutes), col(Absence.ends_at) > at
    )
    if session.exec(gone).first() is not None:
        yield f"{member.name} is out of office then"


def _engaged(session: Session, actor: Actor, row: Interview) -> str:
    """What somebody does then. Of what the actor may not know only that they do something, as a calendar says."""
    known = session.exec(select(Interview.id).where(Interview.id == row.id, visible_to(actor))).first() is not None
    if not known:
        return "is not free then"
    ends = row.starts_at + timedelta(minutes=row.minutes)
    zone = teams.team_of(session, row.team_id).zone
    return f"has {row.reference} then, {times.said(row.starts_at, zone)} to {times.said(ends, zone).split()[3]}"


def _deputy(session: Session, actor: Actor, one: Spokesperson, at: datetime, minutes: int, but: int | None) -> list[str]:
    """That the deputy is free, where they are."""
    deputy = session.get(Spokesperson, one.deputy_id) if one.deputy_id else None
    if deputy is None or not deputy.active or spokespeople.absent(session, deputy, at, minutes):
        return []
    if list(_busy(session, actor, deputy, at, minutes, but)):
        return []
    return [f"{deputy.name}, who stands in for {one.name}, is free then"]


def _events(session: Session, actor: Actor, one: Spokesperson, at: datetime, minutes: int) -> Iterator[str]:
    """Events at that time: every one that the actor may know of, and any that the spokesperson speaks at."""
    asked = select(PressEvent).where(
        PressEvent.team_id == actor.team_id, col(PressEvent.cancelled_at).is_(None), col(PressEvent.all_day).is_(False),
        col(PressEvent.starts_at) < at + timedelta(minutes=minutes), col(PressEvent.starts_at) > at - LONGEST,
    )  # fmt: skip
    for event in session.exec(asked.order_by(col(PressEvent.starts_at))):
        if event.starts_at + timedelta(minutes=event.minutes) <= at:
            continue
        speaks = folded(one.name) in {folded(name) for name in event.speakers}
        if event.confidential and actor.id not in event.named:
            if speaks:
                yield f"{one.name} is not free then"
            continue
        yield (
            f"{one.name} speaks at “{shortened(event.title, 80)}” then" if speaks else f"“{shortened(event.title, 80)}” is then"
        )


def overlapping(session: Session, team_id: str, at: datetime, minutes: int, but: int | None) -> list[Interview]:
    """The booked interviews at that time, the soonest first. One that begins as another ends does not overlap it."""
    asked = select(Interview).where(
        Interview.team_id == team_id, Interview.state == InterviewState.BOOKED, col(Interview.id) != (but or 0),
        col(Interview.starts_at) < at + timedelta(minutes=minutes), col(Interview.starts_at) > at - LONGEST,
    )  # fmt: skip
    rows = session.exec(asked.order_by(col(Interview.starts_at), col(Interview.id)))
    return [one for one in rows if one.starts_at + timedelta(minutes=one.minutes) > at]


def people_of(session: Session, row: Interview) -> set[str]:
    """Ids of the members who are in it: who speaks, if they are in the workspace, and who listens in."""
    speaker = session.get_one(Spokesperson, row.spokesperson_id).member_id
    return {*row.listens_in, *([speaker] if speaker else [])}


def _small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]

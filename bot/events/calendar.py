"""The forward calendar: releases, embargoes, events, interviews and awareness days, as far as somebody may know of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import audit, clocks, files, inquiries
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import NotFound
from bot.events import awareness
from bot.events.papers import Dated, calendar
from bot.events.record import EventRecord, day_of, visible_to
from bot.files import File
from bot.interviews import record as interviews
from bot.models import (
    EventKind,
    Holiday,
    Inquiry,
    Interview,
    InterviewState,
    Journalist,
    Member,
    Outlet,
    PressEvent,
    Spokesperson,
    Statement,
    StatementKind,
    StatementStatus,
    StatementVersion,
)
from bot.statements.lists import visible_to as statements_visible_to

SPANS = {"week": 7, "month": 31, "quarter": 92}
EXPORTED = 183  # Days that a calendar file looks ahead.


class What(StrEnum):
    RELEASE = "release"
    EMBARGO = "embargo"
    PRESS_CONFERENCE = "press_conference"
    EVENT = "event"
    INTERVIEW = "interview"
    AWARENESS = "awareness"


BUSY = (What.PRESS_CONFERENCE, What.EVENT, What.INTERVIEW)


@dataclass(frozen=True)
class Entry:
    """One thing on the calendar. Without `at` it is of the whole `day`, which is the desk's. `opens` is the noun and the id of
    what it stands for; `clashes` names what runs at the same time; `confidential` is known to some alone. `outside` is the title in a file, where that is another one."""

    what: What
    day: date
    title: str
    at: datetime | None = None
    minutes: int = 0
    reference: str = ""
    place: str = ""
    opens: tuple[str, int] | None = None
    confidential: bool = False
    clashes: tuple[str, ...] = ()
    uid: str = ""
    sequence: int = 0
    outside: str = ""

    @property
    def ends(self) -> datetime | None:
        return self.at + timedelta(minutes=self.minutes) if self.at else None


@dataclass(frozen=True)
class Calendar:
    """The days from `first` on, with what stands on them in order; `off` are days off by their names."""

    first: date
    days: int
    zone: str
    entries: Sequence[Entry]
    today: date
    off: dict[date, str] = field(default_factory=dict)

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    @property
    def span(self) -> str:
        return next((name for name, days in SPANS.items() if days == self.days), "month")

    @property
    def confidential(self) -> int:
        return sum(one.confidential for one in self.entries)

    def on(self, day: date) -> list[Entry]:
        return [one for one in self.entries if one.day == day]


def ahead(desk: Desk, *, actor: Actor, span: str = "week", first: date | None = None) -> Calendar:
    """What stands on the days of a `SPANS` from `first` (today) on, for somebody who looks."""
    authorize(actor, "look")
    with desk.database.read() as session:
        hours = clocks.of(session, actor.team_id).hours
        today = hours.day_of(desk.clock())
        return _gathered(session, actor, first or today, SPANS.get(span, SPANS["week"]), hours.zone, today)


def clashing(desk: Desk, *, actor: Actor, record: EventRecord) -> tuple[str, ...]:
    """What takes place at the same time as an event, as far as the actor may know."""
    with desk.database.read() as session:
        hours = clocks.of(session, actor.team_id).hours
        day = hours.day_of(record.event.starts_at)
        found = _gathered(session, actor, day - timedelta(days=1), 3, hours.zone, day)
    return next((one.clashes for one in found.entries if one.opens == ("event", record.id)), ())


def send(desk: Desk, *, actor: Actor, request_id: str, confidential: bool = False) -> None:
    """Sends a calendar file of the next half year into the actor's messages: what they may know of, and what is confidential or
    restricted only where they asked for that."""
    authorize(actor, "look")
    with desk.database.write() as session:
        files.send(
            session, at=desk.clock(), maker="calendar", conversation=actor.user_id, once=f"calendar:{confidential}:{request_id}",
            member=actor.id, confidential=confidential,
        )  # fmt: skip
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="calendar.exported", object=f"team:{actor.team_id}",
            details={"confidential": confidential},
        )  # fmt: skip


def made(desk: Desk, *, member: str, confidential: bool) -> File:
    """The file, of what the member may know of now."""
    with desk.database.read() as session:
        actor = Actor.of(session.get_one(Member, member))
        authorize(actor, "look")
        hours = clocks.of(session, actor.team_id).hours
        today = hours.day_of(desk.clock())
        found = _gathered(session, actor, today, EXPORTED, hours.zone, today)
    entries = [one for one in found.entries if confidential or not one.confidential]
    if not entries:
        raise NotFound("There is nothing on the calendar in the next half year.")
    content = calendar([_dated(one) for one in entries], at=desk.clock(), name="Press desk")
    warning = "⚠️ It holds confidential dates: keep it to yourself. " if any(one.confidential for one in entries) else ""
    return File("press-calendar.ics", content, title="Forward calendar", comment=f"{warning}{len(entries)} dates, as of today.")


def _gathered(session: Session, actor: Actor, first: date, days: int, zone: str, today: date) -> Calendar:
    last = first + timedelta(days=days - 1)
    clock = ZoneInfo(zone)
    since, until = (datetime.combine(one, time(), tzinfo=clock) for one in (first, last + timedelta(days=1)))
    found = [
        *_events(session, actor, since, until, clock), *_embargoes(session, actor, since, until, clock),
        *_interviews(session, actor, since, until, clock), *_awareness(first, last),
    ]  # fmt: skip
    found = [one for one in found if first <= one.day <= last]
    midnight = datetime.min.replace(tzinfo=clock)
    found.sort(key=lambda one: (one.day, one.at is not None, one.at or midnight, one.title))
    off = select(Holiday).where(Holiday.team_id == actor.team_id, Holiday.day >= first, Holiday.day <= last)
    return Calendar(first, days, zone, _clashing(found), today, {one.day: one.name for one in session.exec(off)})


def _events(session: Session, actor: Actor, since: datetime, until: datetime, clock: ZoneInfo) -> Iterator[Entry]:
    kinds = {
        EventKind.PRESS_CONFERENCE: What.PRESS_CONFERENCE, EventKind.EVENT: What.EVENT, EventKind.RELEASE: What.RELEASE,
        EventKind.AWARENESS_DAY: What.AWARENESS,
    }  # fmt: skip
    # A day elsewhere begins up to a day before or after ours.
    wide = (col(PressEvent.starts_at) >= since - timedelta(days=1), col(PressEvent.starts_at) < until + timedelta(days=1))
    asked = select(PressEvent).where(visible_to(actor), col(PressEvent.cancelled_at).is_(None), *wide)
    for one in session.exec(asked):
        at = None if one.all_day else one.starts_at
        yield Entry(
            kinds[one.kind], at.astimezone(clock).date() if at else day_of(one), one.title, at, one.minutes if at else 0, one.reference,
            one.venue, ("event", one.id or 0), one.confidential, uid=one.uid, sequence=one.sequence,
        )  # fmt: skip


def _embargoes(session: Session, actor: Actor, since: datetime, until: datetime, clock: ZoneInfo) -> Iterator[Entry]:
    ends = col(StatementVersion.embargo_until)
    ours = (
        select(Statement, StatementVersion, Inquiry)
        .join(StatementVersion, col(StatementVersion.statement_id) == Statement.id)
        .outerjoin(Inquiry, col(Inquiry.id) == Statement.inquiry_id)
        .where(statements_visible_to(actor), StatementVersion.number == Statement.current, ends >= since, ends < until)
        .where(Statement.status != StatementStatus.WITHDRAWN)
    )
    for one, version, inquiry in session.exec(ours):
        assert version.embargo_until is not None
        waits = one.kind == StatementKind.PRESS_RELEASE and one.status != StatementStatus.SENT
        title = one.title or (inquiry.topic if inquiry else "")
        yield Entry(
            What.RELEASE if waits else What.EMBARGO, version.embargo_until.astimezone(clock).date(),
            f"{title} ({one.status.value.replace('_', ' ')})" if waits else title, version.embargo_until, 0, one.reference,
            opens=("statement", one.id or 0), confidential=one.restricted or bool(inquiry and inquiry.restricted),
            uid=f"statement-{one.team_id}-{one.id}@pressdesk",
        )  # fmt: skip
    theirs = select(Inquiry).where(
        inquiries.visible_to(actor), col(Inquiry.embargo_until) >= since, col(Inquiry.embargo_until) < until
    )
    for inquiry in session.exec(theirs):
        assert inquiry.embargo_until is not None
        yield Entry(
            What.EMBARGO, inquiry.embargo_until.astimezone(clock).date(), inquiry.topic, inquiry.embargo_until, 0, inquiry.reference,
            opens=("inquiry", inquiry.id or 0), outside="a report they sent us", confidential=inquiry.restricted, uid=f"inquiry-{inquiry.team_id}-{inquiry.id}@pressdesk",
        )  # fmt: skip


def _interviews(session: Session, actor: Actor, since: datetime, until: datetime, clock: ZoneInfo) -> Iterator[Entry]:
    asked = (
        select(Interview, Spokesperson, Journalist, Outlet, Inquiry)  # type: ignore[call-overload]
        .join(Spokesperson, col(Spokesperson.id) == Interview.spokesperson_id)
        .outerjoin(Journalist, col(Journalist.id) == Interview.journalist_id)
        .outerjoin(Outlet, col(Outlet.id) == Interview.outlet_id)
        .outerjoin(Inquiry, col(Inquiry.id) == Interview.inquiry_id)
        .where(interviews.visible_to(actor), Interview.state != InterviewState.CANCELLED)
        .where(col(Interview.starts_at) >= since, col(Interview.starts_at) < until)
    )
    for one, speaker, journalist, outlet, inquiry in session.exec(asked):
        whom = ", ".join(each.name for each in (journalist, outlet) if each is not None)
        title = f"{speaker.name} with {whom or 'somebody'}"
        yield Entry(
            What.INTERVIEW, one.starts_at.astimezone(clock).date(), f"{title}: {one.topic}",
            one.starts_at, one.minutes, one.reference, one.place, ("interview", one.id or 0), bool(inquiry and inquiry.restricted),
            uid=one.uid, sequence=one.sequence, outside=title if inquiry and inquiry.embargo_words else "",
        )  # fmt: skip


def _awareness(first: date, last: date) -> Iterator[Entry]:
    for day, one in awareness.between(first, last):
        key = "".join(letter if letter.isalnum() else "-" for letter in one.name.casefold())
        yield Entry(What.AWARENESS, day, one.name, place=one.by, uid=f"{day.isoformat()}-{key}@pressdesk")


def _clashing(found: Sequence[Entry]) -> list[Entry]:
    """The entries, each with the names of those it overlaps with."""
    busy = [one for one in found if one.what in BUSY and one.at is not None and one.minutes]

    def overlaps(one: Entry, other: Entry) -> bool:
        assert one.at and other.at and one.ends and other.ends
        return one is not other and one.at < other.ends and other.at < one.ends

    return [
        replace(one, clashes=tuple(other.reference for other in busy if overlaps(one, other))) if one in busy else one for one in found
    ]  # fmt: skip


def _dated(one: Entry) -> Dated:
    """As an entry of a file. What an instant stands for has no length there."""
    # The topic of somebody else's report under embargo leaves the desk in no file.
    title = one.outside or one.title
    names = {What.RELEASE: "Release: ", What.EMBARGO: "Embargo ends: ", What.INTERVIEW: "Interview: "}
    text = " · ".join(part for part in (one.reference, one.what.value.replace("_", " ")) if part)
    return Dated(
        one.uid, names.get(one.what, "") + title, one.at, one.minutes, None if one.at else one.day, one.sequence, text, one.place,
        confidential=one.confidential,
    )  # fmt: skip

"""Papers: an event as a file for calendars, and every day of the forward calendar as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot import audit, files
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.events.history import FILE, subject
from bot.events.record import EventRecord, find, read
from bot.files import File
from bot.interviews.invitations import Invitation, written
from bot.models import Member
from bot.text import shortened

LONGEST = 2_000


@dataclass(frozen=True)
class Dated:
    """One entry of a calendar file: an instant with its minutes, or a `day`."""

    uid: str
    title: str
    starts_at: datetime | None = None
    minutes: int = 0
    day: date | None = None
    sequence: int = 0
    text: str = ""
    place: str = ""
    cancelled: bool = False
    confidential: bool = False


def send(desk: Desk, *, actor: Actor, event_id: int, request_id: str) -> None:
    """Sends the event's file into the actor's messages, once per `request_id`. Whoever has it gets each later one by itself."""
    authorize(actor, "look")
    with desk.database.write() as session:
        row = find(session, actor, event_id)
        files.send(
            session, at=desk.clock(), maker=FILE, conversation=actor.user_id, once=f"{FILE}:{row.id}:{row.sequence}:{request_id}",
            pressevent=row.id, member=actor.id,
        )  # fmt: skip
        audit.write(session, at=desk.clock(), actor=actor.id, action="event.exported", object=subject(row.id))


def made(desk: Desk, *, pressevent: int, member: str) -> File:
    """The event's file, as it is now, for a member who may know of it."""
    with desk.database.read() as session:
        actor = Actor.of(session.get_one(Member, member))
        authorize(actor, "look")
        record = read(session, find(session, actor, pressevent), actor)
        owner = session.get_one(Member, record.event.owner_id)
    event, now = record.event, desk.clock()
    if event.all_day:
        content = calendar([dated(record)], at=now, method="CANCEL" if event.cancelled_at else "PUBLISH")
    else:
        content = written(_invitation(record, owner), at=now)
    said = (
        "This takes it out of your calendar."
        if event.cancelled_at
        else "Open it to put it into your calendar; a newer one replaces it."
    )
    return File(f"{event.reference}.ics", content, title=event.reference, comment=f"{event.reference}: {said}")


def dated(record: EventRecord) -> Dated:
    """The event as an entry of a file."""
    event, text = record.event, _text(record)
    common = {"uid": event.uid, "title": event.title, "sequence": event.sequence, "text": text, "place": event.venue}
    flags = {"cancelled": event.cancelled_at is not None, "confidential": event.confidential}
    if event.all_day:
        return Dated(day=record.day, **common, **flags)  # type: ignore[arg-type]
    return Dated(starts_at=event.starts_at, minutes=event.minutes, **common, **flags)  # type: ignore[arg-type]


def calendar(entries: Sequence[Dated], *, at: datetime, method: str = "PUBLISH", name: str = "") -> bytes:
    """A calendar file (RFC 5545) of several entries: instants in UTC, whole days as days."""
    from icalendar import Calendar, Event  # Only when a file is made: importing it takes a moment.

    made = Calendar()
    made.add("prodid", "-//Pressdesk//EN")
    made.add("version", "2.0")
    made.add("method", method)
    if name:
        made.add("x-wr-calname", name)
    for one in entries:
        event = Event()
        event.add("uid", one.uid)
        event.add("sequence", one.sequence)
        event.add("dtstamp", at.astimezone(UTC))
        if one.day is not None:
            event.add("dtstart", one.day)
            event.add("dtend", one.day + timedelta(days=1))
            event.add("transp", "TRANSPARENT")
        elif one.starts_at is not None:
            event.add("dtstart", one.starts_at.astimezone(UTC))
            event.add("dtend", one.starts_at.astimezone(UTC) + timedelta(minutes=one.minutes))
        event.add("summary", _kept(f"Cancelled: {one.title}" if one.cancelled else one.title))
        for key, value in (("description", one.text), ("location", one.place)):
            if value:
                event.add(key, _kept(value))
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
        event.add("class", "CONFIDENTIAL" if one.confidential else "PUBLIC")
        made.add_component(event)
    return bytes(made.to_ical())


def _invitation(record: EventRecord, owner: Member) -> Invitation:
    event = record.event
    return Invitation(
        uid=event.uid, sequence=event.sequence, starts_at=event.starts_at, minutes=event.minutes,
        zones=list(dict.fromkeys((event.zone, record.team.zone))), title=event.title, text=_text(record), place=event.venue,
        organiser=(owner.email, owner.name) if owner.email else None, cancelled=event.cancelled_at is not None,
        confidential=event.confidential,
    )  # fmt: skip


def _text(record: EventRecord) -> str:
    event = record.event
    lines = [f"{record.reference} · {event.kind.value.replace('_', ' ')}"]
    if event.speakers:
        lines.append(f"Speakers: {', '.join(event.speakers)}")
    lines += [f"{one['at']} {one['what']}" + (f" ({one['who']})" if one.get("who") else "") for one in event.run]
    return "\n".join(lines)


def _kept(text: str) -> str:
    """Text as a calendar takes it: no control characters, and no longer than is read."""
    return shortened("".join(letter for letter in text if letter in "\n\t" or ord(letter) >= 32), LONGEST)

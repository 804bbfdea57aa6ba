"""Invitations: an interview or an event as a calendar's message (RFC 5545 and 5546): booked, moved, cancelled.

Times are UTC instants, so no calendar has to know our zones; the local time stands in the text. One UID for ever, and a SEQUENCE
that counts its changes, so that a later message replaces an earlier one in every calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

LONGEST_TEXT = 5_000
REMINDERS = (timedelta(hours=24), timedelta(hours=1))


@dataclass(frozen=True)
class Invitation:
    """What a calendar is told. `zones` are those that people read the time in, the first the one it was agreed in; `organiser`
    and `attendees` are e-mail addresses with names."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    zones: Sequence[str]
    title: str
    text: str = ""
    place: str = ""
    link: str = ""
    organiser: tuple[str, str] | None = None
    attendees: Sequence[tuple[str, str]] = ()
    cancelled: bool = False
    confidential: bool = False


def written(invitation: Invitation, *, at: datetime) -> bytes:
    """The `.ics` file: METHOD REQUEST, or CANCEL for one that is off; `at` is when it is written (DTSTAMP).

    Where nobody's address is known it asks nobody for an answer: METHOD PUBLISH, for a REQUEST needs an organiser and whom it asks
    (RFC 5546, 3.2.2)."""
    from icalendar import Alarm, Calendar, Event, vCalAddress, vText  # Only when a file is made: importing it takes a moment.

    calendar = Calendar()
    calendar.add("prodid", "-//Pressdesk//EN")
    calendar.add("version", "2.0")
    asks = "REQUEST" if invitation.organiser and invitation.attendees else "PUBLISH"
    calendar.add("method", "CANCEL" if invitation.cancelled else asks)
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", at.astimezone(UTC))
    starts = invitation.starts_at.astimezone(UTC)
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=invitation.minutes))
    event.add("summary", _kept(f"Cancelled: {invitation.title}" if invitation.cancelled else invitation.title))
    event.add("description", _kept("\n".join([f"When: {when(invitation)}", invitation.text]).strip()))
    if where := invitation.place or invitation.link:
        event.add("location", _kept(where))
    if invitation.link:
        event.add("url", invitation.link)
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    event.add("class", "CONFIDENTIAL" if invitation.confidential else "PUBLIC")
    event.add("transp", "TRANSPARENT" if invitation.cancelled else "OPAQUE")
    if invitation.organiser:
        event["organizer"] = _address(vCalAddress, vText, *invitation.organiser)
    for mail, name in invitation.attendees:
        one = _address(vCalAddress, vText, mail, name)
        one.params["rsvp"] = vText("FALSE" if invitation.cancelled else "TRUE")
        event.add("attendee", one, encode=False)
    if not invitation.cancelled:
        for before in REMINDERS:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", _kept(invitation.title))
            alarm.add("trigger", -before)
            event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def when(invitation: Invitation) -> str:
    """The time in words in each zone: "Thu 26 November 2026, 10:30–11:00 (Europe/London) · 05:30–06:00 (America/New_York)"."""
    said = []
    first = None
    for zone in dict.fromkeys(invitation.zones or ("UTC",)):
        # By way of UTC: a wall time that the clocks skip stays as it is in its own zone, and no clock ever shows it.
        starts = invitation.starts_at.astimezone(UTC).astimezone(ZoneInfo(zone))
        ends = (invitation.starts_at.astimezone(UTC) + timedelta(minutes=invitation.minutes)).astimezone(ZoneInfo(zone))
        day = f"{starts:%a} {starts.day} {starts:%B %Y}"
        until = f"{ends:%H:%M}" if ends.date() == starts.date() else f"{ends:%a} {ends:%H:%M}"
        # In the night the clocks change, 01:30 to 01:30 is an hour: the zones' own names tell them apart.
        names = (f" {starts.tzname()}", f" {ends.tzname()}") if starts.tzname() != ends.tzname() else ("", "")
        said.append(("" if day == first else f"{day}, ") + f"{starts:%H:%M}{names[0]}–{until}{names[1]} ({zone})")
        first = first or day
    return " · ".join(said)


def _address(calendar_address: Any, text: Any, mail: str, name: str) -> Any:
    address = calendar_address(f"mailto:{mail}")
    address.params["cn"] = text(_kept(name))
    return address


def _kept(text: str) -> str:
    """Text as a calendar takes it: no control characters, and no longer than is read."""
    return "".join(letter for letter in text if letter in "\n\t" or ord(letter) >= 32)[:LONGEST_TEXT]

"""Invitations: what calendars are told, parsed again as a calendar does, in four zones and over both changes of their clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.errors import Invalid
from bot.interviews import times
from bot.interviews.invitations import Invitation, when, written

NOW = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
# The Sundays on which the clocks of each zone change. India's never do: it is told those of London, whose callers' do.
WEEKENDS = {
    "Europe/London": ("25 October 2026", "28 March 2027"),
    "America/New_York": ("1 November 2026", "14 March 2027"),
    "Australia/Sydney": ("4 October 2026", "4 April 2027"),
    "Asia/Kolkata": ("25 October 2026", "28 March 2027"),
}
WALLS = ((-1, "10:00"), (0, "00:30"), (0, "01:30"), (0, "02:30"), (1, "08:40"))
CASES = [(zone, sunday, days, wall) for zone, both in WEEKENDS.items() for sunday in both for days, wall in WALLS]
ORGANISER = ("mara@harbourlight.example", "Mara Quill")
ATTENDEES = (("dinah@harbourlight.example", "Dinah Osei"),)


def read(invitation: Invitation, at: datetime = NOW) -> tuple[str, Any]:
    """The message as another program reads it: its method and its one event."""
    calendar: Any = Calendar.from_ical(written(invitation, at=at))
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def invitation(at: datetime, *zones: str, **given: Any) -> Invitation:
    return Invitation("7f1c@pressdesk", 0, at, 50, zones, "Live interview", organiser=ORGANISER, attendees=ATTENDEES, **given)


def test_there_are_forty_cases() -> None:
    assert len(CASES) == 40 == len(set(CASES))


@pytest.mark.parametrize("zone, sunday, days, wall", CASES)
def test_a_time_in_words_is_the_same_instant_in_every_calendar_booked_moved_and_cancelled(
    zone: str, sunday: str, days: int, wall: str
) -> None:
    day = datetime.strptime(sunday, "%d %B %Y") + timedelta(days=days)
    at = times.begins(f"{day:%-d %B %Y} {wall}", None, now=NOW, zone=zone)
    meant = datetime.combine(day, datetime.strptime(wall, "%H:%M").time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert at.astimezone(UTC) == meant
    booked = invitation(at, zone, "Asia/Kolkata")
    method, event = read(booked)
    assert method == "REQUEST" and event["DTSTART"].to_ical() == f"{meant:%Y%m%dT%H%M%SZ}".encode()
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=50)
    assert event["DTSTART"].dt == meant and event["DTSTART"].dt.utcoffset() == timedelta(0)
    # What stands in the text is what clocks on the wall show then; a time that is skipped stands nowhere.
    local = meant.astimezone(ZoneInfo(zone))
    assert f"{local:%a} {local.day} {local:%B %Y}, {local:%H:%M}" in str(event["DESCRIPTION"])
    assert f"({zone})" in str(event["DESCRIPTION"]) and "(Asia/Kolkata)" in str(event["DESCRIPTION"])
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [timedelta(hours=-24), timedelta(hours=-1)]

    later = meant + timedelta(days=1, minutes=75)
    moved_method, moved = read(replace(booked, starts_at=later.astimezone(ZoneInfo(zone)), sequence=1), NOW + timedelta(days=2))
    off_method, off = read(replace(booked, starts_at=later, sequence=2, cancelled=True), NOW + timedelta(days=3))
    assert (moved_method, off_method) == ("REQUEST", "CANCEL")
    assert {str(one["UID"]) for one in (event, moved, off)} == {"7f1c@pressdesk"}
    assert [int(one["SEQUENCE"]) for one in (event, moved, off)] == [0, 1, 2]
    assert moved["DTSTART"].dt == off["DTSTART"].dt == later
    assert event["DTSTAMP"].dt < moved["DTSTAMP"].dt < off["DTSTAMP"].dt
    assert (str(event["STATUS"]), str(off["STATUS"])) == ("CONFIRMED", "CANCELLED") and not off.walk("VALARM")


def test_in_the_hour_that_comes_twice_the_text_tells_the_two_apart() -> None:
    at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert when(invitation(at, "Europe/London")) == "Sun 25 October 2026, 01:30 BST–01:20 GMT (Europe/London)"
    assert when(replace(invitation(at, "Europe/London", "UTC"), minutes=20)) == (
        "Sun 25 October 2026, 01:30–01:50 (Europe/London) · 00:30–00:50 (UTC)"
    )


@pytest.mark.parametrize(
    "words, wrong", [("tomorrow", "At what time"), ("in 3 years at 3pm", ""), ("yesterday 3pm", ""), ("", "In words")]
)
def test_what_names_no_minute_to_come_is_refused(words: str, wrong: str) -> None:
    with pytest.raises(Invalid) as refused:
        times.begins(words, None, now=NOW, zone="Europe/London")
    assert wrong in refused.value.fields["when"]


def test_foreign_text_stays_in_its_property_and_lines_are_as_long_as_calendars_take() -> None:
    nasty = "Interview; a, b\r\nATTENDEE:mailto:eve@example.org\r\nBEGIN:VEVENT \\n \x00\x07" + "ü🎙" * 60
    made = invitation(NOW, "Europe/London", text=nasty, place=nasty)
    raw = written(replace(made, title=nasty), at=NOW)
    assert all(len(one) <= 75 for one in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
    method, event = read(replace(made, title=nasty))
    assert method == "REQUEST" and len(Calendar.from_ical(raw).walk("VEVENT")) == 1
    kept = "".join(one for one in nasty if one not in "\r\x00\x07")
    assert str(event["SUMMARY"]) == kept and str(event["LOCATION"]) == kept
    assert str(event["ATTENDEE"]) == "mailto:dinah@harbourlight.example"


def test_without_addresses_nobody_is_asked_for_an_answer() -> None:
    method, event = read(replace(invitation(NOW, "Europe/London"), organiser=None, attendees=()))
    assert method == "PUBLISH" and "ATTENDEE" not in event and "ORGANIZER" not in event
    method, event = read(invitation(NOW, "Europe/London"))
    assert (method, str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == (
        "REQUEST",
        f"mailto:{ORGANISER[0]}",
        ORGANISER[1],
    )


def test_a_confidential_one_says_so() -> None:
    assert str(read(invitation(NOW, "UTC", confidential=True))[1]["CLASS"]) == "CONFIDENTIAL"
    assert str(read(invitation(NOW, "UTC"))[1]["CLASS"]) == "PUBLIC"

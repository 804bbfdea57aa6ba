"""Advisories: what an event already says of the media advisory that invites to it."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.events.record import EventRecord
from bot.models import EventKind


def parts(record: EventRecord) -> dict[str, str]:
    """The parts of a media advisory (of a release date, of the release) by name, as far as the event knows them; the rest is for a
    person to write."""
    event = record.event
    if event.kind == EventKind.RELEASE:
        return {"headline": event.title}
    run = "\n".join(f"{one['at']} {one['what']}" + (f" ({one['who']})" if one.get("who") else "") for one in event.run)
    found = {
        "headline": event.title, "what": "\n\n".join(part for part in (f"{event.title}.", run) if part),
        "who": "\n".join(event.speakers), "when": when(record), "where": event.venue,
    }  # fmt: skip
    return {name: text[:3_000] for name, text in found.items() if text}


def when(record: EventRecord) -> str:
    """Day, date, from when to when, and the zone, as an advisory says it."""
    event = record.event
    zone = ZoneInfo(event.zone)
    begins = event.starts_at.astimezone(zone)
    if event.all_day:
        return f"{begins:%A %-d %B %Y}"
    ends = (event.starts_at + timedelta(minutes=event.minutes)).astimezone(zone)
    until = f"{ends:%H:%M}" if ends.date() == begins.date() else f"{ends:%A %H:%M}"
    return f"{begins:%A %-d %B %Y}, {begins:%H:%M} to {until} ({event.zone.replace('_', ' ')})"

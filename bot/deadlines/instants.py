"""A mention placed in time: its zone, its day and its clock, and what to ask where the words are ambiguous."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.deadlines import zones
from bot.deadlines.atoms import Mention, Span
from bot.deadlines.calendars import Placed, Setting, business_days_on, shift
from bot.deadlines.placements import anchored, place_day
from bot.deadlines.wallclocks import CLOSE, Instant, join_whys, on_clock


def place(mention: Mention, setting: Setting) -> Instant | None:
    """The instant a mention means, or None where the calendar has no such day."""
    zone_name, zone_question, zone_options = _zone(mention, setting)
    zone = zones.clock_of(zone_name)
    base = setting.reference.astimezone(zone)
    try:
        if mention.span and not anchored(mention):
            return _from_span(mention, mention.span, setting, base)
        found = _placed(mention, setting, base, zone)
        here = setting.reference.astimezone(zones.clock_of(setting.zone))
        if found and here.date() < base.date() and mention.day and mention.day.kind == "rel" and not setting.past:
            # It is already tomorrow there: the reader's "tomorrow" is the earlier one.
            earlier = _placed(mention, setting, here.replace(tzinfo=zone), zone)
            found = earlier if earlier and earlier.at >= setting.reference else found
    except (OverflowError, ValueError):
        return None
    if found and mention.clock and mention.letters:
        found = replace(found, at=zones.in_the_night_of_the_change(found.at, mention.letters))
    if found and zone_question:
        others = tuple((label, found.at.replace(tzinfo=zones.clock_of(name))) for label, name in zone_options)
        return _ask_zone(found, others, zone_question, setting)
    return found


def _placed(mention: Mention, setting: Setting, base: datetime, zone: ZoneInfo) -> Instant | None:
    placed = place_day(mention, setting, base.date())
    return on_clock(mention, placed, setting, base, zone) if placed else None


def _ask_zone(found: Instant, others: tuple[tuple[str, datetime], ...], question: str, setting: Setting) -> Instant:
    if not others:
        return replace(found, confidence="low", why=join_whys(found.why, "read on the desk's clock"), question=question)
    if setting.zone in ("Europe/Dublin", "Asia/Kolkata", "Asia/Jerusalem"):
        first, rest = others[0], others[1:]
    else:
        ordered = sorted(others, key=lambda pair: pair[1])
        live = [pair for pair in ordered if pair[1] >= setting.reference] or ordered
        first = live[0]
        rest = tuple(pair for pair in ordered if pair is not first)
    return replace(
        found,
        at=first[1],
        confidence="low",
        why=join_whys(found.why, f"IST read as {first[0]} time"),
        question=question,
        alternatives=tuple((f"{label} time", at) for label, at in rest),
    )


def _zone(mention: Mention, setting: Setting) -> tuple[str, str | None, tuple[tuple[str, str], ...]]:
    if not mention.zone:
        return setting.zone, None, ()
    if mention.zone == zones.AMBIGUOUS_IST:
        options = zones.ist_candidates(setting.zone)
        return options[0][1], "IST: Irish, Indian or Israel time?", options
    if mention.zone == zones.SENDER:
        return setting.zone, "Whose time: where does the sender sit?", ()
    return zones.place_clock(mention.zone, desk=setting.zone), None, ()


def _from_span(mention: Mention, span: Span, setting: Setting, base: datetime) -> Instant:
    if span.business:
        day = business_days_on(base.date(), int(span.days))
        moment = min(base.time().replace(tzinfo=None), CLOSE)
        return Instant(datetime.combine(day, moment, base.tzinfo), "day", why=f"{int(span.days)} working days on")
    if span.days or span.months:
        moved = shift(base.date(), span)
        part_of_day = span.days - int(span.days)
        at = datetime.combine(moved, base.time(), base.tzinfo) + timedelta(days=part_of_day)
        at = _elapsed(at, span.seconds)
        if mention.clock or mention.part:
            found = on_clock(mention, Placed(moved), setting, base, base.tzinfo)
            if found:
                return found
        return Instant(
            at, "minute" if span.seconds else "day", "low" if span.vague else "high", "counted from when it was sent"
        )
    return Instant(_elapsed(base, span.seconds), "minute", "low" if span.vague else "high", "counted from when it was sent")


def _elapsed(at: datetime, seconds: float) -> datetime:
    if not seconds:
        return at
    utc = at.astimezone(zones.clock_of("UTC")) + timedelta(seconds=seconds)
    return utc.astimezone(at.tzinfo)

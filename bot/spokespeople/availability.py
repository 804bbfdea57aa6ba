"""Availability: days away and hours in people's own words, and what they say of an instant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot import deadlines
from bot.errors import Invalid
from bot.models import Spokesperson

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS = {"morning": ("06:00", "12:00"), "afternoon": ("12:00", "18:00"), "evening": ("18:00", "22:00")}
LONGEST_AWAY = timedelta(days=400)
MOST_AWAY = 30  # Stretches.
_UNTIL = re.compile(r"\s+(?:-|to|until|till|through)\s+|\s*[–—]\s*|(?<=\d)-(?=\d{1,2}\s+[^\W\d])")
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:[a-z]*)"
_RANGE = re.compile(rf"\b{_DAY}\s*(?:-|–|—|to|until|through)\s*{_DAY}\b")
_ONE = re.compile(rf"\b{_DAY}\b")
_NOT = re.compile(r"\b(?:not|except|never|no|without)\b(.*)")
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?"
_HOURS = re.compile(rf"\b{_CLOCK}\s*(?:-|–|—|to|until|till)\s*{_CLOCK}\b")


def days_away(text: str, *, now: datetime, zone: str) -> list[list[str]]:
    """Stretches of days away out of lines like "24 December – 2 January" or "Friday", as `[first, last]` in ISO, sorted.
    Invalid (field `away`) where a line names no day, or ends before it begins."""
    found = []
    lines = [one.strip() for one in re.split(r"[\n;]", text) if one.strip()]
    if len(lines) > MOST_AWAY:
        raise Invalid("Too many.", away=f"At most {MOST_AWAY} stretches of days.")
    for line in lines:
        parts = [part.strip() for part in _UNTIL.split(line, maxsplit=1)]
        if len(parts) == 2 and re.fullmatch(r"\d{1,2}\.?", parts[0]):  # "24–31 December": the month stands behind the last.
            parts[0] = f"{parts[0]} {re.sub(r'^[0-9]{1,2}[a-z.]*', '', parts[1]).strip()}"
        first = _day(parts[0], now, zone)
        noon = datetime.combine(first, time(12), tzinfo=ZoneInfo(zone)) if first else now
        last = _day(parts[-1], noon, zone) if len(parts) == 2 else first
        if first is None or last is None:
            wrong = f"“{line[:60]}” names no days I can read. One stretch a line: “24 December – 2 January”."
            raise Invalid(wrong, away=wrong)
        if not first <= last <= first + LONGEST_AWAY:
            wrong = f"“{line[:60]}” reads as {_said(first)} to {_said(last)}, which can't be. Write the years too."
            raise Invalid(wrong, away=wrong)
        found.append([first.isoformat(), last.isoformat()])
    return sorted(found)


def _day(words: str, reference: datetime, zone: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        at = deadlines.resolve(words, reference=reference, zone=zone)
    return at.astimezone(ZoneInfo(zone)).date() if at else None


def away_words(away: Sequence[Sequence[str]]) -> list[str]:
    """Each stretch as people read it, which `days_away` reads back: "24 Dec 2026 – 2 Jan 2027"."""
    days = [[date.fromisoformat(one) for one in each] for each in away]
    return [_said(first) if first == last else f"{_said(first)} – {_said(last)}" for first, last in days]


def is_away(one: Spokesperson, starts_at: datetime, ends_at: datetime) -> str:
    """The stretch of days away that an appointment falls into, on their own calendar; empty where there is none."""
    zone = ZoneInfo(one.zone)
    # What ends at midnight ends on the day before.
    from_day, to_day = starts_at.astimezone(zone).date(), (ends_at - timedelta(microseconds=1)).astimezone(zone).date()
    for first, last in one.away:
        if date.fromisoformat(first) <= max(from_day, to_day) and date.fromisoformat(last) >= from_day:
            return away_words([[first, last]])[0]
    return ""


def off_hours(one: Spokesperson, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether an appointment is outside the hours that they gave. False where they gave none, or none that can be read."""
    zone = ZoneInfo(one.zone)
    begins, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
    days, hours = _week(one.available.casefold())
    if days and DAYS[begins.weekday()] not in days:
        return True
    if hours is None:
        return False
    opens, shuts = (time.fromisoformat(wall) for wall in hours)
    return begins.time() < opens or ends.time() > shuts or begins.date() != ends.date()


def _week(text: str) -> tuple[set[str], tuple[str, str] | None]:
    """The days that a text names (none: any), and the hours (None: any)."""
    taken = _NOT.search(text)
    never = _named(taken[1]) if taken else set()
    rest = text[: taken.start()] if taken else text
    days = _named(rest) or (set(DAYS) if never else set())
    return days - never, _hours(rest)


def _named(text: str) -> set[str]:
    days: set[str] = set()
    if "weekday" in text or "working day" in text:
        days |= set(DAYS[:5])
    if "weekend" in text:
        days |= set(DAYS[5:])
    for found in _RANGE.finditer(text):
        first, last = DAYS.index(found[1]), DAYS.index(found[2])
        days |= {DAYS[at % 7] for at in range(first, last + 1 if last >= first else last + 8)}
    return days | {found[1] for found in _ONE.finditer(text)}


def _hours(text: str) -> tuple[str, str] | None:
    found = _HOURS.search(text)
    if not found:
        return next((hours for part, hours in PARTS.items() if part in text), None)
    from_hour, to_hour = _hour(found[1], found[3]), _hour(found[4], found[6])
    if found[6] is None and to_hour <= from_hour and to_hour <= 12:  # "9–5" is until the afternoon.
        to_hour += 12
    if found[3] is None and found[6] == "pm" and from_hour < 12 and from_hour + 12 < to_hour:  # "1–5pm"
        from_hour += 12
    if not (0 <= from_hour < to_hour <= 24):
        return None
    last = f"{to_hour:02d}:{found[5] or '00'}" if to_hour < 24 else "23:59"
    return f"{from_hour:02d}:{found[2] or '00'}", last


def _hour(digits: str, half: str | None) -> int:
    hour = int(digits)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return hour


def _said(day: date) -> str:
    return f"{day:%-d %b %Y}"

"""When something was published, out of the dates that feeds carry: RFC 822, 850 and 3339, and what people type instead."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from html import unescape
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.coverage.calendars import PLACES, ZONES, folded, month, weekday

LONGEST = 120
EARLIEST, LATEST = 1900, 2200  # A year outside is a machine's empty value, such as 0001-01-01.

_EPOCH = re.compile(r"(\d{9,10})(?:\.\d+)?$|(\d{12,13})$")
_CLOCK = r"(\d{1,2})(?:[:h](\d{2}))(?::(\d{2})(?:[.,]\d+)?)?"
_TIME = re.compile(
    rf"(?<![\d+:-]){_CLOCK}(?!\d)\s*([ap]\.?\s?m\b\.?)?|(?<!\d)(\d{{1,2}})\s*([ap]\.?m\b\.?)(?!\w)", re.IGNORECASE
)
_OFFSET = re.compile(r"(?:(?:GMT|UTC|UT|Z)\s*)?([+−-])\s?(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?(?!\d)", re.IGNORECASE)
_PLACE = re.compile(r"\b[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?")
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?=[T\s]|$|[^\d/.-])")
_PACKED = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(?!\d)")
_WEEK = re.compile(r"^(\d{4})-?W(\d{2})(?:-?([1-7]))?(?!\d)")
_ORDINAL = re.compile(r"^(\d{4})-(\d{3})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([/. -])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+\.?")
_NUMBER = re.compile(r"(?<![\d:])(\d{1,4})(?:st|nd|rd|th|er|º|ª|\.)?(?![\d:])", re.IGNORECASE)
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_AFTERNOON = re.compile(r"오후|下午|午後|μμ")
_MORNING = re.compile(r"오전|上午|午前|πμ")


def published(text: str | None) -> datetime | None:
    """The instant a date in a feed means, in UTC; None where it names no day.

    What is missing is taken as the beginning (of the day, of the month); a time without a zone as UTC. Never raises.
    """
    if not text or not (words := _cleaned(text)):
        return None
    try:
        if epoch := _EPOCH.match(words):
            return datetime.fromtimestamp(int(epoch[1] or epoch[2]) / (1 if epoch[1] else 1000), UTC)
        found = _read(words)
        return found.astimezone(UTC) if found and EARLIEST <= found.year <= LATEST else None
    except (ValueError, OverflowError):
        return None


def _cleaned(text: str) -> str:
    words = unescape(text[:LONGEST]).replace("\\n", " ").replace("\\t", " ")
    return " ".join(re.sub(r"\((?:[^)]{5,}\)?|\))|[()]", " ", words).split())


def _read(words: str) -> datetime | None:
    """The moment that is written; the clock first, for the rest is then only a day."""
    if packed := _PACKED.match(words):
        day = datetime(int(packed[1]), int(packed[2]), int(packed[3]))
        clock = timedelta(hours=int(packed[4] or 0), minutes=int(packed[5] or 0), seconds=int(packed[6] or 0))
        return (day + clock).replace(tzinfo=_zone(words[packed.end() :], day))
    time = _time(words)
    before, after = (words, words) if time is None else (words[: time.start()], words[time.end() :])
    found = _day(before.rstrip("Tt \t-,") if time else before) or (_day(after) if time else None)
    if found is None and time is not None:  # The day is on both sides: Thu Nov 12 17:00:00 EST 2020.
        found = _day(f"{before} {_OFFSET.sub(' ', after, count=1)}")
    if found is None:
        return None
    moment = found + (_clock(time, words) if time else timedelta())
    return moment.replace(tzinfo=_zone(after if time else _after_day(words), moment))


def _time(words: str) -> re.Match[str] | None:
    return next((found for found in _TIME.finditer(words)), None)


def _clock(time: re.Match[str], words: str) -> timedelta:
    """How far into the day; 24:00 is the next one's beginning, and a second 60 the next minute's."""
    hours, half = int(time[1] or time[5]), (time[4] or time[6] or "").lower()
    afternoon, morning = half.startswith("p") or _AFTERNOON.search(words), half.startswith("a") or _MORNING.search(words)
    if afternoon and hours < 12:
        hours += 12
    elif morning and hours == 12:
        hours = 0
    minutes, seconds = int(time[2] or 0), int(time[3] or 0)
    if hours > 24 or minutes > 59 or seconds > 60:
        raise ValueError("no time of day")
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _day(words: str) -> datetime | None:
    """The day that is written, at midnight; None where none is."""
    if cjk := _CJK.search(words):
        return datetime(int(cjk[1]), int(cjk[2]), int(cjk[3]))
    if week := _WEEK.match(words):
        return datetime.fromisocalendar(int(week[1]), int(week[2]), int(week[3] or 1))
    if ordinal := _ORDINAL.match(words):
        return datetime(int(ordinal[1]), 1, 1) + timedelta(days=int(ordinal[2]) - 1)
    if packed := _PACKED.match(words):
        return datetime(int(packed[1]), int(packed[2]), int(packed[3]))
    if iso := _ISO.search(words):
        year, first, second = int(iso[1]), int(iso[3]), int(iso[4] or 1)
        return datetime(year, second, first) if first > 12 else datetime(year, first, second)
    return _named(words) or _numeric(words)


def _named(words: str) -> datetime | None:
    """A day whose month is a word; of two such words the last (mar., 01 déc. 2020: a Tuesday in December)."""
    months = [number for word in _WORD.findall(words) if (number := month(word)) is not None]
    numbers = [int(found) for found in _NUMBER.findall(words)]
    if not months or not numbers:
        return None
    years = [number for number in numbers if number > 31]
    days = [number for number in numbers if 1 <= number <= 31]
    if not years:
        if len(numbers) < 2:
            return None
        days, years = numbers[:1], numbers[1:2]
    # The number after a year is the zone's or nothing of ours; before it or after it, the first is the day.
    return datetime(_year(years[0]), months[-1], days[0] if days else 1)


def _numeric(words: str) -> datetime | None:
    """A day in numbers. Where both orders are possible the weekday decides, then the mark: 30.10.23 is Europe's."""
    found = _NUMBERS.search(words)
    if found is None:
        lone = re.fullmatch(r"\D*(\d{4})\D*", words)
        return datetime(int(lone[1]), 1, 1) if lone and EARLIEST <= int(lone[1]) <= LATEST else None
    first, mark, second, year = int(found[1]), found[2], int(found[3]), _year(int(found[4]))
    if first > 31 or (first > 12 and second > 12):
        return datetime(_year(first), second, int(found[4]))
    if first > 12 or second > 12:
        return datetime(year, second, first) if first > 12 else datetime(year, first, second)
    days, months = datetime(year, second, first), datetime(year, first, second)
    name = next((number for word in _WORD.findall(words[: found.start()]) if (number := weekday(word)) is not None), None)
    if name is not None and (days.weekday() == name) != (months.weekday() == name):
        return days if days.weekday() == name else months
    return months if mark == "/" else days


def _year(number: int) -> int:
    """RFC 2822: two digits below 50 are of this century, the others of the last; three count from 1900."""
    if number < 50:
        return 2000 + number
    return number + 1900 if number < 1000 else number


def _after_day(words: str) -> str:
    """The words after a day without a time: of those only a zone's name counts, for -12 may be a part of the day."""
    return " ".join(word for word in _WORD.findall(words) if folded(word) in ZONES)


def _zone(words: str, moment: datetime) -> tzinfo:
    """The zone that the words after the time name; UTC where none is."""
    if place := _PLACE.search(words):
        return _named_zone(place[0])
    if offset := _OFFSET.search(words):
        away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(away if offset[1] == "+" else -away) if away < timedelta(hours=24) else UTC
    for word in re.findall(r"[A-Za-z]+", words):
        name = word.lower()
        if name in ZONES:
            return timezone(timedelta(hours=ZONES[name]))
        if name in PLACES and word.isupper():
            return _named_zone(PLACES[name])
    return UTC


def _named_zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC

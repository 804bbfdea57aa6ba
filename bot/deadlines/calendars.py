"""Dates in the calendar: the year that was left out, day-month order by where the desk is, ends of weeks and months."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.deadlines.atoms import Day, Span

_RECENT = 60  # A date without a year that lay this many days back is meant as past, not as next year's.


@dataclass(frozen=True)
class Setting:
    """What an expression is read against."""

    reference: datetime  # aware
    zone: str  # the desk's
    day_first: bool | None = None
    forward: bool = False  # one expression typed by a person: never a past date
    past: bool = False  # the sentence speaks of what has been
    embargo: bool = False  # embargoes end early in the day: "6:00" is the morning


@dataclass(frozen=True)
class Placed:
    """A calendar day and what is uncertain about it."""

    day: date
    grain: str = "day"
    why: str = ""
    question: str | None = None
    others: tuple[date, ...] = ()
    fixed: bool = True  # False: no day was said, the clock may roll over to the next one
    closing: bool = False  # an end ("end of March"): due at close of business


_MONTH_FIRST = (
    "US/",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Anchorage",
    "America/Detroit",
    "America/Boise",
    "America/Indiana",
    "America/Kentucky",
    "America/North_Dakota",
    "America/Adak",
    "America/Juneau",
    "America/Sitka",
    "America/Nome",
    "America/Menominee",
    "America/Yakutat",
    "America/Metlakatla",
    "America/Puerto_Rico",
    "Pacific/Honolulu",
    "Pacific/Guam",
    "Asia/Manila",
    "EST5EDT",
    "CST6CDT",
    "MST7MDT",
    "PST8PDT",
    "UTC/none",
)
_CANADA = (
    "America/Toronto",
    "America/Vancouver",
    "America/Edmonton",
    "America/Winnipeg",
    "America/Halifax",
    "America/St_Johns",
    "America/Regina",
    "America/Moncton",
    "America/Montreal",
    "Canada/",
    "America/Whitehorse",
    "America/Yellowknife",
)


def day_first_in(zone: str) -> bool:
    """Whether 5/6 means 5 June where the desk is; the United States and the Philippines write the month first."""
    return not zone.startswith(_MONTH_FIRST)


def dated(day: Day, setting: Setting, today: date) -> Placed | None:
    if day.kind == "date":
        found = _year_for(day.month, day.day, day.year, setting, today)
        return Placed(found) if found else None
    if day.kind == "numeric":
        return _numeric(day, setting, today)
    if day.kind == "named":
        return _named_month(day, setting, today)
    return _stretch(day, today)


def _year_for(month: int, number: int, year: int, setting: Setting, today: date) -> date | None:
    if year:
        return _date(year, month, number)
    options = [d for y in range(today.year - 8 * setting.past - 1, today.year + 9) if (d := _date(y, month, number))]
    before = [d for d in options if d < today]
    ahead = [d for d in options if d >= today]
    if setting.past and before:
        return before[-1] if not (ahead and ahead[0] == today) else today
    if not setting.forward and before and (today - before[-1]).days <= _RECENT:
        return before[-1]
    return ahead[0] if ahead else None


def _date(year: int, month: int, number: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= number <= monthrange(year, month)[1]:
        return None
    return date(year, month, number)


def _numeric(day: Day, setting: Setting, today: date) -> Placed | None:
    day_first = setting.day_first if setting.day_first is not None else day_first_in(setting.zone)
    either = setting.day_first is None and setting.zone.startswith(_CANADA)
    if day.edge == "dmy" and (day.year or setting.day_first is not False):
        day_first, either = True, False
    first = _year_for(day.day, day.n, day.year, setting, today) if day.day <= 12 else None
    second = _year_for(day.n, day.day, day.year, setting, today) if day.n <= 12 else None
    usual, other = (first, second) if day_first else (second, first)
    if usual is None or other is None or usual == other:
        found = usual or other
        return Placed(found) if found else None
    if setting.past:
        return Placed(usual)
    if either and usual >= today and other >= today:
        early, late = sorted((usual, other))
        return Placed(
            early,
            why="day and month could be either way round, the earlier taken",
            others=(late,),
            question=f"{early.day} {early:%B} or {late.day} {late:%B}?",
        )
    if usual < today <= other and not setting.forward and (other - today).days <= 300:
        return Placed(
            other,
            why="read the other way round, because the usual way it is past",
            others=(),
            question=f"{other.day} {other:%B}?" if not either else None,
        )
    return Placed(usual)


def _named_month(day: Day, setting: Setting, today: date) -> Placed | None:
    year = day.year
    if not year:
        passed = day.month < today.month or (day.month == today.month and day.edge == "start" and today.day > 10)
        year = today.year + (1 if passed else 0)
        if setting.past and day.month > today.month:
            year = today.year - 1
    last = monthrange(year, day.month)[1]
    if day.edge == "end":
        return Placed(date(year, day.month, last), why="the last day of the month", closing=True)
    if day.edge == "mid":
        return Placed(date(year, day.month, 15), "month", why="the middle of the month read as the 15th")
    first = date(year, day.month, 1)
    if first < today and not day.year:
        first = today
    return Placed(first, "month", why="the first day of the month")


def _stretch(day: Day, today: date) -> Placed | None:
    if day.kind == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * day.n)
        if day.n == 0 and today.weekday() > 4:
            monday += timedelta(days=7)
        offset = {"start": 0, "mid": 2}.get(day.edge, 4)
        found = max(monday + timedelta(days=offset), today)
        why = {"start": "the start of that week", "mid": "the middle of the week read as Wednesday"}.get(
            day.edge, "end of the week read as Friday"
        )
        return Placed(found, "week", why=why, closing=True)
    if day.kind == "weekend":
        saturday = today + timedelta(days=(5 - today.weekday()) % 7 if today.weekday() != 6 else -1) + timedelta(days=7 * day.n)
        return Placed(saturday + timedelta(days=1), "week", why="the weekend read as up to Sunday")
    if day.kind == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + day.n, 12)
        if day.edge == "start":
            return Placed(date(year, month + 1, 1), "month", why="the first day of the month")
        if day.edge == "mid":
            return Placed(date(year, month + 1, 15), "month", why="the middle of the month read as the 15th")
        return Placed(
            date(year, month + 1, monthrange(year, month + 1)[1]), "month", why="the last day of the month", closing=True
        )
    if day.kind == "quarter" and day.edge == "end":
        month = (today.month - 1) // 3 * 3 + 3
        return Placed(
            date(today.year, month, monthrange(today.year, month)[1]), "month", why="the last day of the quarter", closing=True
        )
    if day.kind == "quarter":
        return Placed(shift(today, Span(months=3)), "month")
    if day.kind == "year":
        found = date(today.year, 12, 31) if day.edge == "end" else date(today.year + day.n, 1, 1)
        return Placed(
            found, "month", why="the last day of the year" if day.edge == "end" else "the first day of the year", closing=True
        )
    return None


def nth_day(day: Day, today: date) -> Placed | None:
    """The n-th (or last, -1) weekday (or day, 7) of a month."""
    year, month = divmod(today.year * 12 + today.month - 1 + int(day.edge), 12)
    month += 1
    if day.month:
        year, month = day.year or today.year + (day.month < today.month), day.month
    last = monthrange(year, month)[1]
    days = [d for n in range(1, last + 1) if (d := date(year, month, n)).weekday() == day.day or day.day == 7]
    index = day.n - 1 if day.n > 0 else -1
    return Placed(days[index]) if index < len(days) else None


def shift(day: date, span: Span) -> date:
    if span.months:
        index = day.year * 12 + day.month - 1 + span.months
        year, month = divmod(index, 12)
        day = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return day + timedelta(days=int(span.days))


def business_days_on(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day

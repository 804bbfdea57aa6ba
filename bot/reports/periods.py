"""Periods: the week or the month that a report is of, on the wall clock of one zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from bot.errors import Invalid
from bot.text import one_line

Length = Literal["week", "month"]
_WEEK = re.compile(r"(\d{4})-?w(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_KEY = re.compile(r"(week|month):(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Period:
    """A week from Monday on, or a calendar month. `first` is its first day in `zone`."""

    length: Length
    first: date
    zone: str

    @property
    def last(self) -> date:
        return self._next - timedelta(days=1)

    @property
    def _next(self) -> date:
        if self.length == "week":
            return self.first + timedelta(days=7)
        return (self.first + timedelta(days=32)).replace(day=1)

    @cached_property
    def since(self) -> datetime:
        """The instant it begins, in UTC."""
        return _midnight(self.first, self.zone)

    @cached_property
    def until(self) -> datetime:
        """The instant it is over, in UTC."""
        return _midnight(self._next, self.zone)

    @property
    def before(self) -> Period:
        """The one before it."""
        day = self.first - timedelta(days=1)
        return containing(day, length=self.length, zone=self.zone)

    @property
    def key(self) -> str:
        """What a button carries: week:2026-11-16."""
        return f"{self.length}:{self.first.isoformat()}"

    @property
    def name(self) -> str:
        """As it is said: "16–22 November 2026", "November 2026"."""
        if self.length == "month":
            return f"{self.first:%B %Y}"
        begins = f"{self.first.day}" if self.first.month == self.last.month else f"{self.first.day} {self.first:%B}"
        year = "" if self.first.year == self.last.year else f" {self.first.year}"
        return f"{begins}{year}–{self.last.day} {self.last:%B %Y}"

    @property
    def code(self) -> str:
        """As it is typed and files are named: 2026-W47, 2026-11."""
        year, week, _ = self.first.isocalendar()
        return f"{year}-W{week:02d}" if self.length == "week" else f"{self.first:%Y-%m}"

    def holds(self, at: datetime | None) -> bool:
        """Whether an instant falls into it."""
        return at is not None and self.since <= at < self.until


def containing(day: date, *, length: Length, zone: str) -> Period:
    """The week or month that a day is in."""
    first = day - timedelta(days=day.weekday()) if length == "week" else day.replace(day=1)
    return Period(length, first, zone)


def read(words: str, *, today: date, zone: str) -> Period:
    """The period that somebody typed: "week", "last week", "month", "last month", "2026-10", "2026-W47"; nothing is this week.
    Invalid where it is none of them, or has not begun."""
    said = one_line(words).lower().removeprefix("this ")
    if said in ("", "week"):
        return containing(today, length="week", zone=zone)
    if said == "month":
        return containing(today, length="month", zone=zone)
    if said in ("last week", "last month"):
        return containing(today, length="week" if said == "last week" else "month", zone=zone).before
    try:
        if found := _WEEK.fullmatch(said):
            period = Period("week", date.fromisocalendar(int(found[1]), int(found[2]), 1), zone)
        elif found := _MONTH.fullmatch(said):
            period = Period("month", date(int(found[1]), int(found[2]), 1), zone)
        else:
            raise ValueError(said)
    except ValueError:
        raise Invalid(f"“{words[:40]}” is no period. Try week, last week, month, last month, 2026-10 or 2026-W47.") from None
    if period.first > today:
        raise Invalid(f"{period.name} has not begun yet.")
    if period.first.year < 2000:
        raise Invalid("That is before anything the desk has on record.")
    return period


def of_key(key: str, *, zone: str) -> Period:
    """The period that a button carried; ValueError where it is none."""
    found = _KEY.fullmatch(key)
    if found is None:
        raise ValueError(key)
    return containing(date.fromisoformat(found[2]), length="week" if found[1] == "week" else "month", zone=zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)

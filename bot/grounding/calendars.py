"""Calendars: whether the dates and weekdays of a sentence are those of the cited rows, and agree with each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.grounding.dates import Day, Loose, Weekday
from bot.grounding.shapes import Doubt, Span
from bot.grounding.words import stem

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

_FROM_TODAY = {"today": 0, "tonight": 0, "tomorrow": 1, "yesterday": -1}
_YEARS = {"last year": -1, "this year": 0, "next year": 1}


def strange(said: Reading, cited: Sequence[Reading], *, today: date) -> list[Doubt]:
    """The dates of a sentence that the cited rows do not have, then the weekdays that are not theirs."""
    known = [day for row in cited for day in row.days]
    known += [
        Day(one.words, one.span, year=str(today.year + _YEARS[one.words.casefold()]))
        for row in cited
        for one in row.loose
        if one.words.casefold() in _YEARS
    ]
    if any(re.search(r"\bof the year\b", row.text) for row in cited):
        known.append(Day("the year", Span(0, 0), year=str(today.year)))
    years = frozenset(day.year for day in known if day.year) | {str(today.year)}
    doubts = [Doubt("date", day.words) for day in said.days if not _is_known(day, known, years)]
    doubts += [Doubt("date", one.words) for one in said.loose if not _holds(one, cited, known, today)]
    wrong = {doubt.words for doubt in doubts}
    doubts += [Doubt("weekday", one.words) for one in said.weekdays if not _agrees(one, said, cited, known, wrong)]
    return list(dict.fromkeys(doubts))


def _is_known(day: Day, known: Sequence[Day], years: frozenset[str]) -> bool:
    if day.day and day.year and day.full() is None:
        return False
    return any(_fits(day, other, years) for other in known)


def _fits(day: Day, other: Day, years: frozenset[str]) -> bool:
    """Whether `other` says all of `day`. A year that the row leaves open may be one that it names elsewhere, or this one."""
    if (day.day and day.day != other.day) or (day.month and day.month != other.month):
        return False
    if not day.year:
        return True
    return day.year == other.year or (other.year is None and day.month is not None and day.year in years) or (
        day.month is None and other.year is not None and day.year in other.year.split("/")[0]
    )  # fmt: skip


def _holds(one: Loose, cited: Sequence[Reading], known: Sequence[Day], today: date) -> bool:
    """Whether a season, a part of the day or a day seen from today is in the rows, by its word or by its date."""
    said = one.words.casefold()
    if any(re.search(rf"\b{re.escape(said.rstrip('s'))}", row.text.casefold()) for row in cited):
        return True
    if said.startswith(("weekday", "weekend")):
        ends = {0, 4} if "day" in said else {5, 6}
        return any(ends <= {other.number for other in row.weekdays} for row in cited)
    if said.endswith("fortnight"):
        return any(re.search(r"\bfortnight|\b(?:two|2) weeks|\b14 days", row.text, re.IGNORECASE) for row in cited)
    if said in _FROM_TODAY:
        meant = today + timedelta(days=_FROM_TODAY[said])
        return any((day.day, day.month) == (meant.day, meant.month) and day.year in (None, str(meant.year)) for day in known)
    if said in _YEARS:
        return any((day.year or "")[:4] == str(today.year + _YEARS[said]) for day in known)
    if said.startswith(("first ", "past ", "previous ")):
        return not any(other.words.casefold().split()[0] == said.split()[0] for row in cited for other in row.loose)
    if said.split()[0] in ("last", "next", "this") and len(said.split()) == 2:
        return any(stem(said.split()[1]) in row.stems for row in cited)
    return not any(other.words.casefold() != said and _kind(other) == _kind(one) for row in cited for other in row.loose) and (
        _kind(one) == "part"
    )


def _kind(one: Loose) -> str:
    return "part" if re.match(r"(?:morning|afternoon|evening|night)", one.words, re.IGNORECASE) else "season"


def _agrees(one: Weekday, said: Reading, cited: Sequence[Reading], known: Sequence[Day], wrong: set[str]) -> bool:
    """Whether a weekday is the rows' own for its date, or the calendar's. Beside a date that is wrong itself it is not judged."""
    theirs = [other for row in cited for other in row.weekdays]
    if one.beside is None and _is_of_week(one, said, cited):
        return True
    if one.beside is None:
        return any(other.number == one.number for other in theirs) or any(
            day.weekday() == one.number for other in known if (day := other.full()) is not None
        )
    if one.beside.words in wrong:
        return any(other.number == one.number for other in theirs)
    beside = [o for o in theirs if o.beside and (o.beside.day, o.beside.month) == (one.beside.day, one.beside.month)]
    if beside:
        return any(other.number == one.number for other in beside)
    same = [o for o in known if (o.day, o.month) == (one.beside.day, one.beside.month)]
    full = [day for o in (one.beside, *same) if (day := o.full()) is not None]
    if full:
        return full[0].weekday() == one.number
    return any(other.number == one.number for other in theirs)


def _is_of_week(one: Weekday, said: Reading, cited: Sequence[Reading]) -> bool:
    """Whether Monday to Friday, or Saturday and Sunday, are what the rows call weekdays or weekends."""
    numbers = {other.number for other in said.weekdays}
    word = "weekday" if numbers == {0, 4} else "weekend" if numbers == {5, 6} else ""
    return bool(word) and one.number in numbers and any(word in row.text.casefold() for row in cited)

"""Dates: days, months, years and weekdays as a sentence gives them."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

from bot.grounding.shapes import Span
from bot.grounding.vocabulary import PLAIN

_ENGLISH = [name.casefold() for name in calendar.month_name][1:]
_GERMAN = re.findall(r"\S+", "januar februar märz april mai juni juli august september oktober november dezember")
_SHORT = re.findall(r"\S+", "jan feb mar apr may jun jul aug sep oct nov dec")
_MONTHS = {name: number for names in (_ENGLISH, _GERMAN, _SHORT) for number, name in enumerate(names, 1)} | {"sept": 9}
_DAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)} | {
    name: number for number, name in enumerate(re.findall(r"\S+", "montag dienstag mittwoch donnerstag freitag samstag sonntag"))
}  # fmt: skip
_ORDINALS = {
    word: n for n, word in enumerate(re.findall(r"\S+", "first second third fourth fifth sixth seventh eighth ninth tenth"), 1)
}
_MONTH = "(?:" + "|".join(sorted((name.capitalize() for name in _MONTHS), key=len, reverse=True)) + r")\b\.?"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th|\.)?|{'|'.join(_ORDINALS)})"
_YEAR = r"(?:1[5-9]|20)\d{2}"
_JOIN = r"\s?(?:-|/|to|and|until|till|or|&|bis|und)\s?(?:the )?"
_PATTERNS = (
    re.compile(rf"\b(?P<y>{_YEAR})-(?P<n>\d{{2}})-(?P<d>\d{{2}})\b"),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?P<sep>[./])(?P<n>\d{{1,2}})(?P=sep)(?P<y>{_YEAR})\b"),
    re.compile(
        rf"\b(?:(?P<d2>{_DAY}){_JOIN}(?:[A-Z][a-z]+day,? )?)?(?P<d>{_DAY})(?:\s+of)?\s+(?P<m>{_MONTH})(?:,?\s+(?P<y>{_YEAR})\b)?(?!\d)"
    ),
    re.compile(
        rf"\b(?P<m>{_MONTH})\s+(?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:{_JOIN}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)?"
        rf"(?!\d|[.,:]\d|\s?(?:%|per|million|[ap]\.?m\b))(?:,?\s+(?P<y>{_YEAR})\b)?"
    ),
    re.compile(rf"\b(?P<m>{_MONTH}),?\s+(?:of )?(?P<y>{_YEAR})\b"),
)
_MONTH_ALONE = re.compile(rf"\b(?P<m>{'|'.join(name.capitalize() for name in (*_ENGLISH, *_GERMAN))})\b")
_YEARS = re.compile(rf"(?<![\w.,£$€/-])(?P<y>{_YEAR})(?P<more>s\b|\s?[/-]\s?(?:\d{{2}}|{_YEAR})\b)?(?![\w%]|[.,/]\d|-\d)")
_COUNTED = re.compile(
    r" (?:%|per ?cent|(?:[a-z]+ ){0,2}?(?!was\b|has\b|(?:run|take|start|begin|open|close|end|mark|fall|bring|see|include|feature|come|aim)s\b|years|as\b|is\b|this|plus|figures|levels)[a-z]{3,}s\b|people|children|staff|women|men)"
)
_DATED = re.compile(
    r"\b(?:in|since|by|from|until|till|to|during|of|before|after|year|spring|summer|autumn|winter|for|and|than|between|im|seit|late|early|mid|end|on|with|the)[ -]$",
    re.I,
)
_WEEKDAY = re.compile(rf"\b({'|'.join(name.capitalize() for name in _DAYS)})s?\b")
_LOOSE = re.compile(
    r"\b(?:today|tomorrow|yesterday|tonight|(?:last|next|this|first|past|previous) (?:day|week|fortnight|month|year|decade|spring|summer|autumn|winter|quarter|night|weekend))\b"
    r"|\b(?:spring|summer|autumn|winter|christmas|easter|weekends?|weekdays?)\b|\b(?:morning|afternoon|evening|night)s?\b",
    re.IGNORECASE,
)  # fmt: skip


class Day(NamedTuple):
    """A date as far as it is given; `year` may be a span such as 2025/26 or a decade such as 1990s."""

    words: str
    span: Span
    day: int | None = None
    month: int | None = None
    year: str | None = None

    def full(self, years: frozenset[str] = frozenset()) -> date | None:
        """The calendar's day, with the one year of `years` where it has none of its own; None where there is no such day."""
        year = self.year or (next(iter(years)) if len(years) == 1 else None)
        if not (self.day and self.month and year and year.isdigit()):
            return None
        try:
            return date(int(year), self.month, self.day)
        except ValueError:
            return None


class Weekday(NamedTuple):
    """A weekday (Monday is 0), and the date beside it where there is one."""

    words: str
    span: Span
    number: int
    beside: Day | None


class Loose(NamedTuple):
    """A time of the year or the day, or one seen from today."""

    words: str
    span: Span


def days(text: str) -> tuple[Day, ...]:
    """Every date in `text`, in order; two for "3 to 5 March". A date without its year has that of the next one of a range."""
    found: list[Day] = []
    for pattern in _PATTERNS:
        for one in pattern.finditer(text):
            if not _taken(one.start(), one.end(), found):
                found += _read(one)
    found += [
        day for one in _MONTH_ALONE.finditer(text) for day in _month(one, text) if not _taken(one.start(), one.end(), found)
    ]
    found += [
        Day(one[0], Span(*one.span()), year=_year(one)) for one in _YEARS.finditer(text)
        if not _taken(one.start(), one.end(), found) and _is_year(one, text)
    ]  # fmt: skip
    found.sort(key=lambda day: day.span)
    for index, day in enumerate(found[:-1]):
        after = found[index + 1]
        if day.year is None and after.day and re.fullmatch(r"[\w ,]{1,22}|\s?-\s?", text[day.span.end : after.span.start]):
            found[index] = day._replace(year=after.year)
    return tuple(found)


def weekdays(text: str, dated: tuple[Day, ...]) -> tuple[Weekday, ...]:
    """Every weekday in `text`, with the date that follows or precedes it directly."""
    found = []
    for one in _WEEKDAY.finditer(text):
        beside = next((day for day in dated if day.day and _touch(text, Span(*one.span()), day.span)), None)
        found.append(Weekday(one[0], Span(*one.span()), _DAYS[one[1].casefold()], beside))
    return tuple(found)


def loose(text: str, dated: tuple[Day, ...]) -> tuple[Loose, ...]:
    """Seasons, parts of the day and days seen from today."""
    return tuple(
        Loose(one[0], Span(*one.span())) for one in _LOOSE.finditer(text)
        if not _taken(one.start(), one.end(), dated) and not (one[0][0].isupper() and re.match(r" [A-Z]", text[one.end() :]))
    )  # fmt: skip


def _read(one: re.Match[str]) -> list[Day]:
    parts = one.groupdict()
    month = int(parts["n"]) if parts.get("n") else _MONTHS.get((parts.get("m") or "").rstrip(".").casefold())
    whole = Day(one[0], Span(*one.span()), _number(parts.get("d")), month, parts.get("y"))
    if whole.day is not None and not 0 < whole.day < 32:
        return []
    second = _number(parts.get("d2"))
    return [whole._replace(day=second), whole] if second else [whole]


def _number(day: str | None) -> int | None:
    if not day:
        return None
    return _ORDINALS.get(day) or int(re.sub(r"\D", "", day) or 0) or None


def _month(one: re.Match[str], text: str) -> list[Day]:
    """A month by itself. At a sentence's start May is a verb; March is one before a small word other than "was" and the like."""
    begins = one.start() == 0 or text[: one.start()].rstrip()[-1:] in '.!?"“'
    if one[0] == "May" and begins:
        return []
    return [Day(one[0], Span(*one.span()), month=_MONTHS[one[0].casefold()])]


def _year(one: re.Match[str]) -> str:
    more = one["more"] or ""
    return one["y"] + ("s" if more == "s" else f"/{more[-2:]}" if more else "")


def _is_year(one: re.Match[str], text: str) -> bool:
    """Whether four digits are a year and no count: by the word before, or for want of things counted after."""
    if one["more"]:
        return True
    before, after, recent = text[: one.start()], text[one.end() :], "1989" < one["y"] < "2040"
    if one["y"] < "1900":
        return re.search(r"\b(?:in|since|from|until|before|after|between|by) $", before, re.IGNORECASE) is not None
    next_word = re.match(r" ([a-z]+)", after)
    counted = _COUNTED.match(after) is not None and not (next_word and next_word[1] in PLAIN)
    if recent and not counted and not re.match(r" [A-ZÄÖÜ]", after):
        return True
    return (_DATED.search(before) is not None and not counted) or not re.match(r" ?[a-z%]", after)


def _taken(start: int, end: int, found: list[Day] | tuple[Day, ...]) -> bool:
    return any(day.span.start < end and start < day.span.end for day in found)


def _touch(text: str, one: Span, other: Span) -> bool:
    between = text[one.end : other.start] if one.end <= other.start else text[other.end : one.start]
    return re.fullmatch(r",? ?(?:the )?|,? ?\(|,? (?:which is |is )?a ", between) is not None

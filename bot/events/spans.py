"""Spans: when something begins and how long it takes, in words: "8 December, 2-3pm"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import product

from bot import deadlines

MONTH = r"jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec"
_HALF = r"[ap]\.?\s?m\b\.?"
_CLOCK = rf"(?:\d{{1,2}}(?:\s*[:.h]\s*\d{{2}})?\s*(?:{_HALF})?|noon|midday|midnight)"
_SPAN = re.compile(
    rf"(?<![\w/.:-])(?:from\s+|between\s+)?(?P<first>{_CLOCK})\s*(?:[-–—]|\bto\b|\buntil\b|\btill?\b|\band\b)\s*(?P<last>{_CLOCK})(?![\w/]|[.:-]\d|\s+(?:{MONTH}))",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|starting(?:\s+at)?|beginning(?:\s+at)?)\s+(?=\d|noon|midday)", re.IGNORECASE)
_IS_CLOCK = re.compile(rf"[:.h]\s*\d{{2}}|{_HALF}|noon|midday|midnight", re.IGNORECASE)
_SHORTEST, _DAY = timedelta(minutes=5), timedelta(days=1)


def several_days(said: str) -> bool:
    """Whether somebody names a stretch of days: "8-9 December"."""
    return (
        re.search(
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s*(?:[-–—]|to|and|until)\s*\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{MONTH})",
            said,
            re.IGNORECASE,
        )
        is not None
    )


def read(said: str, *, reference: datetime, zone: str) -> tuple[str, datetime | None, int | None]:
    """The words without an end, the instant they mean, and the minutes until the end where they name one."""
    found = next((one for one in _SPAN.finditer(said) if _IS_CLOCK.search(one["first"]) or _IS_CLOCK.search(one["last"])), None)
    if found is None:
        plain = _FROM.sub("at ", said)
        return plain, deadlines.resolve(plain, reference=reference, zone=zone), None
    last = found["last"]
    begins = [found["first"]]
    half = re.search(_HALF, last, re.IGNORECASE)
    if half and not re.search(rf"{_HALF}|noon|mid", begins[0], re.IGNORECASE):
        # "2-3pm" begins at two in the afternoon, "10-2pm" at ten in the morning.
        begins = [f"{begins[0].strip()}{half[0]}", f"{begins[0].strip()}{'am' if half[0][0] in 'pP' else 'pm'}"]
    for begin, end in product(begins, dict.fromkeys([last, re.sub(r"^(?=\d(?!\d))", "0", last)])):
        words = _with(said, found, begin)
        at, until = (deadlines.resolve(one, reference=reference, zone=zone) for one in (words, _with(said, found, end)))
        length = _between(at, until)
        if length is not None and length <= _DAY / 2:
            return words, at, round(length.total_seconds() / 60)
    words = _with(said, found, begins[0])
    return words, deadlines.resolve(words, reference=reference, zone=zone), None


def _with(said: str, found: re.Match[str], clock: str) -> str:
    return f"{said[: found.start()]}at {clock}{said[found.end() :]}"


def _between(at: datetime | None, end: datetime | None) -> timedelta | None:
    """How long it is from one to the other, over midnight where the end is earlier on the clock."""
    if at is None or end is None:
        return None
    length = end - at
    if length <= timedelta(0) and length > -_DAY:
        length += _DAY
    return length if length >= _SHORTEST else None

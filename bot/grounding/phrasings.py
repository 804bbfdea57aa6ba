"""Phrasings: one writing for phrases that say the same, so that the rest compares them as they stand."""

from __future__ import annotations

import re

_YEAR = r"(?:1[5-9]|20)\d{2}"
_STRETCHES = {
    ("first", 3): "January to March", ("last", 3): "October to December",
    ("first", 6): "January to June", ("last", 6): "July to December",
}  # fmt: skip
_STRETCH = re.compile(
    rf"\b(?:the )?(?P<end>first|opening|last|final|closing) (?P<many>three|3|six|6) months of (?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_HOURS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_HOUR = re.compile(
    rf"\b(?<!the )(?P<hour>{'|'.join(_HOURS)}|\d{{1,2}}(?:[.:]\d\d)?)(?: o'clock)? (?P<part>in the (?:morning|afternoon|evening)|at night)\b",
    re.IGNORECASE,
)
_PAIRS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b12 (?=(?:noon|midday|midnight)\b)", re.IGNORECASE), ""),
    (re.compile(r"\b(?:seven|7) days (?:a|per|in the|of the|in every) week\b", re.IGNORECASE), "every day"),
    (re.compile(r"\b(every|each) (?:two|2) weeks\b|\bevery (?:other|second) week\b", re.IGNORECASE), "every fortnight"),
    (re.compile(r"\b(?:past|last|previous) (?:12|twelve) months\b|\b(?<=the )last year\b", re.IGNORECASE), "past year"),
    (re.compile(r"\b(?:12|twelve) months (?=(?:to|ended|ending|until|up to)\b)", re.IGNORECASE), "year "),
    (re.compile(r"\bthree[ -]quarters of an hour\b", re.IGNORECASE), "45 minutes"),
    (re.compile(r"\ba quarter of an hour\b", re.IGNORECASE), "15 minutes"),
    (re.compile(rf"(?<![\d,.-])({_YEAR})-(?={_YEAR}(?![\d-]))"), r"\1 to "),
    (re.compile(r"\b(?:go|goes|going|gone|went) up to (?=[£$€]|[a-z]* ?\d)", re.IGNORECASE), "rises to "),
    (re.compile(r"\bup to (?=\S*\d\S*(?: (?:a|per) \w+)?,? from \S*\d)"), "to "),
)


def alike(text: str) -> str:
    """`text`, which is even already, with each such phrase in the one writing."""
    for phrase, writing in _PAIRS:
        text = phrase.sub(writing, text)
    return _HOUR.sub(_clock, _STRETCH.sub(_months, text))


def _clock(one: re.Match[str]) -> str:
    hour = one["hour"].casefold()
    return (
        f"{_HOURS.index(hour) + 1 if hour in _HOURS else hour} {'am' if one['part'].casefold() == 'in the morning' else 'pm'}"
    )


def _months(one: re.Match[str]) -> str:
    end = "first" if one["end"].casefold() in ("first", "opening") else "last"
    many = 3 if one["many"].casefold() in ("three", "3") else 6
    return f"{_STRETCHES[end, many]} {one['year']}"

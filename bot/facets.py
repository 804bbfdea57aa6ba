"""Facets: the typed line of a search taken apart: words, quoted words, and `facet:value` in between. Shared by every search."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from bot.errors import Invalid

Kind = TypeVar("Kind", bound=StrEnum)
SPAN = {"d": 1, "w": 7, "m": 30, "y": 365}
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

# A facet without a value; a facet with its value, quoted or not; quoted words; a word. Words may have a minus before them.
_PART = re.compile(
    r'(?P<bare>[^\W\d_]+):(?=\s|$)|(?:(?P<facet>[^\W\d_]+):(?!//)|(?P<minus>-)(?=["\w]))?'
    r'(?:"(?P<quoted>[^"]*)"?(?P<star>\*)?|(?P<plain>\S+))'
)
_DAY = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)? ?(?P<m>[a-z]{3})[a-z]*\.?,? ?(?P<y>\d{4})?")


@dataclass(frozen=True)
class Piece:
    """One piece of a line: the value of a `facet`, or where that is "" words: `quoted` as one phrase, `minus` to be left out."""

    value: str
    facet: str = ""
    quoted: bool = False
    minus: bool = False


def pieces(text: str, *, examples: Mapping[str, str]) -> Iterator[Piece]:
    """The pieces of a line in their order. `examples` has every facet that is known, with one that shows how it is used.

    Invalid, with the nearest facet, where one is unknown or has no value.
    """
    for part in _PART.finditer(text):
        facet = (part["facet"] or part["bare"] or "").lower()
        quoted = part["quoted"] is not None
        value = (part["quoted"] + (part["star"] or "") if quoted else part["plain"] or "").strip()
        if facet and facet not in examples:
            raise wrong(_unknown(facet, value, examples))
        if facet and not value:
            raise wrong(f"`{facet}:` needs a value right behind it, such as {examples[facet]}.")
        yield Piece(value, facet, quoted, bool(part["minus"]))


def meant(kind: type[Kind], value: str, facet: str, also: str = "") -> list[Kind]:
    """The words of a kind that a value means: the one it is, else those it is a part of. Invalid, with all there are, for none."""
    said = "_".join(re.findall(r"[^\W_]+", re.sub(r"\b(on|off) the\b", r"\1", value.casefold())))
    exact = [one for one in kind if one.value == said]
    found = exact or [one for one in kind if said and said in one.value]
    if not found:
        known = ", ".join([*([also] if also else []), *(one.value.replace("_", " ") for one in kind)])
        raise wrong(f"“{value[:60]}” is no {facet}. There are: {known}. Put more than one word in quotes.")
    return found


def day(value: str, facet: str, today: date) -> date:
    """A day as people write it: 2026-11-03, 3.11.2026, 3 Nov, today, yesterday, or so far back: 3d, 2w, 6m, 1y."""
    said = value.casefold().strip()
    back = re.fullmatch(r"(\d{1,4}) ?([dwmy]|days?|weeks?|months?|years?)", said)
    try:
        if back:
            return today - timedelta(days=int(back[1]) * SPAN[back[2][0]])
        if said in ("today", "yesterday"):
            return today - timedelta(days=said == "yesterday")
        if numbers := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", said):
            return date(int(numbers[3]), int(numbers[2]), int(numbers[1]))
        if (written := _DAY.fullmatch(said)) and written["m"] in MONTHS:
            found = date(int(written["y"] or today.year), MONTHS.index(written["m"]) + 1, int(written["d"]))
            return found if written["y"] or found <= today else found.replace(year=today.year - 1)
        return date.fromisoformat(said)
    except (ValueError, OverflowError):
        raise wrong(
            f"“{value[:60]}” is no day that `{facet}:` can read. Try 2026-11-03, “3 Nov”, yesterday, 2w or 6m."
        ) from None


def wrong(text: str) -> Invalid:
    """What is wrong with a line, beside the box it was typed into."""
    return Invalid(text, query=text)


def _unknown(facet: str, value: str, known: Mapping[str, str]) -> str:
    near = difflib.get_close_matches(facet, known, n=1, cutoff=0.6)
    hint = f" Did you mean `{near[0]}:`?" if near else f' To look for it as words, put it in quotes: "{facet}:{value[:40]}".'
    return f"There is no facet `{facet[:40]}:`.{hint} There are: {', '.join(f'{one}:' for one in known)}."

"""Sequences: what comes before what, and on which side of a date, as the cited rows have it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.grounding.dates import Day
from bot.grounding.shapes import Doubt
from bot.grounding.words import content, is_near

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

_SIDE = re.compile(
    r"\b(?:(?P<start>(?i:from|since|after|as of|as from|starting|beginning|following))|(?P<end>(?i:until|till|to|by|before|up to|through|ends?|ending)))"
    r" (?:on )?(?:the )?(?:end of )?(?:mid-)?(?:[A-Z][a-z]+day,? )?(?:the )?$"
)
#: What comes back from a date on, where it is away until then.
_TURNING = re.compile(
    r"\b(?:resum\w+|reopen\w*|return\w*|back|open\w*|start\w*|begin\w*|again|not|no|never|\w+n't|clos\w+|shut|suspend\w*|end\w*|stop\w*|last\w*|expir\w+)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\b(?P<order>before|after|until|till|following|prior to)\b(?! (?:that|this|then)\b)", re.IGNORECASE)
_LATER = frozenset(["after", "following"])
_CUT = re.compile(r"[,;:.!?()](?!\d)")


class Order(NamedTuple):
    """One "before" or "after": its word, whether it is the latter, and the telling stems on either side of it."""

    words: str
    later: bool
    main: tuple[str, ...]
    event: tuple[str, ...]


def strange(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """Where a sentence puts something to the other side of a date, or of what else happened; at most one doubt."""
    for day in said.days:
        mine = _side(said, day)
        theirs = [_side(row, other) for row in cited for other in row.days if _is_same_day(day, other)]
        if mine and theirs and all(side and side != mine for side in theirs) and not _is_turned(said, cited):
            return [Doubt("date", f"{mine} {day.words}")]
    known = [one for row in cited for one in orders(row.wordy)]
    for one in orders(said.wordy):
        if any(_is_swapped(one, other) for other in known) and not any(_is_kept(one, other) for other in known):
            return [Doubt("negation", one.words)]
    return []


def _is_same_day(one: Day, other: Day) -> bool:
    return (one.day, one.month) == (other.day, other.month) and (
        one.year == other.year or bool(one.day and not (one.year and other.year))
    )


def _side(text: Reading, day: Day) -> str:
    """Whether something begins ("from") or ends ("until") with a date; empty where neither is said."""
    found = _SIDE.search(text.text[: day.span.start])
    ranged = re.match(r"(\d+)\D+\d", day.words)
    if found and found["start"] and ranged and day.day != int(ranged[1]):
        return "until"  # The second day of "from 8 to 14 June".
    return "" if found is None else "from" if found["start"] else "until"


def _is_turned(said: Reading, cited: Sequence[Reading]) -> bool:
    """Whether a sentence tells of the return of what, in the rows, is away, or the other way round."""
    mine = {one[0].casefold()[:4] for one in _TURNING.finditer(said.bare)}
    return mine != {one[0].casefold()[:4] for row in cited for one in _TURNING.finditer(row.bare)}


@lru_cache(maxsize=8192)
def orders(text: str) -> tuple[Order, ...]:
    """Every "before" and "after" of `text` that stands between two things told."""
    found = []
    for one in _ORDER.finditer(text):
        main, event = content(_CUT.split(text[: one.start()])[-1]), content(_CUT.split(text[one.end() :])[0])
        if not main:  # "After the plans were drawn, users were asked": what it is about follows.
            main = content(" ".join(_CUT.split(text[one.end() :])[1:2]))
        if main and event:
            found.append(Order(one[0], one["order"].casefold() in _LATER, tuple(main[-5:]), tuple(event[:4])))
    return tuple(found)


def _is_swapped(one: Order, other: Order) -> bool:
    same = _share(one.event, other.event) and _share(one.main, other.main)
    turned = _share(one.event, other.main) and _share(one.main, other.event)
    return (same and not turned and one.later != other.later) or (turned and not same and one.later == other.later)


def _is_kept(one: Order, other: Order) -> bool:
    same, turned = _share(one.event, other.event), _share(one.event, other.main)
    return (same and one.later == other.later) or (turned and one.later != other.later)


def _share(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether at least half of the shorter of two runs of stems is in the other."""
    shared = sum(is_near(one, frozenset(theirs)) for one in mine)
    return shared * 2 >= min(len(mine), len(theirs)) and shared > 0

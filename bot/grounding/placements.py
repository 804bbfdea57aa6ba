"""Placements: a figure that the rows have, put to what another of their figures counts, to its date, or the wrong way round."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.grounding.figures import is_same
from bot.grounding.notations import OF
from bot.grounding.quantities import Quantity
from bot.grounding.shapes import Doubt
from bot.grounding.words import content
from bot.grounding.words import is_same as is_same_stem

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

_CLAUSE = re.compile(r"[,;:()]|\.(?=\s)|\b(?:and|but|while|whereas|against|compared)\b")


def strange(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """The first figure of a sentence that stands in another's place; the figures themselves are the rows' own."""
    known = [one for row in cited for one in row.figures]
    return (
        _crossed(said, known)
        or _reversed(said, cited)
        or _misplaced(said, cited)
        or _swapped(said, cited)
        or _lent(said, cited)
        or _outgrown(said)
        or _reached(said, cited)
        or _parted(said, cited)
        or _repeated(said, cited)
    )


def _crossed(said: Reading, known: Sequence[Quantity]) -> list[Doubt]:
    """A figure of the rows that is put to what another of their figures counts."""
    for one in said.quantities:
        if one.kind != "number" or not one.nouns or one.unit:
            continue
        own = [other for other in known if is_same(one, other)]
        if (
            own
            and not any(
                set(one.nouns) & set(other.nouns) or not other.nouns or (other.after[:1] and other.after[0] in one.after)
                for other in own
            )
            and any(one.nouns[-1] in other.nouns for other in known if other.kind == "number" and not is_same(one, other))
        ):
            return [Doubt("number", one.words)]
    return []


def _changes(row: Reading) -> set[tuple[Fraction, Fraction]]:
    """What goes from where to where in a text: "from 12 to 15", "to 15 from 12"."""
    starts = [one for one in row.quantities if re.search(r"\bfrom (?:just |only |the )?$", row.text[: one.span.start])]
    ends = [one for one in row.quantities if re.search(r"\bto (?:just |only |the )?$", row.text[: one.span.start])]
    return {(a.value, b.value) for a in starts for b in ends if abs(a.span.start - b.span.start) < 60 and a.unit == b.unit}


def _reversed(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """What goes from where, in the rows, it comes to."""
    known = {change for row in cited for change in _changes(row)}
    return [Doubt("number", f"from {a} to {b}") for a, b in _changes(said) if (b, a) in known and (a, b) not in known]


def _dated(row: Reading) -> set[tuple[Fraction, str, str]]:
    """Figures with the date that directly follows each: "52 % in 2010"."""
    found = set()
    for one in row.quantities:
        for day in row.days:
            lead = row.text[day.span.end : one.span.start]
            if re.fullmatch(
                r",?(?: it| that| this| there| the (?:figure|number|total))? (?:was|were|had been|stood at) (?:only |just )?",
                lead,
            ):
                found.add((one.value, one.unit, f"{day.day} {day.month} {day.year}"))
            between = row.text[one.span.end : day.span.start] if day.span.start >= one.span.end else "."
            if re.fullmatch(
                r"(?: [a-z]+){0,2},? (?:in|on|by|for|during) (?:the )?(?:spring |summer |autumn |winter )?", between
            ):
                found.add((one.value, one.unit, f"{day.day} {day.month} {day.year}"))
    return found


def _misplaced(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """A figure that a sentence puts to the date of another figure of the rows, which have a date of its own for it."""
    known = {one for row in cited for one in _dated(row)}
    for value, unit, day in _dated(said) - known:
        if any(other == day and u == unit and a != value for a, u, other in known) and not any(
            other == day and (a, u) == (value, unit) for a, u, other in known
        ):
            return [Doubt("number", f"{value} for {day.split()[-1]}")]
    return []


def _swapped(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """The one figure of a sentence, where its words are those that the rows put to another figure of the same unit."""
    if len(said.quantities) != 1 or said.quantities[0].kind != "number":
        return []
    one = said.quantities[0]
    telling = {f"{day.day} {day.month} {day.year}" for day in said.days}.union(said.telling)
    around = [
        (other, _around(other, row))
        for row in cited
        for other in row.quantities
        if other.kind == "number" and other.unit == one.unit
    ]
    own = [words for other, words in around if other.value == one.value]
    for other, words in around:
        if (
            other.value != one.value
            and own
            and all(telling & (words - mine) and not telling & (mine - words) for mine in own)
            and len(telling & words) > 1
        ):
            return [Doubt("number", one.words)]
    return []


def _around(one: Quantity, row: Reading) -> set[str]:
    """The telling stems of the clause round a figure."""
    cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(row.bare)), len(row.bare)]
    start = max(cut for cut in cuts if cut <= one.span.start)
    if start and re.search(r"\b(?:compared|against)$", row.bare[:start]):  # What is compared is of the same thing.
        start = max(cut for cut in cuts if cut < start - 10)
    end = min((cut for cut in cuts if cut > one.span.start), default=len(row.bare))
    dates = {f"{day.day} {day.month} {day.year}" for day in row.days if start <= day.span.start < end}
    return dates.union(content(row.bare[start:end]))


class _Told(NamedTuple):
    """A figure, the telling stems of its own clause in order, and those of the clauses without a figure round it too."""

    figure: Quantity
    own: tuple[str, ...]
    all: frozenset[str]


@lru_cache(maxsize=4096)
def _told(row: Reading) -> tuple[_Told, ...]:
    """The figures of a text that are alone in their clause."""
    cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(row.bare)), len(row.bare)]
    clauses = [
        (tuple(content(row.bare[start:end])), [one for one in row.quantities if start <= one.span.start < end])
        for start, end in pairwise(cuts)
    ]
    clauses = [each for each in clauses if each[0] or each[1]]
    found = []
    for at, (stems, figures) in enumerate(clauses):
        if len(figures) != 1 or not stems:
            continue
        round_it = [clauses[near][0] for near in (at - 1, at + 1) if 0 <= near < len(clauses) and not clauses[near][1]]
        found.append(_Told(figures[0], stems, frozenset(stems).union(*round_it)))
    return tuple(found)


def _lent(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """A figure said of that which begins the clause of another figure of its unit, and of nothing of its own."""
    theirs = [one for row in cited for one in _told(row)]
    for one in _told(said):
        own = [other for other in theirs if is_same(one.figure, other.figure)]
        rivals = [other for other in theirs if other.figure.unit == one.figure.unit and not is_same(one.figure, other.figure)]
        first = one.own[0]
        if (
            own
            and any(is_same_stem(first, rival.all) for rival in rivals)
            and not any(
                is_same_stem(first, other.all) or any(is_same_stem(stem, one.all) for stem in other.own[:1]) for other in own
            )
        ):
            return [Doubt("number", one.figure.words)]
    return []


def _outgrown(said: Reading) -> list[Doubt]:
    """More of a number of things than there are: "14 of the 11 sites"."""
    for one, after in pairwise(said.quantities):
        counted = one.kind == after.kind == "number" and not one.unit and one.value > after.value >= 2
        if counted and OF.fullmatch(said.text[one.span.end : after.span.start]):
            return [Doubt("number", one.words)]
    return []


def _parts(row: Reading) -> set[tuple[Fraction, Fraction]]:
    """Each "3 of 14" of a text."""
    return {
        (one.value, after.value)
        for one, after in pairwise(row.quantities)
        if one.kind == after.kind == "number" and not one.unit and OF.fullmatch(row.text[one.span.end : after.span.start])
    }


def _parted(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """So many of a whole of which the rows have another part."""
    known = {part for row in cited for part in _parts(row)}
    wholes = {whole for _, whole in known}
    return [Doubt("number", f"{a} of {b}") for a, b in _parts(said) - known if b in wholes][:1]


def _reached(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """A rise or fall "by" what the rows rise or fall to or from, or the other way round."""
    for one in said.quantities:
        mine = _way(said, one)
        theirs = {_way(row, other) for row in cited for other in row.quantities if is_same(one, other)}
        if mine and theirs and "" not in theirs and (mine == "by") != ("by" in theirs):
            return [Doubt("number", f"{mine} {one.words}")]
    return []


def _way(text: Reading, one: Quantity) -> str:
    """The small word before a figure that something rises or falls by, to or from."""
    found = re.search(r"\b(by|to|from) (?:just |only )?$", text.text[: one.span.start])
    ranged = found is not None and any(
        other.span.end == found.start() - 1 and not re.search(r"\bfrom (?:just |only )?$", text.text[: other.span.start])
        for other in text.quantities
    )
    return found[1] if found and not ranged else ""


def _repeated(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """A figure that stands in a sentence more often than in all of the rows: it has taken another one's place."""
    counted = [one for one in said.quantities if one.kind == "number" and one.value > 1]
    for one, after in combinations(counted, 2):
        if is_same(one, after) and sum(is_same(one, other) for row in cited for other in row.figures) == 1:
            return [Doubt("number", after.words)]
    return []

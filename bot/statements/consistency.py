"""Consistency: what a text says otherwise than we said before, on the record.

Two sentences are about the same when they share enough telling words and count, date or deny the same thing. Then one of three
may differ: a figure of the same unit, a date, or yes and no. Where figure and date both differ, it is news and no contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.drafting import split
from bot.grounding import negations
from bot.grounding.dates import Day
from bot.grounding.figures import is_rounded
from bot.grounding.quantities import Quantity
from bot.grounding.reading import Reading, read
from bot.grounding.words import coverage, even, is_near

SAME = 0.5  # The share of each sentence's telling words that the other has, for both to be about the same.
SAME_SAID = 0.6  # The same of what is said now, where nothing but yes and no differs.
WITHIN = 0.75  # The share from which a sentence is a part of a longer one, whatever else that says.
SHARED = 2  # Telling words that two sentences about the same have in common at least.
_ONCE = re.compile(
    r"\b(?:open|clos|launch|start|beg[ai]n|end|found|publish|sign|mov|due|deadline|expire|take effect|set up|establish|join|vote|meet|inspect|reopen)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Earlier:
    """What was said before, on the record, under one reference of ours."""

    reference: str
    text: str


@dataclass(frozen=True)
class Contradiction:
    """A sentence, the earlier one that it contradicts, and in what: the words of it that differ."""

    sentence: str
    reference: str
    earlier: str
    what: Literal["number", "date", "polarity"]
    words: str


def contradictions(sentences: Sequence[str], earlier: Sequence[Earlier]) -> list[Contradiction]:
    """Each sentence that says otherwise than an earlier one, at most once a sentence and reference, in their order."""
    before = [(one.reference, sentence, read(even(sentence))) for one in earlier for sentence in split(one.text)]
    found: dict[tuple[str, str], Contradiction] = {}
    for sentence in sentences:
        said = read(even(sentence))
        agreed = {reference for reference, text, _ in before if even(text) == even(sentence)}
        for reference, text, then in before:
            differs = _difference(said, then) if reference not in agreed else None
            if differs is not None:
                found.setdefault((sentence, reference), Contradiction(sentence, reference, text, *differs))
    return list(found.values())


def _difference(said: Reading, then: Reading) -> tuple[Literal["number", "date", "polarity"], str] | None:
    mine, theirs = _likeness(said, then)
    if min(mine, theirs) < SAME and mine < WITHIN:
        return None
    figures = list(_clashes(said.quantities, then.quantities))
    elsewhen = _elsewhen(said.days, then.days)
    if figures:
        return None if elsewhen else ("number", f"{figures[0][0].words} / {figures[0][1].words}")
    if elsewhen:
        once = _ONCE.search(said.bare) and _ONCE.search(then.bare)
        return ("date", f"{elsewhen[0].words} / {elsewhen[1].words}") if once or mine >= WITHIN else None
    doubts = negations.strange(said, [then]) if mine >= SAME_SAID else []
    if not doubts and min(mine, theirs) >= WITHIN:
        doubts = negations.strange(then, [said])
    return ("polarity", doubts[0].words) if doubts else None


def _likeness(said: Reading, then: Reading) -> tuple[float, float]:
    """How much of the telling words of each of two sentences the other has; nothing where they share too few to tell."""
    shared = sum(is_near(one, then.stems) for one in set(said.telling))
    if not shared or shared < min(SHARED, len(set(said.telling)), len(set(then.telling))):
        return 0.0, 0.0
    return coverage(said.telling, then.stems), coverage(then.telling, said.stems)


def _clashes(said: Sequence[Quantity], then: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Figures that count the same thing and are not the same figure."""
    for one in said:
        alike = [other for other in then if _counts_the_same(one, other)]
        if alike and not any(_agree(one, other) for other in alike):
            yield one, alike[0]


def _counts_the_same(one: Quantity, other: Quantity) -> bool:
    if one.unit != other.unit or one.per != other.per or (one.kind == "clock") != (other.kind == "clock"):
        return False
    if one.kind in ("ordinal", "one") or other.kind in ("ordinal", "one"):
        return False
    known = frozenset(other.nouns)
    return bool(one.unit) or one.kind == "clock" or any(is_near(noun, known) for noun in one.nouns)


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether both figures can be true: the same, one of them the other rounded, or within what "over" or "under" leaves open."""
    if one.value == other.value or is_rounded(one, other) or is_rounded(other, one):
        return True
    if one.kind == "vague" or other.kind == "vague":
        return True
    return _leaves_open(one, other) or _leaves_open(other, one)


def _leaves_open(one: Quantity, other: Quantity) -> bool:
    near = abs(one.value - other.value) <= abs(other.value) / 4
    return near and (
        (one.qualifier == "over" and other.value > one.value)
        or (one.qualifier in ("under", "nearly") and other.value < one.value)
    )


def _elsewhen(said: Sequence[Day], then: Sequence[Day]) -> tuple[Day, Day] | None:
    """The dates of two sentences where none of one can be one of the other's."""
    if not said or not then or any(_may_be(one, other) for one in said for other in then):
        return None
    return said[0], then[0]


def _may_be(one: Day, other: Day) -> bool:
    pairs = ((one.day, other.day), (one.month, other.month), (one.year, other.year))
    return all(mine is None or theirs is None or mine == theirs for mine, theirs in pairs)

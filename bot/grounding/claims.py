"""Claims: whether the cited rows speak of what a sentence says at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.grounding.shapes import Doubt
from bot.grounding.vocabulary import PLAIN
from bot.grounding.words import content, coverage, is_near, stem, stems

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

_CLAUSE = re.compile(r"[;:]| - |,? \b(?:and|but|while|whereas|although|because|thanks to|due to|after|which|who)\b")
#: What a press office is quoted on for years. It stands in the rows by its own word, or nowhere.
_LOADED = re.compile(
    r"\b(?:admit\w*|apolog\w+|sorry|regret\w*|promis\w+|pledg\w+|liab\w+|guilt\w*|negligen\w+|unlawful\w*|illegal\w*|fraud\w*|resign\w*|blame[sd]|sack(?:ed|ing)?|die[sd]?|deaths?|kill\w*|arrest\w*|bankrupt\w*|cancel\w*|scrapp\w+|abolish\w*)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?P<verb>[a-z]{3,}ed|paid|run|built|made|given|led|held)(?: for)? by (?:the |our |its |an? )?(?P<who>[A-Za-z]+(?: [a-z]{4,})?)"
)
_FILLER = frozenset(
    stem(one)
    for one in [
        "next",
        "last",
        "year",
        "probably",
        "likely",
        "take",
        "place",
        "happen",
        "current",
        "currently",
        "soon",
        "moment",
    ]
)
_BACKED = 0.4  # The share of a sentence's telling words that the rows have at least.
_CLAUSE_BACKED = 0.25


def strange(said: Reading, cited: Sequence[Reading], *, organisation: str) -> list[Doubt]:
    """One doubt where a sentence, or a whole clause of it, speaks of what is not in the rows."""
    known = frozenset().union(*(row.stems for row in cited), stems(organisation))
    if not (
        said.telling
        or said.quantities
        or said.days
        or said.contacts
        or any(name.casefold() not in PLAIN for name in said.names)
    ):
        return [Doubt("uncited", said.text.strip() or "nothing")]
    figures = (
        len(said.quantities) + len(said.loose) + len(said.days) + len(said.contacts)
    )  # These are the rows' own, or nobody would ask.
    backed = coverage(said.telling, known) * len(said.telling) + figures
    if len(said.telling) > 2 and backed < _BACKED * (len(said.telling) + figures):
        return [Doubt("uncited", _novel(said.telling, known))]
    for clause in _CLAUSE.split(said.bare):
        telling = [one for one in content(clause) if one not in _FILLER]
        if len(telling) > 3 and coverage(telling, known) < _CLAUSE_BACKED:
            return [Doubt("uncited", _novel(telling, known))]
    return []


def loaded(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """One doubt where a sentence admits, promises or regrets what the rows do not."""
    known = frozenset().union(*(row.stems for row in cited))
    for one in _LOADED.finditer(said.bare):
        if not any(is_near(stem, known) for stem in content(one[0])):
            return [Doubt("uncited", one[0])]
    return []


def handed(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """One doubt where a thing is done by somebody of whom the rows, that have it done by another, do not speak."""
    known = frozenset().union(*(row.stems for row in cited))
    theirs = {stem(one["verb"]) for row in cited for one in _BY.finditer(row.bare)}
    for one in _BY.finditer(said.bare):
        if stem(one["verb"]) in theirs and not any(is_near(each, known) for each in content(one["who"])):
            return [Doubt("uncited", one[0])]
    return []


def _novel(telling: Sequence[str], known: frozenset[str]) -> str:
    return ", ".join([one for one in telling if not is_near(one, known)][:5])

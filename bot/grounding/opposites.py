"""Opposites: a word or phrase that says the opposite of one of the rows, which they do not have themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from bot.grounding.denials import Polarity
from bot.grounding.shapes import Doubt
from bot.grounding.vocabulary import OPPOSITES
from bot.grounding.words import likes, stem, stems

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

_GOING = re.compile(
    r"\b(?:up|down)(?: (?:by|from|on (?:last|the (?:year|previous))|sharply|slightly|again|\d|[£$€])|[.,;]|$)|\b(?:went|go|goes|going|gone|are|is|was|were|came|come) (?:up|down)\b",
    re.IGNORECASE,
)
_DENIED = r"(?:\b(?:not|no|never|nobody|none|without|yet to be|before|until|cannot)|n't)\b(?: \w+){0,3} ?$"
#: Pairs of phrases of which one says the opposite of the other.
_STATES = tuple(
    (re.compile(rf"\b(?:{one})\b", re.IGNORECASE), re.compile(rf"\b(?:{other})\b", re.IGNORECASE))
    for one, other in (
        (r"in favour|in favor|voted? for|for it", r"voted? (?:\w+ )?against|against it|opposed|rejected"),
        (r"under ?way|ongoing|in progress|still (?:running|going on|open|being \w+)|continu(?:es|ing)", r"completed?|finished|concluded|is over|are over|(?:has|have) ended"),
        (r"pay nothing|free of charge|at no cost|for free|is free|are free|go free|travel free", r"paid to (?:attend|enter|see|visit|take part)|paid (?:entry|admission)|pay (?:the )?(?:full|half)[\w ]*|have to pay|must pay|at a charge|at their own cost"),
        (r"on time|on schedule|ahead of schedule", r"late|delayed|behind schedule|overdue"),
        (r"in public|publicly|on the record", r"in private|privately|behind closed doors|off the record"),
        (r"no position|neutral|neither for nor against|take no side", r"(?:we|trust|charity|coalition|union) (?:support|oppose|back|endorse|reject)s?"),
        (r"(?:opens?|begins?|starts?) on", r"deadline|(?:closes?|ends?) on"),
        (r"indoors", r"outdoors"), (r"by day", r"by night"), (r"in person", r"online|remotely"),
    )
)  # fmt: skip
_WHAT = r" (?:on |for |at |in |the |on the |for the )?(?P<what>[^\W\d_]+)"
_LEFT = re.compile(rf"\b(?:except|excepting|excluding|apart from|other than|save|bar|but)(?: for)?{_WHAT}", re.IGNORECASE)
_TAKEN = re.compile(
    rf"\b(?:including|even|as well as){_WHAT}|\b(?P<before>[A-Za-z]+)(?: [a-z]+)?(?: [A-Z][a-z]+)? included\b", re.IGNORECASE
)
_PREFIX = re.compile(r"^(?:un(?=\w{3})|(?:in|im|il|ir|dis|non-?|mis)(?=\w{4}))")
_NO_PREFIX = "inform display discover discount discuss impact import improve invest intend inside union until disease"
_WHOLE = frozenset(stem(word) for word in _NO_PREFIX.split())


def _phrased(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """A phrase whose opposite the rows have, and not itself: "voted against" for "voted in favour"."""
    rows = " | ".join(row.bare for row in cited)
    for phrase, contrary in (*_STATES, *(pair[::-1] for pair in _STATES)):
        found = phrase.search(said.bare)
        if found is None or contrary.search(said.bare):
            continue
        denied = bool(re.search(_DENIED, said.bare[: found.start()]))
        theirs = [bool(re.search(_DENIED, rows[: one.start()])) for one in contrary.finditer(rows)]
        if denied in theirs and not phrase.search(rows):
            return [Doubt("negation", found[0])]
    return []


def _inverted(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """What the rows leave out and a sentence takes in, or the other way round: "including Sundays" for "except Sundays"."""
    rows = " | ".join(row.text for row in cited)
    for mine, theirs in ((_TAKEN, _LEFT), (_LEFT, _TAKEN)):
        for one in mine.finditer(said.text):
            head = _head(one)
            if head in {_head(other) for other in theirs.finditer(rows)} - {_head(other) for other in mine.finditer(rows)}:
                return [Doubt("negation", one[0])]
    return []


def _head(one: re.Match[str]) -> str:
    return stem(one["what"] or one.groupdict().get("before") or "")


def strange(said: Reading, cited: Sequence[Reading], mine: Polarity, denied: frozenset[str]) -> list[Doubt]:
    """A word or phrase whose opposite the rows have, and which they do not have itself."""
    if phrased := _phrased(said, cited) or _inverted(said, cited):
        return phrased
    theirs = frozenset().union(*(row.stems for row in cited))
    for one in sorted(stems(said.bare) - theirs):
        if one in ("up", "down") and not _GOING.search(said.text):
            continue
        against = opposite().get(one, frozenset()) & theirs
        if against - said.stems and not likes(one) & theirs - against and not (one in mine.denied) ^ bool(against & denied):
            return [Doubt("negation", f"{one} for {min(against)}")]
        if one not in mine.denied and is_prefixed(one, theirs) and not is_prefixed(one, denied):
            return [Doubt("negation", one)]
    return []


def is_prefixed(one: str, others: frozenset[str]) -> bool:
    """Whether one of two words is the other with un- or the like before it."""
    bare = one if one in _WHOLE else _PREFIX.sub("", one)
    return (bare != one and bare in others) or any(
        _PREFIX.sub("", other) == one != other for other in others - _WHOLE if other.endswith(one)
    )


@cache
def opposite() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in OPPOSITES.strip().splitlines():
        one, other = (stem(word) for word in line.split())
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {one: frozenset(others) for one, others in found.items()}

"""Negations: what the cited rows deny a sentence denies, and nothing else; nor does it put a word's opposite."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.grounding.shapes import Doubt
from bot.grounding.vocabulary import OPPOSITES, PLAIN
from bot.grounding.words import is_same, likes, stem

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

_TOKEN = re.compile(
    r"(?P<idle>\b(?:not only|not just|not least|not merely|not simply|no doubt|no matter|whether or not|or not|not-for-profit|non-profit|no sooner|not to mention|if not|"
    r"no (?:more|fewer|less|later|earlier|longer|higher) than|not (?:more|less|fewer|later|earlier) than|nothing but|no\. ?\d+)\b)"
    r"|(?P<no>\b(?:no longer|no-one|no one|cannot|can not|not|nobody|none|nothing|nowhere|never|neither|nor|no|without|\w+n't|hardly|scarcely|barely|"
    r"fail(?:s|ed|ing)? to|failure to|unable to|den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing) to|refus(?:es|ed|ing)|declin(?:e|es|ed|ing) to|reject(?:s|ed|ing)?|"
    r"far from|instead of|rather than|free of|free from|ruled? out|rules out|nicht|kein\w*|nie|niemals|ohne)\b)"
    r"|(?P<end>[,;:.!?()]| - |\b(?:and|but|while|although|though|whereas|because|which|who|however|so|yet|except|unless)\b)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<figure>\d+)",
    re.IGNORECASE,
)
_REACH = 6
_PREFIX = re.compile(r"^(?:un|in|im|il|ir|dis|non-?|mis)(?=\w{4})")
_LIGHT = frozenset(re.findall(r"\S+", "be have do make take get give go come will ha wa"))


@dataclass(frozen=True)
class Polarity:
    """What a text denies (`denied`) and what it says plainly, as stems; `heads` are the first stems each denial reaches, and
    `openings` those by which it begins where nothing follows."""

    denied: frozenset[str]
    plain: frozenset[str]
    heads: tuple[tuple[str, ...], ...]
    marks: tuple[str, ...]


@lru_cache(maxsize=8192)
def polarity(text: str) -> Polarity:
    """What `text` says yes and no to. A denial reaches the next telling words of its clause; two over one word undo each other."""
    told: list[tuple[str, int]] = []
    heads: list[list[int]] = []
    open_: list[tuple[int, list[int]]] = []
    marks: list[str] = []
    for token in _TOKEN.finditer(text):
        if token["no"]:
            if token["no"].casefold() == "nor":
                open_.clear()
            heads.append([])
            marks.append(token["no"])
            open_.append((_REACH, heads[-1]))
        elif token["end"]:
            open_ = [one for one in open_ if not one[1]]
        elif token["word"] and not _is_plain(token["word"]):
            for _, reached in open_:
                reached.append(len(told))
            told.append((stem(token["word"]), len(open_)))
            open_ = [(left - 1, reached) for left, reached in open_ if left > 1]
    parity = [(word, count % 2 == 1) for word, count in told]
    return Polarity(
        frozenset(word for word, no in parity if no), frozenset(word for word, no in parity if not no),
        tuple(tuple(parity[at][0] for at in head if parity[at][1]) for head in heads), tuple(marks),
    )  # fmt: skip


def strange(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """Where a sentence says no to what the rows say yes to, or yes to what they say no to; at most one doubt."""
    mine = polarity(said.bare)
    rows = [polarity(row.bare) for row in cited]
    denied = frozenset().union(*(row.denied for row in rows))
    plain = frozenset().union(*(row.plain for row in rows))
    marks = [mark for row in rows for mark in row.marks]
    for head, mark in zip(mine.heads, mine.marks, strict=True):
        if not _is_backed(head, denied, plain, marks):
            return [Doubt("negation", f"{mark} {' '.join(head[:3])}".strip())]
    for row, read in zip(rows, cited, strict=True):
        for head, mark in zip(row.heads, row.marks, strict=True):
            if _is_lost(head, mine, plain) or _is_with(mark, read.text, said.text):
                return [Doubt("negation", f"without “{mark}”: {' '.join(head[:3])}".strip())]
    return _turned(said, cited, mine, denied)


def _is_plain(word: str) -> bool:
    bare = re.sub(r"'\w+$", "", word.casefold())
    return (bare in PLAIN or len(bare) < 2) and bare not in ("any", "every", "well", "include", "included")


def _is_backed(head: tuple[str, ...], denied: frozenset[str], plain: frozenset[str], marks: Sequence[str]) -> bool:
    if not head:
        return bool(marks)
    near = head[:3]
    if any(is_same(one, denied) for one in near if one not in _LIGHT) or any(likes(one) & denied for one in near):
        return True
    if any(_opposites().get(one, frozenset()) & plain for one in near) or any(_is_prefixed(one, plain) for one in near):
        return True
    return bool(marks) and not any(is_same(one, plain) for one in near)


def _is_lost(head: tuple[str, ...], mine: Polarity, plain: frozenset[str]) -> bool:
    """Whether a sentence says plainly what the row denies."""
    near = head[:3]
    if not near or any(is_same(one, mine.denied) or likes(one) & mine.denied for one in near):
        return False
    if any(_opposites().get(one, frozenset()) & mine.plain for one in near):
        return False
    said = [is_same(one, mine.plain) for one in near]
    return (said[0] and near[0] not in plain) or (len(near) > 1 and all(said)) or (sum(said) > 1 and said[0])


def _is_with(mark: str, row: str, said: str) -> bool:
    """Whether "without" became "with"."""
    if mark.casefold() != "without":
        return False
    for after in re.findall(r"\bwithout ((?:\w+ ){0,2}\w+)", row, re.IGNORECASE):
        if re.search(rf"\b(?:with|after|by) {re.escape(after)}", said, re.IGNORECASE) or re.search(
            rf"\bwith (?:\w+ )?{re.escape(after.split()[-1])}", said, re.IGNORECASE
        ):
            return "without" not in said.casefold()
    return False


def _turned(said: Reading, cited: Sequence[Reading], mine: Polarity, denied: frozenset[str]) -> list[Doubt]:
    """A word whose opposite the rows have, and which they do not have itself."""
    theirs = frozenset().union(*(row.stems for row in cited))
    for one in sorted(said.stems - theirs):
        against = _opposites().get(one, frozenset()) & theirs
        if against - said.stems and not likes(one) & theirs - against and not (one in mine.denied) ^ bool(against & denied):
            return [Doubt("negation", f"{one} for {min(against)}")]
        if one not in mine.denied and _is_prefixed(one, theirs) and not _is_prefixed(one, denied):
            return [Doubt("negation", one)]
    return []


def _is_prefixed(one: str, others: frozenset[str]) -> bool:
    """Whether one of two words is the other with un- or the like before it."""
    bare = _PREFIX.sub("", one)
    return (bare != one and bare in others) or any(
        _PREFIX.sub("", other) == one != other for other in others if other.endswith(one)
    )


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in OPPOSITES.strip().splitlines():
        one, other = (stem(word) for word in line.split())
        if one != other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {one: frozenset(others) for one, others in found.items()}

"""Attributions: which inquiry, statement or pitch an article came of, and who of our contacts wrote it.

Each sign counts for so much, and from `ENOUGH` on a link is made, shown as automatic until a person confirms or refuses it.
Restricted, off-record and background matters are not even looked at.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from bot.coverage import wordings
from bot.grounding.words import sentences
from bot.models import LinkKind
from bot.search import words as words_in
from bot.text import folded
from bot.thesaurus import root

ENOUGH = 0.6
BEFORE = timedelta(days=60)  # As long after an inquiry or a sending coverage may be of it.
FRESH = timedelta(days=10)
RUN = 6  # Words in a row, of an answer, that nobody writes by chance.
OUTLET, BYLINE, SOON, TOPIC, QUOTED = 0.3, 0.4, 0.15, 0.45, 0.6
FEWEST_TOPIC, LEAST_TOPIC = 2, 0.34  # Words of a topic in the article, and their part of it, or it is no sign.
WROTE = {
    LinkKind.INQUIRY: "by the journalist who asked", LinkKind.STATEMENT: "by a journalist who got it",
    LinkKind.PITCH: "by the journalist it was pitched to",
}  # fmt: skip
_BY = re.compile(r"^\s*(?:by|words(?: by)?|reporting by|report by|von|par|por)\s*:?\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|;|\||/|&|\band\b|\bund\b|\bet\b|\by\b)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """An article as it is looked at. `byline` as printed; `at` is when it was published; `outlets` its outlet's id and its
    parent's."""

    title: str
    text: str
    byline: str
    at: datetime
    outlets: frozenset[int] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        return _words(f"{self.title}\n{self.text}")

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        return _runs(self.text)

    @cached_property
    def writers(self) -> list[str]:
        return bylines(self.byline)


@dataclass(frozen=True)
class Matter:
    """An inquiry, a statement or a pitch that coverage may have come of. `about` is its topic and questions, its title or its
    subject; `said` the words that went out; `since` when it began to be known."""

    kind: LinkKind
    id: int
    about: str
    said: str
    since: datetime
    outlets: frozenset[int] = frozenset()
    journalists: frozenset[str] = frozenset()
    """The names of who asked, got the words or was pitched to, folded."""

    @cached_property
    def words(self) -> frozenset[str]:
        return _words(self.about)

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        return _runs(self.said)


@dataclass(frozen=True)
class Person:
    """A journalist of ours: name folded, and where they were last seen working."""

    id: int
    key: str
    outlet_id: int | None


@dataclass(frozen=True)
class Link:
    """That a piece belongs to something of ours, how surely (0–1), and why, in words that hold nothing of theirs or ours."""

    kind: LinkKind
    id: int
    score: float
    reasons: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True)
class Register:
    """What coverage may have come of, and who may have written it. `names` are what we are called, which tells no topic from
    another."""

    matters: Sequence[Matter]
    people: Sequence[Person] = ()
    names: Sequence[str] = ()

    @cached_property
    def rarity(self) -> dict[str, float]:
        """What each word of a topic tells: one that half of all topics have tells little, what we are called nothing."""
        own = {one for name in self.names for one in _words(name)}
        topics = self._topics
        there = Counter(word for one in topics for word in one)
        total = max(len(topics), 5)
        return {word: 0.0 if word in own else math.log(1 + total / count) for word, count in there.items()}

    @property
    def _topics(self) -> list[frozenset[str]]:
        """The words of each topic. What was pitched to forty is one topic, or its words would tell nothing."""
        pitched = {one.words for one in self.matters if one.kind == LinkKind.PITCH}
        return [*(one.words for one in self.matters if one.kind != LinkKind.PITCH), *pitched]

    @cached_property
    def totals(self) -> list[float]:
        """Of each matter what all words of its topic tell together."""
        return [sum(self.rarity[word] for word in one.words) for one in self.matters]

    def links(self, piece: Piece) -> list[Link]:
        """The links that are sure enough, the surest first; of inquiries, statements and pitches the nearest three each."""
        found = [_matter(piece, one, self.rarity, total) for one, total in zip(self.matters, self.totals, strict=True)]
        kept = sorted((one for one in found if one is not None and one.score >= ENOUGH), key=lambda one: (-one.score, one.id))
        best = [one for kind in WROTE for one in _nearest(kept, kind)]
        return best + [one for one in (_person(piece, each, self.people) for each in piece.writers) if one is not None]


def bylines(printed: str) -> list[str]:
    """The names in a byline, folded: "By Wren Castellane and Jo Lind, Health Editor" gives two."""
    parts = _BETWEEN.split(_BY.sub("", printed.strip()))
    return list(dict.fromkeys(folded(one) for one in parts if len(one.split()) >= 2 and "@" not in one))


def _nearest(found: Sequence[Link], kind: LinkKind, most: int = 3) -> list[Link]:
    """Those within a little of the surest: an article on one inquiry is not also on every other of the same topic."""
    same = [one for one in found if one.kind == kind]
    return [one for one in same if one.score >= same[0].score - 0.2][:most]


def _matter(piece: Piece, one: Matter, rarity: dict[str, float], total: float) -> Link | None:
    if one.kind == LinkKind.PITCH and not _is_theirs(piece, one):
        return None
    there = one.words & piece.words
    quoted = not one.runs.isdisjoint(piece.runs)
    if len(there) < FEWEST_TOPIC and not quoted:
        return None  # Whoever asks often writes of other things too.
    since = piece.at - one.since
    if not timedelta(0) <= since <= BEFORE:
        return None
    signs: list[tuple[float, str]] = []
    if piece.outlets & one.outlets:
        signs.append((OUTLET, "the same outlet"))
    if set(piece.writers) & one.journalists:
        signs.append((BYLINE, WROTE[one.kind]))
    subject = [(QUOTED, "has words that we gave")] if quoted else []
    telling = [rarity[word] for word in there if rarity[word] > 0]
    share = sum(telling) / total if total else 0.0
    if len(telling) >= FEWEST_TOPIC and share >= LEAST_TOPIC:
        subject.append((TOPIC * min(1.0, share * 1.25), f"has {len(telling)} words of the topic"))
    if not subject:
        return None
    signs += subject
    if since <= FRESH:
        days = since.days
        signs.append((SOON, "the same day" if days == 0 else f"{days} {'day' if days == 1 else 'days'} later"))
    return Link(one.kind, one.id, round(min(1.0, sum(score for score, _ in signs)), 2), tuple(reason for _, reason in signs))


def _is_theirs(piece: Piece, one: Matter) -> bool:
    """Whether who was pitched to wrote it; where nobody is named, whether their outlet printed it. What a colleague wrote did not
    come of it."""
    return bool(set(piece.writers) & one.journalists if piece.writers else piece.outlets & one.outlets)


def _person(piece: Piece, writer: str, people: Sequence[Person]) -> Link | None:
    """The contact of that name: at this outlet, else the only one of that name."""
    same = [one for one in people if one.key == writer]
    here = [one for one in same if one.outlet_id in piece.outlets]
    if here:
        return Link(LinkKind.JOURNALIST, here[0].id, 0.95, ("the byline", "the same outlet"))
    if len({one.id for one in same}) == 1:
        sure = 0.8 if same[0].outlet_id is None or not piece.outlets else 0.6
        return Link(LinkKind.JOURNALIST, same[0].id, sure, ("the byline", "the only contact of that name"))
    return None


def _words(text: str) -> frozenset[str]:
    return frozenset(root(one) for one in words_in(text)) if text.strip() else frozenset()


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of six words within each sentence."""
    found: set[tuple[str, ...]] = set()
    for sentence in sentences(text):
        words = wordings.words(sentence)
        found.update(zip(*(words[start:] for start in range(RUN)), strict=False))
    return frozenset(found)

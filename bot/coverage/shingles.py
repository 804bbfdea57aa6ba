"""Texts as overlapping runs of words, and the marks in them by which one number of a series differs from the next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from zlib import crc32

RUN = 5  # Words in a run.
LONGEST_EDIT = 60  # Words between two shared runs in which a template's places are looked for.
GAP = 5  # As many words between two shared runs are an edit, not another text.
FEWEST_WORDS = 12

_WORD = re.compile(r"\d[\d.,:/-]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")
# Where a copy says whence it is. It is no part of what is told, and its “First” is no number of a series.
_WHENCE = re.compile(
    r"\b(?:the post\b[^\n]{0,250}?\b(?:appeared first|first appeared)|(?:first|originally|previously)\s(?:published|appeared|posted|printed|reported|seen|broadcast|aired))\s(?:in|on|at|by)\b[^.\n]{0,120}",
    re.IGNORECASE,
)
_COUNTING_WORDS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october "
    "november december one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred thousand "
    "million billion first second third fourth fifth sixth seventh eighth ninth tenth"
)
_COUNTING = frozenset(_COUNTING_WORDS.split())


@dataclass(frozen=True)
class Shingled:
    """A text's words and its runs of five of them, as hashes that are the same in every process."""

    written: tuple[str, ...]
    words: tuple[str, ...] = field(init=False)
    runs: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        words = tuple(word.lower() for word in self.written)
        object.__setattr__(self, "words", words)
        # Of checksums, for those of words are others in every process, and with them the order of what is equal.
        sums = [crc32(word.encode()) for word in words]
        object.__setattr__(self, "runs", tuple(map(hash, zip(*(sums[start:] for start in range(RUN)), strict=False))))

    @cached_property
    def run_set(self) -> frozenset[int]:
        return frozenset(self.runs)

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """Every second run, each once: enough to find what the text may be a copy of."""
        return tuple(dict.fromkeys(run for run in self.runs if run % 2 == 0))

    def span(self, shared: frozenset[int]) -> tuple[int, int]:
        """From the first to the last word that lies in a run of `shared`, and the few beside them that an edit reaches."""
        at = [place for place, run in enumerate(self.runs) if run in shared]
        if not at:
            return (0, 0)
        start, end = at[0], at[-1] + RUN
        return (0 if start <= GAP else start, len(self.words) if len(self.words) - end <= GAP else end)

    def covered(self, shared: frozenset[int], stock: set[int]) -> float:
        """The part of the words, boilerplate aside, that lies in runs of `shared`, or between two of them where a word or two
        were changed."""
        inside, ignored, last = 0, 0, -GAP - RUN
        stocked = -RUN
        for place, run in enumerate(self.runs):
            if run in shared:
                inside += min(place + RUN - last, RUN) if place - last > GAP else place + RUN - last
                last = place + RUN
            elif run in stock:
                ignored += min(place + RUN - stocked, RUN)
                stocked = place + RUN
        return inside / max(len(self.words) - ignored, 1)


def is_mark(word: str) -> bool:
    """Whether it is a number, a weekday, a month or a word for a number."""
    return word[0].isdigit() or word.lower() in _COUNTING


def is_name(word: str) -> bool:
    """Whether it is written with a capital."""
    return word[0].isupper() and len(word) > 2


def substitutions(shorter: Shingled, longer: Shingled, shared: frozenset[int]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The few words of the one that stand where a few others stand in the other, as written; what was only added or left out
    is none. Compared is what lies between the shared runs, and before the first and after the last as far as that reaches."""
    place: dict[int, int] = {}
    for at, run in enumerate(longer.runs):
        if run in shared:
            place.setdefault(run, at)
    here, there = 0, -1  # The ends of the last run in both.
    for at, run in enumerate(shorter.runs):
        other = place.get(run)
        if other is None or other < there - RUN:
            continue
        if there < 0:
            yield from _substituted(shorter.written[:at], longer.written[max(other - at - GAP, 0) : other])
        elif at >= here and other >= there:
            yield from _substituted(shorter.written[here:at], longer.written[there:other])
        here, there = at + RUN, other + RUN
    yield from _substituted(shorter.written[here:], longer.written[there : there + len(shorter.words) - here + GAP])


def _substituted(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    if not one or not other or len(one) > LONGEST_EDIT:
        return
    matcher = SequenceMatcher(None, [word.lower() for word in one], [word.lower() for word in other], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace" and (max(b - a, d - c) <= GAP or all(map(is_mark, (*one[a:b], *other[c:d])))):
            yield one[a:b], other[c:d]


def shingled(title: str, text: str) -> Shingled:
    """The text in runs; the title too where the text alone has too few words to be compared."""
    words = _WORD.findall(_WHENCE.sub(" ", text))
    if len(words) < FEWEST_WORDS:
        words = _WORD.findall(title) + words
    return Shingled(tuple(words))

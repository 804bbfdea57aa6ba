"""Texts as overlapping runs of words, and the marks in them by which one number of a series differs from the next."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from zlib import crc32

RUN = 5  # Words in a run.
GAP = 5  # As many words between two shared runs are an edit, not another text.
FEWEST_WORDS = 12

_WORD = re.compile(r"\d[\d.,:/-]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?")
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

    def marks(self, start: int, end: int) -> list[tuple[tuple[str, str], tuple[str, str]]]:
        """Numbers, weekdays, months and words for numbers between two places, each with the word before and the one after."""
        padded = ("", *self.words, "")
        return [
            ((padded[at], word), (word, padded[at + 2]))
            for at, word in enumerate(self.words[:end])
            if at >= start and (word[0].isdigit() or word in _COUNTING)
        ]

    def names(self, start: int, end: int) -> list[str]:
        """Words with a capital between two places."""
        return [word.lower() for word in self.written[start:end] if word[0].isupper() and len(word) > 2]


def shingled(title: str, text: str) -> Shingled:
    """The text in runs; the title too where the text alone has too few words to be compared."""
    words = _WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        words = _WORD.findall(title) + words
    return Shingled(tuple(words))

"""Topics: whether what somebody is cleared for is what an inquiry is about, told by their words and by words like them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from bot import thesaurus
from bot.text import folded

ENOUGH = 0.5  # The share of a topic's words that must be there.
SURE = 0.6  # The same, where it speaks against somebody: half of two words do not.
LIKE = 0.6  # What a word of the same meaning counts.
ANYTHING = re.compile(r"\b(?:anything|everything|any (?:topic|subject|matter)|all (?:topics|subjects|matters))\b")
COUNTS_FOR_ANYTHING = 0.3
STOP = """
a about all also an and any are as at be been by can could did do does for from get had has have how i in into is it its
issue issues matter matters may more most much my new of on or other our out over question questions related should so
some such than that the their them there these they this to topic topics us was we were what when where which who why
will with would you your general including around regarding concerning etc not no
"""


@dataclass(frozen=True)
class Likeness:
    """How much of a topic is in a text, 0 to 1, and which words of the text say so, in the topic's order."""

    topic: str
    share: float
    words: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether the topic takes in all there is."""
        return ANYTHING.search(self.topic.casefold()) is not None


def best(topics: Iterable[str], text: str, *, least: float = ENOUGH) -> Likeness | None:
    """The topic that is most in the text, None where none is enough."""
    said = spoken(text)
    found = [one for one in (likeness(topic, said) for topic in topics) if one.share >= least or one.anything]
    return max(found, key=lambda one: (one.share, len(one.words)), default=None)


def likeness(topic: str, said: dict[str, str]) -> Likeness:
    """How much of a topic is in what `spoken` made of a text."""
    wanted = spoken(topic)
    if ANYTHING.search(topic.casefold()):
        return Likeness(topic, COUNTS_FOR_ANYTHING)
    score, words = 0.0, []
    for stem, word in wanted.items():
        near = [stem] if stem in said else [one for one in _like(word) if one in said][:1]
        if near:
            score += 1 if near[0] == stem else LIKE
            words.append(said[near[0]])
    return Likeness(topic, score / len(wanted) if wanted else 0.0, tuple(dict.fromkeys(words)))


def spoken(text: str) -> dict[str, str]:
    """The words of a text that tell what it is about: each by its stem, as it was written."""
    words = re.findall(r"[^\W\d_]{2,}", folded(text))
    found: dict[str, str] = {}
    for one in words:
        if one not in _stop():
            found.setdefault(_stem(one), one)
    return found


@cache
def _stop() -> frozenset[str]:
    return frozenset(STOP.split())


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    plain = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return thesaurus.root(plain)


def _like(word: str) -> list[str]:
    plain = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return [_stem(one) for one in thesaurus.like(plain)]

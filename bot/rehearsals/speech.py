"""Speech: an answer as it would be said, taken apart into sentences and the stems of what they tell."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from bot.grounding.words import content, even, is_near, sentences, stem, stems

PER_MINUTE = 150  # Words that are spoken in a minute, at the pace of an interview.
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")
_ALL = re.compile(
    r"\b(?:nobody|no|none|not|never|nothing|nowhere|without|all|always|any\w*|every\w*|each|who(?:m)?ever|wherever|whenever|\w+n't|cannot|those who|people who)\b",
    re.IGNORECASE,
)  # fmt: skip
#: What people say for one another when they talk, besides what written paraphrases do (`grounding.vocabulary`, `thesaurus`).
_SPOKEN = """
nobody everyone everybody anyone anybody whoever
outside outdoors outdoor street rough doorway pavement
sleep bed overnight
town city community neighbourhood
warm heat heating cold
safe safety protect shelter roof
food meal eat hungry feed
politics politician political opposition election
neighbour neighbourhood local resident round
child kid family parent
work job
early soon quick quickly fast
visit come reach go
money pound penny pence donation fund
learn lesson change improve
truth honest honestly open openly transparent publish
wrong mistake error fault
trust faith confidence believe
stay remain keep continue
fix repair mend
doctor nurse hospital clinic health
pupil school class classroom teacher
river sea water coast beach
old older elderly pension pensioner
"""


def spoken_words(text: str) -> list[str]:
    """The words of `text` as they would be counted by ear."""
    return _WORD.findall(text)


def seconds(text: str) -> int:
    """How long `text` takes to say."""
    return round(len(spoken_words(text)) * 60 / PER_MINUTE)


@lru_cache(maxsize=512)
def parts(text: str) -> tuple[str, ...]:
    """The sentences of `text`, in one writing. Who types without capitals still ends sentences."""
    found = [piece.strip() for one in sentences(even_lines(text)) for piece in re.split(r"(?<=[.!?])\s+(?=\S)", one)]
    return tuple(one for one in found if one)


def even_lines(text: str) -> str:
    """One kind of apostrophe, dash and space, each line ended like a sentence."""
    return " ".join(
        even(line) + ("" if re.search(r"[.!?…:,;]\W*$", line) else ".") for line in text.splitlines() if line.strip()
    )


@cache
def _alike() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _SPOKEN.strip().splitlines():
        group = {stem(word) for word in line.split()}
        for one in group:
            found.setdefault(one, set()).update(group)
    return {one: frozenset(group) for one, group in found.items()}


def is_meant(one: str, known: frozenset[str]) -> bool:
    """Whether a stem, or what people say for it, is among `known`."""
    return is_near(one, known) or not known.isdisjoint(_alike().get(one, frozenset()))


def telling(text: str) -> list[str]:
    """The distinct stems of what a text tells, in order, then its figures in digits; all its stems where there is none of either."""
    return list(dict.fromkeys([*content(text), *_FIGURE.findall(text)])) or sorted(stems(text))


def is_universal(text: str) -> bool:
    """Whether a text speaks of all or of none: "nobody", "whoever", "every", "never"."""
    return _ALL.search(text) is not None


def share(told: Sequence[str], said: str, *, rare: dict[str, float] | None = None) -> float:
    """How much of what is `told` a text says, 0 to 1; each stem weighs what `rare` gives it, else the same."""
    known = stems(said) | set(_FIGURE.findall(said))
    weights = [(rare or {}).get(one, 1.0) for one in told]
    return sum(weight for one, weight in zip(told, weights, strict=True) if is_meant(one, known)) / (sum(weights) or 1.0)


def rarity(texts: Iterable[str]) -> dict[str, float]:
    """How much each stem of some texts tells: the fewer of them have it, the more."""
    bags = [set(telling(one)) for one in texts]
    every = set().union(*bags) if bags else set()
    return {one: 0.5 + math.log((len(bags) + 1) / (sum(one in bag for bag in bags) + 0.5)) for one in every}


def windows(found: Sequence[str], most: int = 2) -> list[tuple[int, str]]:
    """Every run of one to `most` sentences, with the place of its first."""
    return [
        (start, " ".join(found[start : start + length]))
        for length in range(1, most + 1)
        for start in range(len(found) - length + 1)
    ]

"""What reports the same event: articles by likeness of their words (TF-IDF), linked by the average over both groups.

The same articles give the same stories, in any process. Short texts share fewer words by chance and by design, so what counts as
alike follows from their length. A story's id is an article's: that of its earliest when the story was first seen.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.coverage.vocabulary import commonness, terms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[Any]

WINDOW, STEP = timedelta(hours=72), timedelta(hours=24)
MOST = 3_000  # Compared with each other at once; their likeness is a square table.
BACKGROUND = 200  # The articles that general commonness counts for, beside those at hand.
FULL = 35  # Different words from which a text says enough to be compared by its own words.
PAIR = 0.5  # What two words in a row count, of what one word does.


@dataclass(frozen=True)
class Told:
    """An article to be put into a story: its id, its words, and when it was published, if that is known."""

    id: str
    text: str
    published: datetime | None = None


def stories(
    articles: Iterable[Told], *, known: Mapping[str, str] | None = None,
    together: Iterable[tuple[str, str]] = (), apart: Iterable[tuple[str, str]] = (),
) -> dict[str, str]:  # fmt: skip
    """The story's id for each article's. `known` are stories of an earlier run: their ids are kept by who shares most
    articles. `together` and `apart` are pairs of articles that a person put into one story or into two."""
    ordered = sorted(articles, key=lambda each: (each.published.timestamp() if each.published else math.inf, each.id))
    found = dict(known or {})
    linked, parted = tuple(together), tuple(apart)
    for window in _windows(ordered):
        groups = grouped(window, known=known or {}, together=linked, apart=parted)
        found |= kept(groups, found)
    return {each.id: found[each.id] for each in ordered}


def _windows(ordered: Sequence[Told]) -> Iterable[Sequence[Told]]:
    """Runs of articles that are compared: 72 hours, a day further each time; by number where no time is known."""
    start = 0
    while start < len(ordered):
        first = ordered[start].published
        inside = [
            each for each in ordered[start : start + MOST]
            if first is None or each.published is None or each.published - first <= WINDOW
        ]  # fmt: skip
        yield inside
        end = start + len(inside)
        if end >= len(ordered):
            return
        ahead = (
            at for at in range(start + 1, end)
            if first is not None and (when := ordered[at].published) is not None and when - first > STEP
        )  # fmt: skip
        start = next(ahead, end if first is not None else start + max(len(inside) // 2, 1))


def kept(groups: Iterable[Sequence[str]], before: Mapping[str, str]) -> dict[str, str]:
    """Each article's story: the id of `before` that most of its group had, each given once, else its first article's."""
    listed = list(groups)
    claims = sorted(
        ((count, -at, story) for at, group in enumerate(listed) for story, count in _had(group, before).items()), reverse=True
    )
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, at, story in claims:
        if -at not in names and story not in taken:
            names[-at] = story
            taken.add(story)
    taken |= set(before.values())
    for at, group in enumerate(listed):
        if at not in names:
            names[at] = next((own for own in group if own not in taken), group[0])
            taken.add(names[at])
    return {article: names[at] for at, group in enumerate(listed) for article in group}


def _had(group: Sequence[str], before: Mapping[str, str]) -> Counter[str]:
    return Counter(before[article] for article in group if article in before)


def grouped(
    articles: Sequence[Told], *, known: Mapping[str, str] | None = None, together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> list[list[str]]:  # fmt: skip
    """The articles' ids in groups that report the same, each in the order given. Those that were in one story are a little
    nearer to each other: what hardly changes does not move."""
    from bot.coverage import linking

    if not articles:
        return []
    at = {each.id: place for place, each in enumerate(articles)}
    weights, lengths = weighed([terms(each.text) for each in articles])
    labels = linking.linked(
        weights, [enough(length) for length in lengths], full=[length > FULL for length in lengths], before=[(known or {}).get(each.id) for each in articles],
        together=[(at[a], at[b]) for a, b in together if a in at and b in at],
        apart=[(at[a], at[b]) for a, b in apart if a in at and b in at],
    )  # fmt: skip
    groups: dict[int, list[str]] = {}
    for each, label in zip(articles, labels, strict=True):
        groups.setdefault(label, []).append(each.id)
    return list(groups.values())


def enough(length: int) -> float:
    """The likeness from which two texts of as many different words report the same."""
    return min(max(0.2 * math.log(max(length, 1) / 4), 0.03), 0.3)


def weighed(texts: Sequence[Counter[str]]) -> tuple[Matrix, list[int]]:
    """TF-IDF as rows of length one, without the words that only one text has, and how many different words each text has.

    How rare a word is follows from the texts at hand and from how common it is in any news, so that a handful of texts can be
    compared too.
    """
    import numpy as np

    common, count = commonness(), len(texts) + BACKGROUND
    among = Counter(term for text in texts for term in text)
    column = {term: place for place, term in enumerate(term for term in among if among[term] > 1)}
    rare = {term: max(math.log((count + 1) / (n + BACKGROUND * common.get(term, 0) + 0.5)), 0.05) for term, n in among.items()}
    rows = np.zeros((len(texts), len(column)), dtype=np.float32)
    for at, text in enumerate(texts):
        length = 0.0
        for term, times in text.items():
            often = PAIR * times if " " in term else 1.0
            weight = (often if often < 1 else 1 + math.log(often if " " in term else times)) * rare[term]
            length += weight * weight
            if term in column:
                rows[at, column[term]] = weight
        rows[at] /= math.sqrt(length) or 1.0
    return rows, [sum(" " not in term for term in text) for text in texts]

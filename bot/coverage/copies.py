"""The same article twice: copies of the wire, snippets, cut, retitled and lightly edited ones.

Two texts are copies where one contains most of the other, by runs of five words. Likeness of the whole (Jaccard, MinHash) misses
a snippet of a long article, for the whole is not alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.coverage.shingles import FEWEST_WORDS, Shingled, is_mark, is_name, shingled, substitutions

WINDOW = timedelta(hours=72)
FEWEST_SHARED = 3
CONTAINED = 0.62  # Of the shorter one's words.
MOST_ROOTS = 3  # A run in more articles than these, which are no copies of each other, is the house's, not the article's.


@dataclass(frozen=True)
class Article:
    """What is compared. `published` in any zone; without it the article is compared with all."""

    id: str
    title: str
    text: str = ""
    published: datetime | None = None
    outlet: str = ""


class Seen:
    """Articles so far. Add them from the earliest to the latest: each is told what it is a copy of."""

    def __init__(self, stock: frozenset[int] = frozenset()) -> None:
        self.stock = set(stock)  # Runs that are boilerplate or of a template.
        self._articles: dict[str, tuple[Article, Shingled]] = {}
        self._root: dict[str, str] = {}
        self._at: dict[int, list[str]] = {}  # For each run one article of each root it was seen in.

    def add(self, article: Article, words: Shingled | None = None) -> str | None:
        """The id of the earliest article that this is a copy of; None where it is the first. `words` where they are known."""
        words = words or shingled(article.title, article.text)
        found = self._original(article, words) if len(words.words) >= FEWEST_WORDS else None
        root = self._root[found] if found is not None else article.id
        self._articles[article.id], self._root[article.id] = (article, words), root
        if len(words.words) >= FEWEST_WORDS:
            self._index(article.id, words, root)
        return root if found is not None else None

    def _index(self, key: str, words: Shingled, root: str) -> None:
        for run in words.keys:
            if run in self.stock:
                continue
            there = self._at.setdefault(run, [])
            if all(self._root[other] != root for other in there):
                there.append(key)
                if len(there) > MOST_ROOTS:
                    self.stock.add(run)
                    del self._at[run]

    def _original(self, article: Article, words: Shingled) -> str | None:
        shared = Counter[str]()
        for run in words.keys:
            for key in self._at.get(run, ()):
                shared[key] += 1
        by_root = Counter[str]()
        for key, count in shared.items():
            by_root[self._root[key]] += count
        own = words.run_set - self.stock
        for root, together in by_root.most_common(4):
            if together < FEWEST_SHARED - 1:  # Every second run is looked up.
                break
            for key, _ in shared.most_common(8):
                if self._root[key] == root and self._same(article, words, own, key):
                    return key
        return None

    def _same(self, article: Article, words: Shingled, own: frozenset[int], key: str) -> bool:
        other, theirs = self._articles[key]
        if article.published and other.published and abs(article.published - other.published) > WINDOW:
            return False
        runs = theirs.run_set - self.stock
        together = own & runs
        if len(together) < FEWEST_SHARED:
            return False
        shorter, longer = (words, theirs) if len(own) <= len(runs) else (theirs, words)
        if shorter.covered(together, self.stock) < CONTAINED:
            return False
        both = words.run_set & theirs.run_set
        return len(both) == len(shorter.run_set) or not _of_a_series(shorter, longer, both)


def _of_a_series(shorter: Shingled, longer: Shingled, together: frozenset[int]) -> bool:
    """Whether numbers stand where other numbers stood, or names where other names: next week's lottery, another town's weather.
    Who edits a copy changes ordinary words, and adds and leaves out; who fills in a template changes these."""
    numbers = names = others = 0
    for ours, theirs in substitutions(shorter, longer, together):
        if any(map(is_mark, ours)) and any(map(is_mark, theirs)):
            numbers += 1
        elif any(map(is_name, ours)) and any(map(is_name, theirs)):
            names += 1
        else:
            others += 1
    # A capital may only begin a sentence, so names alone have to be more than what else was changed.
    return numbers + names >= others if numbers else names > others


def copies(articles: Iterable[Article]) -> dict[str, str | None]:
    """For each id the id of the earliest article it is a copy of, or None. Works from the earliest on, whatever the order.

    Twice: what turns out to be boilerplate at the end was not known at the beginning.
    """
    ordered = sorted(enumerate(articles), key=lambda pair: (pair[1].published is None, _instant(pair[1]), pair[0]))
    read = [(article, shingled(article.title, article.text)) for _, article in ordered]
    seen = Seen()
    found = {article.id: seen.add(article, words) for article, words in read}
    if not seen.stock:
        return found
    again = Seen(frozenset(seen.stock))
    return {article.id: again.add(article, words) for article, words in read}


def _instant(article: Article) -> float:
    return article.published.timestamp() if article.published else 0.0

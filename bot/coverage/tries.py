"""Tries: what a watch term would have found in the newest articles, before it is saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from bot.authority import Actor, authorize
from bot.coverage import namesakes
from bot.coverage.matches import Sought
from bot.coverage.watchterms import TermEntry, checked
from bot.desk import Desk
from bot.models import Article, WatchTerm

NEWEST = 2_000  # Articles that a term is tried on.
EXAMPLES = 3


@dataclass(frozen=True)
class Tried:
    """That `found` of the `looked` newest articles mean the term, with the newest titles among them. `doubts` are sentences
    about names that are words too."""

    found: int
    looked: int
    titles: Sequence[str]
    doubts: Sequence[str]


def tried(desk: Desk, *, actor: Actor, entry: TermEntry) -> Tried:
    """What a term would have found; Invalid as `watchterms.save`."""
    authorize(actor, "look")
    entry = checked(entry)
    sought = Sought.of(WatchTerm(team_id=actor.team_id, added_by=actor.id, added_at=desk.clock(), **entry.kept()))
    single = {name: re.compile(rf"(?<!\w){re.escape(name.lower())}(?!\w)") for name in _single(entry)}
    looked, titles, words = 0, list[str](), set[str]()
    newest = (
        select(Article.title, Article.text).where(Article.team_id == actor.team_id)
        .order_by(col(Article.id).desc()).limit(NEWEST)
    )  # fmt: skip
    with desk.database.read() as session:
        for title, text in session.exec(newest):
            looked += 1
            whole = f"{title}\n{text}" if title else text
            if sought.is_meant(title, whole, whole.casefold()):
                titles.append(title)
            words |= {name for name, pattern in single.items() if name not in words and pattern.search(text)}
    return Tried(len(titles), looked, titles[:EXAMPLES], doubts(entry, words))


def doubts(entry: TermEntry, seen_as_words: set[str] = frozenset()) -> list[str]:  # type: ignore[assignment]
    """A sentence for each name that is an everyday word and has neither its letters' case nor context to tell it by."""
    return [
        f"“{name}” is an everyday word. Tick “Exactly as written”, or add context words that stand near the name and not near "
        "the word, such as what you do or where."
        for name in _single(entry)
        if name in seen_as_words or namesakes.is_common(name)
    ]


def _single(entry: TermEntry) -> list[str]:
    if entry.case_sensitive or entry.context:
        return []
    return [name for name in (entry.name, *entry.aliases) if namesakes.is_word(name.capitalize() if name.islower() else name)]

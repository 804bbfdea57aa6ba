"""How long search takes in a large archive: by words and facets, past answers, and what is near a new inquiry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot import inquiries, recall
from tests.bench import asks
from tests.bench.archive import INQUIRIES, LATER, Archive
from tests.bench.asks import Ask
from tests.paraphrases import Later


def measure(archives: Sequence[Archive]) -> None:
    """Prints the table."""
    asks.measure(f"Search among {INQUIRIES:,} inquiries (to reach: p95 under 50 ms)", archives, _asks, turns=LATER)


def _asks(archive: Archive) -> Mapping[str, Ask]:
    desk, actor, later = archive.desk, archive.actor, archive.later

    def find(text: str, page: int = 1) -> object:
        return inquiries.find(desk, actor=actor, text=text, page=page)

    return {
        "find two words": lambda turn: find(_words(later[turn], 2)),
        "find a word, third page": lambda turn: find(_words(later[turn], 1), page=3),
        "find with facets": lambda turn: find(f"{_words(later[turn], 1)} status:responded since:1y"),
        "past answers to typed words": lambda turn: recall.said(
            desk, actor=actor, text=f"{later[turn].topic} {later[turn].question}"
        ),
        "past answers to an inquiry": lambda turn: recall.past_answers(desk, actor=actor, inquiry_id=turn + 1),
        "near a new inquiry": lambda turn: inquiries.nearby(desk, actor=actor, inquiry_id=turn + 1),
    }


def _words(one: Later, count: int) -> str:
    long = [word for word in one.topic.replace(",", "").replace(":", "").split() if len(word) > 4]
    return " ".join(long[:count]) or "shelter"

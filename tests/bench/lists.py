"""How long a page of a list, one inquiry and Home take in a large archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from bot import inquiries
from bot.inquiries import Which
from bot.notices import Notices
from tests.bench import asks
from tests.bench.archive import INQUIRIES, Archive
from tests.bench.asks import Ask

TURNS = 20


class Page:
    """Takes what would be published, so that only our own time is measured."""

    def views_publish(self, **_: Any) -> dict[str, Any]:
        return {"ok": True}


def measure(archives: Sequence[Archive]) -> None:
    """Prints the table."""
    asks.measure(f"Lists and Home among {INQUIRIES:,} inquiries (to reach: p95 under 50 ms)", archives, _asks, turns=TURNS)


def _asks(archive: Archive) -> Mapping[str, Ask]:
    desk, actor = archive.desk, archive.actor
    notices = Notices(desk, Page())  # type: ignore[arg-type]
    lists: dict[str, Ask] = {
        f"list {which}": lambda turn, which=which: inquiries.listing(  # type: ignore[misc]
            desk, actor=actor, which=which, page=INQUIRIES if turn % 4 == 3 else 1 + turn % 3
        )
        for which in get_args(Which)
    }
    return lists | {
        "one inquiry": lambda turn: inquiries.get(desk, actor=actor, reference=1 + turn * 400),
        "Home": lambda _: notices.home(member=actor.id),
    }

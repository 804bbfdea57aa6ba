"""Clips on screen: what ran of an inquiry, on its card."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coverage.ties import Ran
from bot.coverage.titles import plain
from bot.text import shortened
from bot.views.blocks import Block, Part, date, line, link, rich

ON_CARD = 3


def on_card(found: Sequence[Ran]) -> list[Block]:
    """What ran of an inquiry, the earliest first."""
    if not found:
        return []
    lines = [line("🗞 Ran: ", *_ran(one)) for one in found[:ON_CARD]]
    more = [line(f"…and {len(found) - ON_CARD} more clips.")] if len(found) > ON_CARD else []
    return [rich(*lines, *more)]


def headline(title: str, address: str) -> Part:
    """The title as it is shown, leading to the article where it has an address on the web."""
    shown = shortened(plain(title), 200) or "(no headline)"
    return link(address, shown) if address.startswith(("https://", "http://")) and len(address) <= 2_000 else shown


def _ran(one: Ran) -> list[Part]:
    where = f" · {shortened(one.outlet, 100)}" if one.outlet else ""
    return [headline(one.title, one.address), where, " · ", date(one.at), "" if one.sure else "  (automatic)"]

"""Search on screen: the form, and a page of what was found."""

from __future__ import annotations

from datetime import datetime

from bot.inquiries import PAGE, Found
from bot.inquiries.finding import EXAMPLES, LONGEST
from bot.text import one_line, shortened
from bot.views.blocks import Block, actions, bold, button, divider, field, line, modal, note, rich, typed
from bot.views.inquiries import row


def form(text: str = "") -> Block:
    """The search box."""
    return modal(
        "Search",
        [
            field("Words and facets", typed("query", text, most=LONGEST, example='shelter beds outlet:"Eastmarsh Gazette" since:6m'), optional=False),
            note("Facets: " + " · ".join(EXAMPLES.values())),
        ],
        callback_id="find", submit="Search", close="Close", carries={},
    )  # fmt: skip


def results(found: Found, now: datetime) -> list[Block]:
    """A page of it, with buttons to the next and the one before."""
    page = found.page
    asked = shortened(one_line(found.wanted.text), 200)
    title = "Nothing has all of it; nearest: " if found.loosely else f"Found {page.total}: "
    blocks: list[Block] = [rich(line(bold(title), asked))]
    if not page.records:
        return [*blocks, note("Fewer or other words may find it. Words are found by their beginnings and English stems.")]
    for record in page.records:
        blocks += [*row(record, now), divider()]
    turn = [
        button(label, f"find_turn:{way}", f"{number}:{found.wanted.text}")
        for label, way, number in (("← Back", "back", page.page - 1), ("More →", "more", page.page + 1))
        if 1 <= number <= page.pages
    ]
    if turn:
        first = (page.page - 1) * PAGE + 1
        blocks += [note(f"{first}–{first + len(page.records) - 1} of {page.total}"), actions(*turn)]
    return blocks

"""What we said before, on screen: the words with their date, approver, outlet and age."""

from __future__ import annotations

from collections.abc import Sequence

from bot.recall import PastAnswer
from bot.text import one_line, shortened
from bot.views.blocks import Block, Part, bold, date, header, line, link, note, quote, rich, section

OLD = "⏳ old: check it"
EXPIRED = "⌛ cites what has expired: check it"


def recalled(one: PastAnswer, *, most: int = 800) -> list[Block]:
    """One past answer."""
    return [rich(line(*about(one)), quote(shortened(one.text, most)))]


def about(one: PastAnswer) -> list[Part]:
    """Whose words they are: reference, topic, outlet, when, approved by whom, and whether they are old."""
    where = f" · {one.outlet}" if one.outlet else ""
    reference: Part = link(one.link, one.reference) if one.link else bold(one.reference)
    parts: list[Part] = [
        reference, f"  {shortened(one_line(one.topic), 150)}{where} · given ", date(one.given_at, "{date_short_pretty}"),
        f" · approved by {one.approved_by}",
    ]  # fmt: skip
    marks = [f"❗ corrected by {one.corrected_by}: do not use it"] if one.corrected_by else []
    marks += [EXPIRED] if one.expired else []
    marks += [OLD] if one.old else []
    if one.embargo_until:
        parts += [bold(" · 🔒 under embargo until "), date(one.embargo_until)]
    return [*parts, *(bold(f" · {mark}") for mark in marks)]


def answers(text: str, found: Sequence[PastAnswer]) -> list[Block]:
    """What `/press said` says."""
    title = header(f"What we said: {shortened(one_line(text), 100)}")
    if not found:
        return [title, section("No answer given on the record is near these words. Try fewer or other ones.")]
    return [
        title,
        *[block for one in found for block in recalled(one)],
        note("Approved then, for that inquiry: new use needs its own approval."),
    ]


def remembered(found: Sequence[PastAnswer]) -> list[Block]:
    """What stands under an inquiry that was just logged; nothing where nothing is near."""
    if not found:
        return []
    return [section("*What we said last time*"), *[block for one in found[:2] for block in recalled(one, most=400)]]

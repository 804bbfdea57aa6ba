"""The morning digest on screen: what needs somebody first, quiet things as a count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.digests import Morning
from bot.events import awareness
from bot.inquiries import InquiryRecord
from bot.text import shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    clock_time,
    date,
    escaped,
    header,
    line,
    note,
    rich,
    section,
)

LISTED = 8
AHEAD = timedelta(days=13)


def digest(morning: Morning) -> list[Block]:
    """The digest as a message."""
    said = f"{morning.day:%A} {morning.day.day} {morning.day:%B}"
    blocks: list[Block] = [header(f"Press desk, {said}")]
    if morning.quiet:
        return [*blocks, section("Nothing is open, and nothing was answered yesterday. A quiet desk.")]
    counts = [
        (len(morning.overdue), "overdue"), (len(morning.due_today), "due today"), (len(morning.later), "due later"),
        (len(morning.undated), "without a time"), (len(morning.answered), "answered since yesterday"),
    ]  # fmt: skip
    blocks.append(section("  ·  ".join(f"*{number}* {label}" for number, label in counts if number)))
    for title, records in (
        ("🔴 Overdue", morning.overdue), ("⏰ Due today", morning.due_today), ("📅 Due later", morning.later),
        ("ASAP or no deadline", morning.undated),
    ):  # fmt: skip
        if records:
            blocks.append(rich(line(bold(title)), bullets([_row(one, morning.team.zone) for one in records[:LISTED]])))
            if len(records) > LISTED:
                blocks.append(note(f"…and {len(records) - LISTED} more: `/press list`."))
    if morning.answered:
        blocks.append(
            rich(line(bold("📤 Answered since yesterday")), bullets([_answered(one) for one in morning.answered[:LISTED]]))
        )
    if morning.waiting:
        courts = sorted(morning.waiting.items(), key=lambda pair: -pair[1])
        blocks.append(note("Waiting for: " + "  ·  ".join(f"{words.COURT[court].lower()} {count}" for court, count in courts)))
    if morning.day.strftime("%a").lower() == next(iter(morning.team.digest_days), None):
        # Once a week: each morning it would be the same list again.
        days = [f"{day:%a %-d %b} {one.name}" for day, one in awareness.between(morning.day, morning.day + AHEAD)]
        blocks.append(
            note(f"🎗️ The next two weeks: {escaped(', '.join(days) or 'no well-known day')}. `/press calendar month` shows all.")
        )
    blocks.append(
        actions(
            button("Open inquiries", "list_open:open", "open"), button("Overdue", "list_open:overdue", "overdue"),
            button("Answered", "list_open:answered", "answered"),
        )
    )  # fmt: skip
    return blocks


def coverage_button() -> Block:
    """Leads from the inquiries to what was said of us."""
    return actions(button("Coverage", "coverage_digest_open"))


def digest_text(morning: Morning) -> str:
    """The digest's notification: numbers, no topics."""
    if morning.quiet:
        return "Press desk: nothing is open."
    return f"Press desk: {len(morning.overdue)} overdue, {len(morning.due_today)} due today, {len(morning.answered)} answered."


def _row(record: InquiryRecord, zone: str) -> Sequence[Part]:
    inquiry = record.inquiry
    topic = "under embargo" if inquiry.embargo_words else shortened(inquiry.topic, 150)
    when: list[Part] = ["ASAP" if inquiry.deadline_kind.value == "asap" else "no deadline"]
    if inquiry.deadline_at:
        when = [date(inquiry.deadline_at), f" ({clock_time(inquiry.deadline_at, zone)})"]
    return [bold(inquiry.reference), f"  {topic} · {shortened(record.who, 120)} · ", *when,
            f" · {record.name(inquiry.owner_id)}, with {words.COURT[inquiry.court].lower()}"]  # fmt: skip


def _answered(record: InquiryRecord) -> Sequence[Part]:
    inquiry = record.inquiry
    topic = "under embargo" if inquiry.embargo_words else shortened(inquiry.topic, 150)
    return [bold(inquiry.reference), f"  {topic} · {shortened(record.who, 120)} · by {record.name(inquiry.responded_by)}"]

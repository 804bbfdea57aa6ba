"""The end-of-day post on screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.evenings import Evening
from bot.inquiries import InquiryRecord
from bot.models import DeadlineKind
from bot.text import shortened
from bot.views import debriefs as debrief_views
from bot.views import words
from bot.views.blocks import Block, Part, actions, bold, bullets, button, clock_time, header, line, note, rich, section

LISTED = 12


def evening(found: Evening, now: datetime) -> list[Block]:
    """What is open, overdue first, and what was closed, each with whom."""
    said = f"{found.day:%A} {found.day.day} {found.day:%B}"
    blocks: list[Block] = [header("Restricted, yours only" if found.own else f"End of day, {said}")]
    if found.quiet:
        return [*blocks, section("Nothing is open, and nothing was closed today. Good night.")]
    for title, records in (
        ("🔴 Overdue", found.overdue), ("⏰ By deadline", found.dated), ("ASAP or no deadline", found.undated),
    ):  # fmt: skip
        blocks += _list(title, [_open(one, found.team.zone) for one in records])
    blocks += debrief_views.evening(found.promised, now)
    blocks += _list("🗂️ Closed or answered today", [_closed(one) for one in found.closed])
    if not found.own:
        duty = found.on_duty.name if found.on_duty else "nobody; what comes in is put to this channel"
        blocks.append(rich(line("On duty: ", duty)))
        blocks.append(actions(button("Open inquiries", "list_open:open", "open"), button("Hand over", "handover_open")))
    return blocks


def evening_text(found: Evening) -> str:
    """Its notification: numbers, no topics."""
    still = len(found.overdue) + len(found.dated) + len(found.undated)
    what = "Restricted, end of day" if found.own else "End of day"
    return f"{what}: {still} open, {len(found.overdue)} overdue, {len(found.closed)} closed or answered today."


def _list(title: str, rows: Sequence[list[Part]]) -> list[Block]:
    if not rows:
        return []
    blocks = [rich(line(bold(f"{title}: {len(rows)}")), bullets(rows[:LISTED]))]
    if len(rows) > LISTED:
        blocks.append(note(f"…and {len(rows) - LISTED} more: `/press list`."))
    return blocks


def _open(record: InquiryRecord, zone: str) -> list[Part]:
    inquiry = record.inquiry
    when = "ASAP" if inquiry.deadline_kind == DeadlineKind.ASAP else "no deadline"
    if inquiry.deadline_at:
        when = clock_time(inquiry.deadline_at, zone)
    return [
        bold(inquiry.reference), f"  {_topic(record)} · {shortened(record.who, 120)} · {when} · {words.STATUS[inquiry.status]}",
        f" · {record.name(inquiry.owner_id)}, with {words.COURT[inquiry.court].lower()}",
    ]  # fmt: skip


def _closed(record: InquiryRecord) -> list[Part]:
    inquiry = record.inquiry
    how = words.RESOLUTION[inquiry.resolution].lower() if inquiry.resolution else "answered"
    by = record.name(inquiry.responded_by or inquiry.owner_id)
    return [bold(inquiry.reference), f"  {_topic(record)} · {shortened(record.who, 120)} · {how} · {by}"]


def _topic(record: InquiryRecord) -> str:
    return "under embargo" if record.inquiry.embargo_words else shortened(record.inquiry.topic, 150)

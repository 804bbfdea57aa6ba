"""A handover on screen: the form, and what the next officer reads."""

from __future__ import annotations

from bot.handovers import HandoverRecord
from bot.inquiries import InquiryRecord
from bot.models import Member, Status
from bot.text import one_line, shortened
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
    fallback,
    field,
    header,
    line,
    modal,
    note,
    person,
    quote,
    rich,
    section,
    typed,
)

LISTED = 20


def form(to: Member | None) -> Block:
    """Who takes over, what was promised, what else they should know."""
    return modal(
        "Hand over",
        [
            section("What is open goes along by itself, with its state."),
            field("To", person("to", to.user_id if to else None), hint="Empty: whoever accepts it in the desk channel."),
            field("What was promised, and to whom", typed("promised", lines=True, most=2_500)),
            field("Notes", typed("notes", lines=True, most=2_500), hint="The desk channel reads this. Restricted matters go along by "
                  "themselves, to those who may know: keep them out of here."),
        ],
        callback_id="handover_write", submit="Hand over", close="Cancel", carries={},
    )  # fmt: skip


def handover(record: HandoverRecord) -> list[Block]:
    """The handover as a message; accepted, it says by whom."""
    given = record.handover
    to = f" to {record.to.name}" if record.to else ""
    blocks: list[Block] = [
        header("Handover"),
        rich(line(bold(record.writer.name), f" hands over{to}, ", date(given.written_at), f". Open: {len(record.items)}.")),
    ]
    if record.items:
        blocks.append(rich(bullets([_item(one, record.team.zone) for one in record.items[:LISTED]])))
    if len(record.items) > LISTED:
        blocks.append(note(f"…and {len(record.items) - LISTED} more: `/press list`."))
    for title, text in (("Promised", given.promised), ("Notes", given.notes)):
        if text:
            blocks.append(rich(line(bold(title)), quote(text)))
    if record.taker and given.accepted_at:
        return [*blocks, rich(line("✅ Accepted by ", bold(record.taker.name), ", ", date(given.accepted_at), "."))]
    if given.reminded_at:
        blocks.append(section("⚠️ Nobody has accepted it for half an hour."))
    return [
        *blocks,
        actions(button("I have it", "handover_accept", str(given.id), style="primary"), block_id=f"handover:{given.id}"),
    ]


def handover_text(record: HandoverRecord) -> str:
    """Its notification: people and numbers, no topics."""
    if record.taker:
        return fallback(f"{record.taker.name} accepted the handover from {record.writer.name}.")
    late = " Nobody has accepted it for half an hour." if record.handover.reminded_at else ""
    return fallback(f"{record.writer.name} hands over: {len(record.items)} open.{late}")


def _item(record: InquiryRecord, zone: str) -> list[Part]:
    inquiry = record.inquiry
    topic = "under embargo" if inquiry.embargo_words else shortened(inquiry.topic, 150)
    when = (
        f"answer {clock_time(inquiry.deadline_at, zone)}"
        if inquiry.deadline_at
        else f"“{shortened(inquiry.deadline_words, 60)}”"
    )
    said = "acknowledged" if inquiry.acknowledged_at else "not acknowledged yet"
    state = words.STATUS[inquiry.status]
    if inquiry.status == Status.PENDING_APPROVAL and record.version is not None:
        state += f", version {record.version.number}"
    last = record.events[-1] if record.events else None
    done = f" · last: {record.name(last.actor_id)} {shortened(one_line(record.said(last)), 120)}" if last and last.text else ""
    return [
        bold(inquiry.reference), f"  {topic} · {shortened(record.who, 100)} · {when} · {state} · {said} · ",
        f"{record.name(inquiry.owner_id)}, with {words.COURT[inquiry.court].lower()}{done}",
    ]  # fmt: skip

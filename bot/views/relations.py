"""What inquiries are to each other, on screen: the offer when one is logged, and the view behind *Related*."""

from __future__ import annotations

from collections.abc import Sequence

from bot.inquiries import InquiryRecord, Nearby
from bot.models import Inquiry
from bot.text import one_line, shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    actions,
    bold,
    button,
    choice,
    divider,
    escaped,
    field,
    line,
    modal,
    note,
    rich,
    section,
    sure,
    typed,
)

HOW = {"group": "Same issue", "merge": "Duplicate: merge it into that one", "follow": "Follow-up to that one"}


def offered(near: Nearby) -> list[Block]:
    """Under an inquiry that was just logged: what else was asked on its topic today, and what can be made of it."""
    if not near.lately:
        return []
    return [divider(), section(f"*{near.ordinal} inquiry on this topic in 24 h*"), *_choices(near.record, near.lately[:3])]


def related(near: Nearby, said: str = "") -> Block:
    """What it has to do with, what is near it, and a line for any other reference."""
    record = near.record
    inquiry = record.inquiry
    blocks: list[Block] = [rich(line(bold(f"{inquiry.reference}  "), inquiry.topic))]
    if said:
        blocks.append(rich(line(said)))
    blocks += _now(record)
    tied = {one.id for one in record.others}
    for title, records in (("On this topic in the last 24 h", near.lately), ("Earlier on this topic", near.earlier)):
        free = [one for one in records if one.inquiry.id not in tied]
        if free:
            blocks += [divider(), section(f"*{title}*"), *_choices(record, free)]
    blocks += [
        divider(),
        field("Another one", typed("other", most=40, example="PR-0012"), optional=False),
        field("It is", choice("how", HOW, "group"), optional=False),
    ]
    return modal(f"Related {inquiry.reference}", blocks, callback_id="related", submit="Save", carries={"i": inquiry.id})


def _now(record: InquiryRecord) -> list[Block]:
    inquiry = record.inquiry
    parts: list[tuple[str, Sequence[Inquiry]]] = [
        ("Follow-up to", [record.parent] if record.parent else []), ("Followed up by", record.followups),
        ("Merged into", [record.duplicate_of] if record.duplicate_of else []), ("Merged into it", record.duplicates),
        ("Of the same issue", record.fellows),
    ]  # fmt: skip
    blocks: list[Block] = []
    for title, others in parts:
        for one in others[:10]:
            status = escaped(words.STATUS[one.status])
            blocks.append(
                rich(line(f"{title}: ", bold(f"{one.reference}  "), f"{shortened(one_line(one.topic), 150)} · {status}"))
            )
    if inquiry.issue_id is not None:
        blocks.append(actions(button("Take it out of its issue", "related_ungroup", str(inquiry.id)), block_id="related_now"))
    return blocks or [note("It has to do with no other inquiry so far.")]


def _choices(record: InquiryRecord, others: Sequence[InquiryRecord]) -> list[Block]:
    blocks: list[Block] = []
    for other in others:
        one = other.inquiry
        value = f"{record.inquiry.id}:{one.id}"
        merging = sure(
            f"Merge into {one.reference}?",
            f"{record.inquiry.reference} is closed as a duplicate and its journalists go to {one.reference}. It can be undone.",
            "Merge",
        )
        blocks += [
            rich(line(bold(f"{one.reference}  "), shortened(one_line(one.topic), 150), f" · {shortened(other.who, 100)}")),
            actions(
                button("Group under an issue", f"related_group:{one.id}", value),
                button(f"Same as {one.reference}: merge", f"related_merge:{one.id}", value, sure=merging),
                button(f"Follow-up to {one.reference}", f"related_follow:{one.id}", value),
            ),
        ]
    return blocks

"""Corrections on screen: the form that begins one, and who holds the old words and was told."""

from __future__ import annotations

from bot.statements import CorrectionRecord, Holder, StatementRecord
from bot.text import shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    button,
    date,
    fallback,
    field,
    line,
    modal,
    note,
    quote,
    rich,
    section,
    typed,
)

LISTED = 30


def beginning(found: StatementRecord) -> Block:
    """What was wrong in words that went out, and how it should have been."""
    return modal(
        f"Correct {found.statement.reference}",
        [
            rich(quote(shortened(found.version.text, 2_900))),
            field("What was wrong?", typed("wrong", lines=True, most=3_000), optional=False, hint="One point a line."),
            field("The right wording", typed("right", lines=True, most=3_000), optional=False, hint="The fact and its source."),
            note("A correction is a statement of its own: it is approved and marked sent like any other."),
        ],
        callback_id="correction_begin", submit="Begin it", close="Cancel", carries={"s": found.statement.id},
    )  # fmt: skip


def holders(record: CorrectionRecord, *, may_work: bool = True) -> list[Block]:
    """Everybody who holds the old words, each with a tick or a button for it."""
    reference = record.corrected.reference
    left = len(record.untold)
    said = f"{left} of {len(record.holders)} still to be told." if left else "Everybody is told."
    blocks: list[Block] = [section(f"*Who holds the old words of {reference}.* {said}")]
    if not record.went_out:
        blocks.append(note("Once the correction is sent, each is ticked off here."))
    for one in record.holders[:LISTED]:
        blocks.append(rich(line(*_holder(one))))
        if one.recipient.told_at is None and record.went_out and may_work:
            value = f"{record.found.statement.id}:{one.recipient.id}"
            blocks.append(
                actions(button(f"Told {shortened(one.recipient.name, 50)}", f"correction_told:{one.recipient.id}", value))
            )
    if len(record.holders) > LISTED:
        blocks.append(note(f"…and {len(record.holders) - LISTED} more."))
    return blocks


def untold(record: CorrectionRecord) -> list[Block]:
    """The reminder of whoever is still untold."""
    one = record.found.statement
    title = rich(
        line(bold(f"{one.reference} corrects {record.corrected.reference}. "), "Those who hold the old words must hear of it.")
    )
    return [title, *holders(record)]


def untold_text(record: CorrectionRecord) -> str:
    """The notification of it."""
    left = len(record.untold)
    return fallback(f"{record.found.statement.reference}: {f'{left} still to be told' if left else 'everybody is told'}")


def _holder(one: Holder) -> list[Part]:
    parts: list[Part] = [shortened(one.recipient.name, 200), " · got them ", date(one.release.sent_at)]
    if one.recipient.told_at is None:
        return ["☐ ", *parts]
    return ["☑ ", *parts, " · told ", date(one.recipient.told_at), f" by {one.told_by}" if one.told_by else ""]

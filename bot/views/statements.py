"""Statements on screen: the form in which words are written."""

from __future__ import annotations

from collections.abc import Sequence

from bot.inquiries import InquiryRecord
from bot.models import Origin, StatementStatus, Verdict
from bot.recall import PastAnswer
from bot.statements import LONGEST, StatementRecord
from bot.text import shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    actions,
    bold,
    bullets,
    button,
    divider,
    escaped,
    field,
    line,
    modal,
    note,
    quote,
    rich,
    section,
    typed,
)
from bot.views.recall import recalled

ORIGIN = {Origin.TYPED: "typed", Origin.MODEL: "suggested by the model", Origin.ASSEMBLED: "assembled from past answers"}


def draft(
    record: InquiryRecord, found: StatementRecord | None, past: Sequence[PastAnswer], *, model: bool, text: str | None = None,
    turn: int = 0, said: str = "", shared: Sequence[StatementRecord] = (),
) -> Block:  # fmt: skip
    """The form in which words are written. `text` is a suggestion put in place of the newest version's words."""
    inquiry = record.inquiry
    value = str(inquiry.id)
    working = found if found and found.statement.status != StatementStatus.SENT else None
    blocks: list[Block] = [rich(line(bold(f"{inquiry.reference}  "), inquiry.topic))]
    if said:
        blocks.append(rich(line(said)))
    if record.questions:
        blocks.append(rich(bullets([[shortened(one.text, 250)] for one in record.questions[:12]], numbered=True)))
    if working:
        blocks.append(note(_standing(working)))
        if working.approval:
            blocks.append(note("⚠️ Any edit makes the approval void: the new words need approving again."))
        blocks.append(actions(*_steps(working, value), block_id="statement_steps"))
    label = "Suggest a draft" if model else "Assemble from past answers"
    blocks += [
        field(
            "Statement",
            typed("text", text if text is not None else (working.version.text if working else ""), lines=True, most=LONGEST),
            optional=False, block_id=f"text:{turn}", hint=f"Terms: {words.TERMS[inquiry.terms].lower()}. What nothing backs, mark [VERIFY: …].",
        ),
        actions(button(label, "statement_suggest", value), block_id=f"suggest:{turn}"),
    ]  # fmt: skip
    if shared:
        blocks += _shared(shared, value, turn)
    if past:
        blocks += [divider(), section("*What we said before*"), *[block for one in past[:3] for block in recalled(one)]]
    return modal(
        f"Statement {inquiry.reference}", blocks, callback_id="statement_save", submit="Save",
        carries={"i": inquiry.id, "seen": working.version.number if working else 0, "t": turn},
    )  # fmt: skip


def _shared(found: Sequence[StatementRecord], value: str, turn: int) -> list[Block]:
    """The approved lines of the same issue, each with a button that puts it into the box."""
    blocks: list[Block] = [divider(), section("*One line for all of this issue*")]
    for one in found:
        reference = one.reference
        use = button(f"Use the words of {reference}", f"statement_share:{one.version.id}", f"{value}:{one.version.id}")
        blocks += [
            rich(line(bold(reference), f"  approved by {one.name(one.approval.member_id) if one.approval else 'somebody'}"),
                 quote(shortened(one.version.text, 400))),
            actions(use, block_id=f"share:{one.version.id}:{turn}"),
        ]  # fmt: skip
    return blocks


def _standing(found: StatementRecord) -> str:
    state = {
        StatementStatus.DRAFT: "✏️ Draft", StatementStatus.PENDING_APPROVAL: "⏳ Pending approval",
        StatementStatus.APPROVED: "✅ Approved", StatementStatus.SENT: "📤 Sent", StatementStatus.HELD: "✋ Held",
        StatementStatus.WITHDRAWN: "Withdrawn",
    }[found.statement.status]  # fmt: skip
    last = found.decisions[-1] if found.decisions else None
    text = f"{state} · version {found.version.number}, {ORIGIN[found.version.origin]} by {escaped(found.name(found.version.author_id))}"
    if last and last.verdict == Verdict.SENT_BACK:
        text += f"\nSent back by {escaped(found.name(last.member_id))}: {escaped(shortened(last.reason, 500))}"
    if found.approval:
        text += f" · approved by {escaped(found.name(found.approval.member_id))}"
    return text


def _steps(found: StatementRecord, value: str) -> list[Block]:
    version = str(found.version.id)
    if found.statement.status == StatementStatus.DRAFT:
        return [button("Ask for approval", "statement_submit", f"{value}:{version}", style="primary")]
    if found.statement.status == StatementStatus.PENDING_APPROVAL:
        return [button("See whom it waits for", "statement_waiting", value)]
    return [
        button("Copy the words", "statement_copy", value),
        button("Mark sent…", "statement_sent", f"{value}:{version}", style="primary"),
    ]

"""Statements on screen: the draft form, what an approver sees, and the approved words to copy."""

from __future__ import annotations

from collections.abc import Sequence

from bot.inquiries import InquiryRecord
from bot.models import Origin, StatementStatus, Verdict
from bot.recall import PastAnswer
from bot.statements import LONGEST, ROUTES, StatementRecord
from bot.text import shortened
from bot.views import words
from bot.views.blocks import (
    Block,
    actions,
    bold,
    bullets,
    button,
    choice,
    code,
    date,
    divider,
    escaped,
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
        reference = one.record.inquiry.reference
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
        StatementStatus.APPROVED: "✅ Approved", StatementStatus.SENT: "📤 Sent",
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


def approval(found: StatementRecord) -> list[Block]:
    """What an approver gets: the exact text and its terms, and two buttons."""
    record, version = found.record, found.version
    inquiry = record.inquiry
    blocks: list[Block] = [
        rich(
            line(bold("For your approval: "), bold(f"{inquiry.reference}  "), inquiry.topic),
            line(f"From: {shortened(record.who, 300)}"),
            *([line("Deadline: ", date(inquiry.deadline_at), "  ", date(inquiry.deadline_at, "{ago}"))] if inquiry.deadline_at else []),
        ),
        rich(quote(version.text)),
        note(
            f"*{words.TERMS[version.terms]}* · {words.SENSITIVITY[inquiry.sensitivity]} · version {version.number} by "
            f"{escaped(found.name(version.author_id))} · fingerprint `{version.sha256[:12]}`"
        ),
    ]  # fmt: skip
    last = found.decisions[-1] if found.decisions else None
    if found.is_current and found.statement.status == StatementStatus.PENDING_APPROVAL and inquiry.closed_at is None:
        value = f"{version.id}:{version.sha256}"
        blocks.append(
            actions(
                button("Approve these words", "approval_approve", value, style="primary"),
                button("Send back…", "approval_send_back", value),
                block_id=f"approval:{version.id}",
            )
        )
    elif last is not None and last.verdict == Verdict.APPROVED and found.approval:
        blocks.append(note(f"✅ {escaped(found.name(last.member_id))} approved exactly these words."))
    elif last is not None and last.verdict == Verdict.SENT_BACK:
        blocks.append(note(f"↩️ {escaped(found.name(last.member_id))} sent it back: {escaped(shortened(last.reason, 500))}"))
    elif last is not None and last.verdict == Verdict.VOIDED:
        blocks.append(note(f"⚠️ Void: {escaped(last.reason)} You will be asked again for the new words."))
    elif inquiry.closed_at is not None:
        blocks.append(note(f"{words.STATUS[inquiry.status]}. There is nothing to approve while it is closed."))
    else:
        blocks.append(note("⚠️ These words were edited or taken back; there is nothing to approve here any more."))
    return blocks


def approval_text(found: StatementRecord) -> str:
    """The notification of a request for approval. Restricted and embargoed words stay out of it."""
    inquiry = found.record.inquiry
    hidden = inquiry.restricted or inquiry.embargo_words
    return (
        f"{inquiry.reference} waits for your approval."
        if hidden
        else fallback(f"For your approval: {inquiry.reference} {inquiry.topic}")
    )


def sending_back(found: StatementRecord) -> Block:
    return modal(
        "Send it back",
        [
            rich(quote(shortened(found.version.text, 1_500))),
            field("What should change?", typed("reason", lines=True, most=2_000), optional=False),
        ],
        callback_id="approval_send_back", submit="Send back", close="Cancel",
        carries={"version": found.version.id, "sha256": found.version.sha256},
    )  # fmt: skip


def copying(found: StatementRecord) -> Block:
    """The approved words, word for word, to be copied."""
    return modal(
        "Approved words",
        [
            rich(code(found.version.text)),
            note(
                f"{words.TERMS[found.version.terms]} · version {found.version.number} · fingerprint `{found.version.sha256[:12]}`"
            ),
            section("The desk sends nothing to a journalist. Copy the words into your own mail, then mark them sent."),
            actions(button("Mark sent…", "statement_sent", f"{found.record.inquiry.id}:{found.version.id}", style="primary")),
        ],
    )


def sent(found: StatementRecord) -> Block:
    email = "email" if found.record.inquiry.channel.value == "email" else None
    return modal(
        "Mark sent",
        [
            rich(quote(found.version.text)),
            note(f"*{words.TERMS[found.version.terms]}*. These exact words are frozen as what we said."),
            field("How did it go out?", choice("route", ROUTES, email), optional=False),
            field("Attribute it to", typed("attribution", most=200, example="a spokesperson, or a name and title")),
            field("Note", typed("note", lines=True, most=2_000), hint="To whom, or what else was agreed."),
        ],
        callback_id="statement_sent", submit="Mark sent", close="Cancel",
        carries={"i": found.record.inquiry.id, "version": found.version.id},
    )  # fmt: skip

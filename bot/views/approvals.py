"""Approvals on screen: the exact words and two buttons."""

from __future__ import annotations

from bot.models import StatementStatus, Verdict
from bot.statements import StatementRecord
from bot.text import shortened
from bot.views import words
from bot.views.blocks import Block, actions, bold, button, date, escaped, fallback, field, line, modal, note, quote, rich, typed


def approval(found: StatementRecord) -> list[Block]:
    """What an approver gets: the exact text and its terms, and two buttons."""
    version = found.version
    who = [line(f"From: {shortened(found.record.who, 300)}")] if found.record else []
    due = [line("Deadline: ", date(found.deadline_at), "  ", date(found.deadline_at, "{ago}"))] if found.deadline_at else []
    blocks: list[Block] = [
        rich(
            line(bold("For your approval: "), bold(f"{found.reference}  "), found.subject), *who, *due,
        ),
        rich(quote(version.text)),
        note(
            f"*{words.TERMS[version.terms]}* · {words.SENSITIVITY[found.sensitivity]} · version {version.number} by "
            f"{escaped(found.name(version.author_id))} · fingerprint `{version.sha256[:12]}`"
        ),
    ]  # fmt: skip
    last = found.decisions[-1] if found.decisions else None
    if found.is_current and found.statement.status == StatementStatus.PENDING_APPROVAL and not found.is_closed:
        value = f"{version.id}:{version.sha256}"
        blocks.append(
            actions(
                button("Approve these words", "approval_approve", value, style="primary"),
                button("Send back…", "approval_send_back", value),
                button("Show sources", "sources_show", str(version.id)),
                block_id=f"approval:{version.id}",
            )
        )
    elif last is not None and last.verdict == Verdict.APPROVED and found.approval:
        blocks.append(note(f"✅ {escaped(found.name(last.member_id))} approved exactly these words."))
    elif last is not None and last.verdict == Verdict.SENT_BACK:
        blocks.append(note(f"↩️ {escaped(found.name(last.member_id))} sent it back: {escaped(shortened(last.reason, 500))}"))
    elif last is not None and last.verdict == Verdict.VOIDED:
        blocks.append(note(f"⚠️ Void: {escaped(last.reason)} You will be asked again for the new words."))
    elif found.inquiry is not None and found.is_closed:
        blocks.append(note(f"{words.STATUS[found.inquiry.status]}. There is nothing to approve while it is closed."))
    else:
        blocks.append(note("⚠️ These words were edited or taken back; there is nothing to approve here any more."))
    return blocks


def approval_text(found: StatementRecord) -> str:
    """The notification of a request for approval. Restricted and embargoed words stay out of it."""
    embargoed = found.version.embargo_words or (found.inquiry and found.inquiry.embargo_words)
    if found.matter.restricted or embargoed:
        return f"{found.reference} waits for your approval."
    return fallback(f"For your approval: {found.reference} {found.subject}")


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

"""Where a statement stands, and the buttons that take it further."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Origin, Sensitivity, StatementStatus, Verdict
from bot.statements import KINDS, LANGUAGES, StatementRecord
from bot.text import shortened
from bot.views import words
from bot.views.blocks import Block, button, choice, choices, escaped, field, persons

ORIGIN = {Origin.TYPED: "typed", Origin.MODEL: "suggested by the model", Origin.ASSEMBLED: "assembled from past answers"}
STATUS = {
    StatementStatus.DRAFT: "✏️ Draft", StatementStatus.PENDING_APPROVAL: "⏳ Pending approval", StatementStatus.HELD: "✋ Held",
    StatementStatus.APPROVED: "✅ Approved", StatementStatus.SENT: "📤 Sent", StatementStatus.WITHDRAWN: "🚫 Withdrawn",
}  # fmt: skip


def standing(found: StatementRecord) -> str:
    """Its kind, where it stands, who wrote the newest words and what approvers said, in mrkdwn."""
    one = found.statement
    released = found.approval is not None and found.approval.verdict == Verdict.RELEASED
    parts = ["🚨 Released without approval" if released else STATUS[one.status], f"{KINDS[one.kind].label} {one.reference}"]
    if one.language != "en":
        parts.append(LANGUAGES.get(one.language, one.language))
    parts.append(
        f"version {found.version.number}, {ORIGIN[found.version.origin]} by {escaped(found.name(found.version.author_id))}"
    )
    if found.approval:
        did = "released" if released else "approved"
        parts.append(f"{did} by {escaped(' and '.join(found.approved_by))}")
    if found.corrected_by:
        parts.append(f"❗ corrected by {found.corrected_by}")
    text = " · ".join(parts)
    last = found.decisions[-1] if found.decisions else None
    if last and last.verdict == Verdict.SENT_BACK:
        text += f"\nSent back by {escaped(found.name(last.member_id))}: {escaped(shortened(last.reason, 500))}"
    return text


def steps(found: StatementRecord) -> list[Block]:
    """The buttons that take a statement further; their value is the inquiry's id, 0 where it has none, and the version's."""
    value = f"{found.inquiry_id or 0}:{found.version.id}"
    if found.statement.status == StatementStatus.DRAFT:
        return [button("Ask for approval", "statement_submit", value, style="primary")]
    if found.statement.status == StatementStatus.HELD:
        return [button("See whom it waits for", "statement_waiting", value)]
    if found.statement.status == StatementStatus.PENDING_APPROVAL:
        return [
            button("See whom it waits for", "statement_waiting", value),
            button("Release without approval…", "approval_emergency", value),
        ]
    if found.statement.status == StatementStatus.APPROVED:
        return [
            button("Copy the words", "statement_copy", value), button("Mark sent…", "statement_sent", value, style="primary"),
        ]  # fmt: skip
    if found.statement.status == StatementStatus.SENT and not found.corrected_by:
        return [
            button("Copy the words", "statement_copy", value), button("Sent to others too…", "statement_sent", value),
            button("Correct…", "correction_open", str(found.statement.id)),
        ]  # fmt: skip
    return []


def settings(sensitivity: Sensitivity, restricted: bool, named: Sequence[str]) -> list[Block]:
    """How sensitive a statement of its own is and who may know of it; `named` are user ids."""
    return [
        field("Sensitivity", choice("sensitivity", words.by_value(words.SENSITIVITY), sensitivity.value), optional=False),
        field(
            "Who may know",
            choices("statement_restricted", {"yes": "Restricted: only the people named below"}, ["yes"] if restricted else [], boxes=True),
        ),
        field("Named people", persons("named", named), hint="You are always among them. Name an approver, too."),
    ]  # fmt: skip

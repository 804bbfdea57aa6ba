"""News of approvals: void, on a condition, late, released without an approver."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Decision, StatementEvent
from bot.statements import Change, Emergency, Question, StatementRecord, step_name
from bot.text import shortened
from bot.views.approvals import doubts, exact, hidden
from bot.views.blocks import (
    Block,
    actions,
    bold,
    button,
    date,
    divider,
    escaped,
    fallback,
    field,
    header,
    line,
    modal,
    note,
    quote,
    rich,
    sure,
    typed,
)
from bot.views.versions import diff


def voided(old: StatementRecord, void: Decision, newest: StatementRecord, changes: Sequence[Change]) -> list[Block]:
    """To somebody who approved: their word no longer holds, and what changed."""
    who = old.name(void.member_id)
    blocks: list[Block] = [
        rich(
            line(bold(f"⚠️ Void: {old.reference}  "), old.subject),
            line(f"Your approval of version {old.version.number} no longer holds. {who}: {void.reason}"),
        )
    ]
    if newest.version.number > old.version.number:
        author = newest.name(newest.version.author_id)
        blocks += [rich(line(bold(f"Version {newest.version.number}, by {author}"))), *diff(changes)]
    return [*blocks, note("You are asked again when the new words are put to you.")]


def voided_text(old: StatementRecord) -> str:
    return f"{old.reference}: your approval of version {old.version.number} is void."


def condition(found: StatementRecord, said: Decision, met_by: str, *, stands: bool) -> list[Block]:
    """To those who work on it: what must be met, and a button that says it is."""
    blocks: list[Block] = [
        rich(
            line(bold(f"☑️ {found.reference}  "), found.subject),
            line(f"{found.name(said.member_id)} approves version {found.version.number} on a condition:"),
            quote(said.condition),
        )
    ]
    if said.condition_met_at is not None:
        return [*blocks, note(f"✅ {escaped(met_by)} says it is met.")]
    if not stands:
        return [*blocks, note("That approval no longer stands.")]
    asked = sure("Is it met?", f"{found.name(said.member_id)} is told that you say so, and may still hold it.", "It is met")
    return [*blocks, actions(button("It is met", f"approval_met:{said.id}", str(said.id), style="primary", sure=asked))]


def nudge(question: Question) -> list[Block]:
    """To an approver who has not decided."""
    found = question.found
    due = [line("Deadline: ", date(found.deadline_at), "  ", date(found.deadline_at, "{ago}"))] if found.deadline_at else []
    return [
        rich(line(bold(f"⏰ Still waits for your approval: {found.reference}  "), found.subject), *due),
        actions(button("Look and decide", f"approval_look:{found.version.id}", str(found.version.id), style="primary")),
    ]


def late(question: Question) -> list[Block]:
    """To owner, backup and leads: nobody has decided."""
    found = question.found
    due = [line("Deadline: ", date(found.deadline_at), "  ", date(found.deadline_at, "{ago}"))] if found.deadline_at else []
    waits = [line(_waits(question))] if question.standing.steps else []
    return [rich(line(bold(f"⏰ Nobody has approved it yet: {found.reference}  "), found.subject), *due, *waits)]


def _waits(question: Question) -> str:
    said = []
    for one in question.standing.steps:
        if one.state == "condition" and one.decision is not None:
            said.append(f"a condition is open: {shortened(one.decision.condition, 200)}")
        elif one.state == "open":
            names = ", ".join(
                f"{seat.actor.name}{' (out of office)' if seat.actor.name in one.away else ''}" for seat in one.seats[:6]
            )
            said.append(f"{step_name(one.step, one.number)} waits for {names or 'nobody who is here'}")
    return f"{'; '.join(said).capitalize()}."


def late_text(found: StatementRecord) -> str:
    return f"{found.reference} waits for approval."


def told(found: StatementRecord, event: StatementEvent, name: str) -> tuple[list[Block], str]:
    """One line of a statement's own history, to one person."""
    blocks = [rich(line(bold(f"{found.reference}  "), found.subject), line(bold(name), f" {shortened(event.text, 2_500)}"))]
    said = f"{found.reference}: {event.action.replace('_', ' ')}"
    return blocks, said if hidden(found) else fallback(f"{found.reference}: {name} {event.text}")


def emergency(question: Question, released: Decision) -> list[Block]:
    """To every approver: words that leave without one, why, and what they say of it afterwards."""
    found = question.found
    blocks: list[Block] = [
        rich(
            line(bold(f"🚨 Released without an approver: {found.reference}  "), found.subject),
            line(f"{question.name(released.member_id)} released version {found.version.number}: {released.reason}"),
        ),
        *exact(found),
    ]
    if released.reviewed_at is not None:
        return [*blocks, note(f"{'✅' if released.fine else '❌'} {reviewed(released, question.name(released.reviewed_by))}")]
    value = str(released.id)
    return [
        *blocks,
        actions(
            button("It was fine", f"approval_fine:{value}", value, style="primary"),
            button("Not fine…", f"approval_not_fine:{value}", value), block_id=f"emergency:{value}",
        ),
    ]  # fmt: skip


def reviewed(released: Decision, by: str) -> str:
    """What was said of it afterwards, in mrkdwn."""
    said = "it was fine" if released.fine else "it was not fine"
    return f"{escaped(by)}: {said}. {escaped(shortened(released.review, 500))}".strip()


def emergency_text(found: StatementRecord) -> str:
    return f"{found.reference} was released without an approver. Please review it."


def not_fine(decision_id: int) -> Block:
    return modal(
        "Not fine",
        [field("What was not fine?", typed("note", lines=True, most=2_000), optional=False,
               hint="Whoever released it reads this. What was not sent yet then needs an approval after all.")],
        callback_id="approval_not_fine", submit="Save", close="Cancel", carries={"d": decision_id},
    )  # fmt: skip


def releasing(question: Question) -> Block:
    """The form of an emergency release: the exact words, what nothing backs, and why it can't wait."""
    blocks: list[Block] = [
        note("🚨 These words leave *without an approver*. Every approver is told at once and reviews it afterwards; it is shown "
             "on the card, on Home and with the desk's status until one has."),
        *exact(question.found), *doubts(question.standing.blocking),
        field("Why can't it wait?", typed("reason", lines=True, most=2_000), optional=False),
    ]  # fmt: skip
    version, sha256, seen = question.value.split(":")
    return modal(
        "Release unapproved", blocks, callback_id="approval_release", submit="Release", close="Cancel",
        carries={"version": int(version), "sha256": sha256, "doubts": seen},
    )  # fmt: skip


def warning(found: Sequence[Emergency]) -> list[Block]:
    """On a card: what was released without an approver and not reviewed."""
    return [
        note(f"🚨 Version {one.found.version.number} was released without an approver by {escaped(one.found.name(one.decision.member_id))}: "
             f"{escaped(shortened(one.decision.reason, 300))}. Not reviewed yet.")
        for one in found
    ]  # fmt: skip


def board(found: Sequence[Emergency]) -> list[Block]:
    """On Home and with the desk's status: the same, each with a way to look."""
    if not found:
        return []
    blocks: list[Block] = [divider(), header(f"Released without an approver: {len(found)}")]
    for one in found[:6]:
        who = one.found.name(one.decision.member_id)
        blocks += [
            rich(line(bold(f"🚨 {one.found.reference}  "), shortened(one.found.subject, 200)),
                 line(f"{who}, ", date(one.decision.at), f": {shortened(one.decision.reason, 300)}")),
            actions(button("Look and review", f"approval_emergency_look:{one.decision.id}", str(one.decision.id))),
        ]  # fmt: skip
    return blocks

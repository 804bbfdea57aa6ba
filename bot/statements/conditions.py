"""Conditions: an approval that counts once somebody working on it says that its condition is met."""

from __future__ import annotations

from sqlmodel import Session

from bot import inquiries, outbox
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, NotFound
from bot.models import Decision, Verdict
from bot.statements.asking import settle, show_approvers, tell_author
from bot.statements.chains import releasable
from bot.statements.record import StatementRecord, find, refuse_closed, remember


def meet(desk: Desk, *, actor: Actor, decision_id: int) -> StatementRecord:
    """Says that the condition of an approval is met. Whoever gave it is told, and may still hold the words. Said twice, it
    counts once; Conflict where that approval no longer stands."""
    with desk.database.write() as session:
        decision = session.get(Decision, decision_id)
        if decision is None or decision.verdict != Verdict.CONDITIONAL:
            raise NotFound("There is no such condition.")
        found = find(session, actor, decision.version_id, hold=True)
        authorize(actor, "work", found.matter)
        refuse_closed(found)
        session.refresh(decision)
        if decision.condition_met_at is not None:
            return found
        standing = releasable(session, found, desk.clock())
        if not any(
            one.state == "condition" and one.decision is not None and one.decision.id == decision.id for one in standing.steps
        ):
            raise Conflict("That approval no longer stands: the words were edited, sent back or asked for anew.")
        decision.condition_met_by, decision.condition_met_at = actor.id, desk.clock()
        session.add(decision)
        session.flush()
        found, after = settle(session, desk, found)
        event = remember(
            session, desk, found, actor_id=actor.id, action="condition_met", text=f"says the condition is met: {decision.condition}",
            details={"version": found.version.number, "decision": decision.id},
        )  # fmt: skip
        show_approvers(session, desk, found, [one.actor for one in after.asked])
        show_condition(session, desk, found, decision)
        tell_author(session, desk, found, actor, event, also=decision.member_id)
        return found


def show_condition(session: Session, desk: Desk, found: StatementRecord, decision: Decision) -> None:
    """Shows a condition, and what became of it, to those who work on the statement: its writer and its owners."""
    owner = found.inquiry.owner_id if found.inquiry else None
    for member_id in sorted({found.version.author_id, found.statement.owner_id, owner or ""} - {""}):
        user = inquiries.user_of(member_id)
        outbox.put(
            session, at=desk.clock(), kind="approval_condition", lane=user, decision=decision.id, conversation=user
        )  # fmt: skip

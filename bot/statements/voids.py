"""Voids: an approval that no longer holds, or a question for one that nobody asks any more."""

from __future__ import annotations

from sqlmodel import Session

from bot import inquiries
from bot.authority import Actor
from bot.desk import Desk
from bot.models import StatementStatus
from bot.statements.approvals import approvers_for, show_approvers
from bot.statements.record import StatementRecord

STANDING = (StatementStatus.APPROVED, StatementStatus.PENDING_APPROVAL, StatementStatus.HELD)


def void(session: Session, desk: Desk, found: StatementRecord | None, actor: Actor, *, reason: str) -> bool:
    """Voids the approvals of this version, if it has any, and takes an open question to the approvers off their hands. Gives
    whether anybody had approved it. Its new status is the caller's to set."""
    if found is None or found.statement.status not in STANDING:
        return False
    was_approved = inquiries.approved_by_some(session, found.version)
    if was_approved:
        inquiries.void_approval(session, desk, found.version, by=actor.id, reason=reason)
    show_approvers(session, desk, found, approvers_for(session, found.matter))
    return was_approved

"""Holds: an approver says not now. Nothing leaves until they say so themselves, or somebody of equal right does."""

from __future__ import annotations

from sqlmodel import Session

from bot.authority import WEIGHT, Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, NotAllowed
from bot.models import Decision, Member, StatementStatus, Verdict
from bot.statements.asking import WAITING, name_of, refuse_others, settle, show_approvers, stand, tell_author
from bot.statements.chains import releasable
from bot.statements.record import StatementRecord, find, find_statement, read, refuse_closed, remember
from bot.text import taken


def hold(desk: Desk, *, actor: Actor, version_id: int, reason: str) -> StatementRecord:
    """Holds a statement that is asked for or approved, whatever is edited meanwhile. Conflict where it is held already, was
    sent, or is not asked for; NotAllowed for whoever has no say in its approval."""
    reason = taken(reason, what="The reason", most=2_000, field="reason", blank=False)
    with desk.database.write() as session:
        found = find(session, actor, version_id, hold=True)
        standing = releasable(session, found, desk.clock())
        if not actor.may_approve(found.sensitivity):
            refuse_others(found, standing, actor)
        refuse_closed(found)
        if standing.hold is not None:
            raise Conflict(f"{name_of(session, standing.hold.member_id)} holds it already.")
        if not found.is_current or found.statement.status not in WAITING:
            raise Conflict("There is nothing to hold: it was edited, sent back or sent meanwhile.")
        _decide(session, desk, found, actor, Verdict.HELD, reason)
        stand(session, found, StatementStatus.HELD)
        event = remember(
            session, desk, found, actor_id=actor.id, action="held", text=f"holds version {found.version.number}: {reason}",
            details={"version": found.version.number},
        )  # fmt: skip
        show_approvers(session, desk, found, [actor])
        tell_author(session, desk, found, actor, event, also=found.statement.owner_id)
        return read(session, found.statement, found.version.number)


def lift(desk: Desk, *, actor: Actor, statement_id: int, reason: str) -> StatementRecord:
    """Takes a hold away, with why: by its holder or an approver of equal right. What was approved before stands again."""
    reason = taken(reason, what="The reason", most=2_000, field="reason", blank=False)
    with desk.database.write() as session:
        found = find_statement(session, actor, statement_id, hold=True)
        authorize(actor, "look", found.matter)
        held = releasable(session, found, desk.clock()).hold
        if held is None:
            raise Conflict("Nobody holds it any more.")
        if not may_lift(session, actor, found, held):
            name = name_of(session, held.member_id)
            raise NotAllowed(f"{name} holds it. Only they, or an approver who may approve as much as they do, can let it go.")
        _decide(session, desk, found, actor, Verdict.LIFTED, reason)
        found, standing = settle(session, desk, found)
        event = remember(
            session, desk, found, actor_id=actor.id, action="lifted", text=f"no longer holds it: {reason}",
            details={"version": found.version.number},
        )  # fmt: skip
        show_approvers(session, desk, found, [one.actor for one in standing.asked])
        tell_author(session, desk, found, actor, event, also=held.member_id)
        return read(session, found.statement, found.version.number)


def may_lift(session: Session, actor: Actor, found: StatementRecord, held: Decision) -> bool:
    """Whether they may let go what is held: the holder, or an approver who may approve as much as the holder does."""
    if actor.outsider or not found.matter.known_to(actor):
        return False
    if held.member_id == actor.id:
        return True
    holder = session.get_one(Member, held.member_id)
    least = WEIGHT[holder.approves] if holder.approves and not holder.outsider else 0
    return actor.may_approve(found.sensitivity) and actor.approves is not None and WEIGHT[actor.approves] >= least


def _decide(session: Session, desk: Desk, found: StatementRecord, actor: Actor, verdict: Verdict, reason: str) -> None:
    session.add(
        Decision(
            version_id=found.version.id or 0, sha256=found.version.sha256, verdict=verdict, member_id=actor.id,
            reason=reason, at=desk.clock(),
        )
    )  # fmt: skip
    session.flush()

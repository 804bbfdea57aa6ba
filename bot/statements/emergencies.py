"""Emergencies: words released without their approver, with a reason, told to approvers at once and reviewed afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot import inquiries, outbox
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotAllowed, NotFound
from bot.models import Decision, Statement, StatementStatus, StatementVersion, Verdict
from bot.statements.approvals import ask_within
from bot.statements.asking import approvers_for, name_of, settle, stand, tell_author
from bot.statements.chains import releasable, terms_hold
from bot.statements.overrides import fingerprint, stored
from bot.statements.record import StatementRecord, find, read, refuse_closed, remember
from bot.text import taken


@dataclass(frozen=True)
class Emergency:
    """A release without an approver that nobody reviewed yet."""

    found: StatementRecord
    decision: Decision


def release_unapproved(
    desk: Desk, *, actor: Actor, version_id: int, sha256: str, doubts_seen: str = "", reason: str
) -> StatementRecord:
    """Lets exactly the words that were shown leave without their approver. Conflict where they changed since, somebody holds
    them, or they are approved. Every approver is told at once."""
    reason = taken(reason, what="The reason", most=2_000, field="reason", blank=False)
    with desk.database.write() as session:
        found = find(session, actor, version_id, hold=True)
        authorize(actor, "work", found.matter)
        refuse_closed(found)
        standing = releasable(session, found, desk.clock())
        if standing.released is not None:
            return found
        _refuse(session, found, sha256)
        if standing.hold is not None:
            raise Conflict(f"{name_of(session, standing.hold.member_id)} holds it: {standing.hold.reason}")
        if standing.releasable:
            raise Conflict("It is approved already.")
        if doubts_seen != fingerprint(standing.blocking):
            raise Conflict("What the checks say of these words changed since you were shown them. Look at them again.")
        found = ask_within(session, desk, found, actor)
        released = Decision(
            version_id=version_id, sha256=sha256, verdict=Verdict.RELEASED, member_id=actor.id, reason=reason, at=desk.clock(),
            overrides=stored(standing.blocking),
        )  # fmt: skip
        session.add(released)
        session.flush()
        stand(session, found, StatementStatus.APPROVED)
        found = read(session, found.statement, found.version.number)
        event = remember(
            session, desk, found, actor_id=actor.id, action="released",
            text=f"released version {found.version.number} without an approver: {reason}",
            details={"version": found.version.number, "sha256": sha256, "overridden": len(standing.blocking)},
        )  # fmt: skip
        inquiries.show_again(session, desk, found.version)
        _tell(session, desk, found, released)
        tell_author(session, desk, found, actor, event, also=found.statement.owner_id)
        return found


def review(desk: Desk, *, actor: Actor, decision_id: int, fine: bool, note: str = "") -> StatementRecord:
    """What an approver says of an emergency release afterwards; a note is needed where it was not fine. Words that were not
    sent yet then need an approval after all."""
    note = taken(note, what="The note", most=2_000, field="note")
    if not fine and not note:
        raise Invalid("Say what was not fine.", note="Say what was not fine, so that it can be put right.")
    with desk.database.write() as session:
        released = session.get(Decision, decision_id)
        if released is None or released.verdict != Verdict.RELEASED:
            raise NotFound("There is no such release.")
        found = find(session, actor, released.version_id, hold=True)
        _refuse_reviewer(session, desk, found, actor, released)
        session.refresh(released)
        if released.reviewed_at is not None:
            return found
        released.reviewed_by, released.reviewed_at = actor.id, desk.clock()
        released.fine, released.review = fine, note
        session.add(released)
        session.flush()
        if found.is_current:
            found, _ = settle(session, desk, found)
        said = "fine" if fine else "not fine"
        event = remember(
            session, desk, found, actor_id=actor.id, action="reviewed",
            text=f"reviewed the release without an approver: {said}" + (f". {note}" if note else ""),
            details={"version": found.version.number, "decision": released.id, "fine": fine},
        )  # fmt: skip
        _tell(session, desk, found, released)
        tell_author(session, desk, found, actor, event, also=released.member_id)
        return read(session, found.statement, found.version.number)


def may_review(found: StatementRecord, actor: Actor, released: Decision) -> bool:
    """Whether they may review it: somebody who may approve such matters, and did not release it themselves."""
    return actor.id != released.member_id and actor.may_approve(found.sensitivity) and found.matter.known_to(actor)


def unreviewed(desk: Desk, *, actor: Actor) -> list[Emergency]:
    """The releases without an approver that wait to be reviewed, of what this person may know of, the oldest first."""
    authorize(actor, "look")
    with desk.database.read() as session:
        found = unreviewed_within(session, actor.team_id)
        return [one for one in found if one.found.matter.known_to(actor)]


def unreviewed_within(session: Session, team_id: str, *, inquiry_id: int | None = None) -> list[Emergency]:
    """As `unreviewed`, within a session and asking nobody's permission; of one inquiry, if told."""
    asked = (
        select(Decision, StatementVersion, Statement)
        .join(StatementVersion, col(StatementVersion.id) == col(Decision.version_id))
        .join(Statement, col(Statement.id) == col(StatementVersion.statement_id))
        .where(Statement.team_id == team_id, Decision.verdict == Verdict.RELEASED, col(Decision.reviewed_at).is_(None))
        .order_by(col(Decision.id))
    )
    if inquiry_id is not None:
        asked = asked.where(Statement.inquiry_id == inquiry_id)
    return [Emergency(read(session, statement, version.number), one) for one, version, statement in session.exec(asked).all()]


def _refuse(session: Session, found: StatementRecord, sha256: str) -> None:
    if not found.is_current or sha256 != found.version.sha256:
        raise Conflict("The words are not the ones you were shown. Open the draft again.")
    if not terms_hold(found):
        raise Conflict("The terms changed since this was written. Save the draft again first.")
    if found.statement.status not in (StatementStatus.DRAFT, StatementStatus.PENDING_APPROVAL, StatementStatus.APPROVED):
        raise Conflict("It was sent or withdrawn meanwhile.")


def _refuse_reviewer(session: Session, desk: Desk, found: StatementRecord, actor: Actor, released: Decision) -> None:
    authorize(actor, "approve", found.matter)
    if not may_review(found, actor, released):
        raise NotAllowed("You released it yourself; somebody else reviews it.")


def _tell(session: Session, desk: Desk, found: StatementRecord, released: Decision) -> None:
    """The news of it, and later what was said of it, to every approver."""
    for one in approvers_for(session, found.matter):
        if one.id != released.member_id:
            outbox.put(
                session, at=desk.clock(), kind="emergency", lane=one.user_id, decision=released.id, conversation=one.user_id
            )
    if found.inquiry is not None:
        inquiries.announce(session, desk, found.inquiry)

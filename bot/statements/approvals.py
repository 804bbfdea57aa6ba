"""Approvals: asking for them, giving one to exactly the words that were shown, or sending the words back."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlmodel import Session, col, select

from bot import inquiries
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, NotAllowed
from bot.models import ApprovalRequest, Decision, Sensitivity, Statement, StatementStatus, Verdict
from bot.statements.asking import (
    alternatives,
    approvers_for,
    awaiting,
    in_words,
    name_of,
    settle,
    show_approvers,
    stand,
    tell_author,
)
from bot.statements.chains import chain_of, releasable, step_name, terms_hold
from bot.statements.conditions import show_condition
from bot.statements.nudges import escalate
from bot.statements.overrides import covered, fingerprint, stored
from bot.statements.record import StatementRecord, find, newest, read, refuse_closed, remember, terms_in_words
from bot.statements.seats import Seat, Step, suffice
from bot.statements.standings import Standing
from bot.text import taken

__all__ = [
    "approve", "approvers_for", "ask_within", "asked", "send_back", "show_approvers", "submit", "waiting_for"
]  # fmt: skip


def submit(desk: Desk, *, actor: Actor, version_id: int, inquiry_id: int | None = None) -> StatementRecord:
    """Asks those whose approval the chain says it needs. DeskError where they can't be found: nothing then waits on nobody.

    An approved version that may no longer leave, since an approver or a source went, is asked for anew.
    """
    with desk.database.write() as session:
        found = find(session, actor, version_id, hold=True)
        authorize(actor, "work", found.matter)
        refuse_closed(found)
        if not found.is_current:
            raise Conflict("The draft changed since you opened it. Open it again.")
        standing = releasable(session, found, desk.clock())
        status = found.statement.status
        if standing.hold is not None:
            raise Conflict(f"{name_of(session, standing.hold.member_id)} holds it: {standing.hold.reason}")
        if status == StatementStatus.PENDING_APPROVAL:
            return found
        if status != StatementStatus.DRAFT and (status != StatementStatus.APPROVED or standing.releasable):
            raise Conflict("This version is approved already.")
        if not terms_hold(found):
            raise Conflict("The terms changed since this was written. Save the draft again, then ask for approval.")
        found = ask_within(session, desk, found, actor)
        standing = releasable(session, found, desk.clock())
        _refuse_unfit(session, found, standing)
        stand(session, found, StatementStatus.PENDING_APPROVAL)
        remember(
            session, desk, found, actor_id=actor.id, action="submitted", text=_asked_in_words(found, standing),
            details={"version": found.version.number, "sha256": found.version.sha256, "steps": len(standing.steps)},
        )  # fmt: skip
        show_approvers(session, desk, found, [one.actor for one in standing.asked])
        if standing.asked and {one.actor.name for one in standing.asked} <= {
            name for one in standing.steps for name in one.away
        }:
            escalate(session, desk, found)
        return found


def ask_within(session: Session, desk: Desk, found: StatementRecord, actor: Actor) -> StatementRecord:
    """Writes how this version is put to its approvers: under the chain as it is now, whatever was said before."""
    chain = chain_of(
        session, team_id=found.statement.team_id, kind=found.statement.kind, sensitivity=found.sensitivity
    )  # fmt: skip
    two_pairs = chain.two_pairs
    if chain.row is None and two_pairs:
        # A desk with one approver could else never answer; that they approve their own words is shown and on record.
        two_pairs = any(one.id != found.version.author_id for one in approvers_for(session, found.matter))
    request = found.request or ApprovalRequest(
        version_id=found.version.id or 0, asked_by=actor.id, asked_at=desk.clock(), sensitivity=found.sensitivity
    )
    last = session.exec(select(Decision.id).where(Decision.version_id == found.version.id).order_by(col(Decision.id).desc()))
    request.asked_by, request.asked_at, request.sensitivity = actor.id, desk.clock(), found.sensitivity
    request.steps, request.in_order, request.two_pairs = [one.stored for one in chain.steps], chain.in_order, two_pairs
    request.after_id, request.nudged, request.nudged_at = last.first() or 0, 0, None
    session.add(request)
    session.flush()
    return read(session, found.statement, found.version.number)


def approve(
    desk: Desk, *, actor: Actor, version_id: int, sha256: str, doubts_seen: str = "", reason: str = "", condition: str = ""
) -> StatementRecord:
    """Approves exactly the words whose hash was shown, for the step that waits for this person, or for whom they stand in.

    `doubts_seen` is the fingerprint of the doubts that were shown with them: with a `reason` they are overridden. With a
    `condition` it counts once somebody says that the condition is met. Conflict where they are no longer the newest, no
    longer wait, or other doubts came up since.
    """
    reason = taken(reason, what="The reason", most=2_000, field="reason")
    condition = taken(condition, what="The condition", most=2_000, field="condition")
    with desk.database.write() as session:
        found, standing = awaiting(session, desk, actor, version_id, sha256)
        if standing.releasable or standing.word_of(actor) is not None:
            return found
        if standing.released is not None:
            raise Conflict("It was released without an approver. Say afterwards whether that was fine.")
        seat = _seat(standing, actor)
        _refuse_unseen(standing, doubts_seen, reason)
        verdict = Verdict.CONDITIONAL if condition else Verdict.APPROVED
        decision = Decision(
            version_id=found.version.id or 0, sha256=found.version.sha256, verdict=verdict, member_id=actor.id, step=seat.step,
            for_id=seat.for_id, reason=reason, condition=condition, at=desk.clock(), overrides=stored(standing.blocking),
        )  # fmt: skip
        session.add(decision)
        session.flush()
        found, after = settle(session, desk, found)
        event = remember(
            session, desk, found, actor_id=actor.id, action="approved",
            text=_approved_in_words(session, found, standing, seat, reason, condition), details={
                "version": found.version.number, "sha256": sha256, "own_words": found.version.author_id == actor.id,
                "step": seat.step, "for": seat.for_id, "overridden": len(standing.blocking), "conditional": bool(condition),
            },
        )  # fmt: skip
        show_approvers(session, desk, found, [one.actor for one in after.asked])
        tell_author(session, desk, found, actor, event, also=seat.for_id or "")
        if condition:
            show_condition(session, desk, found, decision)
        return found


def send_back(desk: Desk, *, actor: Actor, version_id: int, sha256: str, reason: str) -> StatementRecord:
    """Sends the words back to be drafted again, with a reason that its writer reads."""
    reason = taken(reason, what="The reason", most=2_000, field="reason", blank=False)
    with desk.database.write() as session:
        found, standing = awaiting(session, desk, actor, version_id, sha256)
        if found.approval is not None and standing.releasable:
            raise Conflict(f"{found.name(found.approval.member_id)} approved it already.")
        session.add(
            Decision(
                version_id=found.version.id or 0, sha256=found.version.sha256, verdict=Verdict.SENT_BACK, member_id=actor.id,
                reason=reason, at=desk.clock(),
            )
        )  # fmt: skip
        session.flush()
        stand(session, found, StatementStatus.DRAFT)
        event = remember(
            session, desk, found, actor_id=actor.id, action="sent_back",
            text=f"sent version {found.version.number} back: {reason}", details={"version": found.version.number},
        )  # fmt: skip
        inquiries.show_again(session, desk, found.version)
        tell_author(session, desk, found, actor, event)
        return found


def asked(
    desk: Desk, *, actor: Actor, inquiry_id: int | None = None, statement_id: int | None = None
) -> list[str]:  # fmt: skip
    """The names of those whose word a statement waits for now; of an inquiry that has none, of who may approve its words."""
    authorize(actor, "look")
    with desk.database.read() as session:
        if statement_id is not None:
            statement = session.get_one(Statement, statement_id)
            found: StatementRecord | None = read(session, statement, statement.current) if statement.current else None
        else:
            record = inquiries.read(session, actor, inquiry_id or 0)
            found = newest(session, record)
            if found is None:
                return [one.name for one in approvers_for(session, record.matter)]
        if found is None or not found.matter.known_to(actor):
            return []
        return sorted(one.actor.name for one in releasable(session, found, desk.clock()).asked)


def waiting_for(desk: Desk, *, actor: Actor) -> list[StatementRecord]:
    """What waits for this person's word now, the most pressing first."""
    authorize(actor, "look")
    with desk.database.read() as session:
        rows = session.exec(
            select(Statement).where(Statement.team_id == actor.team_id, Statement.status == StatementStatus.PENDING_APPROVAL)
        ).all()
        found = [one for one in (read(session, row, row.current) for row in rows) if one.matter.known_to(actor)]
        now = desk.clock()
        mine = [
            one for one in found
            if not one.is_closed and any(seat.actor.id == actor.id for seat in releasable(session, one, now).asked)
        ]  # fmt: skip
        far = datetime.max.replace(tzinfo=UTC)
        return sorted(mine, key=lambda one: (one.deadline_at or far, one.statement.id))


def _seat(standing: Standing, actor: Actor) -> Seat:
    """The step this person decides now, or a Conflict that says why it is not their turn."""
    seat = next((one for one in standing.asked if one.actor.id == actor.id), None)
    if seat is not None:
        return seat
    for one in standing.steps:
        name = step_name(one.step, one.number)
        if one.state == "condition" and one.decision is not None:
            raise Conflict(f"It waits for a condition to be met first: {one.decision.condition}")
        if one.state == "open" and any(seat.actor.id == actor.id for seat in standing.seats[one.number]):
            raise Conflict("Your word counts once, and another step can't do without it. Somebody else decides this one.")
        if one.state == "open":
            raise Conflict(f"It waits for {name} first. You are asked after that.")
    raise Conflict("Nobody is asking for your approval any more.")


def _refuse_unseen(standing: Standing, seen: str, reason: str) -> None:
    """What nothing backs is approved only knowingly: as it was shown, with a reason, now or by an approver before."""
    if seen != fingerprint(standing.blocking):
        raise Conflict("What the checks say of these words changed since you were shown them. Look at them again.")
    if standing.blocking and not reason and not covered(standing.blocking, standing.counted):
        raise NotAllowed(
            "Something stands in the way of approving these words. Send them back, or approve them despite it, with a reason."
        )


def _refuse_unfit(session: Session, found: StatementRecord, standing: Standing) -> None:
    """NotAllowed, naming who is missing, where the chain could never be satisfied."""
    steps = [one.step for one in standing.steps]
    missing = [number for number, seats in enumerate(standing.seats) if not seats]
    if len(steps) == 1 and not steps[0].members and missing:
        raise NotAllowed(_nobody_approves(found))
    alone = "they can't be its writer, " if found.request and found.request.two_pairs else ""
    if missing:
        said = "; ".join(f"{step_name(steps[number], number)}: {_who(session, steps[number])}" for number in missing)
        raise NotAllowed(
            f"The approval chain can't be satisfied: nobody may decide {said}. {alone.capitalize()}"
            f"{'and they' if alone else 'They'} must be on the desk and may know of it. An admin changes chains with `/press team`."
        )
    if not suffice(standing.seats, range(len(steps))):
        raise NotAllowed(
            f"The approval chain has {len(steps)} steps and needs as many different people, {alone}and there are fewer. "
            "An admin changes chains with `/press team`."
        )
    if not any(seat.actor.may_approve(found.sensitivity) for seats in standing.seats for seat in seats):
        raise NotAllowed(_nobody_approves(found))


def _who(session: Session, step: Step) -> str:
    return alternatives(sorted(name_of(session, one) for one in step.members)) if step.members else "any approver"


def _nobody_approves(found: StatementRecord) -> str:
    level = found.sensitivity.value
    if found.matter.restricted:
        return f"Nobody named on {found.reference} may approve {level} matters. Name an approver on it with *More*, then ask again."
    return f"Nobody may approve {level} matters yet. An admin sets approvers with `/press team`."


def _asked_in_words(found: StatementRecord, standing: Standing) -> str:
    steps = [one.step for one in standing.steps]
    order = ", in this order" if len(steps) > 1 and found.request and found.request.in_order else ""
    text = f"asked {in_words(standing.seats, steps)} to approve version {found.version.number}{order}"
    away = sorted({name for one in standing.steps for name in one.away})
    if away:
        text += f". {', '.join(away)}: out of office, and nobody stands in"
    own = bool(standing.seats) and {seat.actor.id for seat in standing.seats[0]} == {found.version.author_id}
    if own and found.sensitivity != Sensitivity.ROUTINE:
        text += ". Nobody else may approve it, so its writer may"
    return text


def _approved_in_words(
    session: Session, found: StatementRecord, standing: Standing, seat: Seat, reason: str, condition: str
) -> str:  # fmt: skip
    steps = standing.steps
    text = f"approved version {found.version.number}"
    if len(steps) > 1 or steps[0].step.name:
        text += f" as {step_name(steps[seat.step].step, seat.step)} ({seat.step + 1} of {len(steps)})"
    if seat.for_id:
        text += f" for {name_of(session, seat.for_id)}, who is out of office"
    text += f", {terms_in_words(found.version.terms)}"
    if found.version.author_id == seat.actor.id:
        text += ", being also its author"
    if condition:
        text += f", on a condition: {condition}"
    if standing.blocking and reason:
        text += f". Despite what stood in the way: {reason}"
    return text

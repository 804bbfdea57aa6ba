"""Asking: whom a statement is put to, in their direct messages, and how it stands after each word of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from bot import inquiries, outbox, teams
from bot.authority import Actor, Matter, authorize
from bot.desk import Desk
from bot.errors import Conflict, NotAllowed
from bot.models import InquiryEvent, StatementEvent, StatementStatus, Status
from bot.statements.chains import releasable, step_name, terms_hold
from bot.statements.record import StatementRecord, find, read, refuse_closed, version_of
from bot.statements.seats import Seat, Step
from bot.statements.standings import Standing

WAITING = (StatementStatus.PENDING_APPROVAL, StatementStatus.APPROVED, StatementStatus.HELD)
INQUIRY = {
    StatementStatus.PENDING_APPROVAL: Status.PENDING_APPROVAL, StatementStatus.HELD: Status.PENDING_APPROVAL,
    StatementStatus.APPROVED: Status.APPROVED, StatementStatus.DRAFT: Status.DRAFTING,
}  # fmt: skip


def approvers_for(session: Session, matter: Matter) -> list[Actor]:
    """Everybody who may approve words on this matter, by name, whatever a chain says."""
    able = [one for one in teams.approvers(session, matter.team_id) if one.may_approve(matter.sensitivity)]
    return sorted((one for one in able if matter.known_to(one)), key=lambda one: one.name.casefold())


def show_approvers(session: Session, desk: Desk, found: StatementRecord, asked: Iterable[Actor]) -> None:
    """Shows each approver the version as it now stands, in their direct messages, and whoever was asked before."""
    inquiries.show_again(session, desk, found.version)
    for one in asked:
        outbox.put(
            session, at=desk.clock(), kind="approval", lane=one.user_id, version=found.version.id, conversation=one.user_id
        )


def stand(session: Session, found: StatementRecord, status: StatementStatus) -> None:
    """Gives the statement its status, and the inquiry it answers the one that goes with it; a translation stands beside."""
    found.statement.status = status
    session.add(found.statement)
    if found.inquiry is not None and found.statement.translation_of_id is None:
        found.inquiry.status = INQUIRY[status]
        session.add(found.inquiry)
    session.flush()


def settle(session: Session, desk: Desk, found: StatementRecord) -> tuple[StatementRecord, Standing]:
    """Gives a statement that is held, pending or approved the status that the words on record make, and says how it stands."""
    found = read(session, found.statement, found.version.number)
    standing = releasable(session, found, desk.clock())
    if found.statement.status in WAITING:
        pending = StatementStatus.APPROVED if standing.settled else StatementStatus.PENDING_APPROVAL
        status = StatementStatus.HELD if standing.hold is not None else pending
        if status != found.statement.status:
            stand(session, found, status)
            standing = releasable(session, found, desk.clock())
    return found, standing


def awaiting(session: Session, desk: Desk, actor: Actor, version_id: int, sha256: str) -> tuple[StatementRecord, Standing]:
    """A version as it waits for its approvers and how it stands, for one of them; a Conflict that says why it no longer
    does, NotAllowed for whoever is none of them."""
    found = find(session, actor, version_id, hold=True)
    standing = releasable(session, found, desk.clock())
    refuse_others(found, standing, actor)
    refuse_closed(found)
    if not found.is_current:
        latest = version_of(session, found.statement, found.statement.current)
        raise Conflict(
            f"{teams.names(session, {latest.author_id})[latest.author_id].name} edited it since: version {latest.number} is the newest. "
            "These words can no longer be approved."
        )
    if sha256 != found.version.sha256 or not terms_hold(found):
        raise Conflict("The words or the terms are not the ones you were shown. Look at the newest version.")
    if standing.hold is not None:
        raise Conflict(f"{name_of(session, standing.hold.member_id)} holds it: {standing.hold.reason}")
    if found.statement.status not in (StatementStatus.PENDING_APPROVAL, StatementStatus.APPROVED):
        raise Conflict("Nobody is asking for this approval any more: it went back to drafting, or was sent.")
    return found, standing


def refuse_others(found: StatementRecord, standing: Standing, actor: Actor) -> None:
    """NotAllowed, in words that say why, for whoever has no say in any step."""
    if not found.matter.known_to(actor) or any(seat.actor.id == actor.id for step in standing.seats for seat in step):
        return authorize(actor, "look", found.matter)
    steps = [one.step for one in standing.steps]
    wrote = found.request is not None and found.request.two_pairs and found.version.author_id == actor.id
    if wrote and any(actor.may_decide(found.matter, one.members) for one in steps):
        raise NotAllowed("You wrote these words, and they need another pair of eyes: somebody else has to approve them.")
    if not steps or any(not one.members for one in steps) or not actor.may_approve(found.sensitivity):
        authorize(actor, "approve", found.matter)
    if steps:
        names = ", ".join(step_name(one, number) for number, one in enumerate(steps))
        raise NotAllowed(f"These words need the approval of {names}, and you are not among them.")


def tell_author(
    session: Session, desk: Desk, found: StatementRecord, actor: Actor, event: InquiryEvent | StatementEvent, *, also: str = ""
) -> None:
    """Tells whoever wrote the words, and one more (`also`, a member id), what became of them, in their direct messages."""
    for member_id in {found.version.author_id, also} - {"", actor.id}:
        user = inquiries.user_of(member_id)
        if isinstance(event, InquiryEvent):
            outbox.put(
                session, at=desk.clock(), kind="told", lane=user, key=f"told:{event.id}:{user}", event=event.id,
                conversation=user,
            )  # fmt: skip
        else:
            outbox.put(
                session, at=desk.clock(), kind="approval_told", lane=user, key=f"approval_told:{event.id}:{user}",
                event=event.id, conversation=user,
            )  # fmt: skip


def name_of(session: Session, member_id: str) -> str:
    return teams.names(session, {member_id})[member_id].name


def in_words(seats: Sequence[Sequence[Seat]], steps: Sequence[Step]) -> str:
    """Whom a chain asks: "Dinah Osei or Mara Quill"; of several steps "1. Lead (Dinah Osei), 2. Legal (Priya Nair)"."""
    if len(steps) == 1 and not steps[0].name:
        return alternatives([one.actor.name for one in seats[0]])
    asked = (alternatives(sorted(one.actor.name for one in found)) for found in seats)
    return ", ".join(
        f"{number}. {step_name(step, number - 1)} ({names})" for number, (step, names) in enumerate(zip(steps, asked, strict=True), 1)
    )  # fmt: skip


def alternatives(names: Sequence[str]) -> str:
    """ "A, B or C"."""
    if not names:
        return "nobody"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"

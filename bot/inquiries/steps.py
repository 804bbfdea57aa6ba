"""The steps of work on an inquiry: take, acknowledge, close, reopen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, col, select

from bot import outbox
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.inquiries.history import announce, remember, show_again, stored, user_of
from bot.inquiries.record import InquiryRecord, assemble, read
from bot.models import Decision, Inquiry, Resolution, StatementStatus, StatementVersion, Status, Verdict
from bot.text import taken

ORDER = list(Status)
APPROVING = (Verdict.APPROVED, Verdict.CONDITIONAL)
NEEDS_NO_ANSWER = set(Resolution) - {Resolution.STATEMENT}


def take(desk: Desk, *, actor: Actor, inquiry_id: int) -> InquiryRecord:
    """Makes the actor the owner. Taking what one has already changes nothing; taking it over from somebody says so."""

    def step(session: Session, record: InquiryRecord) -> None:
        inquiry = record.inquiry
        if inquiry.owner_id == actor.id:
            return
        before = {"owner_id": inquiry.owner_id}
        text = f"took it over from {record.name(inquiry.owner_id)}" if inquiry.owner_id else "took it"
        inquiry.owner_id = actor.id
        remember(session, desk, inquiry, actor_id=actor.id, action="taken", text=text, before=before)

    return in_one_step(desk, actor, inquiry_id, step, still_open=True)


def acknowledge(desk: Desk, *, actor: Actor, inquiry_id: int) -> InquiryRecord:
    """Stamps that the journalist was told we have it. A second acknowledgement changes nothing: the first one counts."""

    def step(session: Session, record: InquiryRecord) -> None:
        inquiry = record.inquiry
        if inquiry.acknowledged_at is not None:
            return
        if inquiry.responded_at is not None:
            raise Conflict(f"{inquiry.reference} is answered already, and the answer told them that we have it.")
        before = old_values(inquiry, "acknowledged_at", "acknowledged_by", "status")
        inquiry.acknowledged_at, inquiry.acknowledged_by = desk.clock(), actor.id
        advance(inquiry, Status.ACKNOWLEDGED)
        remember(session, desk, inquiry, actor_id=actor.id, action="acknowledged", text="acknowledged it", before=before)

    return in_one_step(desk, actor, inquiry_id, step, still_open=True)


def close(desk: Desk, *, actor: Actor, inquiry_id: int, resolution: Resolution, note: str = "") -> InquiryRecord:
    """Closes from anywhere, with how it ended. "Provided statement" needs a statement marked sent."""
    note = taken(note, what="The note", most=3_000, field="note")

    def step(session: Session, record: InquiryRecord) -> None:
        inquiry = record.inquiry
        if inquiry.status == Status.CLOSED:
            raise Conflict(f"{inquiry.reference} is closed already.")
        if resolution not in NEEDS_NO_ANSWER and inquiry.responded_at is None:
            wrong = "No statement was marked sent. Mark the approved one sent first, or choose how it really ended."
            raise Invalid(wrong, resolution=wrong)
        before = old_values(inquiry, "status", "resolution", "closed_at")
        inquiry.status, inquiry.resolution, inquiry.closed_at = Status.CLOSED, resolution, desk.clock()
        text = f"closed it: {resolution.value.replace('_', ' ')}" + (f". {note}" if note else "")
        remember(
            session, desk, inquiry, actor_id=actor.id, action="closed", text=text, before=before,
            details={"resolution": resolution.value},
        )  # fmt: skip
        if record.version is not None:
            show_again(session, desk, record.version)

    return in_one_step(desk, actor, inquiry_id, step)


def reopen(desk: Desk, *, actor: Actor, inquiry_id: int) -> InquiryRecord:
    """Opens a closed inquiry again, where its stamps say it was."""

    def step(session: Session, record: InquiryRecord) -> None:
        inquiry = record.inquiry
        if inquiry.status != Status.CLOSED:
            raise Conflict(f"{inquiry.reference} is not closed.")
        before, other = old_values(inquiry, "status", "resolution", "closed_at", "duplicate_of_id"), record.duplicate_of
        inquiry.resolution, inquiry.closed_at, inquiry.duplicate_of_id = None, None, None
        inquiry.status = by_stamps(record)
        remember(session, desk, inquiry, actor_id=actor.id, action="reopened", text="opened it again", before=before)
        if other is not None:
            announce(session, desk, other)
        if record.version is not None:
            show_again(session, desk, record.version)

    return in_one_step(desk, actor, inquiry_id, step)


def advance(inquiry: Inquiry, status: Status) -> None:
    """Moves the status forward, never back: acknowledging a drafted inquiry leaves it drafting."""
    if ORDER.index(status) > ORDER.index(inquiry.status):
        inquiry.status = status


def void_approval(session: Session, desk: Desk, version: StatementVersion, *, by: str, reason: str) -> None:
    """Writes that an approval no longer holds. The words stay; they need approving again, and whoever approved is told."""
    given = session.exec(select(Decision).where(Decision.version_id == version.id)).all()
    void = Decision(
        version_id=version.id or 0, sha256=version.sha256, verdict=Verdict.VOIDED, member_id=by, reason=reason, at=desk.clock()
    )  # fmt: skip
    session.add(void)
    session.flush()
    for member_id in sorted({one.member_id for one in given if one.verdict in APPROVING} - {by}):
        user = user_of(member_id)
        outbox.put(
            session, at=desk.clock(), kind="approval_void", lane=user, key=f"approval_void:{void.id}:{user}", decision=void.id,
            conversation=user,
        )  # fmt: skip


def approved_by_some(session: Session, version: StatementVersion) -> bool:
    """Whether anybody approved this version, since it was last void or sent back."""
    given = session.exec(select(Decision.verdict).where(Decision.version_id == version.id).order_by(col(Decision.id))).all()
    last = [one for one in given if one not in (Verdict.HELD, Verdict.LIFTED)][-1:]
    return bool(set(last) & {*APPROVING, Verdict.RELEASED})


def in_one_step(
    desk: Desk, actor: Actor, inquiry_id: int, step: Callable[[Session, InquiryRecord], None], *, still_open: bool = False
) -> InquiryRecord:
    """One step in one transaction, by somebody who may work on this inquiry; gives it back as it then is."""
    with desk.database.write() as session:
        record = read(session, actor, inquiry_id, hold=True)
        authorize(actor, "work", record.matter)
        if still_open and record.inquiry.status == Status.CLOSED:
            raise Conflict(f"{record.inquiry.reference} is closed. Open it again first.")
        step(session, record)
        session.flush()
        return assemble(session, record.inquiry)


def by_stamps(record: InquiryRecord) -> Status:
    """Where an open inquiry is, by its statement in work and its stamps."""
    inquiry = record.inquiry
    by_statement = {
        StatementStatus.DRAFT: Status.DRAFTING, StatementStatus.PENDING_APPROVAL: Status.PENDING_APPROVAL,
        StatementStatus.HELD: Status.PENDING_APPROVAL, StatementStatus.APPROVED: Status.APPROVED,
    }  # fmt: skip
    if record.statement is not None and record.statement.status in by_statement:
        return by_statement[record.statement.status]
    if inquiry.responded_at is not None:
        return Status.RESPONDED
    return Status.ACKNOWLEDGED if inquiry.acknowledged_at is not None else Status.RECEIVED


def old_values(inquiry: Inquiry, *names: str) -> dict[str, Any]:
    """Fields as they stand, the way `before` keeps them."""
    return {name: stored(getattr(inquiry, name)) for name in names}

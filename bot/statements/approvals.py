"""Approvals: asking for one, giving it to exactly the words that were shown, or sending them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlmodel import Session, select

from bot import inquiries, outbox, teams
from bot.authority import Actor, Matter, authorize
from bot.desk import Desk
from bot.errors import Conflict, NotAllowed, NotFound
from bot.models import (
    Decision,
    InquiryEvent,
    Posting,
    Statement,
    StatementEvent,
    StatementStatus,
    StatementVersion,
    Status,
    Verdict,
)
from bot.statements.record import StatementRecord, find, newest, read, refuse_closed, remember, terms_in_words, version_of
from bot.text import taken


def submit(desk: Desk, *, actor: Actor, inquiry_id: int, version_id: int) -> StatementRecord:
    """Asks those who may approve it. DeskError where nobody may: nothing then waits on nobody."""
    with desk.database.write() as session:
        found = _current(session, actor, inquiry_id, version_id)
        if found.statement.status == StatementStatus.PENDING_APPROVAL:
            return found
        if found.statement.status != StatementStatus.DRAFT:
            raise Conflict("This version is approved already.")
        if not _terms_hold(found):
            raise Conflict("The terms changed since this was written. Save the draft again, then ask for approval.")
        asked = approvers_for(session, found.matter)
        if not asked:
            raise NotAllowed(_nobody_approves(found))
        _stand(session, found, StatementStatus.PENDING_APPROVAL, Status.PENDING_APPROVAL)
        remember(
            session, desk, found, actor_id=actor.id, action="submitted",
            text=f"asked {_and([one.name for one in asked])} to approve version {found.version.number}",
            details={"version": found.version.number, "sha256": found.version.sha256},
        )  # fmt: skip
        show_approvers(session, desk, found, asked)
        return found


def approve(desk: Desk, *, actor: Actor, version_id: int, sha256: str) -> StatementRecord:
    """Approves exactly the words whose hash was shown. Conflict where they are no longer the newest, or no longer wait."""
    with desk.database.write() as session:
        found = _awaiting(session, actor, version_id, sha256)
        if found.approval is not None:
            return found
        _decide(session, desk, found, actor, Verdict.APPROVED, "")
        _stand(session, found, StatementStatus.APPROVED, Status.APPROVED)
        event = remember(
            session, desk, found, actor_id=actor.id, action="approved",
            text=f"approved version {found.version.number}, {terms_in_words(found.version.terms)}",
            details={"version": found.version.number, "sha256": sha256, "own_words": found.version.author_id == actor.id},
        )  # fmt: skip
        show_approvers(session, desk, found, approvers_for(session, found.matter))
        _tell_author(session, desk, found, actor, event)
        return read(session, found.statement, found.version.number)


def send_back(desk: Desk, *, actor: Actor, version_id: int, sha256: str, reason: str) -> StatementRecord:
    """Sends the words back to be drafted again, with a reason that its writer reads."""
    reason = taken(reason, what="The reason", most=2_000, field="reason", blank=False)
    with desk.database.write() as session:
        found = _awaiting(session, actor, version_id, sha256)
        if found.approval is not None:
            raise Conflict(f"{found.name(found.approval.member_id)} approved it already.")
        _decide(session, desk, found, actor, Verdict.SENT_BACK, reason)
        _stand(session, found, StatementStatus.DRAFT, Status.DRAFTING)
        event = remember(
            session, desk, found, actor_id=actor.id, action="sent_back",
            text=f"sent version {found.version.number} back: {reason}", details={"version": found.version.number},
        )  # fmt: skip
        show_approvers(session, desk, found, approvers_for(session, found.matter))
        _tell_author(session, desk, found, actor, event)
        return read(session, found.statement, found.version.number)


def asked(desk: Desk, *, actor: Actor, inquiry_id: int) -> list[str]:
    """The names of those who may approve words for this inquiry."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return [one.name for one in approvers_for(session, inquiries.read(session, actor, inquiry_id).matter)]


def waiting_for(desk: Desk, *, actor: Actor) -> list[StatementRecord]:
    """What waits for this person's approval, the most pressing first."""
    authorize(actor, "look")
    with desk.database.read() as session:
        rows = session.exec(
            select(Statement).where(
                Statement.team_id == actor.team_id, Statement.status == StatementStatus.PENDING_APPROVAL
            )
        ).all()  # fmt: skip
        found = [read(session, row, row.current) for row in rows]
        mine = [one for one in found if one.matter.known_to(actor) and actor.may_approve(one.sensitivity)]
        far = datetime.max.replace(tzinfo=UTC)
        return sorted(mine, key=lambda one: (one.deadline_at or far, one.statement.id))


def approvers_for(session: Session, matter: Matter) -> list[Actor]:
    """Everybody who may approve words on this matter, by name."""
    able = [one for one in teams.approvers(session, matter.team_id) if one.may_approve(matter.sensitivity)]
    return sorted((one for one in able if matter.known_to(one)), key=lambda one: one.name.casefold())


def show_approvers(session: Session, desk: Desk, found: StatementRecord, asked: Sequence[Actor]) -> None:
    """Shows each approver the version as it now stands, in their direct messages, and whoever was asked before."""
    show_again(session, desk, found.version)
    for one in asked:
        outbox.put(
            session, at=desk.clock(), kind="approval", lane=one.user_id, version=found.version.id,
            conversation=one.user_id,
        )  # fmt: skip


def show_again(session: Session, desk: Desk, version: StatementVersion) -> None:
    """Asks for every request to approve this version to be shown as it now stands, whoever has one."""
    for one in session.exec(select(Posting).where(Posting.kind == "approval", Posting.subject == f"version:{version.id}")):
        outbox.put(
            session, at=desk.clock(), kind="approval", lane=one.conversation, version=version.id, conversation=one.conversation
        )


def _current(session: Session, actor: Actor, inquiry_id: int, version_id: int) -> StatementRecord:
    record = inquiries.read(session, actor, inquiry_id, hold=True)
    authorize(actor, "work", record.matter)
    refuse_closed(record)
    found = newest(session, record)
    if found is None:
        raise NotFound("Nothing has been drafted yet.")
    if found.version.id != version_id:
        raise Conflict("The draft changed since you opened it. Open it again.")
    return found


def _awaiting(session: Session, actor: Actor, version_id: int, sha256: str) -> StatementRecord:
    """The version as it waits for its approver, or a Conflict that says why it no longer does."""
    found = find(session, actor, version_id, hold=True)
    authorize(actor, "approve", found.matter)
    refuse_closed(found)
    latest = version_of(session, found.statement, found.statement.current)
    if not found.is_current:
        raise Conflict(
            f"{teams.names(session, {latest.author_id})[latest.author_id].name} edited it since: version {latest.number} is the newest. "
            "These words can no longer be approved."
        )
    if sha256 != found.version.sha256 or not _terms_hold(found):
        raise Conflict("The words or the terms are not the ones you were shown. Look at the newest version.")
    if found.statement.status not in (StatementStatus.PENDING_APPROVAL, StatementStatus.APPROVED):
        raise Conflict("Nobody is asking for this approval any more: it went back to drafting, or was sent.")
    return found


def _decide(session: Session, desk: Desk, found: StatementRecord, actor: Actor, verdict: Verdict, reason: str) -> None:
    session.add(
        Decision(
            version_id=found.version.id or 0, sha256=found.version.sha256, verdict=verdict, member_id=actor.id,
            reason=reason, at=desk.clock(),
        )
    )  # fmt: skip


def _terms_hold(found: StatementRecord) -> bool:
    return found.inquiry is None or found.version.terms == found.inquiry.terms


def _stand(session: Session, found: StatementRecord, status: StatementStatus, inquiry_status: Status) -> None:
    """Gives the statement its status, and the inquiry the one that goes with it."""
    found.statement.status = status
    session.add(found.statement)
    if found.inquiry is not None:
        found.inquiry.status = inquiry_status
        session.add(found.inquiry)


def _tell_author(
    session: Session, desk: Desk, found: StatementRecord, actor: Actor, event: InquiryEvent | StatementEvent
) -> None:
    """Tells whoever wrote the words what became of them, in their direct messages."""
    author = inquiries.user_of(found.version.author_id)
    if author != actor.user_id and isinstance(event, InquiryEvent):
        outbox.put(
            session, at=desk.clock(), kind="told", lane=author, key=f"told:{event.id}:{author}", event=event.id,
            conversation=author,
        )  # fmt: skip


def _nobody_approves(found: StatementRecord) -> str:
    level = found.sensitivity.value
    if found.matter.restricted:
        return (
            f"Nobody named on {found.reference} may approve {level} matters. Name an approver on it with "
            "*More*, then ask again."
        )
    return f"Nobody may approve {level} matters yet. An admin sets approvers with `/press team`."


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"

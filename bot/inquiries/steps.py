"""The steps of work on an inquiry: take, acknowledge, change, close, reopen, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, col, select

from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.inquiries.history import announce, remember, restored, show_again, stored
from bot.inquiries.logging import Moment, name_people
from bot.inquiries.record import InquiryRecord, assemble, read
from bot.models import (
    Court,
    Decision,
    Inquiry,
    InquiryEvent,
    InquiryJournalist,
    Member,
    Question,
    Resolution,
    Sensitivity,
    Statement,
    StatementStatus,
    StatementVersion,
    Status,
    Terms,
    Verdict,
)
from bot.text import taken

ORDER = list(Status)
MERGING = ("merged", "merged_in")  # The two halves of one step.
RELATED = {"issue_id", "parent_id", "duplicate_of_id"}
BY_HAND = (Status.TRIAGED, Status.GATHERING, Status.WATCHING)
NEEDS_NO_ANSWER = set(Resolution) - {Resolution.STATEMENT}


class Changes(BaseModel):
    """What a person changed in the form; None means left as it is. `owner`, `backup` and `named` are member ids, an
    empty string takes the owner or backup away; `tier` is the outlet's."""

    model_config = ConfigDict(frozen=True)

    owner: str | None = None
    backup: str | None = None
    court: Court | None = None
    status: Status | None = None
    deadline: Moment | None = None
    sensitivity: Sensitivity | None = None
    restricted: bool | None = None
    named: frozenset[str] | None = None
    terms: Terms | None = None
    tier: int | None = None
    question: str = ""
    note: str = ""


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

    return _step(desk, actor, inquiry_id, step, still_open=True)


def acknowledge(desk: Desk, *, actor: Actor, inquiry_id: int) -> InquiryRecord:
    """Stamps that the journalist was told we have it. A second acknowledgement changes nothing: the first one counts."""

    def step(session: Session, record: InquiryRecord) -> None:
        inquiry = record.inquiry
        if inquiry.acknowledged_at is not None:
            return
        before = _old(inquiry, "acknowledged_at", "acknowledged_by", "status")
        inquiry.acknowledged_at, inquiry.acknowledged_by = desk.clock(), actor.id
        advance(inquiry, Status.ACKNOWLEDGED)
        remember(session, desk, inquiry, actor_id=actor.id, action="acknowledged", text="acknowledged it", before=before)

    return _step(desk, actor, inquiry_id, step, still_open=True)


def change(desk: Desk, *, actor: Actor, inquiry_id: int, version: int, changes: Changes) -> InquiryRecord:
    """Applies a form's changes as one step. Conflict where the inquiry is no longer at `version`: nothing is overwritten."""

    def step(session: Session, record: InquiryRecord) -> None:
        inquiry = record.inquiry
        if inquiry.version != version:
            raise Conflict(_changed_meanwhile(record))
        before: dict[str, Any] = {}
        said: list[str] = []
        _people(session, record, changes, before, said)
        _fields(session, record, changes, before, said)
        _who_may_know(session, record, actor, changes, before, said)
        if said:
            if "issue_id" in before:
                for fellow in record.others:
                    announce(session, desk, fellow)
            fields = sorted(before)
            _void_if_needed(session, desk, record, actor, before, said)
            remember(
                session, desk, inquiry, actor_id=actor.id, action="changed", text="; ".join(said), before=before or None,
                details={"fields": fields},
            )  # fmt: skip

    return _step(desk, actor, inquiry_id, step)


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
        before = _old(inquiry, "status", "resolution", "closed_at")
        inquiry.status, inquiry.resolution, inquiry.closed_at = Status.CLOSED, resolution, desk.clock()
        text = f"closed it: {resolution.value.replace('_', ' ')}" + (f". {note}" if note else "")
        remember(
            session, desk, inquiry, actor_id=actor.id, action="closed", text=text, before=before,
            details={"resolution": resolution.value},
        )  # fmt: skip
        if record.version is not None:
            show_again(session, desk, inquiry, record.version)

    return _step(desk, actor, inquiry_id, step)


def reopen(desk: Desk, *, actor: Actor, inquiry_id: int) -> InquiryRecord:
    """Opens a closed inquiry again, where its stamps say it was."""

    def step(session: Session, record: InquiryRecord) -> None:
        inquiry = record.inquiry
        if inquiry.status != Status.CLOSED:
            raise Conflict(f"{inquiry.reference} is not closed.")
        before, other = _old(inquiry, "status", "resolution", "closed_at", "duplicate_of_id"), record.duplicate_of
        inquiry.resolution, inquiry.closed_at, inquiry.duplicate_of_id = None, None, None
        inquiry.status = _by_stamps(record)
        remember(session, desk, inquiry, actor_id=actor.id, action="reopened", text="opened it again", before=before)
        if other is not None:
            announce(session, desk, other)
        if record.version is not None:
            show_again(session, desk, inquiry, record.version)

    return _step(desk, actor, inquiry_id, step)


def undo(desk: Desk, *, actor: Actor, inquiry_id: int) -> InquiryRecord:
    """Takes back the last step that can be taken back; Conflict where there is none. The step stays in the history."""

    def step(session: Session, record: InquiryRecord) -> None:
        inquiry = record.inquiry
        last = session.exec(
            select(InquiryEvent)
            .where(InquiryEvent.inquiry_id == inquiry.id, col(InquiryEvent.undone).is_(False))
            .where(col(InquiryEvent.action).not_in(["logged", "undone", "has_it", "snoozed"]))
            .order_by(col(InquiryEvent.id).desc())
            .limit(1)
        ).first()
        if last is None or last.before is None:
            raise Conflict("The last step can't be taken back." if last else "There is no step to take back.")
        _take_back(session, record, last)
        about = session.get(Inquiry, last.about_id) if last.about_id else None
        text = f"took back: {record.name(last.actor_id)} {last.text}"
        remember(
            session, desk, inquiry, actor_id=actor.id, action="undone", text=text, details={"undone_event": last.id},
            about=about,
        )  # fmt: skip
        if last.action in MERGING and about is not None:
            _part(session, desk, actor, inquiry, about)
        if RELATED & set(last.before):
            for one in {one.id: one for one in (*record.others, *assemble(session, inquiry).others)}.values():
                announce(session, desk, one)
        if record.version is not None:
            show_again(session, desk, inquiry, record.version)

    return _step(desk, actor, inquiry_id, step)


def _take_back(session: Session, record: InquiryRecord, event: InquiryEvent) -> None:
    """Gives the inquiry the values it had before the event."""
    inquiry, before = record.inquiry, event.before or {}
    for name, value in before.items():
        if name == "named":
            name_people(session, inquiry, frozenset(value))
        elif name == "tier" and record.outlet is not None:
            record.outlet.tier = value
            session.add(record.outlet)
        elif name not in ("question", "tier", "journalists"):
            setattr(inquiry, name, restored(value))
    session.flush()
    # What was restored are words; read again they are the statuses, terms and courts they stand for.
    session.refresh(inquiry)
    if "question" in before:
        _drop_question(session, inquiry, int(before["question"]))
    for journalist_id in before.get("journalists", []):
        row = session.get(InquiryJournalist, (inquiry.id, journalist_id))
        if row is not None:
            session.delete(row)
    if event.action == "sent":
        _unsend(session, record)
    event.undone = True
    session.add(event)
    session.flush()


def _part(session: Session, desk: Desk, actor: Actor, inquiry: Inquiry, other: Inquiry) -> None:
    """Takes back the other half of a merging, where it still stands and the actor may know of that inquiry."""
    record = assemble(session, session.get_one(Inquiry, other.id, with_for_update=True))
    if not record.matter.known_to(actor):
        return
    half = session.exec(
        select(InquiryEvent)
        .where(InquiryEvent.inquiry_id == other.id, InquiryEvent.about_id == inquiry.id, col(InquiryEvent.undone).is_(False))
        .where(col(InquiryEvent.action).in_(MERGING))
        .order_by(col(InquiryEvent.id).desc())
    ).first()
    if half is None or (half.action == "merged" and record.inquiry.duplicate_of_id != inquiry.id):
        return
    _take_back(session, record, half)
    remember(
        session, desk, record.inquiry, actor_id=actor.id, action="undone", text="took back the merging with {other}",
        details={"undone_event": half.id}, about=inquiry,
    )  # fmt: skip


def advance(inquiry: Inquiry, status: Status) -> None:
    """Moves the status forward, never back: acknowledging a drafted inquiry leaves it drafting."""
    if ORDER.index(status) > ORDER.index(inquiry.status):
        inquiry.status = status


def void_approval(session: Session, desk: Desk, version: StatementVersion, *, by: str, reason: str) -> None:
    """Writes that an approval no longer holds. The words stay; they need approving again."""
    session.add(
        Decision(
            version_id=version.id or 0, sha256=version.sha256, verdict=Verdict.VOIDED, member_id=by, reason=reason,
            at=desk.clock(),
        )
    )  # fmt: skip


def _step(
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


def _people(session: Session, record: InquiryRecord, changes: Changes, before: dict[str, Any], said: list[str]) -> None:
    for field, column, label in (("owner", "owner_id", "owner"), ("backup", "backup_id", "backup")):
        wanted = getattr(changes, field)
        if wanted is None or (wanted or None) == getattr(record.inquiry, column):
            continue
        member = session.get(Member, wanted) if wanted else None
        if wanted and (member is None or member.outsider or member.team_id != record.inquiry.team_id):
            raise Invalid("Only members of this workspace can have it.", **{field: "Choose a member of this workspace."})
        before[column] = getattr(record.inquiry, column)
        setattr(record.inquiry, column, wanted or None)
        said.append(f"{label}: {member.name if member else 'nobody'}")


def _fields(session: Session, record: InquiryRecord, changes: Changes, before: dict[str, Any], said: list[str]) -> None:
    inquiry = record.inquiry
    if changes.court is not None and changes.court != inquiry.court:
        before["court"] = stored(inquiry.court)
        inquiry.court = changes.court
        said.append(f"with: {changes.court.value}")
    if changes.status is not None and changes.status != inquiry.status:
        if changes.status not in BY_HAND:
            raise Invalid("That status comes by itself.", status="Choose triaged, gathering or watching.")
        if inquiry.status == Status.CLOSED:
            raise Invalid("It is closed.", status="It is closed. Open it again first.")
        if changes.status == Status.WATCHING and inquiry.responded_at is None:
            raise Invalid("It is not answered.", status="Watching comes after the answer, and none was marked sent yet.")
        before["status"] = stored(inquiry.status)
        inquiry.status = changes.status
        said.append(f"status: {changes.status.value.replace('_', ' ')}")
    if changes.deadline is not None and _differs(inquiry, changes.deadline):
        before |= _old(inquiry, "deadline_words", "deadline_kind", "deadline_at", "deadline_zone", "deadline_note")
        new = changes.deadline
        inquiry.deadline_words, inquiry.deadline_kind, inquiry.deadline_at = new.words, new.kind, new.at
        inquiry.deadline_zone, inquiry.deadline_note = new.zone, new.note
        said.append(f"deadline: {new.words}")
    if changes.terms is not None and changes.terms != inquiry.terms:
        before |= _old(inquiry, "terms", "terms_agreed_by", "terms_agreed_at")
        inquiry.terms = changes.terms
        said.append(f"terms: {changes.terms.value.replace('_', ' ')}")
    if changes.sensitivity is not None and changes.sensitivity != inquiry.sensitivity:
        before["sensitivity"] = stored(inquiry.sensitivity)
        inquiry.sensitivity = changes.sensitivity
        said.append(f"sensitivity: {changes.sensitivity.value}")
    if changes.tier is not None and record.outlet is not None and changes.tier != record.outlet.tier:
        before["tier"] = record.outlet.tier
        record.outlet.tier = changes.tier
        session.add(record.outlet)
        said.append(f"{record.outlet.name} is tier {changes.tier}")
    if changes.question.strip():
        text = taken(changes.question, what="The question", most=3_000, field="question")
        number = max((one.number for one in record.questions), default=0) + 1
        session.add(Question(inquiry_id=inquiry.id or 0, number=number, text=text))
        before["question"] = number
        said.append(f"question {number}: {text}")
    if changes.note.strip():
        said.append(f"note: {taken(changes.note, what='The note', most=3_000, field='note')}")


def _differs(inquiry: Inquiry, new: Moment) -> bool:
    return (new.words, new.kind, new.at) != (inquiry.deadline_words, inquiry.deadline_kind, inquiry.deadline_at)


def _who_may_know(
    session: Session, record: InquiryRecord, actor: Actor, changes: Changes, before: dict[str, Any], said: list[str]
) -> None:
    """Restricting names people; whoever does it, and the owner and backup, are among them."""
    inquiry = record.inquiry
    restricted = inquiry.restricted if changes.restricted is None else changes.restricted
    named = record.named if changes.named is None else changes.named
    if not restricted:
        named = frozenset()
    else:
        named = frozenset(named) | {actor.id} | {one for one in (inquiry.owner_id, inquiry.backup_id) if one}
    if restricted != inquiry.restricted:
        before["restricted"] = inquiry.restricted
        inquiry.restricted = restricted
        said.append("restricted to the people named" if restricted else "no longer restricted")
        if restricted and inquiry.issue_id is not None:
            # It stands alone from here on: an issue would tell of it.
            before["issue_id"], inquiry.issue_id = inquiry.issue_id, None
    if named != record.named:
        before["named"] = sorted(record.named)
        name_people(session, inquiry, named)
        session.add(inquiry)
        if restricted:
            said.append(f"{len(named)} people may know")


def _void_if_needed(
    session: Session, desk: Desk, record: InquiryRecord, actor: Actor, before: dict[str, Any], said: list[str]
) -> None:
    """New terms or a new sensitivity void an approval: it was given for other ones. The step can then not be undone."""
    statement, version = record.statement, record.version
    if statement is None or version is None or not {"terms", "sensitivity"} & set(before):
        return
    if statement.status not in (StatementStatus.APPROVED, StatementStatus.PENDING_APPROVAL):
        return
    was_approved = statement.status == StatementStatus.APPROVED
    if was_approved:
        void_approval(session, desk, version, by=actor.id, reason="The terms or the sensitivity changed.")
    statement.status = StatementStatus.DRAFT
    if record.inquiry.status != Status.CLOSED:
        record.inquiry.status = Status.DRAFTING
    session.add(statement)
    before.clear()
    said.append("the approval is void" if was_approved else "the question for approval is taken back")
    show_again(session, desk, record.inquiry, version)


def _drop_question(session: Session, inquiry: Inquiry, number: int) -> None:
    question = session.exec(select(Question).where(Question.inquiry_id == inquiry.id, Question.number == number)).first()
    if question is not None:
        session.delete(question)


def _unsend(session: Session, record: InquiryRecord) -> None:
    statement = session.exec(
        select(Statement)
        .where(Statement.inquiry_id == record.inquiry.id, Statement.status == StatementStatus.SENT)
        .order_by(col(Statement.id).desc())
        .limit(1)
    ).first()
    if statement is not None:
        statement.status = StatementStatus.APPROVED
        session.add(statement)


def _by_stamps(record: InquiryRecord) -> Status:
    inquiry = record.inquiry
    if record.statement is not None and record.statement.status != StatementStatus.SENT:
        return {
            StatementStatus.DRAFT: Status.DRAFTING, StatementStatus.PENDING_APPROVAL: Status.PENDING_APPROVAL,
            StatementStatus.APPROVED: Status.APPROVED,
        }[record.statement.status]  # fmt: skip
    if inquiry.responded_at is not None:
        return Status.RESPONDED
    return Status.ACKNOWLEDGED if inquiry.acknowledged_at is not None else Status.RECEIVED


def _old(inquiry: Inquiry, *names: str) -> dict[str, Any]:
    return {name: stored(getattr(inquiry, name)) for name in names}


def _changed_meanwhile(record: InquiryRecord) -> str:
    newest = record.events[-1]
    said = record.said(newest)
    what = said if len(said) <= 120 else newest.action
    return (
        f"{record.name(newest.actor_id)} changed {record.inquiry.reference} while you were typing ({what}). "
        "Nothing was overwritten. Close this and open it again to see it as it is now."
    )

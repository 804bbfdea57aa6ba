"""Undoing: the last step that can be taken back is taken back, and stays in the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict
from bot.inquiries.changes import VOIDED, refuse_lowering
from bot.inquiries.history import announce, remember, restored, show_again
from bot.inquiries.logging import name_people
from bot.inquiries.record import InquiryRecord, assemble, read
from bot.inquiries.sendings import take_back
from bot.models import Inquiry, InquiryEvent, InquiryJournalist, Question, Release, Sensitivity
from bot.text import shortened

MERGING = ("merged", "merged_in")  # The two halves of one step.
RELATED = {"issue_id", "parent_id", "duplicate_of_id"}
# They say something and change nothing, so undo looks past them; so does it past a note, which is a change of no field.
NO_STEPS = (
    "logged",
    "undone",
    "has_it",
    "snoozed",
    "copied",
    "generated",
    "noted",
    "embargo_agreed",
    "exclusive_promised",
    "exclusive_ended",
    "correction_told",
    "ran",
)


def last_step(events: Sequence[InquiryEvent]) -> InquiryEvent | None:
    """The newest step that is in force, past notes and the like; None where there is none. `events` are oldest first."""
    return next((one for one in reversed(events) if not one.undone and not _says_only(one)), None)


def can_be_undone(event: InquiryEvent) -> bool:
    return event.before is not None and event.action != VOIDED


def _says_only(event: InquiryEvent) -> bool:
    return event.action in NO_STEPS or (event.action == "changed" and event.before is None)


def undo(desk: Desk, *, actor: Actor, inquiry_id: int, event_id: int | None = None) -> InquiryRecord:
    """Takes back the last step, and gives the inquiry as it then is. Conflict where there is none, it can't be taken back,
    or it is not `event_id`, the one that the person was shown."""
    with desk.database.write() as session:
        other_id = _other_half(session, inquiry_id)
        # Held in the order of their numbers, as whoever merges does, so that nobody waits in a circle.
        if other_id is not None and other_id < inquiry_id:
            session.exec(select(Inquiry.id).where(Inquiry.id == other_id).with_for_update()).all()
        record = read(session, actor, inquiry_id, hold=True)
        authorize(actor, "work", record.matter)
        last = _wanted(record, event_id)
        if last.action in MERGING and last.about_id != other_id:
            raise Conflict(f"{record.inquiry.reference} was merged just now. Look at it again, then undo.")
        _undo(session, desk, actor, record, last)
        session.flush()
        return assemble(session, record.inquiry)


def _other_half(session: Session, inquiry_id: int) -> int | None:
    """The other inquiry, where the last step is a merging. Looked up before anything is held, so it may be outdated."""
    events = session.exec(
        select(InquiryEvent).where(InquiryEvent.inquiry_id == inquiry_id).order_by(col(InquiryEvent.id))
    ).all()
    last = last_step(events)
    return last.about_id if last is not None and last.action in MERGING else None


def _wanted(record: InquiryRecord, event_id: int | None) -> InquiryEvent:
    """The last step, or a Conflict that says why it is not taken back."""
    last = last_step(record.events)
    if last is None:
        raise Conflict("There is no step to take back.")
    said = f"{record.name(last.actor_id)} {shortened(record.said(last), 200)}"
    if event_id is not None and event_id != last.id:
        raise Conflict(f"Nothing was taken back: the last step is another one now ({said}). Open it again, then undo.")
    if not can_be_undone(last):
        raise Conflict(f"The last step can't be taken back: {said}.")
    return last


def _undo(session: Session, desk: Desk, actor: Actor, record: InquiryRecord, last: InquiryEvent) -> None:
    inquiry, before = record.inquiry, last.before or {}
    if "sensitivity" in before and last.actor_id != actor.id:
        # Who raised it by mistake may take that back; what somebody else raised is lowered as in the form.
        refuse_lowering(session, record, actor, to=Sensitivity(before["sensitivity"]))
    _take_back(session, record, last, at=desk.clock())
    about = session.get(Inquiry, last.about_id) if last.about_id else None
    remember(
        session, desk, inquiry, actor_id=actor.id, action="undone", text=f"took back: {record.name(last.actor_id)} {last.text}",
        details={"undone_event": last.id}, about=about,
    )  # fmt: skip
    if last.action in MERGING and about is not None:
        _part(session, desk, actor, inquiry, about)
    if RELATED & set(before):
        for one in {one.id: one for one in (*record.others, *assemble(session, inquiry).others)}.values():
            announce(session, desk, one)
    if record.version is not None:
        show_again(session, desk, record.version)


def _take_back(session: Session, record: InquiryRecord, event: InquiryEvent, *, at: datetime) -> None:
    """Gives the inquiry the values it had before the event."""
    inquiry, before = record.inquiry, event.before or {}
    for name, value in before.items():
        if name == "named":
            name_people(session, inquiry, frozenset(value))
        elif name == "tier" and record.outlet is not None:
            record.outlet.tier = value
            session.add(record.outlet)
        elif name not in ("question", "tier", "journalists", "release"):
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
    if "release" in before:
        take_back(session, session.get_one(Release, before["release"]), at=at)
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
    _take_back(session, record, half, at=desk.clock())
    remember(
        session, desk, record.inquiry, actor_id=actor.id, action="undone", text="took back the merging with {other}",
        details={"undone_event": half.id}, about=inquiry,
    )  # fmt: skip


def _drop_question(session: Session, inquiry: Inquiry, number: int) -> None:
    question = session.exec(select(Question).where(Question.inquiry_id == inquiry.id, Question.number == number)).first()
    if question is not None:
        session.delete(question)

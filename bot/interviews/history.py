"""The history of interviews: each change becomes one line of it, one audit entry, and all that tells people of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlmodel import Session

from bot import audit, inquiries, marks
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict
from bot.inquiries import InquiryRecord
from bot.inquiries.history import restored as stored_before
from bot.interviews import calls
from bot.interviews.record import InterviewRecord, find, read
from bot.models import Interview, InterviewEvent, InterviewFormat, InterviewState

IN_CALENDARS = ("starts_at", "minutes", "zone", "place", "link", "topic", "format", "rules", "spokesperson_id", "state",
                "journalist_id", "outlet_id")  # fmt: skip


def held(session: Session, actor: Actor, reference: str | int) -> tuple[InterviewRecord, InquiryRecord | None]:
    """An interview with its inquiry, for changing it, by somebody who may."""
    inquiry_id = find(session, actor, reference).interview.inquiry_id
    # The inquiry first: what changes an inquiry holds it before anything that hangs on it.
    inquiry = inquiries.read(session, actor, inquiry_id, hold=True) if inquiry_id else None
    record = find(session, actor, reference, hold=True)
    authorize(actor, "work", inquiry.matter if inquiry else None)
    return record, inquiry


def step(
    session: Session, desk: Desk, actor: Actor, record: InterviewRecord, inquiry: InquiryRecord | None, action: str, text: str,
    new: dict[str, Any], *, undoable: bool = True,
) -> InterviewRecord:  # fmt: skip
    """One change with its history and its new invitation; nothing where all is as it was."""
    row = record.interview
    before = {name: getattr(row, name) for name, value in new.items() if getattr(row, name) != value}
    if not before:
        return record
    was = set(record.attendees)
    for name in before:
        setattr(row, name, new[name])
    row.sequence += 1
    kept = {name: inquiries.stored(value) for name, value in before.items()} if undoable else None
    remember(session, desk, actor, row, inquiry, action, text, was=was, before=kept, changed=set(before))
    return read(session, row)


def remember(
    session: Session, desk: Desk, actor: Actor, row: Interview, inquiry: InquiryRecord | None, action: str, text: str, *,
    was: Collection[str] = (), before: dict[str, Any] | None = None, changed: Collection[str] = IN_CALENDARS,
) -> None:  # fmt: skip
    """The event, the audit entry, the line in the inquiry's thread, the cards, invitations and reminders. `was` are who was in
    it before, `changed` the fields that are new."""
    session.add(row)
    session.flush()
    event = InterviewEvent(
        interview_id=row.id or 0, at=desk.clock(), actor_id=actor.id, action=action, text=text, before=before
    )
    session.add(event)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"interview.{action}", object=f"interview:{row.id}",
        details={"event": event.id, "sequence": row.sequence, "inquiry": row.inquiry_id, "begins": row.starts_at.isoformat()},
    )  # fmt: skip
    if inquiry is not None:
        said = text.replace("{it}", row.reference)
        inquiries.remember(
            session, desk, inquiry.inquiry, actor_id=actor.id, action=f"interview_{action}", text=said, details={"interview": row.id}
        )  # fmt: skip
    record = read(session, row)
    calls.show_cards(session, desk, record)
    now_in = set(record.attendees)
    fresh = set(changed) & set(IN_CALENDARS)
    told = now_in | set(was) if fresh else now_in ^ set(was)
    calls.invite(session, desk, row, sorted(told))
    calls.tell(session, desk, row, sorted(told - {actor.id}))
    if row.state == InterviewState.BOOKED:
        calls.remind(session, desk, record)
    marks.passed(f"interview_{action}")


def last(record: InterviewRecord) -> InterviewEvent | None:
    """The newest step that can be taken back."""
    return next((one for one in reversed(record.events) if one.before is not None and not one.undone), None)


def restored(event: InterviewEvent) -> dict[str, Any]:
    """The old values that a step kept, as the columns take them."""
    kinds = {"state": InterviewState, "format": InterviewFormat}
    found = {name: stored_before(value) for name, value in (event.before or {}).items()}
    return {name: kinds[name](value) if name in kinds else value for name, value in found.items()}


def refuse_over(record: InterviewRecord) -> None:
    """Conflict where it is off."""
    if record.interview.state == InterviewState.CANCELLED:
        raise Conflict(f"{record.reference} was cancelled. Undo that first, or book another.")

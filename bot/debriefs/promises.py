"""Promises: what we owe a journalist after an interview, by when and who sees to it. Kept, dropped, and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from bot import audit, inquiries, outbox
from bot.authority import Actor, authorize
from bot.debriefs.record import DebriefRecord, PromiseRecord, matter, promise, promise_of
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.models import Member, Named, Posting, Promise
from bot.text import taken

if TYPE_CHECKING:
    from bot.debriefs.giving import Promised

LONGEST = 500


def checked(one: Promised) -> Promised:
    """The promise, cleaned. Invalid beside its own box of the form."""
    taken(one.text, what="The promise", most=LONGEST, field=f"promise_{one.field}", blank=False)
    if one.due_at is None:
        raise Invalid("By when was it promised?", **{f"due_{one.field}": "Choose the day and time it was promised for."})
    return one


def make(session: Session, desk: Desk, *, actor: Actor, found: DebriefRecord, promised: Promised) -> Promise:
    """A promise made in an interview, with its owner. Invalid where its moment is past, or its owner may not know of it."""
    assert promised.due_at is not None
    if promised.due_at <= desk.clock():
        raise Invalid("That moment is past.", **{f"due_{promised.field}": "Choose a moment to come."})
    owner = _owner(session, actor, found, promised)
    row = Promise(
        team_id=actor.team_id, interview_id=found.interview.interview.id or 0, journalist_id=found.interview.interview.journalist_id,
        text=promised.text.strip(), owner_id=owner.id, due_at=promised.due_at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def keep(desk: Desk, *, actor: Actor, promise_id: int) -> PromiseRecord:
    """It was done."""
    return _step(desk, actor, promise_id, "kept", kept_at=desk.clock())


def drop(desk: Desk, *, actor: Actor, promise_id: int) -> PromiseRecord:
    """It is not needed any more."""
    return _step(desk, actor, promise_id, "dropped", dropped_at=desk.clock())


def reopen(desk: Desk, *, actor: Actor, promise_id: int) -> PromiseRecord:
    """Takes "done" or "dropped" back."""
    return _step(desk, actor, promise_id, "reopened")


def move(desk: Desk, *, actor: Actor, promise_id: int, due_at: datetime | None) -> PromiseRecord:
    """Another moment was agreed with the journalist; its reminders begin anew."""
    if due_at is None or due_at <= desk.clock():
        raise Invalid("Until when? Choose a moment to come.", due="Choose a moment to come.")
    return _step(desk, actor, promise_id, "moved", due_at=due_at)


def show(session: Session, desk: Desk, row: Promise) -> None:
    """Asks for every message that shows it to be shown as it now stands."""
    for one in session.exec(select(Posting).where(Posting.subject == f"promise:{row.id}")):
        outbox.put(
            session, at=desk.clock(), kind="promise", lane=one.conversation, promise=row.id, conversation=one.conversation
        )
    due = select(Posting).where(Posting.kind == "promise_due", Posting.subject.startswith(f"promise:{row.id}:"))  # type: ignore[attr-defined]
    for one in session.exec(due):
        outbox.put(
            session, at=desk.clock(), kind="promise_due", lane=one.conversation, promise=row.id, conversation=one.conversation,
            stage=one.subject.split(":", 2)[2],
        )  # fmt: skip
    inquiries.freshen_homes(session, desk.clock(), row.team_id)


def _step(desk: Desk, actor: Actor, promise_id: int, action: str, **new: datetime) -> PromiseRecord:
    """One step, by its owner or by whoever may work on the matter."""
    with desk.database.write() as session:
        found = promise(session, actor, promise_id, hold=True)
        if found.row.owner_id != actor.id:
            named = session.exec(select(Named.member_id).where(Named.inquiry_id == found.interview.interview.inquiry_id)).all()
            authorize(actor, "work", matter(found.interview, named))
        if action != "reopened" and not found.is_open:
            raise Conflict("It is done with already. Undo that first.")
        row = found.row
        if action == "reopened":
            row.kept_at, row.dropped_at = None, None
        for name, value in new.items():
            setattr(row, name, value)
        session.add(row)
        session.flush()
        audit.write(
            session, at=desk.clock(), actor=actor.id, action=f"promise.{action}", object=f"promise:{row.id}",
            details={"due_at": row.due_at.isoformat()},
        )  # fmt: skip
        show(session, desk, row)
        return promise_of(session, row)


def _owner(session: Session, actor: Actor, found: DebriefRecord, promised: Promised) -> Member:
    """Who sees to it: anybody of the staff who may know of the matter."""
    member = session.get(Member, promised.owner)
    where = f"owner_{promised.field}"
    if member is None or member.team_id != actor.team_id or member.outsider:
        raise Invalid(
            "They can't see to it: they are not of this workspace's staff.", **{where: "Choose somebody on the staff."}
        )
    if not found.interview.known_to(member, found.named):
        wrong = f"{member.name} is not named on the inquiry, which is restricted."
        raise Invalid(wrong, **{where: wrong})
    return member

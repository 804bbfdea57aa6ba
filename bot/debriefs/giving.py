"""Giving a debrief: what was said, promised, owed to us, learnt, and how it went, in one form of two minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot import audit, inquiries, outbox
from bot.authority import Actor, authorize
from bot.debriefs import promises
from bot.debriefs.record import DebriefRecord, find, may_give
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.interviews import calls
from bot.models import Debrief, Inquiry, InterviewEvent, InterviewState, Promise
from bot.text import one_line, taken

LONGEST = 3_000
FIELDS = ("said", "owed", "lessons", "went")


@dataclass(frozen=True)
class Promised:
    """One promise as it was typed. `field` says which box of the form it stood in; `owner` is a member id."""

    text: str
    due_at: datetime | None
    owner: str
    field: int = 1


@dataclass(frozen=True)
class Entry:
    """What somebody says of an interview. `went` is 1 (badly) to 5 (very well), or None."""

    said: str
    owed: str = ""
    lessons: str = ""
    went: int | None = None
    promised: Sequence[Promised] = ()


def give(desk: Desk, *, actor: Actor, reference: str, entry: Entry) -> DebriefRecord:
    """Keeps it, or what was changed in it; new promises become tasks of their owners. The inquiry's thread hears that the
    interview took place. Conflict before it began and where it was called off."""
    checked = _checked(entry)
    with desk.database.write() as session:
        found = _held(session, actor, reference)
        interview = found.interview.interview
        if interview.state == InterviewState.CANCELLED:
            raise Conflict(f"{interview.reference} was called off, so there is nothing to debrief.")
        if interview.starts_at > desk.clock():
            raise Conflict(f"{interview.reference} has not begun yet. Come back when it is over.")
        first = found.debrief is None
        row = found.debrief or Debrief(interview_id=interview.id or 0, by=actor.id, at=desk.clock())
        old = {name: getattr(row, name) for name in FIELDS}
        new = {name: getattr(checked, name) for name in FIELDS}
        row.before = {} if first or old == new else old
        for name, value in new.items():
            setattr(row, name, value)
        session.add(row)
        made = [promises.make(session, desk, actor=actor, found=found, promised=one) for one in checked.promised]
        interview.state = InterviewState.DONE
        session.add(interview)
        _remember(session, desk, found, actor, "given" if first else "changed", made)
        if first:
            _tell_inquiry(session, desk, found, actor, made)
        session.flush()
        return find(session, actor, reference)


def undo(desk: Desk, *, actor: Actor, reference: str) -> DebriefRecord:
    """Takes the last edit of the words back. Conflict where there is none."""
    with desk.database.write() as session:
        found = _held(session, actor, reference)
        row = found.debrief
        if row is None or not row.before:
            raise Conflict("There is no edit to undo.")
        for name in FIELDS:
            setattr(row, name, row.before[name])
        row.before = {}
        session.add(row)
        _remember(session, desk, found, actor, "undone", [])
        session.flush()
        return find(session, actor, reference)


def _held(session: Session, actor: Actor, reference: str) -> DebriefRecord:
    """The interview, for somebody who may give its debrief. Its inquiry is held first, as by whatever else changes either."""
    inquiry = find(session, actor, reference).interview.inquiry
    if inquiry is not None:
        session.get(Inquiry, inquiry.id, with_for_update=True)
    found = find(session, actor, reference, hold=True)
    if not may_give(found, actor):
        authorize(actor, "work", found.matter)
    return found


def _checked(entry: Entry) -> Entry:
    said = taken(entry.said, what="What was said", most=LONGEST, field="said", blank=False)
    owed = taken(entry.owed, what="What they owe us", most=LONGEST, field="owed")
    lessons = taken(entry.lessons, what="The lessons", most=LONGEST, field="lessons")
    if entry.went is not None and not 1 <= entry.went <= 5:
        raise Invalid("How did it go? From 1 to 5.", went="From 1 to 5.")
    return Entry(said, owed, lessons, entry.went, [promises.checked(one) for one in entry.promised if one.text.strip()])


def _tell_inquiry(session: Session, desk: Desk, found: DebriefRecord, actor: Actor, made: Sequence[Promise]) -> None:
    """One line in the thread of the inquiry's card. It quotes nothing of the debrief."""
    inquiry = found.interview.inquiry
    if inquiry is None:
        return
    owed = f"; {len(made)} {'thing was' if len(made) == 1 else 'things were'} promised" if made else ""
    text = f"debriefed {found.interview.reference}: {found.interview.spokesperson.name} spoke to {one_line(found.interview.who)}{owed}"
    inquiries.remember(session, desk, inquiry, actor_id=actor.id, action="debriefed", text=text)


def _remember(
    session: Session, desk: Desk, found: DebriefRecord, actor: Actor, action: str, made: Sequence[Promise]
) -> None:  # fmt: skip
    """The interview's history, the audit entry, and the Homes of those who owe something."""
    interview = found.interview.interview
    told = {"given": "debriefed it", "changed": "changed the debrief", "undone": "took the change of the debrief back"}[action]
    event = InterviewEvent(
        interview_id=interview.id or 0, at=desk.clock(), actor_id=actor.id, action=f"debrief_{action}", text=told
    )
    session.add(event)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"debrief.{action}", object=f"interview:{interview.id}",
        details={"event": event.id, "promises": [one.id for one in made]},
    )  # fmt: skip
    for one in made:
        user = inquiries.user_of(one.owner_id)
        outbox.put(session, at=desk.clock(), kind="promise", lane=user, promise=one.id, conversation=user)
    calls.show_cards(session, desk, found.interview)
    inquiries.freshen_homes(session, desk.clock(), interview.team_id)

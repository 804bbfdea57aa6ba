"""Outcomes: what came of a pitch, a note on it, and each step taken back."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, select

from bot import audit, inquiries
from bot.authority import Actor, authorize
from bot.coverage import pitch_ties, ties
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.inquiries.history import restored
from bot.models import Clip, ClipLink, LinkKind, Pitch, PitchOutcome
from bot.pitches.entries import NOTE
from bot.pitches.followups import show_reminder
from bot.pitches.record import PitchRecord, find, read
from bot.text import taken


def set_outcome(desk: Desk, *, actor: Actor, pitch_id: int, outcome: PitchOutcome, clip_id: int | None = None) -> PitchRecord:
    """Notes what came of it; with `clip_id` where it ran. Conflict where it was taken back."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = _held(session, actor, pitch_id)
        clip = session.get(Clip, clip_id) if clip_id else None
        if clip_id and (clip is None or clip.team_id != actor.team_id):
            raise NotFound("That clip is not here any more. Open the form again.")
        if (row.outcome, row.clip_id) != (outcome, clip_id):
            _remember(row, "outcome", "outcome_at", "clip_id", "follow_up_at")
            row.outcome, row.clip_id = outcome, clip_id
            row.outcome_at = desk.clock() if outcome != PitchOutcome.SENT else None
            row.follow_up_at = None
            session.add(row)
            if clip_id:
                _confirm(session, desk, actor, pitch_id, clip_id)
            _noted(session, desk, actor, row, "outcome", outcome=outcome.value, clip=clip_id)
        return read(session, desk, actor, row)


def note(desk: Desk, *, actor: Actor, pitch_id: int, text: str) -> PitchRecord:
    """Keeps a note on it."""
    authorize(actor, "work")
    text = taken(text, what="The note", most=NOTE, field="note")
    with desk.database.write() as session:
        row = _held(session, actor, pitch_id)
        if row.note != text:
            _remember(row, "note")
            row.note = text
            session.add(row)
            _noted(session, desk, actor, row, "noted")
        return read(session, desk, actor, row)


def take_back(desk: Desk, *, actor: Actor, pitch_id: int) -> PitchRecord:
    """Says that it was not pitched after all: it counts nowhere any more. Undo brings it back."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = _held(session, actor, pitch_id)
        _remember(row, "taken_back_at")
        row.taken_back_at = desk.clock()
        session.add(row)
        _noted(session, desk, actor, row, "taken_back")
        return read(session, desk, actor, row)


def undo(desk: Desk, *, actor: Actor, pitch_id: int) -> PitchRecord:
    """Takes the last step back. Conflict where there is none, or it was taken back already."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, pitch_id, hold=True)
        if row.before is None:
            raise Conflict("There is nothing to take back here. Open the pitch again.")
        was = row.clip_id
        for name, value in row.before.items():
            setattr(row, name, PitchOutcome(value) if name == "outcome" else restored(value))
        row.before = None
        session.add(row)
        if was and was != row.clip_id:
            _let_go(session, pitch_id, was)
        _noted(session, desk, actor, row, "undone")
        return read(session, desk, actor, row)


def ran(desk: Desk, *, actor: Actor, link_id: int, yes: bool | None) -> int:
    """A person's word on a clip that the desk proposes for a pitch: it ran there, it did not come of it, or, with None, neither
    yet. Gives the pitch's id. NotFound where the actor may not know of it."""
    authorize(actor, "work")
    with desk.database.read() as session:
        link = session.get(ClipLink, link_id)
        if link is None or link.kind != LinkKind.PITCH:
            raise NotFound("There is no such link any more.")
        find(session, actor, link.subject_id)
    ties.decide(desk, actor=actor, link_id=link_id, yes=yes)
    return link.subject_id


def _held(session: Session, actor: Actor, pitch_id: int) -> Pitch:
    row = find(session, actor, pitch_id, hold=True)
    if row.taken_back_at is not None:
        raise Conflict("This pitch was taken back. Undo that first.")
    return row


def _remember(row: Pitch, *names: str) -> None:
    row.before = {name: inquiries.stored(getattr(row, name)) for name in names}


def _confirm(session: Session, desk: Desk, actor: Actor, pitch_id: int, clip_id: int) -> None:
    """The link to where it ran is a person's word; it is made where the desk had none."""
    if not pitch_ties.may_be(session, pitch_id):
        return
    link = _link(session, pitch_id, clip_id) or ClipLink(
        clip_id=clip_id, kind=LinkKind.PITCH, subject_id=pitch_id, score=1.0, reasons=["named by a person"], made_at=desk.clock()
    )  # fmt: skip
    link.confirmed_at, link.refused_at, link.decided_by = desk.clock(), None, actor.id
    session.add(link)
    session.flush()


def _let_go(session: Session, pitch_id: int, clip_id: int) -> None:
    """The link is the machine's again, and gone where a person had made it."""
    link = _link(session, pitch_id, clip_id)
    if link is None:
        return
    link.confirmed_at, link.decided_by = None, None
    session.add(link)
    if link.reasons == ["named by a person"]:
        session.delete(link)
    session.flush()


def _link(session: Session, pitch_id: int, clip_id: int) -> ClipLink | None:
    asked = select(ClipLink).where(
        ClipLink.kind == LinkKind.PITCH, ClipLink.subject_id == pitch_id, ClipLink.clip_id == clip_id
    )  # fmt: skip
    return session.exec(asked).first()


def _noted(session: Session, desk: Desk, actor: Actor, row: Pitch, action: str, **details: Any) -> None:
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"pitch.{action}", object=f"pitch:{row.id}", details=details
    )  # fmt: skip
    show_reminder(session, desk, row)
    ties.show_proposals(session, desk, row.id or 0)


def chosen_clip(value: str | None) -> int | None:
    """The clip that a form names, None where it names none. Invalid where it is no clip's id."""
    if not value or value == "0":
        return None
    if not value.isdecimal():
        raise Invalid("Choose a clip.", clip="Choose one of the list.")
    return int(value)

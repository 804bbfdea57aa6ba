"""The history of events: each change becomes one line of it, one audit entry, and the posts and calendars that show it."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from bot import audit, files, inquiries, marks, outbox, teams
from bot.authority import NEEDS, RANK, Actor, authorize
from bot.desk import Desk
from bot.events.record import EventRecord, find, matter_of, read
from bot.models import EventKind, Member, Posting, PressEvent, PressEventStep

CARD, DUE, FILE = "event_card", "event_due", "event_ics"


def held(session: Session, actor: Actor, event_id: int) -> PressEvent:
    """The event, for changing it, by somebody who may."""
    row = find(session, actor, event_id, hold=True)
    authorize(actor, "work", matter_of(row))
    return row


def subject(event_id: int | None) -> str:
    """What postings call an event."""
    return f"pressevent:{event_id}"


def places(session: Session, row: PressEvent) -> list[str]:
    """Where its card stands: the desk channel, without one its owner's messages; of a confidential one the messages of those
    named on it. Days on the calendar have none."""
    if row.kind == EventKind.AWARENESS_DAY:
        return []
    if not row.confidential:
        return [teams.team_of(session, row.team_id).desk_channel or inquiries.user_of(row.owner_id)]
    known = session.exec(select(Member).where(col(Member.id).in_(row.named))).all()
    return sorted(one.user_id for one in known if able(one))


def able(member: Member) -> bool:
    """Whether somebody may still look at the desk."""
    return not member.outsider and Actor.of(member).rank >= RANK[NEEDS["look"]]


def step(
    session: Session, desk: Desk, actor: Actor, row: PressEvent, action: str, text: str, *, undoable: bool = True, **new: Any
) -> EventRecord:
    """One change with its history; with `undoable` it can be taken back."""
    before = {name: inquiries.stored(getattr(row, name)) for name in new} if undoable else None
    for name, value in new.items():
        setattr(row, name, value)
    remember(session, desk, actor, row, action, text, before=before)
    return read(session, row, actor)


def remember(
    session: Session, desk: Desk, actor: Actor, row: PressEvent, action: str, text: str, *, before: dict[str, Any] | None = None,
    **details: Any,
) -> None:  # fmt: skip
    """The step, the audit entry without a word of anybody's, and the posts that show it."""
    session.add(row)
    session.flush()
    one = PressEventStep(
        event_id=row.id or 0, at=desk.clock(), actor_id=actor.id, action=action, text=text[:3_000], before=before
    )  # fmt: skip
    session.add(one)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"event.{action}", object=subject(row.id),
        details={"step": one.id, **details},
    )  # fmt: skip
    show(session, desk, row)
    marks.passed(f"event_{action}")


def show(session: Session, desk: Desk, row: PressEvent) -> None:
    """Has its card and the reminders of it say what is true now, and taken away where it may no longer be known."""
    now = desk.clock()
    kept = select(Posting).where(Posting.kind == CARD, Posting.subject == subject(row.id))
    for place in dict.fromkeys([*places(session, row), *(one.conversation for one in session.exec(kept))]):
        outbox.put(session, at=now, kind=CARD, lane=place, pressevent=row.id, conversation=place)
    asked = select(Posting).where(Posting.kind == DUE, col(Posting.subject).like(f"{subject(row.id)}:%"))
    for one in session.exec(asked):
        day = one.subject.rpartition(":")[2]
        outbox.put(
            session, at=now, kind=DUE, lane=one.conversation, pressevent=row.id, conversation=one.conversation, day=day
        )  # fmt: skip


def told_calendars(session: Session, desk: Desk, row: PressEvent) -> None:
    """Whoever took its calendar file gets the one that replaces it."""
    asked = select(Posting.conversation).where(Posting.kind == "file", col(Posting.subject).like(f"{FILE}:{row.id}:%"))
    for place in sorted(set(session.exec(asked))):
        member = session.get(Member, f"slack:{row.team_id}:{place}")
        if member is None or not able(member) or not matter_of(row).known_to(Actor.of(member)):
            continue
        files.send(
            session, at=desk.clock(), maker=FILE, conversation=place, once=f"{FILE}:{row.id}:{row.sequence}", pressevent=row.id,
            member=member.id,
        )  # fmt: skip

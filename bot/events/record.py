"""Reading events: one with its guests and history, a page of them, and who may know of which."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, cast, func, or_
from sqlmodel import Session, col, select

from bot import clocks, statements, teams
from bot.authority import Actor, Matter, authorize
from bot.clocks import Hours
from bot.desk import Desk
from bot.errors import NotFound
from bot.events.cautions import against, open_words, outdated
from bot.events.guestlists import Counts, Guest, guests_of
from bot.models import (
    EventKind,
    Member,
    PressEvent,
    PressEventStep,
    Sensitivity,
    Statement,
    Team,
)

PAGE = 8
REFERENCE = re.compile(r"\s*e[\s\-–—#]*0*(\d{1,9})\s*", re.IGNORECASE | re.ASCII)
Which = Literal["coming", "past"]


@dataclass(frozen=True)
class EventRecord:
    """An event with its guests in the order of outlets, its history oldest first and everybody mentioned by id. `statement` is
    the advisory or release that belongs to it, None where the reader may not know it. `warnings` are what speaks against the day."""

    event: PressEvent
    team: Team
    hours: Hours
    guests: Sequence[Guest] = ()
    steps: Sequence[PressEventStep] = ()
    people: dict[str, Member] = field(default_factory=dict)
    statement: Statement | None = None
    warnings: Sequence[str] = ()

    @property
    def id(self) -> int:
        return self.event.id or 0

    @property
    def reference(self) -> str:
        return self.event.reference

    @property
    def matter(self) -> Matter:
        return matter_of(self.event)

    @property
    def day(self) -> date:
        """The date of the event where it takes place."""
        return day_of(self.event)

    @property
    def ends_at(self) -> datetime:
        return self.event.starts_at + timedelta(minutes=self.event.minutes)

    @property
    def is_on(self) -> bool:
        return self.event.cancelled_at is None

    @property
    def has_guests(self) -> bool:
        """Whether people are invited to it."""
        return self.event.kind in (EventKind.PRESS_CONFERENCE, EventKind.EVENT)

    @property
    def counts(self) -> Counts:
        answers = Counter(one.row.answer for one in self.guests)
        came = [one for one in self.guests if one.row.came]
        return Counts(
            len(self.guests), sum(one.row.called_at is not None for one in self.guests), answers["yes"], answers["maybe"],
            answers["no"], len(came), len({one.at for one in came if one.at}),
        )  # fmt: skip

    @property
    def todo(self) -> list[dict[str, Any]]:
        """What of the checklist is not done, the soonest due first."""
        return sorted((one for one in self.event.checklist if not one["done"]), key=lambda one: (one["due"], one["days"]))

    @property
    def undoable(self) -> PressEventStep | None:
        """The newest change that can be taken back."""
        return next((one for one in reversed(self.steps) if one.before is not None and not one.undone), None)

    def today(self, now: datetime) -> date:
        return self.hours.day_of(now)

    def late(self, item: dict[str, Any], now: datetime) -> bool:
        return not item["done"] and date.fromisoformat(item["due"]) < self.today(now)

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


@dataclass(frozen=True)
class EventPage:
    """One page of a list; `page` counts from 1."""

    records: Sequence[EventRecord]
    which: Which
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def matter_of(event: PressEvent) -> Matter:
    """What an event is to authority: a confidential one exists for those named on it alone."""
    return Matter(event.team_id, Sensitivity.ROUTINE, event.confidential, frozenset(event.named), event.reference)


def day_of(event: PressEvent) -> date:
    """The date of the event in the zone it takes place in."""
    return event.starts_at.astimezone(ZoneInfo(event.zone)).date()


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition every list carries: their own team's, and of the confidential those that name them."""
    named = cast(col(PressEvent.named), String).contains(json.dumps(actor.id), autoescape=True)
    allowed: Any = or_(col(PressEvent.confidential).is_(False), named)
    return (col(PressEvent.team_id) == actor.team_id) & allowed


def get(desk: Desk, *, actor: Actor, event_id: int) -> EventRecord:
    """One event. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return read(session, find(session, actor, event_id), actor)


def by_reference(desk: Desk, *, actor: Actor, reference: str) -> EventRecord:
    """The same by what people call it: E-0003, e 3."""
    authorize(actor, "look")
    found = REFERENCE.fullmatch(reference)
    with desk.database.read() as session:
        asked = select(PressEvent).where(visible_to(actor), PressEvent.number == (int(found[1]) if found else 0))
        row = session.exec(asked).first()
        if row is None:
            raise NotFound(f"There is no {reference.strip()[:20]}.")
        return read(session, row, actor)


def find(session: Session, actor: Actor, event_id: int, *, hold: bool = False) -> PressEvent:
    """The row. NotFound where the actor may not know of it. With `hold` nobody else changes it meanwhile."""
    asked = select(PressEvent).where(PressEvent.id == event_id, visible_to(actor))
    row = session.exec(asked.with_for_update() if hold else asked).first()
    if row is None:
        raise NotFound("There is no such event.")
    return row


def read(session: Session, row: PressEvent, actor: Actor | None = None) -> EventRecord:
    """The event with all that belongs to it, as `actor` may know it; without one nothing that some may not."""
    steps = session.exec(
        select(PressEventStep).where(PressEventStep.event_id == row.id).order_by(col(PressEventStep.id))
    ).all()  # fmt: skip
    hours = clocks.of(session, row.team_id).hours
    ids = {row.owner_id, row.added_by, *row.named, *(one.actor_id for one in steps)}
    ids |= {one[name] for one in row.checklist for name in ("owner", "by") if one.get(name)}
    statement = _statement(session, row, actor)
    warnings = [
        *against(session, row, hours, day_of(row)), *outdated(session, statement, steps), *open_words(row, statement)
    ]  # fmt: skip
    return EventRecord(
        row, teams.team_of(session, row.team_id), hours, guests_of(session, row, actor), steps, teams.names(session, ids),
        statement=statement, warnings=warnings,
    )  # fmt: skip


def listing(desk: Desk, *, actor: Actor, which: Which = "coming", page: int = 1) -> EventPage:
    """A page of the events this actor may know of: those to come, the next first, or those that are over, the latest first."""
    authorize(actor, "look")
    since = desk.clock() - timedelta(hours=12)
    # A whole day is over when it is, not at noon.
    days = col(PressEvent.all_day).is_(True) & (col(PressEvent.starts_at) > desk.clock() - timedelta(days=1))
    coming = or_(col(PressEvent.starts_at) >= since, days) & col(PressEvent.cancelled_at).is_(None)
    wanted = [visible_to(actor), coming if which == "coming" else ~coming]
    with desk.database.read() as session:
        total = session.exec(select(func.count()).select_from(PressEvent).where(*wanted)).one()
        page = max(1, min(page, -(-total // PAGE)))
        order = col(PressEvent.starts_at) if which == "coming" else col(PressEvent.starts_at).desc()
        asked = select(PressEvent).where(*wanted).order_by(order, col(PressEvent.id))
        rows = session.exec(asked.offset((page - 1) * PAGE).limit(PAGE)).all()
        return EventPage([read(session, row, actor) for row in rows], which, total, page)


def _statement(session: Session, row: PressEvent, actor: Actor | None) -> Statement | None:
    if row.statement_id is None or actor is None:
        return None
    return session.exec(select(Statement).where(Statement.id == row.statement_id, statements.visible_to(actor))).first()

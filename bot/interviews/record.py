"""Reading interviews: one with everybody in it, and what is coming. Who may not know an inquiry knows no interview of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from bot import inquiries, teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import (
    Inquiry,
    Interview,
    InterviewEvent,
    InterviewState,
    Journalist,
    Member,
    Outlet,
    Spokesperson,
    Team,
)

PAGE = 8
REFERENCE = re.compile(r"\s*i[\s\-–—#]*0*(\d{1,9})\s*", re.IGNORECASE | re.ASCII)
Which = Literal["upcoming", "past"]


@dataclass(frozen=True)
class InterviewRecord:
    """An interview with everybody in it. `people` holds every member mentioned, by id; `events` stand oldest first."""

    interview: Interview
    team: Team
    spokesperson: Spokesperson
    journalist: Journalist | None = None
    outlet: Outlet | None = None
    inquiry: Inquiry | None = None
    events: Sequence[InterviewEvent] = ()
    people: dict[str, Member] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        return self.interview.reference

    @property
    def ends_at(self) -> datetime:
        return self.interview.starts_at + timedelta(minutes=self.interview.minutes)

    @property
    def restricted(self) -> bool:
        """Whether only those named on its inquiry may know of it."""
        return self.inquiry is not None and self.inquiry.restricted

    @property
    def who(self) -> str:
        """Journalist and outlet in one line; "somebody" where neither is known."""
        names = (self.journalist.name if self.journalist else "", self.outlet.name if self.outlet else "")
        return " · ".join(part for part in names if part) or "somebody"

    @property
    def attendees(self) -> list[str]:
        """Ids of the members who are told of it: spokesperson, listeners and booker, each once."""
        one = self.interview
        found = [self.spokesperson.member_id, *one.listens_in, one.booked_by]
        return list(dict.fromkeys(member for member in found if member))

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"

    def known_to(self, member: Member, named: Iterable[str]) -> bool:
        """Whether a member may know of it; `named` are those named on its inquiry."""
        return not member.outsider and (not self.restricted or member.id in named)


@dataclass(frozen=True)
class InterviewPage:
    """One page of a list; `page` counts from 1."""

    records: Sequence[InterviewRecord]
    which: Which
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition every list and count of interviews carries: of the team, and of no inquiry that the actor may not know."""
    known = select(Inquiry.id).where(inquiries.visible_to(actor))
    free: Any = or_(col(Interview.inquiry_id).is_(None), col(Interview.inquiry_id).in_(known))
    return (col(Interview.team_id) == actor.team_id) & free


def get(desk: Desk, *, actor: Actor, reference: str | int) -> InterviewRecord:
    """One interview by its reference (I-0004, i 4) or its row's id (an int). NotFound where the actor may not know. Who speaks or
    listens in needs no role on the desk."""
    with desk.database.read() as session:
        try:
            record = find(session, actor, reference)
        except NotFound:
            authorize(actor, "look")
            raise
    if actor.outsider or actor.id not in record.attendees:
        authorize(actor, "look")
    return record


def find(session: Session, actor: Actor, reference: str | int, *, hold: bool = False) -> InterviewRecord:
    """As `get`, within a session. With `hold` nobody else changes it until the transaction is over."""
    asked = select(Interview).where(visible_to(actor))
    if isinstance(reference, int):
        asked, name = asked.where(Interview.id == reference), "such interview"
    else:
        found = REFERENCE.fullmatch(reference)
        number = int(found[1]) if found else 0
        asked, name = asked.where(Interview.number == number), f"{reference.strip()[:20]}; interviews look like I-0004"
    row = session.exec(asked.with_for_update() if hold else asked).first()
    if row is None:
        raise NotFound(f"There is no {name}.")
    return read(session, row)


def read(session: Session, row: Interview) -> InterviewRecord:
    """The interview with everybody in it. Asks nobody's permission: for work that runs without an actor."""
    events = session.exec(
        select(InterviewEvent).where(InterviewEvent.interview_id == row.id).order_by(col(InterviewEvent.id))
    ).all()
    spokesperson = session.get_one(Spokesperson, row.spokesperson_id)
    members = {row.booked_by, row.rules_agreed_by, spokesperson.member_id, *row.listens_in, *(one.actor_id for one in events)}
    return InterviewRecord(
        row, teams.team_of(session, row.team_id), spokesperson,
        journalist=session.get(Journalist, row.journalist_id) if row.journalist_id else None,
        outlet=session.get(Outlet, row.outlet_id) if row.outlet_id else None,
        inquiry=session.get(Inquiry, row.inquiry_id) if row.inquiry_id else None,
        events=events, people=teams.names(session, {one for one in members if one}),
    )  # fmt: skip


def upcoming(desk: Desk, *, actor: Actor, page: int = 1) -> InterviewPage:
    """What is coming and what runs just now, the soonest first."""
    return listing(desk, actor=actor, which="upcoming", page=page)


def listing(desk: Desk, *, actor: Actor, which: Which = "upcoming", page: int = 1) -> InterviewPage:
    """A page of interviews that the actor may know of: what is coming (soonest first), or what is over or off (newest first)."""
    authorize(actor, "look")
    # Whoever runs late is still in it; none is longer than a day.
    since = desk.clock() - timedelta(days=1)
    with desk.database.read() as session:
        booked = (col(Interview.state) == InterviewState.BOOKED) & (col(Interview.starts_at) > since)
        wanted = [visible_to(actor), booked if which == "upcoming" else ~booked]
        total = session.exec(select(func.count()).select_from(Interview).where(*wanted)).one()
        page = max(1, min(page, -(-total // PAGE)))
        order = col(Interview.starts_at) if which == "upcoming" else col(Interview.starts_at).desc()
        rows = session.exec(
            select(Interview).where(*wanted).order_by(order, col(Interview.id)).offset((page - 1) * PAGE).limit(PAGE)
        )
        return InterviewPage([read(session, one) for one in rows.all()], which, total, page)


def of_inquiry(session: Session, inquiry_id: int) -> list[Interview]:
    """The interviews of an inquiry, oldest first. Asks nobody's permission: who knows the inquiry may know of them."""
    return list(session.exec(select(Interview).where(Interview.inquiry_id == inquiry_id).order_by(col(Interview.id))))


def of_spokesperson(desk: Desk, *, actor: Actor, spokesperson_id: int) -> list[Interview]:
    """What somebody is still to speak in, the soonest first, as far as the actor may know."""
    authorize(actor, "look")
    with desk.database.read() as session:
        asked = select(Interview).where(visible_to(actor), Interview.spokesperson_id == spokesperson_id)
        coming = asked.where(Interview.state == InterviewState.BOOKED, col(Interview.starts_at) > desk.clock())
        return list(session.exec(coming.order_by(col(Interview.starts_at)).limit(PAGE)))

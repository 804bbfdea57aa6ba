"""Reading inquiries: one with all that belongs to it, and lists of those an actor may know of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, case, func, or_, union
from sqlmodel import Session, col, select

from bot import teams
from bot.authority import Actor, Matter, authorize
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import (
    Inquiry,
    InquiryEvent,
    InquiryJournalist,
    Journalist,
    Member,
    Named,
    Outlet,
    Posting,
    Question,
    Statement,
    StatementVersion,
    Status,
    Team,
)

Which = Literal["open", "mine", "overdue", "unassigned", "answered", "all"]
OPEN = [status for status in Status if status not in (Status.RESPONDED, Status.WATCHING, Status.CLOSED)]
PAGE = 10


@dataclass(frozen=True)
class InquiryRecord:
    """An inquiry and all that belongs to it. `people` holds every member mentioned, by id; `others` the inquiries it has to
    do with, as far as everybody may know of them."""

    inquiry: Inquiry
    team: Team
    outlet: Outlet | None = None
    journalists: Sequence[Journalist] = ()
    questions: Sequence[Question] = ()
    named: frozenset[str] = frozenset()
    people: dict[str, Member] = field(default_factory=dict)
    statement: Statement | None = None
    version: StatementVersion | None = None
    events: Sequence[InquiryEvent] = ()
    card: Posting | None = None
    others: Sequence[Inquiry] = ()

    @property
    def matter(self) -> Matter:
        return Matter.of(self.inquiry, self.named)

    @property
    def who(self) -> str:
        """Journalists and outlet in one line; "unknown" where nobody is named."""
        names = ", ".join(one.name for one in self.journalists)
        return " · ".join(part for part in (names, self.outlet.name if self.outlet else "") if part) or "unknown"

    @property
    def internal_deadline(self) -> datetime | None:
        """The instant by which the desk means to have answered: the journalist's, less the team's buffer."""
        if self.inquiry.deadline_at is None:
            return None
        return self.inquiry.deadline_at - timedelta(minutes=self.team.buffer_minutes)

    @property
    def parent(self) -> Inquiry | None:
        """The inquiry that this one follows up."""
        return self._other(self.inquiry.parent_id)

    @property
    def duplicate_of(self) -> Inquiry | None:
        return self._other(self.inquiry.duplicate_of_id)

    @property
    def followups(self) -> list[Inquiry]:
        return [one for one in self.others if one.parent_id == self.inquiry.id]

    @property
    def duplicates(self) -> list[Inquiry]:
        """What was merged into this one."""
        return [one for one in self.others if one.duplicate_of_id == self.inquiry.id]

    @property
    def fellows(self) -> list[Inquiry]:
        """The other inquiries of its issue, oldest first."""
        issue = self.inquiry.issue_id
        return [one for one in self.others if issue is not None and one.issue_id == issue]

    @property
    def issue(self) -> str | None:
        """What its issue goes by: the topic of the oldest inquiry in it. None where it is in none, or alone in it."""
        return min([self.inquiry, *self.fellows], key=lambda one: one.number).topic if self.fellows else None

    def said(self, event: InquiryEvent) -> str:
        """What an event says. The reference of another inquiry is filled in only while everybody may know of that."""
        if event.about_id is None:
            return event.text
        other = self._other(event.about_id)
        return event.text.replace("{other}", other.reference if other else "another inquiry")

    def _other(self, inquiry_id: int | None) -> Inquiry | None:
        return next((one for one in self.others if inquiry_id is not None and one.id == inquiry_id), None)

    def overdue(self, now: datetime) -> bool:
        return self.inquiry.is_open and self.inquiry.deadline_at is not None and self.inquiry.deadline_at < now

    def name(self, member_id: str | None) -> str:
        """The member's name, or "nobody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "nobody"


@dataclass(frozen=True)
class InquiryPage:
    """One page of a list: `page` counts from 1."""

    records: Sequence[InquiryRecord]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def number_of(reference: str) -> int:
    """The N of PR-N as people write it: `PR-0147`, `pr 147`, `#147`, `147`. NotFound where it is none."""
    found = re.fullmatch(r"\s*(?:pr)?[\s\-–—#]*0*(\d{1,9})\s*", reference, re.IGNORECASE | re.ASCII)
    if not found:
        raise NotFound(f"“{reference.strip()[:40]}” is no reference. They look like PR-0147.")
    return int(found[1])


def get(desk: Desk, *, actor: Actor, reference: str | int) -> InquiryRecord:
    """One inquiry by its reference or its row's id (an int), with its history. NotFound where the actor may not know."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return read(session, actor, reference)


def read(session: Session, actor: Actor, reference: str | int, *, hold: bool = False) -> InquiryRecord:
    """As `get`, within a session. With `hold` nobody else changes it until the transaction is over."""
    found = select(Inquiry).where(Inquiry.team_id == actor.team_id)
    if isinstance(reference, int):
        asked, name = found.where(Inquiry.id == reference), "such inquiry"
    else:
        number = number_of(reference)
        asked, name = found.where(Inquiry.number == number), f"PR-{number:04d}"
    inquiry = session.exec(asked.with_for_update() if hold else asked).first()
    record = assemble(session, inquiry) if inquiry else None
    if record is None or not record.matter.known_to(actor):
        raise NotFound(f"There is no {name}.")
    return record


def assemble(session: Session, inquiry: Inquiry) -> InquiryRecord:
    """The inquiry with all that belongs to it. Asks nobody's permission: for work that runs without an actor."""
    assert inquiry.id is not None
    journalists = session.exec(
        select(Journalist).join(InquiryJournalist).where(InquiryJournalist.inquiry_id == inquiry.id)
        .order_by(col(Journalist.id))
    ).all()  # fmt: skip
    questions = session.exec(select(Question).where(Question.inquiry_id == inquiry.id).order_by(col(Question.number))).all()
    named = frozenset(session.exec(select(Named.member_id).where(Named.inquiry_id == inquiry.id)))
    events = session.exec(
        select(InquiryEvent).where(InquiryEvent.inquiry_id == inquiry.id).order_by(col(InquiryEvent.id))
    ).all()
    statement = session.exec(
        select(Statement).where(Statement.inquiry_id == inquiry.id).order_by(col(Statement.id).desc()).limit(1)
    ).first()
    version = None
    if statement:
        version = session.exec(
            select(StatementVersion).where(
                StatementVersion.statement_id == statement.id, StatementVersion.number == statement.current
            )
        ).first()
    mentioned = {inquiry.owner_id, inquiry.backup_id, inquiry.logged_by, inquiry.acknowledged_by, inquiry.responded_by}
    mentioned |= {event.actor_id for event in events} | set(named) | ({version.author_id} if version else set())
    return InquiryRecord(
        inquiry=inquiry,
        team=teams.team_of(session, inquiry.team_id),
        outlet=session.get(Outlet, inquiry.outlet_id) if inquiry.outlet_id else None,
        journalists=journalists,
        questions=questions,
        named=named,
        people=teams.names(session, {one for one in mentioned if one}),
        statement=statement,
        version=version,
        events=events,
        card=session.exec(select(Posting).where(Posting.kind == "card", Posting.inquiry_id == inquiry.id)).first(),
        others=_others(session, inquiry, events),
    )


def _others(session: Session, inquiry: Inquiry, events: Sequence[InquiryEvent]) -> Sequence[Inquiry]:
    """The inquiries that this one has to do with and that are not restricted, oldest first."""
    named = {inquiry.parent_id, inquiry.duplicate_of_id} | {event.about_id for event in events}
    columns = [(Inquiry.parent_id, inquiry.id), (Inquiry.duplicate_of_id, inquiry.id)]
    columns += [(Inquiry.issue_id, inquiry.issue_id)] if inquiry.issue_id is not None else []
    # Each by its own index: all in one condition, SQLite would look through every inquiry.
    found = session.execute(union(*(select(Inquiry.id).where(col(column) == value) for column, value in columns))).scalars()
    ids = ({one for one in named if one} | set(found)) - {inquiry.id}
    if not ids:
        return []
    asked = select(Inquiry).where(col(Inquiry.id).in_(ids), col(Inquiry.restricted).is_(False))
    return session.exec(asked.order_by(col(Inquiry.number))).all()


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition every list, search and count carries: their own team's, and of the restricted those naming them."""
    naming = select(Named.inquiry_id).where(Named.member_id == actor.id)
    allowed: Any = or_(col(Inquiry.restricted).is_(False), col(Inquiry.id).in_(naming))
    return (col(Inquiry.team_id) == actor.team_id) & allowed


def listing(desk: Desk, *, actor: Actor, which: Which = "open", page: int = 1, size: int = PAGE) -> InquiryPage:
    """A page of the inquiries this actor may know of: the most pressing first, the answered ones newest first."""
    authorize(actor, "look")
    now = desk.clock()
    wanted: list[Any] = [visible_to(actor), *_conditions(which, actor, now)]
    order: list[Any] = (
        [col(Inquiry.responded_at).desc(), col(Inquiry.id).desc()]
        if which == "answered"
        else [_urgency(), col(Inquiry.deadline_at), col(Inquiry.id)]
    )
    with desk.database.read() as session:
        total = session.exec(select(func.count()).select_from(Inquiry).where(*wanted)).one()
        page = max(1, min(page, -(-total // size) or 1))
        rows = session.exec(select(Inquiry).where(*wanted).order_by(*order).offset((page - 1) * size).limit(size)).all()
        return InquiryPage([assemble(session, row) for row in rows], total, page)


def _conditions(which: Which, actor: Actor, now: datetime) -> list[Any]:
    is_open = col(Inquiry.status).in_(OPEN)
    conditions: dict[Which, list[Any]] = {
        "open": [is_open],
        "mine": [is_open, or_(col(Inquiry.owner_id) == actor.id, col(Inquiry.backup_id) == actor.id)],
        "overdue": [is_open, col(Inquiry.deadline_at) < now],
        "unassigned": [is_open, col(Inquiry.owner_id).is_(None)],
        "answered": [col(Inquiry.responded_at).is_not(None)],
        "all": [],
    }
    return conditions[which]


def _urgency() -> Any:
    """ASAP first, then by deadline, then those without one."""
    return case((col(Inquiry.deadline_kind) == "asap", 0), (col(Inquiry.deadline_kind) == "instant", 1), else_=2)

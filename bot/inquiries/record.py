"""Reading inquiries: one with all that belongs to it, or as many at once as a list shows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, literal, union_all
from sqlmodel import Session, col, select

from bot import teams
from bot.authority import Actor, Matter, authorize
from bot.desk import Desk
from bot.errors import NotFound
from bot.inquiries.sendings import Sent, sent_for
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
    StatementStatus,
    StatementVersion,
    Team,
)

AT_ONCE = 500  # Inquiries in one query: a database bounds how many values a query may name.
NO_DRAFT = (None, None)
Ids = Sequence[int | None]
Draft = tuple[Statement, StatementVersion | None]


@dataclass(frozen=True)
class InquiryRecord:
    """An inquiry and all that belongs to it. `people` holds every member mentioned, by id, and those of others read with it; `others` the inquiries it has to
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
    sent: Sequence[Sent] = ()

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
    return assemble_all(session, [inquiry])[0]


def assemble_all(session: Session, inquiries: Iterable[Inquiry]) -> list[InquiryRecord]:
    """As `assemble`, of many and in their order: each table is asked once for all of them."""
    rows = list(inquiries)
    return [one for at in range(0, len(rows), AT_ONCE) for one in _assembled(session, rows[at : at + AT_ONCE])]


def _assembled(session: Session, rows: Sequence[Inquiry]) -> list[InquiryRecord]:
    ids = [row.id for row in rows]
    questions = _grouped(_belonging(session, Question, ids, "number"))
    events = _grouped(_belonging(session, InquiryEvent, ids, "id"))
    named = _grouped(_belonging(session, Named, ids, "member_id"))
    journalists = _journalists(session, ids)
    drafts = _drafts(session, ids)
    cards = session.execute(_queries().cards, {"ids": ids}).scalars()
    card_of = {one.inquiry_id: one for one in cards}
    outlets = _by_id(session, Outlet, (row.outlet_id for row in rows))
    others = _others(session, rows, events)
    sent = sent_for(session, ids)
    people = _by_id(session, Member, _mentioned(rows, events, named, drafts))
    return [
        InquiryRecord(
            inquiry=row, team=teams.team_of(session, row.team_id), outlet=outlets.get(row.outlet_id),
            journalists=journalists[row.id], questions=questions[row.id], people=people,
            named=frozenset(one.member_id for one in named[row.id]), statement=drafts.get(row.id, NO_DRAFT)[0],
            version=drafts.get(row.id, NO_DRAFT)[1], events=events[row.id], card=card_of.get(row.id), others=others[row.id],
            sent=sent[row.id],
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class _Queries:
    """What is asked for every record, made once: SQLAlchemy takes longer to make these than the database to answer them."""

    cards: Any
    journalists: Any
    drafts: Any
    kin: Any


@cache
def _queries() -> _Queries:
    current = (col(StatementVersion.statement_id) == Statement.id) & (col(StatementVersion.number) == Statement.current)
    ended = col(Statement.status).in_([StatementStatus.SENT, StatementStatus.WITHDRAWN])
    order = (case((ended, 0), else_=1), col(Statement.status) != StatementStatus.WITHDRAWN, col(Statement.id))
    links = ((Inquiry.parent_id, "ids"), (Inquiry.duplicate_of_id, "ids"), (Inquiry.issue_id, "issues"))
    # Each by its own index: all in one condition, SQLite would look through every inquiry.
    kin = (
        select(literal(place), link, Inquiry.id).where(col(link).in_(bindparam(name, expanding=True)))
        for place, (link, name) in enumerate(links)
    )
    return _Queries(
        cards=select(Posting).where(Posting.kind == "card", col(Posting.inquiry_id).in_(_ids())),
        journalists=select(InquiryJournalist.inquiry_id, Journalist)
        .join(Journalist)
        .where(col(InquiryJournalist.inquiry_id).in_(_ids()))
        .order_by(col(Journalist.id)),
        drafts=select(Statement, StatementVersion)
        .outerjoin(StatementVersion, current)
        .where(col(Statement.inquiry_id).in_(_ids()), col(Statement.translation_of_id).is_(None))
        .order_by(*order),
        kin=union_all(*kin),
    )


@cache
def _rows_by(table: Any, column: str, order: str) -> Any:
    return select(table).where(col(getattr(table, column)).in_(_ids())).order_by(col(getattr(table, order)))


def _ids() -> Any:
    return bindparam("ids", expanding=True)


def _belonging(session: Session, table: Any, ids: Ids, order: str) -> Sequence[Any]:
    return session.execute(_rows_by(table, "inquiry_id", order), {"ids": ids}).scalars().all()


def _grouped(rows: Iterable[Any]) -> dict[int | None, list[Any]]:
    """Rows by their inquiry."""
    found: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.inquiry_id].append(row)
    return found


def _by_id(session: Session, table: Any, ids: Iterable[Any]) -> dict[Any, Any]:
    wanted = {one for one in ids if one}
    found = session.execute(_rows_by(table, "id", "id"), {"ids": list(wanted)}).scalars() if wanted else ()
    return {one.id: one for one in found}


def _journalists(session: Session, ids: Ids) -> dict[int | None, list[Journalist]]:
    found: dict[int | None, list[Journalist]] = defaultdict(list)
    for inquiry_id, one in session.execute(_queries().journalists, {"ids": ids}):
        found[inquiry_id].append(one)
    return found


def _drafts(session: Session, ids: Ids) -> dict[int | None, Draft]:
    """The newest statement in work of each inquiry, else the newest that was sent, with its newest version. A translation
    stands beside what it renders."""
    return {one.inquiry_id: (one, version) for one, version in session.execute(_queries().drafts, {"ids": ids})}


def _mentioned(rows: Sequence[Inquiry], events: Any, named: Any, drafts: Mapping[int | None, Draft]) -> Iterator[str | None]:
    """The ids of the members that these speak of."""
    for row in rows:
        yield from (row.owner_id, row.backup_id, row.logged_by, row.acknowledged_by, row.responded_by)
        yield from (one.actor_id for one in events[row.id])
        yield from (one.member_id for one in named[row.id])
    yield from (version.author_id for _, version in drafts.values() if version)


def _others(session: Session, rows: Sequence[Inquiry], events: Any) -> dict[int | None, list[Inquiry]]:
    """The inquiries that each has to do with and that are not restricted, oldest first."""
    issues = {row.issue_id for row in rows if row.issue_id is not None}
    kin: dict[tuple[int, int | None], set[int]] = defaultdict(set)
    for place, to, one in session.execute(_queries().kin, {"ids": [row.id for row in rows], "issues": list(issues)}):
        kin[place, to].add(one)
    near = {
        row.id: {row.parent_id, row.duplicate_of_id, *(one.about_id for one in events[row.id])}
        | kin[0, row.id] | kin[1, row.id] | kin[2, row.issue_id]
        for row in rows
    }  # fmt: skip
    found = _by_id(session, Inquiry, (one for each in near.values() for one in each))
    public = sorted((one for one in found.values() if not one.restricted), key=lambda one: one.number)
    return {row.id: [one for one in public if one.id in near[row.id] and one.id != row.id] for row in rows}

"""Lists of statements: a page of those that an actor may know of, and the others of one inquiry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col, select

from bot import inquiries
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import Inquiry, Statement, StatementEvent, StatementNamed, StatementStatus
from bot.statements.record import StatementRecord, find_statement, read

Which = Literal["all", "work", "draft", "pending", "approved", "sent", "withdrawn"]
WHICH: dict[Which, list[StatementStatus]] = {
    "all": list(StatementStatus),
    "work": [StatementStatus.DRAFT, StatementStatus.PENDING_APPROVAL, StatementStatus.HELD, StatementStatus.APPROVED],
    "draft": [StatementStatus.DRAFT],
    "pending": [StatementStatus.PENDING_APPROVAL, StatementStatus.HELD],
    "approved": [StatementStatus.APPROVED],
    "sent": [StatementStatus.SENT],
    "withdrawn": [StatementStatus.WITHDRAWN],
}
PAGE = 8
REFERENCE = re.compile(r"\s*s[\s\-–—]*0*(\d{1,9})\s*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class StatementPage:
    """One page of a list, the newest first; `page` counts from 1."""

    records: Sequence[StatementRecord]
    which: Which
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def listing(desk: Desk, *, actor: Actor, which: Which = "all", own: bool = False, page: int = 1) -> StatementPage:
    """A page of the statements this actor may know of; with `own` only those that answer no inquiry."""
    authorize(actor, "look")
    wanted: list[Any] = [visible_to(actor), col(Statement.status).in_(WHICH[which]), col(Statement.current) > 0]
    if own:
        wanted.append(col(Statement.inquiry_id).is_(None))
    with desk.database.read() as session:
        total = session.exec(select(func.count()).select_from(Statement).where(*wanted)).one()
        page = max(1, min(page, -(-total // PAGE) or 1))
        asked = select(Statement).where(*wanted).order_by(col(Statement.id).desc())
        rows = session.exec(asked.offset((page - 1) * PAGE).limit(PAGE)).all()
        return StatementPage([read(session, row, row.current) for row in rows], which, total, page)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition every list carries: an inquiry's where they may know of that, of the restricted of their own those
    naming them."""
    naming = select(StatementNamed.statement_id).where(StatementNamed.member_id == actor.id)
    known = select(Inquiry.id).where(inquiries.visible_to(actor))
    own: Any = col(Statement.inquiry_id).is_(None) & or_(col(Statement.restricted).is_(False), col(Statement.id).in_(naming))
    return (col(Statement.team_id) == actor.team_id) & or_(own, col(Statement.inquiry_id).in_(known))


def of_inquiry(desk: Desk, *, actor: Actor, inquiry_id: int) -> list[StatementRecord]:
    """Every statement of an inquiry, the newest first."""
    authorize(actor, "look")
    with desk.database.read() as session:
        inquiries.read(session, actor, inquiry_id)
        asked = select(Statement).where(Statement.inquiry_id == inquiry_id, col(Statement.current) > 0)
        rows = session.exec(asked.order_by(col(Statement.id).desc())).all()
        return [read(session, row, row.current) for row in rows]


def translations_of(desk: Desk, *, actor: Actor, statement_id: int) -> list[StatementRecord]:
    """Its translations, in the order they were begun."""
    authorize(actor, "look")
    with desk.database.read() as session:
        asked = select(Statement).where(Statement.translation_of_id == statement_id, visible_to(actor))
        rows = session.exec(asked.where(col(Statement.current) > 0).order_by(col(Statement.id))).all()
        return [read(session, row, row.current) for row in rows]


def by_reference(desk: Desk, *, actor: Actor, reference: str) -> StatementRecord:
    """A statement by what people call it: S-0012, s 12. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    found = REFERENCE.fullmatch(reference)
    with desk.database.read() as session:
        number = int(found[1]) if found else 0
        row = session.exec(select(Statement).where(Statement.team_id == actor.team_id, Statement.number == number)).first()
        try:
            if row is not None and row.id is not None:
                return find_statement(session, actor, row.id)
        except NotFound:
            pass
    raise NotFound(f"There is no {f'S-{number:04d}' if number else reference.strip()[:20]}.")


def history(desk: Desk, *, actor: Actor, statement_id: int) -> list[StatementEvent]:
    """What happened to a statement of its own, oldest first."""
    authorize(actor, "look")
    with desk.database.read() as session:
        find_statement(session, actor, statement_id)
        asked = select(StatementEvent).where(StatementEvent.statement_id == statement_id)
        return list(session.exec(asked.order_by(col(StatementEvent.id))))

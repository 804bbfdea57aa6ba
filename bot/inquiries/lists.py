"""Lists of inquiries: a page of those that an actor may know of, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, case, func, or_
from sqlmodel import col, select

from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.inquiries.record import InquiryRecord, assemble_all
from bot.models import Inquiry, Named, Status

Which = Literal["open", "mine", "overdue", "unassigned", "answered", "all"]
OPEN = [status for status in Status if status not in (Status.RESPONDED, Status.WATCHING, Status.CLOSED)]
PAGE = 10


@dataclass(frozen=True)
class InquiryPage:
    """One page of a list: `page` counts from 1."""

    records: Sequence[InquiryRecord]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


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
        # Which ones stands in an index; the rows themselves are long, and only those shown are read.
        ids = session.exec(select(Inquiry.id).where(*wanted).order_by(*order).offset((page - 1) * size).limit(size)).all()
        rows = {row.id: row for row in session.exec(select(Inquiry).where(col(Inquiry.id).in_(ids)))}
        return InquiryPage(assemble_all(session, (rows[one] for one in ids)), total, page)


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

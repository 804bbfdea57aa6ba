"""Reading leads: one, and lists. The desk sees all of them, a colleague who is not on it their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot import teams
from bot.authority import NEEDS, RANK, Actor, authorize
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import Lead, Member

PAGE = 8
Which = Literal["open", "yes", "not_now", "no", "all"]
WHICH: tuple[Which, ...] = get_args(Which)


@dataclass(frozen=True)
class LeadRecord:
    """A lead with the people on it, and the rules that it gave nothing to."""

    row: Lead
    people: dict[str, Member] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.row.decision is None

    @property
    def total(self) -> int:
        return int(self.row.score.get("total", 0))

    @property
    def reasons(self) -> Sequence[tuple[str, int, str]]:
        """What gave points: the rule, how many, the words."""
        return [(str(name), int(points), str(words)) for name, points, words in self.row.score.get("reasons", [])]

    def overdue(self, now: datetime) -> bool:
        return self.is_open and self.row.due_at <= now

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


@dataclass(frozen=True)
class LeadPage:
    """A page of a list, pages counted from 1. `own` says that the reader sees their own alone; `overdue` counts what should
    have been answered."""

    which: Which
    records: Sequence[LeadRecord]
    total: int
    page: int
    pages: int
    own: bool = False
    overdue: int = 0


def on_desk(actor: Actor) -> bool:
    """Whether they see everybody's leads."""
    return actor.rank >= RANK[NEEDS["look"]]


def get(desk: Desk, *, actor: Actor, lead_id: int) -> LeadRecord:
    """One lead. NotFound where the actor may not know of it."""
    with desk.database.read() as session:
        return read(session, find(session, actor, lead_id))


def find(session: Session, actor: Actor, lead_id: int, *, hold: bool = False) -> Lead:
    """The row, for the desk and for whoever handed it in."""
    authorize(actor, "pass_on")
    row = session.get(Lead, lead_id, with_for_update=hold or None)
    if row is None or row.team_id != actor.team_id or not (on_desk(actor) or row.submitted_by == actor.id):
        raise NotFound("There is no such lead.")
    return row


def read(session: Session, row: Lead) -> LeadRecord:
    return LeadRecord(row, teams.names(session, {row.submitted_by, *filter(None, [row.decided_by])}))


def listing(desk: Desk, *, actor: Actor, which: Which = "open", page: int = 1) -> LeadPage:
    """Open ones by when they are due, others the newest first."""
    authorize(actor, "pass_on")
    mine = not on_desk(actor)
    with desk.database.read() as session:
        theirs = [Lead.team_id == actor.team_id, *([Lead.submitted_by == actor.id] if mine else [])]
        wanted: list[Any] = list(theirs)
        if which == "open":
            wanted.append(col(Lead.decision).is_(None))
        elif which != "all":
            wanted.append(Lead.decision == which)
        late = [*theirs, col(Lead.decision).is_(None), col(Lead.due_at) <= desk.clock()]
        total, overdue = (session.exec(select(func.count()).select_from(Lead).where(*each)).one() for each in (wanted, late))
        pages = max(1, -(-total // PAGE))
        page = min(max(1, page), pages)
        order = (col(Lead.due_at), col(Lead.id)) if which == "open" else (col(Lead.id).desc(),)
        rows = session.exec(select(Lead).where(*wanted).order_by(*order).limit(PAGE).offset((page - 1) * PAGE))
        return LeadPage(which, [read(session, one) for one in rows], total, page, pages, mine, overdue)

"""Reading spokespeople: one with what they still have to do with, and the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot import teams
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import Member, Spokesperson, SpokespersonEvent

PAGE = 8
HISTORY = 20


@dataclass(frozen=True)
class SpokespersonRecord:
    """A spokesperson with their deputy, for whom they stand in, and their history, newest first. `today` is their own date."""

    row: Spokesperson
    today: date
    deputy: Spokesperson | None = None
    stands_in_for: Sequence[Spokesperson] = ()
    events: Sequence[SpokespersonEvent] = ()
    people: dict[str, Member] = field(default_factory=dict)

    @property
    def undoable(self) -> SpokespersonEvent | None:
        """The newest step that can be taken back."""
        return next((one for one in self.events if one.before is not None and not one.undone), None)

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


@dataclass(frozen=True)
class SpokespersonPage:
    """One page of the register; `retired` counts those who speak no more, `page` counts from 1."""

    records: Sequence[SpokespersonRecord]
    total: int
    page: int
    retired: int = 0
    shows_retired: bool = False

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


def get(desk: Desk, *, actor: Actor, spokesperson_id: int) -> SpokespersonRecord:
    """One of them. NotFound where there is none in the actor's team."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return read(session, desk, find(session, actor, spokesperson_id))


def find(session: Session, actor: Actor, spokesperson_id: int, *, hold: bool = False) -> Spokesperson:
    """The row. With `hold` nobody else changes it until the transaction is over."""
    row = session.get(Spokesperson, spokesperson_id, with_for_update=True if hold else None)
    if row is None or row.team_id != actor.team_id:
        raise NotFound("There is no such spokesperson.")
    return row


def read(session: Session, desk: Desk, row: Spokesperson) -> SpokespersonRecord:
    """The spokesperson with all that belongs to them."""
    asked = select(SpokespersonEvent).where(SpokespersonEvent.spokesperson_id == row.id)
    events = session.exec(asked.order_by(col(SpokespersonEvent.id).desc()).limit(HISTORY)).all()
    theirs = select(Spokesperson).where(Spokesperson.deputy_id == row.id, col(Spokesperson.active))
    members = {one.actor_id for one in events} | ({row.member_id} if row.member_id else set())
    return SpokespersonRecord(
        row, desk.clock().astimezone(ZoneInfo(row.zone)).date(),
        deputy=session.get(Spokesperson, row.deputy_id) if row.deputy_id else None,
        stands_in_for=session.exec(theirs.order_by(col(Spokesperson.name))).all(), events=events,
        people=teams.names(session, members),
    )  # fmt: skip


def active(session: Session, team_id: str) -> list[Spokesperson]:
    """Everybody who may speak for the team now, by name."""
    asked = select(Spokesperson).where(Spokesperson.team_id == team_id, col(Spokesperson.active))
    return list(session.exec(asked.order_by(col(Spokesperson.name), col(Spokesperson.id))))


def everybody(desk: Desk, *, actor: Actor) -> list[Spokesperson]:
    """As `active`, for a form."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return active(session, actor.team_id)


def listing(desk: Desk, *, actor: Actor, page: int = 1, retired: bool = False) -> SpokespersonPage:
    """A page of the register by name: those who speak, or those who do no more."""
    authorize(actor, "look")
    ours = Spokesperson.team_id == actor.team_id
    with desk.database.read() as session:
        there = col(Spokesperson.active).is_(not retired)
        total = session.exec(select(func.count()).select_from(Spokesperson).where(ours, there)).one()
        gone = session.exec(
            select(func.count()).select_from(Spokesperson).where(ours, col(Spokesperson.active).is_(False))
        ).one()
        page = max(1, min(page, -(-total // PAGE)))
        asked = select(Spokesperson).where(ours, there).order_by(col(Spokesperson.name), col(Spokesperson.id))
        rows = session.exec(asked.offset((page - 1) * PAGE).limit(PAGE)).all()
        return SpokespersonPage([read(session, desk, one) for one in rows], total, page, gone, retired)

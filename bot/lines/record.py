"""Reading lines and houses: one with its people and history, who may know of it, and whether it holds today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bot import audit, inquiries, outbox, teams
from bot.authority import Actor, Matter, authorize
from bot.desk import Desk
from bot.errors import NotFound
from bot.inquiries import mentions
from bot.models import House, Line, LineEvent, LineStatus, Member, Posting, Team

Row = Line | House
ASKED = "line_asked"  # The job that puts a question about a line to somebody, and what the kind of its posting begins with.


class Standing(StrEnum):
    """What a row is worth today. An expired one is expired whether it was approved or not."""

    APPROVED = "approved"
    UNAPPROVED = "unapproved"
    EXPIRED = "expired"
    RETIRED = "retired"


@dataclass(frozen=True)
class LineRecord:
    """A line or a house as it stands on `today`, a day of the team's own calendar, with its history, oldest first."""

    row: Row
    team: Team
    today: date
    people: dict[str, Member] = field(default_factory=dict)
    events: Sequence[LineEvent] = ()

    @property
    def address(self) -> str:
        """What buttons carry: `line:12` or `house:3`, by the row's id."""
        return address_of(self.row)

    @property
    def text(self) -> str:
        """Its words: a line's own, of a house the core message."""
        return self.row.text if isinstance(self.row, Line) else self.row.core_message

    @property
    def standing(self) -> Standing:
        return standing(self.row, self.today)

    @property
    def writer_id(self) -> str:
        """Who wrote the words as they now are."""
        wrote = [one.actor_id for one in self.events if one.action in ("written", "edited")]
        return wrote[-1] if wrote else self.row.created_by

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


def today(team: Team, now: datetime) -> date:
    """The day it is on the team's own calendar."""
    return now.astimezone(ZoneInfo(team.zone)).date()


def standing(row: Row, day: date) -> Standing:
    """What the row is worth on that day; `expires_on` is the last one on which it holds."""
    if row.status == LineStatus.RETIRED:
        return Standing.RETIRED
    if row.expires_on is not None and row.expires_on < day:
        return Standing.EXPIRED
    return Standing.APPROVED if row.status == LineStatus.APPROVED else Standing.UNAPPROVED


def matter(row: Row, actor: Actor) -> Matter:
    """What it is to authority. A restricted one is known to its owner, whoever created it, and approvers of its sensitivity."""
    named = {row.owner_id, row.created_by} | ({actor.id} if actor.may_approve(row.sensitivity) else set())
    return Matter(row.team_id, row.sensitivity, row.restricted, frozenset(named), row.reference)


def address_of(row: Row) -> str:
    return f"{'line' if isinstance(row, Line) else 'house'}:{row.id}"


def get(desk: Desk, *, actor: Actor, address: str) -> LineRecord:
    """The line or house at an address. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return find(session, desk, actor, address)


def by_reference(desk: Desk, *, actor: Actor, reference: str) -> LineRecord:
    """The same by what people call it: L-0012, f-12, M-2. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    letter, _, number = reference.strip().upper().partition("-")
    if number.isdecimal() and len(number) < 10:
        with desk.database.read() as session:
            row = numbered(session, actor.team_id, letter, int(number))
            if row is not None and matter(row, actor).known_to(actor):
                return assemble(session, row, desk.clock())
    raise NotFound(f"There is no {reference.strip()[:20]}.")


def find(session: Session, desk: Desk, actor: Actor, address: str, *, hold: bool = False) -> LineRecord:
    """As `get`, within a session. With `hold` nobody else changes it until the transaction is over."""
    row = row_at(session, address, hold=hold)
    if row is None or row.team_id != actor.team_id or not matter(row, actor).known_to(actor):
        raise NotFound("There is no such line.")
    return assemble(session, row, desk.clock())


def row_at(session: Session, address: str, *, hold: bool = False) -> Row | None:
    """The row at an address, whoever asks; None where there is none."""
    noun, _, number = address.partition(":")
    lock = True if hold else None
    if not number.isdecimal():
        return None
    if noun == "house":
        return session.get(House, int(number), with_for_update=lock)
    return session.get(Line, int(number), with_for_update=lock) if noun == "line" else None


def numbered(session: Session, team_id: str, letter: str, number: int) -> Row | None:
    """The row of a reference, whoever asks: its letter ("F", of a house "M") and its number. None where there is none."""
    row: Row | None
    if letter == "M":
        row = session.exec(select(House).where(House.team_id == team_id, House.number == number)).first()
    else:
        row = session.exec(select(Line).where(Line.team_id == team_id, Line.number == number)).first()
    return row if row is not None and row.reference.startswith(f"{letter}-") else None


def rows_of(session: Session, team_id: str, **fixed: Any) -> list[Row]:
    """The team's lines, then its houses, in the order of their numbers; only those whose columns hold what is `fixed`."""
    found: list[Row] = []
    found.extend(session.exec(select(Line).filter_by(team_id=team_id, **fixed).order_by(col(Line.number))).all())
    found.extend(session.exec(select(House).filter_by(team_id=team_id, **fixed).order_by(col(House.number))).all())
    return found


def assemble(session: Session, row: Row, now: datetime) -> LineRecord:
    """The row with all that belongs to it. Asks nobody's permission."""
    own = LineEvent.line_id == row.id if isinstance(row, Line) else LineEvent.house_id == row.id
    events = session.exec(select(LineEvent).where(own).order_by(col(LineEvent.id))).all()
    mentioned = {row.owner_id, row.created_by, row.approved_by or "", *(one.actor_id for one in events)}
    team = teams.team_of(session, row.team_id)
    return LineRecord(row, team, today(team, now), teams.names(session, mentioned), events)


def known(session: Session, actor: Actor, now: datetime) -> list[LineRecord]:
    """Every line and house of the team that the actor may know of, without their histories."""
    found = rows_of(session, actor.team_id)
    return records(session, actor.team_id, (one for one in found if matter(one, actor).known_to(actor)), now)


def records(session: Session, team_id: str, rows: Iterable[Row], now: datetime) -> list[LineRecord]:
    """Rows of one team as records without histories."""
    kept, team = list(rows), teams.team_of(session, team_id)
    people = teams.names(session, {one for row in kept for one in (row.owner_id, row.approved_by or "")})
    return [LineRecord(row, team, today(team, now), people) for row in kept]


def remember(
    session: Session, desk: Desk, row: Row, *, actor_id: str, action: str, text: str, before: dict[str, Any] | None = None,
    details: dict[str, Any] | None = None,
) -> LineEvent:  # fmt: skip
    """Writes one step into its history, with the audit entry and what shows it. Neither `text` nor `details` quotes anybody;
    `before` holds what the step replaced, which is what undo goes back to."""
    session.add(row)
    session.flush()
    place = {"line_id": row.id} if isinstance(row, Line) else {"house_id": row.id}
    event = LineEvent(at=desk.clock(), actor_id=actor_id, action=action, text=text, before=before, **place)
    session.add(event)
    session.flush()
    audit.write(
        session, at=desk.clock(), actor=actor_id, action=f"{address_of(row).partition(':')[0]}.{action}", object=address_of(row),
        details={"event": event.id, "version": row.version, **(details or {})},
    )  # fmt: skip
    for posting in session.exec(select(Posting).where(Posting.subject == address_of(row))):
        if posting.kind.startswith(ASKED):
            outbox.put(
                session, at=desk.clock(), kind=ASKED, lane=posting.conversation, address=address_of(row), posting=posting.kind,
                conversation=posting.conversation,
            )  # fmt: skip
    if row.restricted:
        mentions.hush(session, team_id=row.team_id, at=desk.clock(), references=[row.reference])
    inquiries.freshen_homes(session, desk.clock(), row.team_id)
    return event

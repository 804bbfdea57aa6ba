"""Reading correction cases: one with its clip, people and history, lists, and how those of a journalist or an outlet went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from bot import teams
from bot.authority import Actor, authorize
from bot.coverage import case_grounds, quotewatch, ties
from bot.coverage.case_clocks import OPEN
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import (
    Article,
    CaseState,
    Clip,
    ClipLink,
    ClipQuote,
    CorrectionCase,
    CorrectionCaseEvent,
    Inquiry,
    Journalist,
    LinkKind,
    Member,
    Outlet,
    Statement,
    Team,
)

PAGE = 8
WON = (CaseState.CORRECTED, CaseState.CLARIFIED)
CLOSED = (*WON, CaseState.REFUSED, CaseState.DROPPED)
REFERENCE = re.compile(r"\s*c[\s\-–—]*0*(\d{1,9})\s*", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class CaseRecord:
    """A case with what it is about. `statement` is the correction that was begun for it; `events` stand oldest first. `withheld`
    says that it rests on something restricted: then it stands in no channel."""

    case: CorrectionCase
    team: Team
    article: Article
    outlet: Outlet | None = None
    journalist: Journalist | None = None
    quote: ClipQuote | None = None
    statement: Statement | None = None
    events: Sequence[CorrectionCaseEvent] = ()
    people: dict[str, Member] = field(default_factory=dict)
    withheld: bool = False

    @property
    def is_open(self) -> bool:
        return self.case.state in OPEN

    @property
    def where(self) -> str:
        """The outlet's name, or "an outlet"."""
        return self.outlet.name if self.outlet else "an outlet"

    def overdue(self, now: datetime) -> bool:
        return self.is_open and self.case.due_at is not None and self.case.due_at < now

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


@dataclass(frozen=True)
class CasePage:
    """One page of a list; `page` counts from 1."""

    records: Sequence[CaseRecord]
    which: str
    total: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True)
class CaseStats:
    """How cases went: how many were opened, put to the outlet, won (corrected or clarified), refused, dropped, and are open."""

    opened: int = 0
    asked: int = 0
    won: int = 0
    refused: int = 0
    dropped: int = 0
    open: int = 0


def get(desk: Desk, *, actor: Actor, case_id: int) -> CaseRecord:
    """One case with its history. NotFound where there is none in the actor's team, or none that they may know of."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return find(session, actor, case_id)


def by_reference(desk: Desk, *, actor: Actor, reference: str) -> CaseRecord:
    """The same by what people call it: C-0003, c 3. NotFound where there is none."""
    authorize(actor, "look")
    found = REFERENCE.fullmatch(reference)
    with desk.database.read() as session:
        number = int(found[1]) if found else 0
        asked = select(CorrectionCase).where(CorrectionCase.team_id == actor.team_id, CorrectionCase.number == number)
        row = session.exec(asked).first()
        if row is None or not case_grounds.known_to(session, actor, row):
            raise NotFound(f"There is no {reference.strip()[:20]}.")
        return read(session, row)


def find(session: Session, actor: Actor, case_id: int, *, hold: bool = False) -> CaseRecord:
    """As `get`, within a session. With `hold` nobody else changes it until the transaction is over."""
    row = session.get(CorrectionCase, case_id, with_for_update=True if hold else None)
    if row is None or row.team_id != actor.team_id or not case_grounds.known_to(session, actor, row):
        raise NotFound("There is no such case.")
    return read(session, row)


def read(session: Session, row: CorrectionCase) -> CaseRecord:
    """The case with all that belongs to it. Asks nobody's permission."""
    clip = session.get_one(Clip, row.clip_id)
    article = session.get_one(Article, clip.article_id)
    events = session.exec(
        select(CorrectionCaseEvent).where(CorrectionCaseEvent.case_id == row.id).order_by(col(CorrectionCaseEvent.id))
    ).all()  # fmt: skip
    statement = session.get(Statement, row.statement_id) if row.statement_id else None
    return CaseRecord(
        row, teams.team_of(session, row.team_id), article,
        outlet=session.get(Outlet, row.outlet_id) if row.outlet_id else None,
        journalist=session.get(Journalist, row.journalist_id) if row.journalist_id else None,
        quote=_quote(session, row),
        statement=None if statement is None or statement.restricted else statement,
        events=events, people=teams.names(session, {row.owner_id, *(one.actor_id for one in events)}),
        withheld=bool(case_grounds.closed(session, [row])),
    )  # fmt: skip


def _quote(session: Session, row: CorrectionCase) -> ClipQuote | None:
    """The quotation it is about, without approved words that became restricted since."""
    quote = session.get(ClipQuote, row.quote_id) if row.quote_id else None
    return quotewatch.shown(session, row.team_id, [quote])[0] if quote else None


def listing(desk: Desk, *, actor: Actor, which: str = "open", page: int = 1) -> CasePage:
    """A page of the cases that the actor may know of: "open", the next due first, or "all", the newest first."""
    authorize(actor, "look")
    wanted = [col(CorrectionCase.team_id) == actor.team_id]
    if which == "open":
        wanted.append(col(CorrectionCase.state).in_(OPEN))
    order = (col(CorrectionCase.due_at), col(CorrectionCase.id)) if which == "open" else (col(CorrectionCase.id).desc(),)
    with desk.database.read() as session:
        rows = session.exec(select(CorrectionCase).where(*wanted).order_by(*order)).all()
        closed = case_grounds.closed(session, rows)
        known = [one for one in rows if one.id not in closed or case_grounds.known_to(session, actor, one)]
        page = max(1, min(page, -(-len(known) // PAGE) or 1))
        shown = known[(page - 1) * PAGE : page * PAGE]
        return CasePage([read(session, row) for row in shown], which, len(known), page)


def of_clip(session: Session, clip_id: int) -> list[CorrectionCase]:
    """The cases on a clip, oldest first."""
    return _where(session, col(CorrectionCase.clip_id) == clip_id)


def of_journalist(session: Session, journalist_id: int) -> list[CorrectionCase]:
    """The cases on what a journalist wrote, oldest first; none whose clip is tied to something restricted."""
    return _where(session, col(CorrectionCase.journalist_id) == journalist_id)


def of_outlet(session: Session, outlet_id: int) -> list[CorrectionCase]:
    """The same of an outlet."""
    return _where(session, col(CorrectionCase.outlet_id) == outlet_id)


def of_inquiry(session: Session, inquiry: Inquiry) -> list[CorrectionCase]:
    """The cases on clips of an inquiry; none of one that may not be tied to coverage."""
    clips = [one.clip_id for one in ties.ran(session, inquiry)]
    return _where(session, col(CorrectionCase.clip_id).in_(clips)) if clips else []


def stats(
    session: Session, team_id: str, *, since: datetime | None = None, until: datetime | None = None,
    journalist_id: int | None = None, outlet_id: int | None = None,
) -> CaseStats:  # fmt: skip
    """How the cases opened in [`since`, `until`) went, of all, of one journalist or of one outlet."""
    wanted = [col(CorrectionCase.team_id) == team_id]
    if since is not None:
        wanted.append(col(CorrectionCase.opened_at) >= since)
    if until is not None:
        wanted.append(col(CorrectionCase.opened_at) < until)
    if journalist_id is not None:
        wanted.append(col(CorrectionCase.journalist_id) == journalist_id)
    if outlet_id is not None:
        wanted.append(col(CorrectionCase.outlet_id) == outlet_id)
    rows = _where(session, *wanted)
    return CaseStats(
        opened=len(rows), asked=sum(one.asked_at is not None for one in rows), won=sum(one.state in WON for one in rows),
        refused=sum(one.state == CaseState.REFUSED for one in rows), dropped=sum(one.state == CaseState.DROPPED for one in rows),
        open=sum(one.state in OPEN for one in rows),
    )  # fmt: skip


def journalist_of(session: Session, clip_id: int) -> int | None:
    """The journalist whose clip it is, as far as it is linked: a confirmed one first, else the surest."""
    asked = select(ClipLink).where(
        ClipLink.clip_id == clip_id, ClipLink.kind == LinkKind.JOURNALIST, col(ClipLink.refused_at).is_(None)
    )  # fmt: skip
    found = sorted(session.exec(asked), key=lambda one: (one.confirmed_at is None, -one.score))
    return found[0].subject_id if found else None


def _where(session: Session, *conditions: ColumnElement[bool]) -> list[CorrectionCase]:
    """Cases that rest on nothing restricted."""
    rows = session.exec(select(CorrectionCase).where(*conditions).order_by(col(CorrectionCase.id))).all()
    closed = case_grounds.closed(session, rows)
    return [one for one in rows if one.id not in closed]

"""The record of a pitch: to whom, of what, by whom, what came of it, and what coverage may have come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, true
from sqlmodel import Session, col, select

from bot import teams
from bot.authority import Actor, authorize
from bot.coverage.titles import plain
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import (
    Article,
    Clip,
    ClipLink,
    EmbargoAgreement,
    Journalist,
    LinkKind,
    Outlet,
    Pitch,
    PitchOutcome,
    Statement,
    StatementVersion,
)
from bot.statements import ExclusiveRecord, exclusives_of
from bot.statements import visible_to as statements_visible_to

OPEN = (PitchOutcome.SENT, PitchOutcome.TALKING)
RECENT = timedelta(days=60)
CHOICES = 50


@dataclass(frozen=True)
class Printed:
    """A clip that a pitch may have led to. `link_id` and `reasons` are of what the desk found by itself; 0 where it found none."""

    clip_id: int
    title: str
    outlet: str
    address: str
    at: datetime
    link_id: int = 0
    reasons: Sequence[str] = ()


@dataclass(frozen=True)
class PitchRecord:
    """A pitch. `clip` is where it ran; `proposed` are clips that wait for a person's word. `version` is the statement's newest
    one, `agreed` whether the journalist agreed to its embargo, `promises` what runs that they were promised alone."""

    row: Pitch
    journalist: Journalist
    outlet: Outlet | None
    statement: Statement | None
    version: StatementVersion | None
    by: str
    clip: Printed | None = None
    proposed: Sequence[Printed] = ()
    agreed: bool = False
    promises: Sequence[ExclusiveRecord] = ()

    @property
    def whom(self) -> str:
        """ "Wren Castellane, Gazette"."""
        return f"{self.journalist.name}, {self.outlet.name}" if self.outlet else self.journalist.name

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come."""
        return self.row.taken_back_at is None and self.row.outcome in OPEN

    def embargoed(self, now: datetime) -> bool:
        """Whether the statement's words may not be published yet."""
        until = self.version.embargo_until if self.version else None
        return until is not None and now < until


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition every list of pitches carries: those of a restricted statement are known to who may know of that."""
    free = select(Statement.id).where(statements_visible_to(actor))
    known = or_(col(Pitch.statement_id).is_(None), col(Pitch.statement_id).in_(free))
    found: ColumnElement[bool] = (col(Pitch.team_id) == actor.team_id) & known
    return found


def get(desk: Desk, *, actor: Actor, pitch_id: int) -> PitchRecord:
    """One pitch. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return read(session, desk, actor, find(session, actor, pitch_id))


def find(session: Session, actor: Actor, pitch_id: int, *, hold: bool = False) -> Pitch:
    """A pitch's row; with `hold` nobody else changes it meanwhile."""
    asked = select(Pitch).where(Pitch.id == pitch_id, visible_to(actor))
    row = session.exec(asked.with_for_update() if hold else asked).first()
    if row is None:
        raise NotFound("There is no such pitch.")
    return row


def read(session: Session, desk: Desk, actor: Actor, row: Pitch) -> PitchRecord:
    """The pitch with all that the actor may know of it."""
    now, statement = desk.clock(), session.get(Statement, row.statement_id) if row.statement_id else None
    version = None
    if statement is not None:
        newest = (StatementVersion.statement_id == statement.id, StatementVersion.number == statement.current)
        version = session.exec(select(StatementVersion).where(*newest)).first()
    promises = [one for one in exclusives_of(session, actor, [row.journalist_id], [row.outlet_id]) if one.runs(now)]
    people = teams.names(session, {row.pitched_by})
    links = [] if row.outcome == PitchOutcome.RAN else _links(session, row.id or 0)
    return PitchRecord(
        row, session.get_one(Journalist, row.journalist_id), session.get(Outlet, row.outlet_id) if row.outlet_id else None,
        statement, version, people[row.pitched_by].name if row.pitched_by in people else "somebody",
        clip=next(iter(_printed(session, [(row.clip_id, None)])), None) if row.clip_id else None,
        proposed=_printed(session, [(one.clip_id, one) for one in links]), agreed=_agreed(session, row, version), promises=promises,
    )  # fmt: skip


def choices(desk: Desk, *, actor: Actor, pitch_id: int) -> list[Printed]:
    """Clips that a person may say a pitch ran as: those that the desk links to it, then those by the journalist or in the
    outlet since, then other recent ones, the newest first."""
    authorize(actor, "work")
    with desk.database.read() as session:
        row = find(session, actor, pitch_id)
        linked = [(one.clip_id, one) for one in _links(session, pitch_id)]
        by_them = select(ClipLink.clip_id).where(
            ClipLink.kind == LinkKind.JOURNALIST, ClipLink.subject_id == row.journalist_id, col(ClipLink.refused_at).is_(None)
        )  # fmt: skip
        near = or_(col(Clip.id).in_(by_them), col(Article.outlet_id) == (row.outlet_id or 0))
        found: list[tuple[int | None, ClipLink | None]] = list(linked)
        for condition in (near, true()):
            asked = (
                select(Clip.id).join(Article, col(Article.id) == Clip.article_id)
                .where(Clip.team_id == actor.team_id, col(Clip.not_us_at).is_(None), condition)
                .where(col(Article.published_at) >= row.pitched_at - timedelta(days=1), col(Article.published_at) < row.pitched_at + RECENT)
                .order_by(col(Article.published_at).desc(), col(Clip.id).desc()).limit(CHOICES)
            )  # fmt: skip
            there = {one for one, _ in found}
            found += [(one, None) for one in session.exec(asked) if one not in there]
        return _printed(session, found[:CHOICES])


def _links(session: Session, pitch_id: int) -> list[ClipLink]:
    """The clips that the desk found for a pitch and nobody refused."""
    asked = select(ClipLink).where(
        ClipLink.kind == LinkKind.PITCH, ClipLink.subject_id == pitch_id, col(ClipLink.refused_at).is_(None)
    )  # fmt: skip
    return list(session.exec(asked.order_by(col(ClipLink.score).desc(), col(ClipLink.id))))


def _printed(session: Session, found: Sequence[tuple[int | None, ClipLink | None]]) -> list[Printed]:
    shown = []
    for clip_id, link in found:
        clip = session.get(Clip, clip_id) if clip_id else None
        if clip is None or (clip.not_us_at is not None and link is not None):
            continue
        article = session.get_one(Article, clip.article_id)
        outlet = session.get(Outlet, article.outlet_id) if article.outlet_id else None
        more: Any = (link.id or 0, tuple(link.reasons)) if link else ()
        shown.append(
            Printed(clip.id or 0, plain(article.title), outlet.name if outlet else "", article.address, article.published_at, *more)
        )  # fmt: skip
    return shown


def _agreed(session: Session, row: Pitch, version: StatementVersion | None) -> bool:
    if version is None or version.embargo_until is None:
        return False
    mine = (EmbargoAgreement.statement_id == row.statement_id, EmbargoAgreement.journalist_id == row.journalist_id)
    there = session.exec(select(EmbargoAgreement).where(*mine)).first()
    return there is not None and there.embargo_until == version.embargo_until

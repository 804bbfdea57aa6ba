"""Lists of pitches: by story, the newest first, and the pitches of one story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.models import (
    ClipLink,
    Inquiry,
    Journalist,
    LinkKind,
    Outlet,
    Pitch,
    PitchOutcome,
    Statement,
    StatementStatus,
    StatementVersion,
)
from bot.pitches.record import OPEN, PitchRecord, find, read, visible_to
from bot.statements import visible_to as statements_visible_to
from bot.text import folded

PAGE = 8
ON_STORY = 25
STATEMENTS = 50


@dataclass(frozen=True)
class Story:
    """A story that was pitched: how its pitches stand. `pitch_id` is one of them, `statement` its reference or "". `proposed` says
    that one of them may have run, and nobody said yet whether."""

    pitch_id: int
    subject: str
    statement: str
    counts: Mapping[PitchOutcome, int]
    last_at: datetime
    whom: Sequence[str] = ()
    proposed: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def is_open(self) -> bool:
        return any(self.counts.get(one) for one in OPEN)


@dataclass(frozen=True)
class Board:
    """A page of stories, pages counted from 1; `words` are what was looked for."""

    words: str
    stories: Sequence[Story]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Offered:
    """A statement that a pitch may be of; `embargoed` while its words may not be published."""

    id: int
    reference: str
    title: str
    embargoed: bool


@dataclass(frozen=True)
class StoryRecord:
    """The pitches of one story, those that wait first."""

    subject: str
    records: Sequence[PitchRecord]
    total: int


def board(desk: Desk, *, actor: Actor, words: str = "", page: int = 1) -> Board:
    """What was pitched, first what may have run, then those without an answer, then the newest; with `words` only what has them in the story's
    subject or in the name of who was pitched."""
    authorize(actor, "look")
    wanted = set(folded(words).split()) if words.strip() else set()
    with desk.database.read() as session:
        found = [one for one in _stories(session, actor) if not wanted or wanted <= _words(one)]
    found.sort(key=lambda one: (not one.proposed, not one.is_open, -one.last_at.timestamp()))
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, page), pages)
    return Board(words, found[(page - 1) * PAGE : page * PAGE], len(found), page, pages)


def story(desk: Desk, *, actor: Actor, pitch_id: int) -> StoryRecord:
    """All pitches of the story that this one is of, as far as the actor may know of them."""
    authorize(actor, "look")
    with desk.database.read() as session:
        one = find(session, actor, pitch_id)
        rows = session.exec(
            select(Pitch).where(visible_to(actor), Pitch.key == one.key, col(Pitch.taken_back_at).is_(None))
            .order_by(col(Pitch.pitched_at).desc(), col(Pitch.id))
        ).all()  # fmt: skip
        order = {outcome: number for number, outcome in enumerate(PitchOutcome)}
        shown = sorted(rows, key=lambda row: order[row.outcome])[:ON_STORY]
        return StoryRecord(one.subject, [read(session, desk, actor, row) for row in shown], len(rows))


def offered(desk: Desk, *, actor: Actor, besides: int | None = None) -> list[Offered]:
    """The statements that a form offers: those the actor may know of, not withdrawn, the newest first. `besides` is chosen already
    and comes first, however old it is: without it a pitch of something restricted would be known to all."""
    authorize(actor, "work")
    chosen = col(Statement.id) == (besides or 0)
    with desk.database.read() as session:
        rows = session.exec(
            select(Statement, Inquiry.topic, StatementVersion.embargo_until)
            .join(StatementVersion, (col(StatementVersion.statement_id) == Statement.id) & (col(StatementVersion.number) == Statement.current))
            .outerjoin(Inquiry, col(Inquiry.id) == Statement.inquiry_id)
            .where(statements_visible_to(actor), or_(col(Statement.status) != StatementStatus.WITHDRAWN, chosen))
            .order_by(chosen.desc(), col(Statement.id).desc()).limit(STATEMENTS)
        ).all()  # fmt: skip
    now = desk.clock()
    return [
        Offered(one.id or 0, one.reference, one.title or topic or "", until is not None and now < until) for one, topic, until in rows
    ]  # fmt: skip


def _stories(session: Session, actor: Actor) -> list[Story]:
    rows = session.exec(
        select(Pitch, Journalist.name, Outlet.name, Statement)
        .join(Journalist, col(Journalist.id) == Pitch.journalist_id).outerjoin(Outlet, col(Outlet.id) == Pitch.outlet_id)
        .outerjoin(Statement, col(Statement.id) == Pitch.statement_id)
        .where(visible_to(actor), col(Pitch.taken_back_at).is_(None)).order_by(col(Pitch.pitched_at).desc(), col(Pitch.id))
    ).all()  # fmt: skip
    undecided = (ClipLink.kind == LinkKind.PITCH, col(ClipLink.confirmed_at).is_(None), col(ClipLink.refused_at).is_(None))
    linked = set(session.exec(select(ClipLink.subject_id).where(*undecided)))
    groups: dict[str, list[tuple[Pitch, str, str | None, Statement | None]]] = {}
    for row in rows:
        groups.setdefault(row[0].key, []).append(row)
    return [
        Story(
            group[0][0].id or 0, group[0][0].subject, next((one.reference for *_, one in group if one), ""),
            Counter(one.outcome for one, *_ in group), group[0][0].pitched_at,
            [f"{name}, {outlet}" if outlet else name for _, name, outlet, _ in group],
            any(one.id in linked and one.outcome != PitchOutcome.RAN for one, *_ in group),
        )
        for group in groups.values()
    ]  # fmt: skip


def _words(one: Story) -> set[str]:
    return set(folded(" ".join([one.subject, one.statement, *one.whom])).split())

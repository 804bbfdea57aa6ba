"""Facts: what a report counts, read once for the whole stretch of periods it compares. Restricted matters are never among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import load_only
from sqlmodel import Session, col, func, or_, select

from bot import clocks, lines
from bot.clocks import goals
from bot.coverage import case_grounds, pitch_ties, showable
from bot.models import (
    Article,
    Ask,
    Clip,
    ClipLink,
    ClipQuote,
    CorrectionCase,
    House,
    Inquiry,
    LinkKind,
    Match,
    Pitch,
    PullThrough,
    Release,
    Resolution,
    Sensitivity,
    Statement,
    StatementKind,
    TermKind,
    Terms,
    WatchTerm,
)

NO_INQUIRY = (Resolution.NOT_MEDIA, Resolution.DUPLICATE)
LONG_AGO = timedelta(days=120)  # What was received before this was due before the period, by whichever clock.
AT_ONCE = 500
MESSAGE = re.compile(r"\.\d+$")  # The core message and the pillars; proof points have a letter behind.
VOICES = (TermKind.US, TermKind.PEER)


@dataclass(frozen=True)
class Asked:
    """An inquiry as it is counted. `due_at` is the journalist's deadline, or the desk's own clock where they named none."""

    id: int
    logged_at: datetime
    received_at: datetime
    acknowledged_at: datetime | None
    answered_at: datetime | None
    closed_at: datetime | None
    resolution: Resolution | None
    due_at: datetime

    @property
    def settled_at(self) -> datetime | None:
        """When the journalist had what there was to have; None where it came to nothing, or is open."""
        if self.resolution == Resolution.TOO_LATE and self.answered_at is None:
            return None
        return min((one for one in (self.answered_at, self.closed_at) if one), default=None)

    @property
    def on_time(self) -> bool:
        return self.settled_at is not None and self.settled_at <= self.due_at

    @property
    def dropped(self) -> bool:
        """Whether the reporter dropped it before it was due."""
        return self.resolution == Resolution.DROPPED and self.closed_at is not None and self.closed_at <= self.due_at


@dataclass(frozen=True)
class Clipped:
    """A clip as it is counted. `root` is the article that it is a copy of, or its own."""

    clip: Clip
    root: int
    outlet_id: int | None


@dataclass(frozen=True)
class Voice:
    """That an article means us or a peer."""

    root: int
    seen_at: datetime
    term_id: int
    ours: bool


@dataclass(frozen=True)
class Facts:
    """Everything counted from `since` until `until`. `messages` are those in force on the last day of it, `links` are (clip id, inquiry id, confirmed), `linked` their clips'
    first sight by clip id."""

    asked: Sequence[Asked] = ()
    sent: Sequence[tuple[int, StatementKind, datetime]] = ()
    asks: Sequence[Ask] = ()
    clips: Sequence[Clipped] = ()
    links: Sequence[tuple[int, int, bool]] = ()
    linked: dict[int, datetime] | None = None
    quotes: Sequence[ClipQuote] = ()
    pulls: Sequence[PullThrough] = ()
    messages: Sequence[str] = ()
    cases: Sequence[CorrectionCase] = ()
    voices: Sequence[Voice] = ()
    pitches: Sequence[Pitch] = ()
    begun_at: datetime | None = None


def gather(session: Session, *, team_id: str, since: datetime, until: datetime, at: datetime) -> Facts:
    """The facts of a team in that stretch, as they are known at `at`."""
    rules = clocks.of(session, team_id)
    asked = _asked(session, rules, since, until)
    clips = _clips(session, team_id, since, until)
    links = _links(session, [one.id for one in asked])
    ids = [one.clip.id for one in clips]
    return Facts(
        asked=asked, sent=_sent(session, team_id, since, until), asks=_asks(session, team_id, since, until), clips=clips,
        links=links, linked=_first_seen(session, links), quotes=_of_clips(session, ClipQuote, ids),
        pulls=_pulls(session, team_id, ids), messages=_messages(session, team_id, rules.hours.day_of(min(at, until))), cases=_cases(session, team_id, since, until),
        voices=_voices(session, team_id, since, until), pitches=_pitches(session, team_id, since, until), begun_at=_begun(session, team_id),
    )  # fmt: skip


def public(team_id: str) -> list[Any]:
    """The condition of every inquiry that a report may count."""
    known = or_(col(Inquiry.resolution).is_(None), col(Inquiry.resolution).not_in(NO_INQUIRY))
    return [
        col(Inquiry.team_id) == team_id, col(Inquiry.restricted).is_(False), col(Inquiry.duplicate_of_id).is_(None), known,
    ]  # fmt: skip


def _asked(session: Session, rules: clocks.Rules, since: datetime, until: datetime) -> list[Asked]:
    near = or_(
        col(Inquiry.received_at) >= since - LONG_AGO, col(Inquiry.deadline_at) >= since, col(Inquiry.responded_at) >= since
    )
    columns = (
        Inquiry.id, Inquiry.logged_at, Inquiry.received_at, Inquiry.acknowledged_at, Inquiry.responded_at, Inquiry.closed_at,
        Inquiry.resolution, Inquiry.deadline_at, Inquiry.deadline_kind, Inquiry.sensitivity,
    )  # fmt: skip
    wanted = select(Inquiry).where(*public(rules.team.id), near, col(Inquiry.received_at) < until).order_by(col(Inquiry.id))
    rows = session.exec(wanted.options(load_only(*columns)))  # type: ignore[arg-type]
    return [
        Asked(
            id=one.id or 0, logged_at=one.logged_at, received_at=one.received_at, acknowledged_at=one.acknowledged_at,
            answered_at=one.responded_at, closed_at=one.closed_at, resolution=one.resolution,
            due_at=one.deadline_at or goals.answer_by(one, since=one.logged_at, rules=rules),
        )
        for one in rows
    ]  # fmt: skip


def _sent(session: Session, team_id: str, since: datetime, until: datetime) -> list[tuple[int, StatementKind, datetime]]:
    """Statements by when they were first marked sent."""
    first = func.min(Release.sent_at)
    rows = session.exec(
        select(Statement.id, Statement.kind, first)
        .join(Release, col(Release.statement_id) == Statement.id)
        .outerjoin(Inquiry, col(Inquiry.id) == Statement.inquiry_id)
        .where(Statement.team_id == team_id, col(Statement.restricted).is_(False), col(Release.taken_back_at).is_(None))
        .where(or_(col(Inquiry.id).is_(None), col(Inquiry.restricted).is_(False)))
        .where(col(Release.sent_at) >= since, col(Release.sent_at) < until)
        .group_by(col(Statement.id), col(Statement.kind))
        .order_by(col(Statement.id))
    )
    return [(one or 0, StatementKind(kind), at) for one, kind, at in rows]


def _asks(session: Session, team_id: str, since: datetime, until: datetime) -> list[Ask]:
    wanted = select(Ask).outerjoin(Inquiry, col(Inquiry.id) == Ask.inquiry_id).where(Ask.team_id == team_id)
    known = or_(col(Inquiry.id).is_(None), col(Inquiry.restricted).is_(False))
    return list(session.exec(wanted.where(known, col(Ask.asked_at) >= since, col(Ask.asked_at) < until).order_by(col(Ask.id))))


def _clips(session: Session, team_id: str, since: datetime, until: datetime) -> list[Clipped]:
    """Those of muted stories too, for a mute is of posts; none that is linked to something restricted."""
    rows = session.exec(
        select(Clip, Article.copy_of_id, Article.outlet_id)
        .join(Article, col(Article.id) == Clip.article_id)
        .where(Clip.team_id == team_id, col(Clip.not_us_at).is_(None))
        .where(col(Clip.seen_at) >= since, col(Clip.seen_at) < until)
        .order_by(col(Clip.seen_at), col(Clip.id))
    )
    found = [Clipped(clip, copy_of or clip.article_id, outlet) for clip, copy_of, outlet in rows]
    hidden = showable.closed(session, [one.clip.id or 0 for one in found])
    return [one for one in found if one.clip.id not in hidden]


def _links(session: Session, inquiry_ids: Sequence[int]) -> list[tuple[int, int, bool]]:
    """Of public inquiries alone; a link that somebody refused, or to a clip that is not about us, is none."""
    found: list[tuple[int, int, bool]] = []
    for ids in _portions(inquiry_ids):
        wanted = select(ClipLink).join(Clip, col(Clip.id) == ClipLink.clip_id).where(col(Clip.not_us_at).is_(None))
        mine = (ClipLink.kind == LinkKind.INQUIRY, col(ClipLink.refused_at).is_(None), col(ClipLink.subject_id).in_(ids))
        found += [(one.clip_id, one.subject_id, one.confirmed_at is not None) for one in session.exec(wanted.where(*mine))]
    return found


def _first_seen(session: Session, links: Iterable[tuple[int, int, bool]]) -> dict[int, datetime]:
    found: dict[int, datetime] = {}
    for ids in _portions(sorted({clip for clip, _, _ in links})):
        found |= {one or 0: at for one, at in session.exec(select(Clip.id, Clip.seen_at).where(col(Clip.id).in_(ids)))}
    return found


def _of_clips(session: Session, table: type[Any], clip_ids: Sequence[int | None]) -> list[Any]:
    return [
        one
        for ids in _portions(clip_ids)
        for one in session.exec(select(table).where(table.clip_id.in_(ids)).order_by(table.id))
    ]


def _pulls(session: Session, team_id: str, clip_ids: Sequence[int | None]) -> list[PullThrough]:
    hidden = set(session.exec(select(House.id).where(House.team_id == team_id, col(House.restricted).is_(True))))
    return [one for one in _of_clips(session, PullThrough, clip_ids) if one.house_id not in hidden]


def _messages(session: Session, team_id: str, today: date) -> list[str]:
    """The references of the core messages and pillars of houses that are approved and hold, none restricted."""
    usable = lines.usable(
        session, team_id=team_id, matter_sensitivity=Sensitivity.CRISIS, terms=Terms.ON_RECORD, today=today
    )  # fmt: skip
    return [one.reference for one in usable if one.house_id and MESSAGE.search(one.reference)]


def _cases(session: Session, team_id: str, since: datetime, until: datetime) -> list[CorrectionCase]:
    """Cases opened before `until` that were still open at `since`, or are."""
    wanted = select(CorrectionCase).where(CorrectionCase.team_id == team_id, col(CorrectionCase.opened_at) < until)
    alive = or_(col(CorrectionCase.closed_at).is_(None), col(CorrectionCase.closed_at) >= since)
    hidden = (
        select(Statement.id)
        .outerjoin(Inquiry, col(Inquiry.id) == Statement.inquiry_id)
        .where(or_(col(Statement.restricted).is_(True), col(Inquiry.restricted).is_(True)))
    )
    known = or_(col(CorrectionCase.statement_id).is_(None), col(CorrectionCase.statement_id).not_in(hidden))
    rows = session.exec(wanted.where(alive, known).order_by(col(CorrectionCase.id))).all()
    closed = case_grounds.closed(session, rows)
    return [one for one in rows if one.id not in closed]


def _voices(session: Session, team_id: str, since: datetime, until: datetime) -> list[Voice]:
    rows = session.exec(
        select(func.coalesce(Article.copy_of_id, Article.id), Match.seen_at, WatchTerm.id, WatchTerm.kind)
        .join(Match, col(Match.article_id) == Article.id)
        .join(WatchTerm, col(WatchTerm.id) == Match.term_id)
        .outerjoin(Clip, col(Clip.article_id) == Article.id)
        .where(
            WatchTerm.team_id == team_id,
            col(WatchTerm.active),
            col(WatchTerm.kind).in_(VOICES),
            col(Match.dismissed_at).is_(None),
        )
        .where(or_(col(WatchTerm.kind) == TermKind.PEER, col(Clip.not_us_at).is_(None)))
        .where(col(Match.seen_at) >= since, col(Match.seen_at) < until)
        .order_by(col(Article.id), col(WatchTerm.id))
    )
    return [Voice(root, at, term or 0, kind == TermKind.US) for root, at, term, kind in rows]


def _pitches(session: Session, team_id: str, since: datetime, until: datetime) -> list[Pitch]:
    """None that was taken back, or is of a restricted statement."""
    within = (col(Pitch.pitched_at) >= since, col(Pitch.pitched_at) < until)
    return list(session.exec(select(Pitch).where(pitch_ties.public_pitches(team_id), *within).order_by(col(Pitch.id))))


def _begun(session: Session, team_id: str) -> datetime | None:
    """When the first thing that a report may count was on record: periods before that are no measure of anything."""
    first = session.exec(select(func.min(Inquiry.received_at)).where(*public(team_id))).one()
    clip = session.exec(select(func.min(Clip.seen_at)).where(Clip.team_id == team_id)).one()
    return min((one for one in (first, clip) if one is not None), default=None)


def _portions(ids: Sequence[Any]) -> list[Sequence[Any]]:
    """A database bounds how many values a query may name."""
    return [ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE)]

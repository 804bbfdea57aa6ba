"""Reading clips: one with all that is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from bot import inquiries, teams
from bot.authority import Actor, authorize
from bot.coverage import case_records, pulls, quotewatch, ties
from bot.coverage.pulls import Message
from bot.coverage.ties import Ran
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import (
    Article,
    Clip,
    ClipLink,
    ClipQuote,
    CorrectionCase,
    Inquiry,
    Journalist,
    LinkKind,
    Member,
    Outlet,
    Pitch,
    PullThrough,
    Statement,
    Story,
)

MOST_COPIES = 5


@dataclass(frozen=True)
class Tied:
    """A link with what it leads to, in words: "PR-0147 Night shelter numbers"."""

    link: ClipLink
    text: str


@dataclass(frozen=True)
class ClipRecord:
    """A clip. `pickups` counts the copies of its article, itself not among them, and `copies`
    are the first of their clips, by id, with the outlet; `others` the other clips of its story.
    `messages` are those of active houses, `pulls` what came through of any, by reference; `ties` has refused links too, as the last."""

    clip: Clip
    article: Article
    outlet: Outlet | None = None
    story: Story | None = None
    original: Clip | None = None
    pickups: int = 0
    others: int = 0
    copies: Sequence[tuple[int, str]] = ()
    quotes: Sequence[ClipQuote] = ()
    messages: Sequence[Message] = ()
    pulls: dict[str, PullThrough] = field(default_factory=dict)
    ties: Sequence[Tied] = ()
    cases: Sequence[CorrectionCase] = ()
    people: dict[str, Member] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return self.article.published_at

    def name(self, member_id: str | None) -> str:
        """The member's name, or "somebody"."""
        member = self.people.get(member_id or "")
        return member.name if member else "somebody"


def get(desk: Desk, *, actor: Actor, clip_id: int) -> ClipRecord:
    """One clip with all that is known of it. NotFound where the actor's team has none such."""
    authorize(actor, "look")
    with desk.database.read() as session:
        clip = session.get(Clip, clip_id)
        if clip is None or clip.team_id != actor.team_id:
            raise NotFound("There is no such clip.")
        return read(session, desk, clip)


def ran_of(desk: Desk, *, actor: Actor, inquiry_id: int) -> tuple[list[Ran], list[CorrectionCase]]:
    """The clips of an inquiry and the correction cases on them. NotFound where the actor may not know of it."""
    authorize(actor, "look")
    with desk.database.read() as session:
        inquiry = inquiries.read(session, actor, inquiry_id).inquiry
        return ties.ran(session, inquiry), case_records.of_inquiry(session, inquiry)


def read(session: Session, desk: Desk, clip: Clip) -> ClipRecord:
    """As `get`, asking nobody's permission."""
    article = session.get_one(Article, clip.article_id)
    clip_id = clip.id or 0
    quotes = session.exec(select(ClipQuote).where(ClipQuote.clip_id == clip_id).order_by(col(ClipQuote.number))).all()
    quotes = quotewatch.shown(session, clip.team_id, quotes)
    found = session.exec(select(PullThrough).where(PullThrough.clip_id == clip_id).order_by(col(PullThrough.message))).all()
    tied = [_tied(session, one) for one in ties.shown(session, [clip_id], refused=True)[clip_id]]
    mentioned = {
        clip.tone_by,
        clip.not_us_by,
        clip.added_by,
        *(one.coder_id for one in found),
        *(one.link.decided_by for one in tied),
    }
    original = select(Clip).where(Clip.article_id == article.copy_of_id)
    return ClipRecord(
        clip, article, outlet=session.get(Outlet, article.outlet_id) if article.outlet_id else None,
        story=session.get(Story, article.story_id) if article.story_id else None,
        original=session.exec(original).first() if article.copy_of_id else None,
        pickups=_count(session, Article.copy_of_id == article.id), others=_others(session, article), copies=_copies(session, article), quotes=quotes,
        messages=pulls.messages(session, clip.team_id, at=desk.clock()), pulls={one.message: one for one in found}, ties=tied,
        cases=case_records.of_clip(session, clip_id), people=teams.names(session, {one for one in mentioned if one}),
    )  # fmt: skip


def _tied(session: Session, link: ClipLink) -> Tied:
    if link.kind == LinkKind.JOURNALIST:
        return Tied(link, session.get_one(Journalist, link.subject_id).name)
    if link.kind == LinkKind.INQUIRY:
        inquiry = session.get_one(Inquiry, link.subject_id)
        return Tied(link, f"{inquiry.reference} {inquiry.topic}")
    if link.kind == LinkKind.PITCH:
        pitch = session.get_one(Pitch, link.subject_id)
        return Tied(link, f"“{pitch.subject}” to {session.get_one(Journalist, pitch.journalist_id).name}")
    statement = session.get_one(Statement, link.subject_id)
    return Tied(link, f"{statement.reference} {statement.title}".strip())


def _count(session: Session, *conditions: object) -> int:
    return session.exec(select(func.count()).select_from(Article).where(*conditions)).one()  # type: ignore[arg-type]


def _others(session: Session, article: Article) -> int:
    if article.story_id is None:
        return 0
    asked = select(func.count()).select_from(Clip).join(Article, col(Article.id) == Clip.article_id)
    return session.exec(
        asked.where(Article.story_id == article.story_id, col(Clip.not_us_at).is_(None), Article.id != article.id)
    ).one()


def _copies(session: Session, article: Article) -> list[tuple[int, str]]:
    asked = (
        select(Clip.id, Outlet.name).join(Article, col(Article.id) == Clip.article_id)
        .outerjoin(Outlet, col(Outlet.id) == Article.outlet_id).where(Article.copy_of_id == article.id)
    )  # fmt: skip
    return [
        (one or 0, outlet or "another outlet") for one, outlet in session.exec(asked.order_by(col(Clip.id)).limit(MOST_COPIES))
    ]

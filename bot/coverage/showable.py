"""Showable clips: coverage of us as digests and alerts may show it, each with its article, outlet and story.

What is not about us, muted, or linked to something restricted is never among them: whoever asks again later gets what is showable
then.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, or_, select

from bot.models import Article, Clip, ClipLink, Inquiry, LinkKind, Outlet, Pitch, Statement, Story, Tone

BATCH = 500  # Ids in one question, well below what either database takes.


@dataclass(frozen=True)
class ShownClip:
    """One clip. `original` is the id of the article that this one is a copy of, else its own: unique articles are counted by it."""

    clip: Clip
    article: Article
    outlet: str
    story: Story | None

    @property
    def id(self) -> int:
        return self.clip.id or 0

    @property
    def original(self) -> int:
        return self.article.copy_of_id or self.article.id or 0

    @property
    def tone(self) -> Tone:
        return self.clip.tone_now

    @property
    def weight(self) -> tuple[int, int, float]:
        """What of a story is told first: the best tier, then the original before its copies, then the newest."""
        return (self.clip.tier or 9, self.article.copy_of_id is not None, -self.clip.seen_at.timestamp())


def is_in_our_words(article: Article) -> bool:
    """Whether what stands for an article are the words beside its link, by whoever clipped it, for its page could not be read: those
    are a colleague's, and no model is shown them."""
    return article.added_by is not None and bool(article.unread) and not article.whole


def unique(clips: Collection[ShownClip]) -> int:
    """How many articles they are when copies count once."""
    return len({one.original for one in clips})


def between(session: Session, team_id: str, since: datetime, until: datetime) -> list[ShownClip]:
    """The clips first seen in [`since`, `until`), oldest first."""
    return _read(session, Clip.team_id == team_id, Clip.seen_at >= since, Clip.seen_at < until)  # type: ignore[arg-type]


def of_ids(session: Session, ids: Sequence[int]) -> list[ShownClip]:
    """Those of the clips with these ids that may still be shown, oldest first."""
    found: list[ShownClip] = []
    for first in range(0, len(ids), BATCH):
        found += _read(session, col(Clip.id).in_(ids[first : first + BATCH]))
    return sorted(found, key=lambda one: (one.clip.seen_at, one.id))


def of_story(session: Session, story_id: int) -> list[ShownClip]:
    """A story's clips, oldest first."""
    return _read(session, Article.story_id == story_id)  # type: ignore[arg-type]


def _read(session: Session, *conditions: Any) -> list[ShownClip]:
    asked = (
        select(Clip, Article, Outlet.name, Story)
        .join(Article, col(Article.id) == Clip.article_id)
        .join(Outlet, col(Outlet.id) == Article.outlet_id, isouter=True)
        .join(Story, col(Story.id) == Article.story_id, isouter=True)
        .where(col(Clip.not_us_at).is_(None), col(Story.muted_at).is_(None), *conditions)
        .order_by(col(Clip.seen_at), col(Clip.id))
    )
    found = [ShownClip(clip, article, outlet or "", story) for clip, article, outlet, story in session.exec(asked)]
    hidden = closed(session, [one.id for one in found])
    return [one for one in found if one.id not in hidden]


def closed(session: Session, ids: Sequence[int]) -> set[int]:
    """The clips that are linked to an inquiry or a statement that is restricted, or to a pitch of one."""
    found: set[int] = set()
    inquiry = select(col(Inquiry.id)).where(Inquiry.restricted)
    statement = select(col(Statement.id)).where(or_(col(Statement.restricted), col(Statement.inquiry_id).in_(inquiry)))
    pitch = select(col(Pitch.id)).where(col(Pitch.statement_id).in_(statement))
    for first in range(0, len(ids), BATCH):
        links = select(ClipLink.clip_id).where(
            col(ClipLink.clip_id).in_(ids[first : first + BATCH]), col(ClipLink.refused_at).is_(None),
            or_(
                (col(ClipLink.kind) == LinkKind.INQUIRY) & col(ClipLink.subject_id).in_(inquiry),
                (col(ClipLink.kind) == LinkKind.STATEMENT) & col(ClipLink.subject_id).in_(statement),
                (col(ClipLink.kind) == LinkKind.PITCH) & col(ClipLink.subject_id).in_(pitch),
            ),
        )  # fmt: skip
        found |= set(session.exec(links))
    return found

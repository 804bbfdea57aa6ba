"""Clips: articles that are coverage of us."""

from __future__ import annotations

from sqlmodel import Session, select

from bot.desk import Desk
from bot.models import Article, Clip, Outlet


def make(session: Session, desk: Desk, *, article_id: int, added_by: str | None = None) -> Clip:
    """The article's clip, made where there is none, with the tier that its outlet has now. One that was said not to be about
    us is a clip again where a person adds it."""
    article = session.get_one(Article, article_id)
    clip = session.exec(select(Clip).where(Clip.article_id == article_id)).first()
    if clip is None:
        outlet = session.get(Outlet, article.outlet_id) if article.outlet_id else None
        clip = Clip(
            team_id=article.team_id, article_id=article_id, seen_at=article.first_seen_at, tier=outlet.tier if outlet else None,
            added_by=added_by,
        )  # fmt: skip
    elif added_by is not None and clip.not_us_at is not None:
        clip.not_us_at = clip.not_us_by = None
        clip.added_by = clip.added_by or added_by
    session.add(clip)
    session.flush()
    return clip

"""Clips: articles that are coverage of us. What means a term of ours becomes one; a person may clip anything, and take any away."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot import audit, outbox
from bot.authority import Actor, authorize
from bot.coverage import codings, mutes, ties
from bot.coverage.matches import OURS
from bot.db import insert_unless_there
from bot.desk import Desk
from bot.models import Article, Clip, Match, Outlet, WatchTerm


def make(session: Session, desk: Desk, *, article_id: int, added_by: str | None = None) -> Clip:
    """The clip of an article, made where there is none, and put for scoring. One that a person clips is one again, whoever
    said before that it is not about us."""
    keep(session, [article_id], added_by=added_by)
    clip = session.exec(select(Clip).where(Clip.article_id == article_id).with_for_update()).one()
    if added_by is not None and clip.not_us_at is not None:
        clip.not_us_at, clip.not_us_by = None, None
        clip.added_by = clip.added_by or added_by
        session.add(clip)
    waiting(session, desk, clip.team_id)
    return clip


def keep(session: Session, article_ids: Sequence[int], *, added_by: str | None = None) -> int:
    """Makes the clips of these articles that have none, with the tier that their outlets have now; gives how many are new."""
    rows = session.exec(
        select(Article, Outlet.tier).join(Outlet, col(Outlet.id) == Article.outlet_id, isouter=True)
        .where(col(Article.id).in_(list(article_ids))).order_by(col(Article.id))
    ).all()  # fmt: skip
    return sum(
        insert_unless_there(
            session,
            Clip(team_id=one.team_id, article_id=one.id or 0, seen_at=one.first_seen_at, tier=tier, added_by=added_by),
        )
        for one, tier in rows
    )


def waiting(session: Session, desk: Desk, team_id: str) -> None:
    """Puts the scoring of a team's clips that wait for it."""
    outbox.put(session, at=desk.clock(), kind="coverage_score", lane=f"scores:{team_id}", team=team_id)


def not_us(desk: Desk, *, actor: Actor, clip_id: int) -> Clip:
    """That a clip is not about us, nor are its copies: they leave every digest, count and list, and the terms that found them
    are dismissed for them. `is_us` takes it back."""
    authorize(actor, "work")
    with desk.database.write() as session:
        clip = codings.find(session, actor, clip_id)
        for one in _same(session, clip):
            if one.not_us_at is None:
                one.not_us_at, one.not_us_by = desk.clock(), actor.id
                session.add(one)
            for match in _matches(session, one):
                if match.dismissed_at is None:
                    match.dismissed_at, match.dismissed_by = one.not_us_at, actor.id
                    session.add(match)
        _noted(session, desk, actor, clip, "clip.not_us")
        return clip


def is_us(desk: Desk, *, actor: Actor, clip_id: int) -> Clip:
    """Takes back that a clip is not about us. Terms that were dismissed with it count again."""
    authorize(actor, "work")
    with desk.database.write() as session:
        clip = codings.find(session, actor, clip_id)
        for one in _same(session, clip):
            said = one.not_us_at
            one.not_us_at, one.not_us_by = None, None
            session.add(one)
            for match in _matches(session, one):
                if said is not None and match.dismissed_at == said:
                    match.dismissed_at, match.dismissed_by = None, None
                    session.add(match)
        _noted(session, desk, actor, clip, "clip.is_us")
        return clip


def _same(session: Session, clip: Clip) -> list[Clip]:
    return [clip, *codings.copies(session, clip)]


def _matches(session: Session, clip: Clip) -> Sequence[Match]:
    ours = select(Match).join(WatchTerm, col(WatchTerm.id) == Match.term_id)
    return session.exec(ours.where(Match.article_id == clip.article_id, col(WatchTerm.kind).in_(OURS))).all()


def _noted(session: Session, desk: Desk, actor: Actor, clip: Clip, action: str) -> None:
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=action, object=f"clip:{clip.id}", details={"article": clip.article_id}
    )
    outbox.put(session, at=desk.clock(), kind="coverage_alert", lane=f"coverage:{clip.team_id}", team=clip.team_id)
    mutes.show_clip(session, desk, clip)
    ties.show(session, desk, [one.id or 0 for one in _same(session, clip)])

"""Contexts: peers and topics, which a digest counts beside the coverage of us where somebody asked for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from bot.models import Article, Match, Outlet, TermKind, WatchTerm

CONTEXT = {"peers": TermKind.PEER, "topics": TermKind.TOPIC}


@dataclass(frozen=True)
class Context:
    """A peer or a topic: unique articles, and the headline of the best."""

    term: WatchTerm
    articles: int
    headline: str
    outlet: str


def counted(session: Session, team_id: str, since: datetime, until: datetime, *, sections: Sequence[str]) -> list[list[int]]:
    """For each peer and topic that the sections ask for, what `read` reads: ids and counts."""
    return [_count(session, term, since, until) for term in _terms(session, team_id, sections)]


def _terms(session: Session, team_id: str, sections: Sequence[str]) -> list[WatchTerm]:
    kinds = [kind for name, kind in CONTEXT.items() if name in sections]
    asked = select(WatchTerm).where(WatchTerm.team_id == team_id, WatchTerm.active, col(WatchTerm.kind).in_(kinds))
    return list(session.exec(asked.order_by(col(WatchTerm.kind), col(WatchTerm.name)))) if kinds else []


def _count(session: Session, term: WatchTerm, since: datetime, until: datetime) -> list[int]:
    """[term id, unique articles, id of the best article or 0]."""
    asked = (
        select(Article.id, func.coalesce(Article.copy_of_id, Article.id), Outlet.tier)
        .join(Match, col(Match.article_id) == Article.id)
        .join(Outlet, col(Outlet.id) == Article.outlet_id, isouter=True)
        .where(Match.term_id == term.id, Match.seen_at >= since, Match.seen_at < until, col(Match.dismissed_at).is_(None))
        .order_by(col(Match.seen_at).desc())
    )
    rows = session.exec(asked).all()
    best = min(rows, key=lambda row: row[2] or 9, default=(0, 0, None))
    return [term.id or 0, len({row[1] for row in rows}), best[0] or 0]


def read(session: Session, counted: Sequence[Sequence[int]]) -> list[Context]:
    """The same as it may be shown now; none of a term that is not watched any more."""
    found = []
    for term_id, articles, article_id in counted:
        term = session.get(WatchTerm, term_id)
        article = session.get(Article, article_id) if article_id else None
        outlet = session.get(Outlet, article.outlet_id) if article and article.outlet_id else None
        if term is not None:
            found.append(Context(term, articles, article.title if article else "", outlet.name if outlet else ""))
    return found

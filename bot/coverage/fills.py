"""Fills: looking through older articles for a term that is new or was changed, newest first, a batch at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from bot import audit, marks, outbox
from bot.coverage import clips
from bot.coverage.matches import AT_ONCE, OURS, match
from bot.desk import Desk
from bot.models import Article, Match, WatchTerm

BATCHES = 10  # In one go; then others of the desk have their turn, and how far it is is shown.


@dataclass(frozen=True)
class Progress:
    """How far a fill is: `row` as it now is, and whether it is over."""

    row: WatchTerm
    over: bool


def fill(desk: Desk, *, term_id: int, version: int) -> Progress | None:
    """Looks through the next batches. None where there is nothing to do: the term is gone, paused, changed again or filled."""
    progress = None
    for _ in range(BATCHES):
        with desk.database.write() as session:
            row = session.get(WatchTerm, term_id, with_for_update=True)
            if row is None or row.version != version or not row.active or row.filled_version >= version:
                return progress
            progress = Progress(row, over=not _batch(session, desk, row))
            session.add(row)
        marks.passed("term_filled")
        if progress.over:
            break
    return progress


def _batch(session: Session, desk: Desk, row: WatchTerm) -> bool:
    """True while there is more."""
    wanted = select(Article.id).where(Article.team_id == row.team_id)
    if row.looked_down_to is not None:
        wanted = wanted.where(col(Article.id) < row.looked_down_to)
    ids = [one for one in session.exec(wanted.order_by(col(Article.id).desc()).limit(AT_ONCE)) if one is not None]
    if not ids:
        _end(session, desk, row)
        return False
    meant = match(session, row.team_id, ids, only=[row])
    row.looked, row.looked_down_to = row.looked + len(ids), ids[-1]
    row.to_look = max(row.to_look, row.looked)
    if row.kind in OURS and clips.keep(session, meant):
        clips.waiting(session, desk, row.team_id)
    _sort(session, desk, row, ids)
    return True


def _sort(session: Session, desk: Desk, row: WatchTerm, article_ids: list[int]) -> None:
    """What counts for the first time is in no story yet, and is sorted again for that."""
    counts = select(Match.article_id).where(
        Match.term_id == row.id, col(Match.article_id).in_(article_ids), col(Match.dismissed_at).is_(None)
    )
    waits = update(Article).where(
        col(Article.id).in_(counts), col(Article.story_id).is_(None), col(Article.sorted_at).is_not(None)
    )
    again: Any = session.execute(waits.values(sorted_at=None))
    if again.rowcount:
        outbox.put(session, at=desk.clock(), kind="coverage_sort", lane=f"coverage:{row.team_id}", team=row.team_id)


def _end(session: Session, desk: Desk, row: WatchTerm) -> None:
    """What an earlier version matched and this one does not, wherever it came from, is no match any more."""
    stale = delete(Match).where(
        col(Match.term_id) == row.id, col(Match.term_version) < row.version, col(Match.dismissed_at).is_(None)
    )
    session.execute(stale)
    row.filled_version, row.to_look = row.version, row.looked
    audit.write(
        session, at=desk.clock(), actor="desk", action="term.filled", object=f"term:{row.id}",
        details={"version": row.version, "looked": row.looked},
    )  # fmt: skip


def found(session: Session, row: WatchTerm) -> int:
    """How many articles mean the term as it now is."""
    wanted = select(func.count()).where(
        Match.term_id == row.id, Match.term_version == row.version, col(Match.dismissed_at).is_(None)
    )
    return session.exec(wanted).one()

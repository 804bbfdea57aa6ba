"""Sorting: copies, matches, clips and stories of the articles that wait, in that order, batch by batch.

What takes time, comparing, is done with no transaction open; what came of it is written in one with the note that the batch is
sorted, so that a batch is sorted wholly or not at all. Sorted again, the same articles give the same.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from bot import marks
from bot.coverage import clips, groupings, matches
from bot.coverage.windows import Window
from bot.desk import Desk
from bot.models import Article, Clip, Match, Team
from bot.text import ERASED

log = logging.getLogger(__name__)

BATCH = 500
SMALLER = 8  # Times as few articles are tried where a batch fails.


@dataclass
class _Windows:
    """The windows of this process, one a team and database; only one thread sorts for a team at a time."""

    known: dict[tuple[str, str], Window] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def of(self, desk: Desk, team_id: str) -> Window:
        with self.lock:
            return self.known.setdefault((str(desk.database.engine.url), team_id), Window())


_WINDOWS = _Windows()


def sort(desk: Desk, *, team_id: str, told: Callable[[int], None] | None = None) -> int:
    """Sorts every article that waits and puts the scoring of the clips that came of it; gives how many were sorted. `told` is
    called with the number so far. One that cannot be sorted keeps no other from it: where a batch fails, smaller ones are
    tried, and what was wrong with the first article alone is raised when all had their turn."""
    done, size, broken = 0, BATCH, dict[int, Exception]()
    while batch := _waiting(desk, team_id, size, but=broken):
        try:
            done += _sort(desk, team_id, batch)
            size = BATCH
        except Exception as problem:  # Raised below, once the others had their turn.
            size = max(1, len(batch) // SMALLER)
            if len(batch) == 1:
                broken[batch[0].id or 0], size = problem, BATCH
        if told is not None:
            told(done)
    if broken:
        log.error("Articles that could not be sorted: %s", ", ".join(map(str, sorted(broken))))
        raise next(iter(broken.values()))
    return done


def again(session: Session, *, team_id: str, since: datetime | None = None) -> int:
    """Has articles first seen since then (all, without) wait for sorting again; gives how many. Nothing is lost meanwhile: what
    they were found to be stays until they are sorted. One whose text was forgotten stays what it was found to be for good."""
    chosen = [
        col(Article.team_id) == team_id, col(Article.text) != ERASED, *([col(Article.first_seen_at) >= since] if since else []),
    ]  # fmt: skip
    session.execute(update(Article).where(*chosen).values(sorted_at=None))
    return session.exec(select(func.count()).select_from(Article).where(*chosen)).one()


def _waiting(desk: Desk, team_id: str, most: int, *, but: Collection[int]) -> Sequence[Article]:
    waits = select(Article).where(Article.team_id == team_id, col(Article.sorted_at).is_(None), col(Article.id).not_in(but))
    with desk.database.read() as session:
        return session.exec(waits.order_by(col(Article.id)).limit(most)).all()


def _sort(desk: Desk, team_id: str, batch: Sequence[Article]) -> int:
    """One batch; gives how many of it are sorted now."""
    copies = _copies(desk, team_id, batch)
    marks.passed("articles_comparing")
    with desk.database.write() as session:
        session.exec(select(Team.id).where(Team.id == team_id).with_for_update()).one()
        held = _unchanged(session, batch)
        for article in held:
            if not article.alone:
                article.copy_of_id = copies.get(article.id or 0)
            session.add(article)
        session.flush()
        _unchained(session, [one.id or 0 for one in held])
        ours = matches.match(session, team_id, [one.id or 0 for one in held])
        clips.keep(session, _with_copies(session, ours, held))
        marks.passed("articles_matched")
    while (done := _told(desk, team_id, batch, _group(desk, team_id, batch))) is None:
        pass  # Somebody split or merged meanwhile, which is known from now on.
    marks.passed("articles_sorted")
    return done


def _told(desk: Desk, team_id: str, batch: Sequence[Article], grouped: groupings.Grouped) -> int | None:
    """Puts a batch into its stories and gives how many of it are sorted now; None, and nothing done, where stories are others
    than when they were compared."""
    with desk.database.write() as session:
        session.exec(select(Team.id).where(Team.id == team_id).with_for_update()).one()
        if not groupings.hold(session, grouped):
            return None
        groupings.keep(session, team_id, grouped, at=desk.clock())
        held = _unchanged(session, batch)
        _follow(session, held)
        for article in held:
            article.sorted_at = desk.clock()
            session.add(article)
        ids = [one.id for one in held]
        again = session.exec(select(Clip).where(col(Clip.article_id).in_(ids))).all()
        for clip in again:
            clip.scored_at = None
            session.add(clip)
        if again:
            clips.waiting(session, desk, team_id)
        marks.passed("articles_sorting")
    return len(held)


def _copies(desk: Desk, team_id: str, batch: Sequence[Article]) -> dict[int, int | None]:
    """For each article of the batch the earliest it is a copy of."""
    window = _WINDOWS.of(desk, team_id)
    with desk.database.read() as session:
        window.ready(session, team_id, batch)
    ordered = sorted((one for one in batch if not one.alone), key=lambda one: (one.published_at, one.id))
    return {one.id or 0: window.add(one) for one in ordered}


def _unchanged(session: Session, batch: Sequence[Article]) -> list[Article]:
    """Those of the batch whose text is still what was compared, and that still wait."""
    was = {one.id: one.text_sha256 for one in batch}
    rows = session.exec(select(Article).where(col(Article.id).in_(list(was))).order_by(col(Article.id)))
    return [one for one in rows if one.sorted_at is None and one.text_sha256 == was[one.id]]


def _unchained(session: Session, article_ids: Sequence[int]) -> None:
    """A copy's original is no copy itself: where it has become one, the copies are its original's."""
    rows = session.exec(select(Article).where(col(Article.id).in_(article_ids), col(Article.copy_of_id).is_not(None))).all()
    for article in rows:
        original = session.get(Article, article.copy_of_id)
        seen = {article.id}
        while original is not None and original.copy_of_id is not None and original.id not in seen:
            seen.add(original.id)
            original = session.get(Article, original.copy_of_id)
        if original is None or original.id in seen:
            article.copy_of_id = None
        else:
            article.copy_of_id = original.id
            session.execute(update(Article).where(col(Article.copy_of_id) == article.id).values(copy_of_id=original.id))
        session.add(article)
    session.flush()


def _with_copies(session: Session, ours: Sequence[int], held: Sequence[Article]) -> list[int]:
    """What means a term of ours, and the copies in the batch of anything that is a clip: a pickup may be a snippet."""
    originals = {one.copy_of_id for one in held if one.copy_of_id is not None} - set(ours)
    clipped = set(
        session.exec(select(Clip.article_id).where(col(Clip.article_id).in_(list(originals)), col(Clip.not_us_at).is_(None)))
    ) | set(ours)  # fmt: skip
    copies = [one.id or 0 for one in held if one.copy_of_id in clipped]
    return list(dict.fromkeys([*ours, *copies]))


def _group(desk: Desk, team_id: str, batch: Sequence[Article]) -> groupings.Grouped:
    """The stories round what of the batch counts."""
    with desk.database.read() as session:
        ids = [one.id for one in batch]
        counted = {
            *session.exec(select(Match.article_id).where(col(Match.article_id).in_(ids))),
            *session.exec(select(Clip.article_id).where(col(Clip.article_id).in_(ids))),
        }
        moments = [one.published_at for one in batch if one.id in counted]
        if not moments:
            return groupings.Grouped()
        return groupings.group(session, team_id, groupings.around(session, team_id, moments))


def _follow(session: Session, held: Sequence[Article]) -> None:
    """A copy is in its original's story."""
    originals = {one.copy_of_id for one in held if one.copy_of_id is not None}
    of = dict(session.exec(select(Article.id, Article.story_id).where(col(Article.id).in_(list(originals)))).all())
    for one in held:
        if one.copy_of_id is not None:
            one.story_id = of.get(one.copy_of_id)

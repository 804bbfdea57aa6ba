"""Groupings: which articles of a team report the same event, and the stories that are kept for them.

Only what means a watch term or was clipped is grouped: nobody reads the rest, and a desk may read twenty thousand articles a
day. A copy is in its original's story.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import or_
from sqlmodel import Session, col, select, update

from bot.coverage import stories
from bot.coverage.stories import WINDOW, Told
from bot.models import Article, Clip, Match, Outlet, Story, StoryPair, TermKind, WatchTerm

LONGEST = 20_000  # Characters of an article that are compared.
LOWEST_TIER = 9
AT_ONCE = 500


@dataclass(frozen=True)
class Piece:
    """An article as it is grouped; `story_id` is the story it is in now."""

    id: int
    story_id: int | None
    title: str
    text: str
    published_at: datetime
    first_seen_at: datetime
    tier: int


@dataclass(frozen=True)
class Grouped:
    """What came of it: for each article its story, an old one's id or the first article of a new one, as `stories` names them."""

    pieces: Sequence[Piece] = ()
    found: dict[int, str] = field(default_factory=dict)


def around(session: Session, team_id: str, moments: Iterable[datetime]) -> list[Piece]:
    """The originals that count, published within 72 hours of one of these moments."""
    found: dict[int, Piece] = {}
    means = select(Match.term_id).where(Match.article_id == Article.id, col(Match.dismissed_at).is_(None)).exists()
    clipped = select(Clip.id).where(Clip.article_id == Article.id, col(Clip.not_us_at).is_(None)).exists()
    for first, last in _spans(sorted(moments)):
        rows = session.exec(
            select(Article, Outlet.tier).join(Outlet, col(Outlet.id) == Article.outlet_id, isouter=True)
            .where(Article.team_id == team_id, col(Article.copy_of_id).is_(None), col(Article.published_at).between(first, last))
            .where(or_(means, clipped))
        )  # fmt: skip
        for one, tier in rows:
            assert one.id is not None
            found[one.id] = Piece(
                one.id, one.story_id, one.title, one.text, one.published_at, one.first_seen_at, tier or LOWEST_TIER
            )  # fmt: skip
    return sorted(found.values(), key=lambda one: (one.published_at, one.id))


def group(session: Session, team_id: str, pieces: Sequence[Piece]) -> Grouped:
    """Which of them report the same. Stories that are there keep their ids; what a person put together or apart stays so."""
    if not pieces:
        return Grouped()
    known = {str(one.id): _name(one.story_id) for one in pieces if one.story_id is not None}
    pairs = session.exec(select(StoryPair).where(StoryPair.team_id == team_id)).all()
    ids = {one.id for one in pieces}
    joined, parted = (
        [
            (str(pair.one_id), str(pair.other_id))
            for pair in pairs
            if pair.together is kind and {pair.one_id, pair.other_id} <= ids
        ]
        for kind in (True, False)
    )
    ours = _names(session, team_id)
    told = [Told(str(one.id), ours.sub(" ", f"{one.title}\n{one.text}"[:LONGEST]), one.published_at) for one in pieces]
    found = stories.stories(told, known=known, together=joined, apart=parted)
    return Grouped(pieces, {int(article): story for article, story in found.items()})


def hold(session: Session, grouped: Grouped) -> bool:
    """Whether every article is still in the story that it was in when they were compared."""
    was = {one.id: one.story_id for one in grouped.pieces}
    ids = list(was)
    for start in range(0, len(ids), AT_ONCE):
        asked = select(Article.id, Article.story_id).where(col(Article.id).in_(ids[start : start + AT_ONCE]))
        if any(was[article_id or 0] != story_id for article_id, story_id in session.exec(asked)):
            return False
    return True


def _names(session: Session, team_id: str) -> re.Pattern[str]:
    """The names that articles were found by: what all of them have in common says nothing of which event one reports."""
    rows = session.exec(select(WatchTerm).where(WatchTerm.team_id == team_id, WatchTerm.kind != TermKind.TOPIC)).all()
    names = {name.strip() for row in rows for name in (row.name, *row.aliases) if name.strip()}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first) or r"(?!)", re.IGNORECASE)


def keep(session: Session, team_id: str, grouped: Grouped, *, at: datetime) -> set[int]:
    """Writes the stories: makes new ones, moves articles, and leads from a story that lost all its articles to where most of
    them went. Gives the ids of the stories that changed."""
    members: dict[str, list[Piece]] = defaultdict(list)
    for piece in grouped.pieces:
        members[grouped.found[piece.id]].append(piece)
    changed: set[int] = set()
    moved: dict[int, Counter[int]] = defaultdict(Counter)
    for name, pieces in members.items():
        story = _story(session, team_id, name, pieces, at)
        assert story.id is not None
        going = [one for one in pieces if one.story_id != story.id]
        if not going and not _is_news(story, pieces):
            continue
        changed.add(story.id)
        for one in going:
            if one.story_id is not None:
                moved[one.story_id][story.id] += 1
        move(session, story.id, [one.id for one in going])
        best = min(pieces, key=lambda one: (one.tier, one.published_at, one.id))
        story.title = best.title
        story.first_seen_at = min(story.first_seen_at, *(one.first_seen_at for one in pieces))
        story.last_seen_at = max(story.last_seen_at, *(one.first_seen_at for one in pieces))
        session.add(story)
    session.flush()
    for old, went in moved.items():
        changed |= _emptied(session, old, went)
    return changed


def _is_news(story: Story, pieces: Sequence[Piece]) -> bool:
    return any(not story.first_seen_at <= one.first_seen_at <= story.last_seen_at for one in pieces)


def _story(session: Session, team_id: str, name: str, pieces: Sequence[Piece], at: datetime) -> Story:
    if name.startswith("s"):
        kept = session.get_one(Story, int(name[1:]))
        # Articles put back into a story that had become part of another: it is a story again.
        kept.merged_into_id = None
        return kept
    seen = [one.first_seen_at for one in pieces] or [at]
    story = Story(team_id=team_id, title=pieces[0].title, first_seen_at=min(seen), last_seen_at=max(seen))
    session.add(story)
    session.flush()
    return story


def move(session: Session, story_id: int, article_ids: Sequence[int]) -> None:
    """Puts articles and their copies into a story."""
    if article_ids:
        session.execute(
            update(Article).where(or_(col(Article.id).in_(article_ids), col(Article.copy_of_id).in_(article_ids))).values(story_id=story_id)
        )  # fmt: skip


def _emptied(session: Session, story_id: int, went: Counter[int]) -> set[int]:
    """A story that has no original left became part of where most of them went."""
    left = session.exec(
        select(Article.id).where(Article.story_id == story_id, col(Article.copy_of_id).is_(None)).limit(1)
    ).first()
    if left is not None:
        return set()
    story = session.get_one(Story, story_id)
    story.merged_into_id = next((to for to, _ in went.most_common() if to != story_id), None)
    session.add(story)
    return {story_id}


def _name(story_id: int | None) -> str:
    return f"s{story_id}"


def _spans(moments: Sequence[datetime]) -> list[tuple[datetime, datetime]]:
    """The stretches of time within 72 hours of these moments, those that touch as one."""
    spans: list[tuple[datetime, datetime]] = []
    reach: timedelta = WINDOW
    for at in moments:
        if spans and at - reach <= spans[-1][1]:
            spans[-1] = (spans[-1][0], at + reach)
        else:
            spans.append((at - reach, at + reach))
    return spans

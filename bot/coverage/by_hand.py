"""By hand: feeds asked and stored from the command line, one after the other, as the clock has it done otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlmodel import col, select

from bot.coverage import fetches, polls
from bot.desk import Desk
from bot.errors import NotFound
from bot.models import Feed, FeedBody, FeedState

Told = Callable[[str, int], None]


@dataclass(frozen=True)
class Said:
    """What came of one feed: how many articles are new, or why it could not be read."""

    feed: Feed
    new: int
    problem: str = ""


def ask(
    desk: Desk, *, told: Told, feed_id: int | None = None, every: bool = False, team_id: str | None = None
) -> Iterator[Said]:  # fmt: skip
    """Asks the feeds that are due, one of them, or every one that is neither paused nor stopped, of a team or of all; at most one
    request to a host in two seconds. NotFound where there is no such feed."""
    wanted = select(Feed).where(Feed.state == FeedState.ACTIVE).order_by(col(Feed.id))
    if team_id is not None:
        wanted = wanted.where(Feed.team_id == team_id)
    if feed_id is not None:
        wanted = wanted.where(Feed.id == feed_id)
    elif not every:
        wanted = wanted.where(col(Feed.next_poll_at) <= desk.clock())
    with desk.database.read() as session:
        feeds = list(session.exec(wanted))
    if feed_id is not None and not feeds:
        raise NotFound(f"There is no feed {feed_id} that is read.")
    asked: dict[str, float] = {}
    for done, feed in enumerate(feeds, start=1):
        lane = fetches.lane(feed.url)
        time.sleep(max(0.0, asked.get(lane, 0.0) + fetches.REST.total_seconds() - time.monotonic()))
        yield _said(desk, feed.id or 0, lambda id_: polls.poll(desk, feed_id=id_, again=True))
        asked[lane] = time.monotonic()
        told(f"Feeds of {len(feeds):,}", done)


def store(desk: Desk, *, told: Told, feed_id: int | None = None, team_id: str | None = None) -> Iterator[Said]:
    """Stores the entries of the last body of every feed (of a team or of all), or of one, once more; what is known stays as it
    is."""
    with desk.database.read() as session:
        wanted = select(FeedBody.feed_id).join(Feed).order_by(col(FeedBody.feed_id))
        if team_id is not None:
            wanted = wanted.where(Feed.team_id == team_id)
        ids = list(session.exec(wanted.where(FeedBody.feed_id == feed_id) if feed_id is not None else wanted))
    for done, id_ in enumerate(ids, start=1):
        yield _said(desk, id_, lambda _: None, again=True)
        told(f"Feeds of {len(ids):,}", done)


def _said(desk: Desk, feed_id: int, first: Callable[[int], None], *, again: bool = False) -> Said:
    first(feed_id)
    new = polls.parse(desk, feed_id=feed_id, again=again)
    with desk.database.read() as session:
        feed = session.get_one(Feed, feed_id)
    return Said(feed, new, feed.problem)

"""Polls: which feeds are due, asking them, and storing what they say."""

from __future__ import annotations

import gzip
import hashlib
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import or_
from sqlmodel import Session, col, select

from bot import audit, marks, outbox, teams
from bot.coverage import articles, fetches, paces, readings
from bot.coverage.answers import FetchFailed, Trouble
from bot.coverage.fetches import Fetched
from bot.desk import Desk
from bot.errors import DeskError
from bot.models import Feed, FeedBody, FeedState
from bot.text import shortened

AT_ONCE = 1_000  # Feeds a tick; the next tick takes the rest.
JUST_NOW = timedelta(seconds=60)
AHEAD = timedelta(hours=30)  # Later than any next poll lies; beyond it, it was set before the clock was set back.
SYSTEM = "desk"


def due(desk: Desk) -> int:
    """Puts a poll of every feed that is due, once for each time it is; gives how many.

    However long nobody looked, a feed is asked once: what it shows then is all there is.
    """
    now = desk.clock()
    is_due = or_(col(Feed.next_poll_at) <= now, col(Feed.next_poll_at) > now + AHEAD)
    wanted = select(Feed).where(Feed.state == FeedState.ACTIVE, is_due).order_by(col(Feed.next_poll_at)).limit(AT_ONCE)
    with desk.database.read() as session:
        if session.exec(wanted.limit(1)).first() is None:
            return 0
    with desk.database.write() as session:
        feeds = session.exec(wanted.with_for_update(skip_locked=True)).all()
        for feed in feeds:
            key = f"feed:{feed.id}:{feed.next_poll_at.isoformat()}"
            outbox.put(session, at=now, kind="feed_poll", lane=fetches.lane(feed.url), key=key, feed=feed.id)
            # The poll itself says better; until it has, or if it never does, this holds.
            feed.next_poll_at = paces.next_poll(feed, now)
            session.add(feed)
    return len(feeds)


def poll(desk: Desk, *, feed_id: int, again: bool = False) -> None:
    """Fetches a feed, keeps its body and puts its parsing where the body is another one than before.

    What goes wrong is kept with the feed, in words. A feed that is paused or stopped is not asked, nor is one that was asked
    within the last minute, but `again`.
    """
    with desk.database.read() as session:
        feed = session.get(Feed, feed_id)
    now = desk.clock()
    if feed is None or feed.state != FeedState.ACTIVE:
        return
    if not again and feed.polled_at is not None and timedelta(0) <= now - feed.polled_at < JUST_NOW:
        return
    try:
        fetched = fetches.get(desk.settings, feed.url, etag=feed.etag, modified=feed.modified)
    except DeskError as problem:
        marks.passed("feed_fetched")
        with desk.database.write() as session:
            _went_wrong(session, _locked(session, feed_id), problem, desk.clock())
        return
    marks.passed("feed_fetched")
    with desk.database.write() as session:
        kept = _locked(session, feed_id)
        if kept is not None and kept.url == feed.url:  # Else somebody gave it another address meanwhile.
            _keep(session, kept, fetched, desk.clock())
    marks.passed("feed_kept")


def parse(desk: Desk, *, feed_id: int, again: bool = False) -> int:
    """Stores the entries of the last body as articles, and puts the sorting of what is new; gives how many are new.

    A body whose entries were stored is not read a second time, but `again`.
    """
    with desk.database.read() as session:
        feed, body = session.get(Feed, feed_id), session.get(FeedBody, feed_id)
    if feed is None or body is None or (body.parsed_at is not None and not again):
        return 0
    try:
        entries = readings.entries(gzip.decompress(body.body), url=feed.url)
    except DeskError as problem:
        with desk.database.write() as session:
            _was_unreadable(session, feed_id, body, problem, desk.clock())
        return 0
    marks.passed("feed_parsed")
    now = desk.clock()
    with desk.database.write() as session:
        kept = _locked(session, feed_id)
        if kept is None:
            return 0
        new = articles.take(session, desk, team_id=kept.team_id, entries=entries, feed=kept, at=now)
        latest = session.get_one(FeedBody, feed_id)
        if latest.sha256 == body.sha256:
            latest.parsed_at, latest.note = now, ""
            session.add(latest)
        if not again or kept.failures:
            kept.interval_minutes = paces.after_news(kept.interval_minutes, new=len(new))
            kept.next_poll_at = paces.next_poll(kept, kept.polled_at or now)
        kept.new_at = now if new else kept.new_at
        _is_well(kept, now)
        session.add(kept)
    return len(new)


def _locked(session: Session, feed_id: int) -> Feed | None:
    return session.get(Feed, feed_id, with_for_update=True)


def _keep(session: Session, feed: Feed, fetched: Fetched, now: datetime) -> None:
    """Notes that a feed answered, and keeps what it said if that is new."""
    feed.polled_at = now
    _follow(session, feed, fetched.moved_to, now)
    sha256 = hashlib.sha256(fetched.body).hexdigest()
    if fetched.unchanged or sha256 == feed.body_sha256:
        feed.interval_minutes = paces.after_news(feed.interval_minutes, new=0)
        _is_well(feed, now)
    else:
        kept = session.get(FeedBody, feed.id) or FeedBody(feed_id=feed.id or 0, sha256="", body=b"", fetched_at=now)
        kept.sha256, kept.body, kept.fetched_at, kept.parsed_at = sha256, gzip.compress(fetched.body, 6), now, None
        session.add(kept)
        feed.body_sha256 = sha256
        outbox.put(session, at=now, kind="feed_parse", lane=f"feed:{feed.id}", feed=feed.id)
    if not fetched.unchanged:
        feed.etag, feed.modified = fetched.headers.get("etag", "")[:500], fetched.headers.get("last-modified", "")[:100]
    feed.next_poll_at = paces.next_poll(feed, now)
    session.add(feed)


def _is_well(feed: Feed, now: datetime) -> None:
    feed.read_at = now
    feed.failures, feed.failing_since, feed.problem, feed.told_at = 0, None, "", None


def _was_unreadable(session: Session, feed_id: int, body: FeedBody, problem: DeskError, now: datetime) -> None:
    """The body is kept with the reason, and asked for again in full next time."""
    latest = session.get(FeedBody, feed_id)
    if latest is None or latest.sha256 != body.sha256:
        return
    latest.parsed_at, latest.note = now, str(problem)
    session.add(latest)
    feed = _locked(session, feed_id)
    if feed is not None:
        feed.etag, feed.modified, feed.body_sha256 = "", "", ""
        _went_wrong(session, feed, problem, now)


def _went_wrong(session: Session, feed: Feed | None, problem: DeskError, now: datetime) -> None:
    """Notes a failure, when the next try is, and has people told of what lasts."""
    if feed is None or feed.state != FeedState.ACTIVE:
        return
    feed.polled_at, feed.problem = now, shortened(str(problem), 500)
    feed.failures += 1
    feed.failing_since = feed.failing_since or now
    feed.next_poll_at = paces.next_try(feed, now, wait=problem.wait if isinstance(problem, FetchFailed) else None)
    gone = isinstance(problem, FetchFailed) and problem.trouble is Trouble.GONE
    if gone:
        feed.state = FeedState.STOPPED
        audit.write(session, at=now, actor=SYSTEM, action="feed.stopped", object=f"feed:{feed.id}")
    if feed.told_at is None and (gone or now - feed.failing_since >= paces.TELL_AFTER):
        feed.told_at = now
        for user in teams.keepers(session, feed.team_id, feed.added_by):
            key = f"feed_broken:{feed.id}:{feed.failing_since.isoformat()}:{user}"
            outbox.put(session, at=now, kind="feed_broken", lane=user, key=key, feed=feed.id, conversation=user)
    session.add(feed)


def _follow(session: Session, feed: Feed, moved_to: str, now: datetime) -> None:
    """Takes over an address that a permanent redirect has named for a week; at once where it is only the secure one."""
    if not moved_to or moved_to == feed.url:
        feed.moved_to, feed.moved_since = "", None
        return
    if feed.moved_to != moved_to:
        feed.moved_to, feed.moved_since = moved_to, now
    lasting = feed.moved_since is not None and now - feed.moved_since >= paces.MOVED_FOR and feed.failures == 0
    if not (lasting or _is_only_secure(feed.url, moved_to)):
        return
    taken = select(Feed.id).where(Feed.team_id == feed.team_id, Feed.url == moved_to)
    if session.exec(taken).first() is None:
        feed.url, feed.moved_to, feed.moved_since = moved_to, "", None
        audit.write(session, at=now, actor=SYSTEM, action="feed.moved", object=f"feed:{feed.id}")


def _is_only_secure(before: str, after: str) -> bool:
    one, other = urlsplit(before), urlsplit(after)
    same = (one.hostname, one.path or "/", one.query) == (other.hostname, other.path or "/", other.query)
    return same and one.scheme == "http" and other.scheme == "https"

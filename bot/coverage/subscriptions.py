"""Subscriptions: the feeds that a desk reads, as people add, pause, try and remove them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from bot import audit, outbox
from bot.authority import Actor, authorize
from bot.coverage import fetches, outlets
from bot.coverage.sources import feed_address
from bot.desk import Desk
from bot.errors import Conflict, Invalid, NotFound
from bot.models import Article, Feed, FeedBody, FeedState, Outlet
from bot.text import one_line, taken

PAGE = 6
MOST = 5_000  # Feeds of one desk.
LONGEST_TITLE = 300
SHOWN_FIRST = timedelta(seconds=1)  # Until Slack has surely shown what the form was answered with.
WHICH = ("all", "trouble", "paused")


@dataclass(frozen=True)
class NewFeed:
    """A feed as somebody adds it. `outlet` is the name of whose it is, empty for a search; `tier` is set where it is given."""

    url: str
    title: str = ""
    site: str = ""
    outlet: str = ""
    tier: int | None = None


@dataclass(frozen=True)
class FeedRecord:
    """A feed with the name of its outlet, empty where it has none."""

    row: Feed
    outlet: str
    tier: int | None

    @property
    def is_in_trouble(self) -> bool:
        """Whether it failed when it was last asked, or is over by its own word."""
        return is_in_trouble(self.row)


@dataclass(frozen=True)
class FeedPage:
    """One page of the feeds, those in trouble first: `total` of them, pages counted from 1, and how all of them are."""

    which: str
    records: Sequence[FeedRecord]
    total: int
    page: int
    pages: int
    well: int
    troubled: int
    paused: int


def is_in_trouble(row: Feed) -> bool:
    return row.state == FeedState.STOPPED or (row.state == FeedState.ACTIVE and row.failures > 0)


def listing(desk: Desk, *, actor: Actor, which: str = "all", page: int = 1, size: int = PAGE) -> FeedPage:
    """The page asked for, of all feeds, those in trouble or those paused; one that is not there any more is the last one."""
    authorize(actor, "look")
    with desk.database.read() as session:
        rows = list(session.exec(select(Feed).where(Feed.team_id == actor.team_id)))
        troubled = sum(is_in_trouble(row) for row in rows)
        paused = sum(row.state == FeedState.PAUSED for row in rows)
        wanted = [row for row in rows if _fits(row, which)]
        wanted.sort(key=lambda row: (not is_in_trouble(row), (row.title or row.url).casefold(), row.id))
        pages = max(1, -(-len(wanted) // size))
        page = min(max(1, page), pages)
        records = [record(session, row) for row in wanted[(page - 1) * size : page * size]]
    return FeedPage(which, records, len(wanted), page, pages, len(rows) - troubled - paused, troubled, paused)


def _fits(row: Feed, which: str) -> bool:
    return which == "all" or (is_in_trouble(row) if which == "trouble" else row.state == FeedState.PAUSED)


def record(session: Session, row: Feed) -> FeedRecord:
    """A feed with its outlet."""
    outlet = session.get(Outlet, row.outlet_id) if row.outlet_id else None
    return FeedRecord(row, outlet.name if outlet else "", outlet.tier if outlet else None)


def known(session: Session, team_id: str, urls: Iterable[str]) -> dict[str, Feed]:
    """Those of the addresses that are read already, by address; http and https count as one."""
    wanted = {form: url for url in urls for form in _forms(url)}
    found = session.exec(select(Feed).where(Feed.team_id == team_id, col(Feed.url).in_(list(wanted))))
    return {wanted[row.url]: row for row in found}


def _forms(url: str) -> tuple[str, ...]:
    scheme, _, rest = url.partition("://")
    return (f"https://{rest}", f"http://{rest}") if scheme in ("http", "https") else (url,)


def add(desk: Desk, *, actor: Actor, new: NewFeed) -> FeedRecord:
    """Reads a feed from now on; Invalid beside the field, Conflict where it is read already."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = put(session, desk, actor=actor, new=new)
        if row is None:
            raise Conflict("This feed is read already.")
        return record(session, row)


def put(session: Session, desk: Desk, *, actor: Actor, new: NewFeed, due_at: datetime | None = None) -> Feed | None:
    """Adds a feed in this transaction, first asked at `due_at` (now); None where it is read already."""
    url = feed_address(new.url)
    title = one_line(taken(new.title, what="The title", most=LONGEST_TITLE, field="title"))
    name = one_line(taken(new.outlet, what="The outlet", most=200, field="outlet"))
    if known(session, actor.team_id, [url]):
        return None
    if session.exec(select(func.count()).where(Feed.team_id == actor.team_id)).one() >= MOST:
        raise Invalid(f"At most {MOST:,} feeds are read. Remove some first.")
    outlet = outlets.named(session, desk, actor=actor, name=name, tier=new.tier, site=new.site or url) if name else None
    row = Feed(
        team_id=actor.team_id, url=url, title=title, site=new.site[:2000], outlet_id=outlet.id if outlet else None,
        next_poll_at=due_at or desk.clock(), added_by=actor.id, added_at=desk.clock(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    _note(session, desk, actor, "feed.added", row)
    if due_at is None:
        _ask(session, desk, row)
    return row


def change(desk: Desk, *, actor: Actor, feed_id: int, url: str, title: str, outlet: str, tier: int | None) -> FeedRecord:
    """Gives a feed another address, title or outlet; at another address it is asked at once."""
    authorize(actor, "work")
    url = feed_address(url)
    title = one_line(taken(title, what="The title", most=LONGEST_TITLE, field="title"))
    name = one_line(taken(outlet, what="The outlet", most=200, field="outlet"))
    with desk.database.write() as session:
        row = _row(session, actor, feed_id)
        given = outlets.named(session, desk, actor=actor, name=name, tier=tier, site=row.site or row.url) if name else None
        row.title, row.outlet_id = title, given.id if given else None
        if url != row.url:
            _move(session, desk, row, url)
        session.add(row)
        _note(session, desk, actor, "feed.changed", row)
        return record(session, row)


def _move(session: Session, desk: Desk, row: Feed, url: str) -> None:
    """What is known of the old address says nothing of the new one."""
    if any(one.id != row.id for one in known(session, row.team_id, [url]).values()):
        raise Invalid("That address is read already.", url="That address is read already.")
    row.url, row.etag, row.modified, row.body_sha256, row.moved_to, row.moved_since = url, "", "", "", "", None
    row.failures, row.failing_since, row.problem, row.told_at, row.state = 0, None, "", None, FeedState.ACTIVE
    _ask(session, desk, row)


def pause(desk: Desk, *, actor: Actor, feed_id: int, paused: bool) -> FeedRecord:
    """Stops asking a feed, or asks it again, at once."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = _row(session, actor, feed_id)
        if (row.state == FeedState.PAUSED) != paused:
            row.state = FeedState.PAUSED if paused else FeedState.ACTIVE
            _note(session, desk, actor, "feed.paused" if paused else "feed.resumed", row)
            if not paused:
                _ask(session, desk, row)
        session.add(row)
        return record(session, row)


def try_now(desk: Desk, *, actor: Actor, feed_id: int) -> FeedRecord:
    """Asks a feed at once, whatever pause it earned; one that stopped by itself is read again."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = _row(session, actor, feed_id)
        row.state = FeedState.ACTIVE
        _ask(session, desk, row)
        session.add(row)
        _note(session, desk, actor, "feed.tried", row)
        return record(session, row)


def remove(desk: Desk, *, actor: Actor, feed_id: int) -> str:
    """Reads a feed no more and forgets it; its articles stay. Gives its title."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = _row(session, actor, feed_id)
        session.execute(update(Article).where(col(Article.feed_id) == feed_id).values(feed_id=None))
        body = session.get(FeedBody, feed_id)
        if body is not None:
            session.delete(body)
            session.flush()
        _note(session, desk, actor, "feed.removed", row)
        session.delete(row)
    return row.title or row.url


def get(desk: Desk, *, actor: Actor, feed_id: int) -> FeedRecord:
    """One feed; NotFound where it is gone or another team's."""
    authorize(actor, "look")
    with desk.database.read() as session:
        return record(session, _row(session, actor, feed_id, lock=False))


def _ask(session: Session, desk: Desk, row: Feed) -> None:
    row.next_poll_at, row.polled_at = desk.clock(), None  # It is asked even if it was just now.
    session.add(row)
    session.flush()
    outbox.put(
        session, at=desk.clock(), kind="feed_poll", lane=fetches.lane(row.url), key=f"feed:{row.id}:{row.next_poll_at.isoformat()}",
        feed=row.id,
    )  # fmt: skip


def spread(desk: Desk, number: int, total: int) -> datetime:
    """When the `number`-th of many new feeds is first asked, so that they do not all go at once."""
    return desk.clock() + timedelta(hours=1) * number / max(total, 1)


def _note(session: Session, desk: Desk, actor: Actor, action: str, row: Feed) -> None:
    audit.write(session, at=desk.clock(), actor=actor.id, action=action, object=f"feed:{row.id}")


def _row(session: Session, actor: Actor, feed_id: int, *, lock: bool = True) -> Feed:
    row = session.get(Feed, feed_id, with_for_update=lock or None)
    if row is None or row.team_id != actor.team_id:
        raise NotFound("That feed is not read any more.")
    return row

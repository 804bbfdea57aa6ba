"""Archives: the older articles of a feed, page by page, where it has pages: RFC 5005, JSON Feed's `next_url`, WordPress.

What is read there counts as seen on the day it was published: no digest tells of it and no alert is raised.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from bot import audit, marks
from bot.authority import Actor
from bot.coverage import articles, fetches, readings
from bot.coverage.entries import Entry
from bot.desk import Desk
from bot.errors import DeskError
from bot.models import Feed

PAGES = 40  # At most, two seconds apart.
_LINK = re.compile(r"<(?:[\w-]+:)?link\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True)
class ArchivePage:
    """That `number` pages were read so far, with `found` articles that were new; `next` is the address of the one after,
    empty at the end. `why` says why it ended before that."""

    feed: Feed
    number: int
    found: int
    next: str = ""
    why: str = ""


def read(desk: Desk, *, actor: Actor, feed_id: int, url: str = "", number: int = 0, found: int = 0) -> ArchivePage | None:
    """Reads one page, the feed itself first (without `url`), and says which is the next; None where the feed is gone."""
    with desk.database.read() as session:
        feed = session.get(Feed, feed_id)
    if feed is None:
        return None
    try:
        fetched = fetches.get(desk.settings, url or feed.url)
        entries = readings.entries(fetched.body, url=fetched.url)
    except DeskError as problem:
        # Behind the last page of WordPress stands a 404: that is an end like any other.
        return _over(desk, actor, ArchivePage(feed, number, found, why="" if number else str(problem)))
    marks.passed("archive_fetched")
    new = _take(desk, feed, entries)
    following = next_page(fetched.body, fetched.url, number + 1)
    page = ArchivePage(feed, number + 1, found + new, following if number + 1 < PAGES and entries else "")
    return page if page.next else _over(desk, actor, page)


def _take(desk: Desk, feed: Feed, entries: Sequence[Entry]) -> int:
    """Stores the entries that say when they were published, each day's as of that day; gives how many were new."""
    days: dict[date, list[Entry]] = defaultdict(list)
    now = desk.clock()
    for one in entries:
        if one.published is not None and one.published <= now:
            days[one.published.date()].append(one)
    new = 0
    with desk.database.write() as session:
        for _, each in sorted(days.items()):
            at = max(one.published for one in each if one.published)
            new += len(articles.take(session, desk, team_id=feed.team_id, entries=each, feed=session.get(Feed, feed.id), at=at))
    return new


def _over(desk: Desk, actor: Actor, page: ArchivePage) -> ArchivePage:
    with desk.database.write() as session:
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="feed.archive_read", object=f"feed:{page.feed.id}",
            details={"pages": page.number, "found": page.found},
        )  # fmt: skip
    return page


def next_page(body: bytes, url: str, number: int) -> str:
    """The address of the page before this one in time, where page `number` tells of one; else empty."""
    text = body[:300_000].decode("utf-8", "replace")
    told = _json_next(body) if text.lstrip("\ufeff \r\n\t").startswith("{") else _linked(text)
    if told:
        following = urljoin(url, told)
        return following if following != url and _host(following) == _host(url) else ""
    if "wordpress" in text[:5_000].lower():
        parts = urlsplit(url)
        asked = [(name, value) for name, value in parse_qsl(parts.query) if name != "paged"]
        return urlunsplit(parts._replace(query=urlencode([*asked, ("paged", str(number + 1))])))
    return ""


def _linked(text: str) -> str:
    """What a link of the feed calls its archive, or the next page."""
    found: dict[str, str] = {}
    head = re.split(r"<(?:item|entry)\b", text, maxsplit=1)[0]
    for tag in _LINK.findall(head):
        told = {name.lower(): unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}
        for rel in told.get("rel", "").lower().split():
            found.setdefault(rel, told.get("href", ""))
    return found.get("prev-archive") or found.get("next") or ""


def _json_next(body: bytes) -> str:
    try:
        told = json.loads(body).get("next_url")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return told if isinstance(told, str) else ""


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""

"""Articles: entries stored once, however often and from wherever they come."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from bot import marks, outbox
from bot.coverage import canonical, keys
from bot.coverage.entries import LONGEST_ADDRESS, LONGEST_TITLE, Entry
from bot.coverage.keys import Item, Known
from bot.coverage.publishers import Publishers
from bot.desk import Desk
from bot.models import Article, ArticleKey, Feed, Medium, Outlet, Team
from bot.text import folded, shortened

LONGEST_BYLINE = 300
LONGEST_TEXT = 200_000
LONGER = 1.1  # A text that is this much longer than the one we have replaces it.


def take(
    session: Session, desk: Desk, *, team_id: str, entries: Sequence[Entry], feed: Feed | None = None, at: datetime | None = None,
    added_by: str | None = None, medium: Medium = Medium.ONLINE, whole: bool = False,
) -> list[int]:  # fmt: skip
    """Stores entries as articles and gives the ids of those that are new, in their order.

    An entry that is known, by its guid, its address or its title at that outlet within 72 hours, makes no second article:
    where it brings a longer text or another title, the article takes those and is sorted again. `whole` says that the
    summaries are the articles' whole texts. What is new or changed is put for sorting, in this transaction. May be called
    again with the same entries at any time.
    """
    at = at or desk.clock()
    # Two feeds that bring the same article at once would both find it new.
    session.exec(select(Team.id).where(Team.id == team_id).with_for_update(key_share=True)).one()
    publishers = Publishers(session, team_id=team_id, feed=feed)
    items = [_item(entry, publishers, feed, at) for entry in entries]
    session.flush()
    found = keys.sorted_out(session, items, team_id=team_id, feed=feed)
    rows = [_row(item, team_id=team_id, feed=feed, at=at, added_by=added_by, medium=medium, whole=whole) for item in found.new]
    ids = list(session.scalars(insert(Article).returning(col(Article.id), sort_by_parameter_order=True), rows)) if rows else []
    keys.keep(session, found, ids, team_id=team_id)
    changes = [change for item, known in found.known if (change := _change(item, known, feed, whole))]
    if changes:
        session.execute(update(Article), changes)
    if ids or changes:
        outbox.put(session, at=at, kind="coverage_sort", lane=f"coverage:{team_id}", team=team_id)
    marks.passed("articles_taken")
    return [id_ for id_ in ids if id_ is not None]


def at_address(session: Session, *, team_id: str, address: str) -> Article | None:
    """The article at an address, however it is written; None where there is none."""
    key = session.get(ArticleKey, (team_id, canonical.address_key(address)))
    return session.get(Article, key.article_id) if key else None


def hashed(title: str, text: str) -> str:
    """The hash of what an article says, as `text_sha256` holds it."""
    return hashlib.sha256(f"{title}\n{text}".encode("utf-8", "replace")).hexdigest()


def _item(entry: Entry, publishers: Publishers, feed: Feed | None, at: datetime) -> Item:
    outlet = publishers.of(entry)
    names = publishers.names(outlet)
    title = shortened(canonical.stripped(_storable(entry.title), names) or entry.link or "(no title)", LONGEST_TITLE)
    address = canonical.address(entry.link) if entry.own_link else ""
    return Item(
        title=title, address=address[:LONGEST_ADDRESS], outlet_id=outlet.id if outlet else None,
        guid=entry.id if entry.id and (entry.own_link or entry.id != entry.link) else "",
        claimed=entry.published, at=keys.published(entry.published, at),
        text=_text(entry, title, outlet), byline=shortened(_storable(entry.author), LONGEST_BYLINE),
    )  # fmt: skip


def _text(entry: Entry, title: str, outlet: Outlet | None) -> str:
    """The entry's text; none where it only repeats title and outlet, as Google News does."""
    text = _storable(entry.summary)[:LONGEST_TEXT]
    if len(text) <= len(entry.title) + 200:
        rest = folded(text).replace(folded(title), "", 1).strip() if folded(text).startswith(folded(title)) else "?"
        if folded(rest) in ("", folded(outlet.name) if outlet else "", folded(entry.outlet)):
            return ""
    return text


def _storable(text: str) -> str:
    """Without what no database stores: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode() if not text.isascii() or "\x00" in text else text


def _row(
    item: Item, *, team_id: str, feed: Feed | None, at: datetime, added_by: str | None, medium: Medium, whole: bool
) -> dict[str, Any]:
    return {
        "team_id": team_id, "feed_id": feed.id if feed else None, "outlet_id": item.outlet_id, "medium": medium,
        "address": item.address, "title": item.title, "text": item.text, "byline": item.byline, "language": "",
        "published_at": item.at, "claimed_at": item.claimed, "first_seen_at": at, "whole": whole and bool(item.text),
        "text_sha256": hashed(item.title, item.text), "added_by": added_by, "copy_of_id": None, "alone": False,
        "story_id": None, "sorted_at": None,
    }  # fmt: skip


def _change(item: Item, known: Known, feed: Feed | None, whole: bool) -> dict[str, Any] | None:
    """What an entry changes about the article it is of; None where it brings nothing new."""
    assert known.id is not None
    longer = len(item.text) > known.length * LONGER and not known.whole
    # Only where it comes from does a title change: others shorten it.
    renamed = feed is not None and feed.id == known.feed_id and item.title != known.title and item.first
    if not longer and not renamed:
        return None
    title = item.title if renamed else known.title
    change: dict[str, Any] = {"id": known.id, "title": title, "sorted_at": None}
    if longer:
        change |= {"text": item.text, "whole": whole, "text_sha256": hashed(title, item.text)}
    return change

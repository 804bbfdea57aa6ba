"""Keys: whether an entry is an article that is known: by guid, by address, or by title and outlet within 72 hours.

A feed may use a guid again for something else, link all its items to one page, or head each day's bulletin alike; an aggregator
gives a new link and guid at every poll. So no key counts alone where what else is known speaks against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session, col, select

from bot.coverage import canonical
from bot.models import Article, ArticleKey, Feed

WINDOW = timedelta(hours=72)
SERIES = timedelta(hours=12)  # The same title at another address of its own, claimed this much later, is the next of a series.
TELLING = 3  # Words; a shorter title ("Weather") says little.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
CHUNK = 400


@dataclass
class Item:
    """An entry as it would be stored. `at` is when it was published as far as that can be believed. `first` is False for
    what names an article that an earlier entry of the same feed named already."""

    title: str
    address: str
    outlet_id: int | None
    guid: str
    claimed: datetime | None
    at: datetime
    text: str
    byline: str
    first: bool = True


@dataclass
class Known:
    """An article as far as it tells others apart; `id` is None for one that is being stored."""

    id: int | None
    address: str
    title: str
    claimed: datetime | None
    feed_id: int | None
    length: int
    whole: bool
    place: int = -1


@dataclass
class Found:
    """Which items are new, and which are known with the article they are. `keyed` are the keys to keep: whose, and from when."""

    new: list[Item] = field(default_factory=list)
    known: list[tuple[Item, Known]] = field(default_factory=list)
    keyed: dict[str, tuple[Known, datetime]] = field(default_factory=dict)
    added: dict[str, tuple[Known, datetime]] = field(default_factory=dict)


def published(claimed: datetime | None, seen: datetime) -> datetime:
    """When it was published: what it claims, unless that is after it was seen or before there was a web."""
    return claimed if claimed is not None and EARLIEST <= claimed <= seen else seen


def sorted_out(session: Session, items: Sequence[Item], *, team_id: str, feed: Feed | None) -> Found:
    """Compares items with what is stored and with each other."""
    pages = Counter((canonical.address_key(item.address), canonical.core(item.title)) for item in items if item.address)
    titles_of = Counter(page for page, _ in pages)
    keyed = [_keys(item, feed, shared=titles_of[canonical.address_key(item.address)] > 1) for item in items]
    stored = _stored(session, {key for each in keyed for key in each.values()}, team_id)
    found, seen = Found(), set[int]()
    for item, each in zip(items, keyed, strict=True):
        known = next((stored[key][0] for how, key in each.items() if key in stored and _same(how, item, *stored[key])), None)
        if known is None:
            known = Known(
                None, item.address, item.title, item.claimed, feed.id if feed else None, len(item.text), False, len(found.new)
            )
            found.new.append(item)
            _note(found.keyed, each.values(), known, item.at, stored)
            seen.add(id(known))
        else:
            item.first = id(known) not in seen
            seen.add(id(known))
            if known.id is not None:
                found.known.append((item, known))
            # What an aggregator links by lasts until the next poll.
            lasting = [key for how, key in each.items() if how == "title" or not canonical.is_aggregator(item.address)]
            _note(found.added, (key for key in lasting if key not in stored), known, item.at, stored)
    return found


def keep(session: Session, found: Found, ids: Sequence[int | None], *, team_id: str) -> None:
    """Keeps the keys; `ids` are of the new articles, in their order. A key of a new article passes on to it."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    # The table and not its class, the values beside the statement: then SQLAlchemy compiles it only once.
    table: Any = ArticleKey.__table__  # type: ignore[attr-defined]
    rows = _rows(found.keyed, ids, team_id)
    if rows:
        statement = insert(table)
        passed_on = {"article_id": statement.excluded.article_id, "at": statement.excluded.at}
        session.execute(statement.on_conflict_do_update(index_elements=["team_id", "key"], set_=passed_on), rows)
    rows = _rows({key: value for key, value in found.added.items() if key not in found.keyed}, ids, team_id)
    if rows:
        session.execute(insert(table).on_conflict_do_nothing(), rows)


def _keys(item: Item, feed: Feed | None, *, shared: bool) -> dict[str, str]:
    """The keys of an item by kind, the surest first."""
    keys = {}
    if item.guid and feed is not None and feed.id is not None:
        keys["guid"] = canonical.guid_key(feed.id, item.guid)
    if item.address and not shared:  # A feed that links different items to one page says nothing by it.
        keys["address"] = canonical.address_key(item.address)
    keys["title"] = canonical.title_key(item.title, item.outlet_id)
    return keys


def _stored(session: Session, keys: Iterable[str], team_id: str) -> dict[str, tuple[Known, datetime]]:
    wanted = sorted(keys)
    articles: dict[int, Known] = {}
    found: dict[str, tuple[Known, datetime]] = {}
    for at in range(0, len(wanted), CHUNK):
        rows = session.execute(
            select(
                ArticleKey.key, ArticleKey.at, Article.id, Article.address, Article.title, Article.claimed_at, Article.feed_id,
                func.length(Article.text), Article.whole,
            )  # type: ignore[call-overload]
            .join(Article, col(Article.id) == ArticleKey.article_id)
            .where(ArticleKey.team_id == team_id, col(ArticleKey.key).in_(wanted[at : at + CHUNK]))
        )  # fmt: skip
        for key, when, id_, address, title, claimed, feed_id, length, whole in rows:
            known = articles.setdefault(id_, Known(id_, address, title, claimed, feed_id, length or 0, whole))
            found[key] = (known, when)
    return found


def _same(how: str, item: Item, known: Known, at: datetime) -> bool:
    """Whether an item is the article that one of its keys names."""
    same_title = canonical.core(item.title) == canonical.core(known.title)
    if how == "address":
        return True
    elsewhere = bool(item.address and known.address) and canonical.identity(item.address) != canonical.identity(known.address)
    if how == "guid":  # Used again for something else, it has another address and another title.
        return same_title or not elsewhere
    if abs(item.at - at) > WINDOW:
        return False
    of_their_own = elsewhere and not (canonical.is_aggregator(item.address) or canonical.is_aggregator(known.address))
    if not of_their_own:
        return True
    if item.claimed and known.claimed and abs(item.claimed - known.claimed) > SERIES:
        return False
    return len(canonical.core(item.title).split()) >= TELLING


def _note(
    into: dict[str, tuple[Known, datetime]], keys: Iterable[str], known: Known, at: datetime,
    stored: dict[str, tuple[Known, datetime]],
) -> None:  # fmt: skip
    for key in keys:
        into[key] = stored[key] = (known, at)


def _rows(keyed: dict[str, tuple[Known, datetime]], ids: Sequence[int | None], team_id: str) -> list[dict[str, Any]]:
    return [
        {"team_id": team_id, "key": key, "article_id": known.id if known.id is not None else ids[known.place], "at": at}
        for key, (known, at) in keyed.items()
    ]

"""Discoveries: the feeds that are at an address, whether that is a feed's own or a site's."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from bot.coverage import fetches, links, readings, subscriptions, titles
from bot.coverage.entries import Entry, Refused
from bot.coverage.fetches import Fetched
from bot.coverage.sources import feed_address
from bot.desk import Desk
from bot.errors import DeskError
from bot.models import Feed
from bot.text import shortened

REST = fetches.REST.total_seconds()  # Between two requests to the site.
REQUESTS = 6  # To one site, the first one included.
FOUND = 4
HEADLINES = 3
PAGE_LOOKED_AT = 500_000  # Characters of a page: what names its feeds stands at its beginning.
KINDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json", "application/rdf+xml")
# Where sites of the usual makers keep theirs: WordPress, Ghost, Hugo, Jekyll and most newspapers' own.
PATHS = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "feed.json")
_TITLE = re.compile(r"<(?:\w+:)?title(?:\s[^<>]*)?>(.*?)</(?:\w+:)?title\s*>", re.IGNORECASE | re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_EMPTY_NAMES = re.compile(
    r"(?:rss|atom|xml|feeds?|news|subscribe|all posts|latest)(?:\s(?:feeds?|2\.0|1\.0|news))*", re.IGNORECASE
)


@dataclass(frozen=True)
class Headline:
    """One of a feed's newest entries."""

    title: str
    published: datetime | None


@dataclass(frozen=True)
class Found:
    """A feed that can be read, with its newest headlines. `known` is the one that is read already."""

    url: str
    title: str
    site: str
    headlines: Sequence[Headline]
    known: Feed | None = None


def look(desk: Desk, *, team_id: str, address: str) -> list[Found]:
    """The feeds at an address, at least one; at most six requests, two seconds apart. Raises a DeskError with the reason in
    an officer's words: what the address is not, why the site does not answer, that it names no feed."""
    url = feed_address(address)
    first = fetches.get(desk.settings, url)
    entries = _entries(desk, first)
    found = _on_site(desk, first) if entries is None else [_found(first, url, entries, site=_root(url))]
    with desk.database.read() as session:
        known = subscriptions.known(session, team_id, [one.url for one in found])
    return [replace(one, known=known.get(one.url)) for one in found]


def _on_site(desk: Desk, page: Fetched) -> list[Found]:
    """What the page names, else what stands where sites keep their feeds."""
    named = named_feeds(page.body.decode("utf-8", "replace")[:PAGE_LOOKED_AT], page.url)
    guessed = [urljoin(f"{_root(page.url)}/", path) for path in PATHS]
    found: list[Found] = []
    for number, url in enumerate((named or guessed)[: REQUESTS - 1]):
        time.sleep(REST)
        try:
            fetched = fetches.get(desk.settings, url)
            entries = _entries(desk, fetched)
        except DeskError:
            continue  # Another one may answer.
        if entries is not None and fetched.url not in {one.url for one in found}:
            found.append(_found(fetched, url, entries, site=page.url))
        if len(found) >= FOUND or (found and not named) or number >= REQUESTS:
            break
    if not found:
        host = urlsplit(page.url).hostname or "the site"
        raise DeskError(
            f"{shortened(host, 100)} is a site without a feed that could be found. If it has one, paste the feed's own address "
            f"(often behind “RSS” at the foot of a page). Else add a Google News search for site:{shortened(host, 100)}."
        )
    return found


def named_feeds(page: str, url: str) -> list[str]:
    """The addresses of feeds that a page names in its head, those of comments last."""
    reader = _Links()
    reader.feed(page)
    base = urljoin(url, reader.base)
    every = [links.resolved(href, base) for href in reader.feeds]
    return sorted(dict.fromkeys(one for one in every if links.is_page(one)), key=lambda one: "comment" in one.lower())


class _Links(HTMLParser):
    """Picks the feeds out of a page's links."""

    def __init__(self) -> None:
        super().__init__()
        self.feeds: list[str] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "base" and not self.base:
            self.base = given.get("href", "")
        if tag == "link" and "alternate" in given.get("rel", "").lower().split() and given.get("href"):
            kind = given.get("type", "").lower().partition(";")[0].strip()
            if kind in KINDS and not (kind == "application/json" and "/wp-json/" in given["href"]):
                self.feeds.append(given["href"])


def _entries(desk: Desk, fetched: Fetched) -> list[Entry] | None:
    """The feed's entries, None where it is a page; Refused where it is neither, or would cost too much."""
    try:
        return readings.entries(fetched.body, url=fetched.url)
    except Refused:
        if _is_page(fetched):
            return None
        raise


def _is_page(fetched: Fetched) -> bool:
    kind = fetched.headers.get("content-type", "").lower()
    beginning = fetched.body[:2_000].lower()
    return "html" in kind or b"<html" in beginning or b"<!doctype html" in beginning


def _found(fetched: Fetched, asked: str, entries: Sequence[Entry], *, site: str) -> Found:
    newest = sorted(entries, key=lambda one: one.published.timestamp() if one.published else 0.0, reverse=True)
    headlines = [Headline(titles.plain(one.title), one.published) for one in newest[:HEADLINES]]
    title = _title(fetched.body) or (urlsplit(fetched.url).hostname or "")
    return Found(fetched.moved_to or asked, shortened(title, 200), site, headlines)


def _title(body: bytes) -> str:
    """What the feed calls itself."""
    text = body[:100_000].decode("utf-8", "replace")
    if text.lstrip("\ufeff \r\n\t").startswith("{"):
        try:
            found = json.loads(body).get("title")
        except (ValueError, AttributeError, RecursionError):
            return ""
        return titles.plain(found) if isinstance(found, str) else ""
    match = _TITLE.search(text)
    return titles.plain(titles.title(_CDATA.sub(r"\1", match[1]))) if match else ""


def outlet_name(title: str) -> str:
    """What the outlet is likely called, of what its feed calls itself: “Eastmarsh Gazette - RSS” is Eastmarsh Gazette."""
    parts = [part.strip() for part in re.split(r"\s+[-–—|·»:]+\s+|\s*[|»]\s*", title) if part.strip()]
    telling = [part for part in parts if not _EMPTY_NAMES.fullmatch(part)]
    return shortened(re.sub(r"\s+(?:RSS|Atom)(?:\s+feed)?$", "", telling[-1] if telling else title, flags=re.IGNORECASE), 200)


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"

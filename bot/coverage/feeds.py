"""A feed's bytes into entries: RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0, JSON Feed, and what calls itself one of them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from bot.coverage import bodies, jsonfeeds, links, titles
from bot.coverage.dates import published
from bot.coverage.entries import LONGEST_ADDRESS, LONGEST_SUMMARY, LONGEST_TITLE, MOST_ENTRIES, Entry, Refused

_DATES = ("published", "created", "updated")
_RDF = ("rss10", "rss090")


def parse(body: bytes, *, url: str = "") -> list[Entry]:
    """The entries in the feed's order, at most 500. `url` is the address the feed came from, for links that are not whole.

    Raises Refused, with a sentence saying why, for what is no feed and for what is too large or too deep to be read. Nothing is
    fetched and no file is opened, whatever the feed says.
    """
    body = bodies.mended(body)
    if bodies.is_json(body):
        return jsonfeeds.parse(body.decode("utf-8-sig", "replace"), url=url)
    import feedparser  # Slow to import, and not needed by who only reads JSON.

    # As a stream: given text or bytes, the library would open a path or an address of that name.
    found = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=b"base" in body)
    if not found.entries and not found.version:
        raise Refused(
            "This is a web page, not a feed." if bodies.is_page(body) else "This is no feed in RSS, Atom or JSON Feed."
        )
    site = links.resolved(_site(found.feed), url)
    named, last = found.version not in _RDF, not found.version.startswith("atom")
    return [_entry(item, site=site, url=url, named=named, last=last) for item in found.entries[:MOST_ENTRIES]]


def _site(feed: Mapping[str, Any]) -> str:
    """The address of the site the feed belongs to."""
    pages = [link for link in _links(feed) if link.get("rel", "alternate") == "alternate" and link.get("href")]
    return str((pages[0].get("href") if pages else _text(feed, "link")) or "").strip()


def _entry(item: Mapping[str, Any], *, site: str, url: str, named: bool, last: bool) -> Entry:
    """`named`: whether an item's id may be its address; in RDF it is only a name. `last`: of several links RSS means the
    last, Atom the first."""
    own = _address(item, named=named, last=last)
    link = links.unwrapped(links.resolved(own or site, site, url))
    summary = _summary(item)
    title = titles.title(_text(item, "title")) or titles.beginning(summary) or link
    return Entry(
        title=title[:LONGEST_TITLE], link=link[:LONGEST_ADDRESS], id=(_text(item, "id") or link)[:LONGEST_ADDRESS],
        published=next((at for name in _DATES if (at := published(_text(item, name)))), None),
        summary=titles.plain(_longest(item)), author=_text(item, "author")[:LONGEST_TITLE],
        outlet=_outlet(item), outlet_address=_outlet_address(item), own_link=bool(own),
    )  # fmt: skip


def _address(item: Mapping[str, Any], *, named: bool, last: bool) -> str:
    """The article's address as the feed has it: the original one before a counter's, then its page, its permanent id, its
    enclosure; empty where it has none."""
    if original := _text(item, "feedburner_origlink"):
        return original
    found = [link for link in _links(item) if (link.get("href") or "").strip()]
    pages = [str(link["href"]).strip() for link in _html_first(found) if link.get("rel", "alternate") == "alternate"]
    pages.sort(key=lambda page: not last or page != _text(item, "link"))
    browsable = [page for page in pages if links.is_page(page) or not links.is_absolute(page)]
    enclosed = [str(link["href"]).strip() for link in found if link.get("rel") == "enclosure"]
    ids = [_text(item, "id")] if named and links.is_page(_text(item, "id")) else []
    return next(iter(browsable + ids + enclosed + pages), "")


def _html_first(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda link: "html" not in (link.get("type") or "html"))


def _summary(item: Mapping[str, Any]) -> str:
    """The text of the item, HTML as it came; a summary before the whole content."""
    return next((text for text in _texts(item) if text.strip()), "")[:LONGEST_SUMMARY]


def _longest(item: Mapping[str, Any]) -> str:
    """The most that the item says, HTML as it came: the whole article where the feed has it beside a snippet."""
    return max((text[:LONGEST_SUMMARY] for text in _texts(item)), key=len)


def _texts(item: Mapping[str, Any]) -> list[str]:
    return [_text(item, "summary"), *(str(part.get("value") or "") for part in item.get("content") or ())]


def _outlet(item: Mapping[str, Any]) -> str:
    source = item.get("source")
    return titles.plain(_text(source, "title"))[:LONGEST_TITLE] if isinstance(source, Mapping) else ""


def _outlet_address(item: Mapping[str, Any]) -> str:
    source = item.get("source")
    found = (_text(source, "href") or _text(source, "url")) if isinstance(source, Mapping) else ""
    return found[:LONGEST_ADDRESS] if links.is_page(found) else ""


def _links(thing: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [link for link in _field(thing, "links") or () if isinstance(link, dict)]


def _text(thing: Mapping[str, Any], name: str) -> str:
    value = _field(thing, name)
    return value.strip() if isinstance(value, str) else ""


def _field(thing: Mapping[str, Any], name: str) -> Any:
    """What the feed has under this name only: the library's own `get` answers a missing date with another one."""
    plain: dict[str, Any] = thing  # type: ignore[assignment]
    return dict.get(plain, name)

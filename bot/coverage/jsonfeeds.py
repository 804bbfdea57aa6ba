"""JSON Feed 1.0 and 1.1 (jsonfeed.org), and files that only come close."""

from __future__ import annotations

import json
from typing import Any

from bot.coverage import links, titles
from bot.coverage.dates import published
from bot.coverage.entries import LONGEST_ADDRESS, LONGEST_SUMMARY, LONGEST_TITLE, MOST_ENTRIES, Entry, Refused


def parse(text: str, *, url: str = "") -> list[Entry]:
    """The items of a JSON Feed; Refused where the text is none."""
    try:
        feed = json.loads(text, strict=False)
    except RecursionError as problem:
        raise Refused("This JSON is nested too deeply to be a feed.") from problem
    except ValueError as problem:
        raise Refused(f"This looks like a JSON Feed, and is broken: {problem}.") from problem
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Refused("This is JSON, but no JSON Feed: it has no list of items.")
    bases = (links.resolved(_text(feed, "home_page_url"), url), url, _text(feed, "feed_url"))
    return [_entry(item, bases) for item in items[:MOST_ENTRIES] if isinstance(item, dict)]


def _entry(item: dict[str, Any], bases: tuple[str, str, str]) -> Entry:
    named = _text(item, "id")
    own = _text(item, "url") or _text(item, "external_url") or (named if links.is_page(named) else "")
    link = links.unwrapped(links.resolved(own or bases[0], *bases))
    texts = [_text(item, name) for name in ("summary", "content_text", "content_html")]
    title = (
        titles.title(_text(item, "title")) or next((begun for text in texts if (begun := titles.beginning(text))), "") or link
    )
    return Entry(
        title=title[:LONGEST_TITLE], link=link[:LONGEST_ADDRESS], id=(named or link)[:LONGEST_ADDRESS],
        published=published(_text(item, "date_published")) or published(_text(item, "date_modified")),
        summary=next((text for text in (titles.plain(each[:LONGEST_SUMMARY]) for each in texts) if text), ""),
        author=_author(item), own_link=bool(own),
    )  # fmt: skip


def _author(item: dict[str, Any]) -> str:
    authors = item.get("authors") or item.get("author") or []
    each = authors if isinstance(authors, list) else [authors]
    return ", ".join(name for one in each if isinstance(one, dict) and (name := _text(one, "name")))[:LONGEST_TITLE]


def _text(thing: dict[str, Any], name: str) -> str:
    """A member as text; numbers count (ids often are), anything else is none."""
    value = thing.get(name)
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""

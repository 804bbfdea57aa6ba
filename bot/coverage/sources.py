"""Sources: what kind of feed an address is, and the search feeds that are made of a watch term's words."""

from __future__ import annotations

import re
from enum import StrEnum
from importlib import resources
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit, urlunsplit

from bot.coverage.terms import Term
from bot.errors import Invalid

LONGEST = 2_000
WORDS = 10  # Names and phrases that a search is made of; more of them and search engines cut it.
_NEAR = re.compile(r"\s+NEAR(?:/(\d{1,3}))?\s+")


class Source(StrEnum):
    """Who makes the feed: the outlet itself, or somebody who searches many of them."""

    OUTLET = "outlet"
    GOOGLE_ALERTS = "google_alerts"
    GOOGLE_NEWS = "google_news"
    BING_NEWS = "bing_news"


def source(url: str) -> Source:
    """What kind of feed the address is."""
    parts = urlsplit(url)
    host, path = (parts.hostname or "").removeprefix("www."), parts.path
    if re.fullmatch(r"google\.[a-z.]{2,6}", host) and path.startswith("/alerts/feeds/"):
        return Source.GOOGLE_ALERTS
    if host == "news.google.com" and path.startswith("/rss"):
        return Source.GOOGLE_NEWS
    if host == "bing.com" and path.startswith("/news/"):
        return Source.BING_NEWS
    return Source.OUTLET


def feed_address(typed: str) -> str:
    """The address to ask, of what a person typed or pasted: with a scheme, and the feed of a news search where it is the
    page of one. Invalid, field `url`, where it is no address of a page."""
    return _search_feed(page_address(typed))


def page_address(typed: str) -> str:
    """The address of a page, of what a person typed or pasted; Invalid as `feed_address`."""
    address = typed.strip().strip("<>").partition("|")[0]
    address = re.sub(r"^feed:(?://)?(?=https?:)", "", address, flags=re.IGNORECASE)
    address = re.sub(r"^feed://", "http://", address, flags=re.IGNORECASE)
    if not re.match(r"[a-z][a-z0-9+.-]*://", address, re.IGNORECASE):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    wrong = ""
    if parts.scheme.lower() not in ("http", "https"):
        wrong = "An address begins with http:// or https://."
    elif ("." not in host and ":" not in host and host != "localhost") or re.search(r"\s", address):
        wrong = "That is no address of a site or a feed, such as https://gazette.example/news."
    elif len(address) > LONGEST:
        wrong = f"The address is longer than {LONGEST:,} characters."
    elif "@" in parts.netloc:
        wrong = "The address has a user name or a password in it. Addresses are shown to colleagues; use one without."
    if wrong:
        raise Invalid(wrong, url=wrong)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query, ""))


def _search_feed(address: str) -> str:
    """The feed of a news search whose page this is, else the address itself."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    if host == "news.google.com" and re.match(r"/(?:search|topics/|home|$)", parts.path) and not parts.path.startswith("/rss"):
        return urlunsplit(parts._replace(path=f"/rss{'' if parts.path in ('/', '/home') else parts.path}"))
    if host == "bing.com" and parts.path == "/news/search":
        asked = [(name, value) for name, value in parse_qsl(parts.query) if name.lower() != "format"]
        return urlunsplit(parts._replace(query=urlencode([*asked, ("format", "rss")])))
    return address


def google_news(term: Term, zone: str) -> str:
    """The Google News search feed for a term, as readers in the country of `zone` would find it."""
    country = _country(zone)
    place = f"&hl=en-{country}&gl={country}&ceid={country}:en" if country else ""
    return f"https://news.google.com/rss/search?q={quote_plus(query(term, near=' AROUND({}) '))}{place}"


def bing_news(term: Term) -> str:
    """The Bing news search feed for a term."""
    return f"https://www.bing.com/news/search?q={quote_plus(query(term, near=' near:{} '))}&format=rss"


def query(term: Term, *, near: str) -> str:
    """What to search for: any of its names and phrases, none of what it excludes."""
    names = list(dict.fromkeys((term.name, *term.aliases, *term.phrases)))[:WORDS]
    wanted = [_quoted(one, near) for one in names if one.strip()]
    said = " OR ".join(wanted)
    context = " OR ".join(_quoted(one, near) for one in term.context[:5])
    said = f"({said}) ({context})" if context else said
    return " ".join((said, *(f"-{_quoted(one, near)}" for one in term.exclude[:5])))


def _quoted(words: str, near: str) -> str:
    parts = _NEAR.split(words)
    plain = [f'"{part.strip(" *").replace(chr(34), "")}"' for part in parts[::2]]
    return near.format(parts[1] or 10).join(plain[:2]) if len(parts) > 2 else plain[0]


def _country(zone: str) -> str:
    """The country whose clocks follow the zone, as two letters, where the zones' own table says it."""
    try:
        table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    except (ModuleNotFoundError, OSError):
        return ""
    rows = (row.split("\t") for row in table.splitlines() if not row.startswith("#"))
    return next((row[0] for row in rows if len(row) > 2 and row[2] == zone), "")

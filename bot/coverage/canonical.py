"""Canonical forms: one address for a page however it was linked, one wording for a title, and the keys an article is known by."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import re
from collections.abc import Iterable
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

import idna

from bot.coverage import links, titles
from bot.coverage.entries import LONGEST_ADDRESS
from bot.text import folded

_TRACKING = re.compile(
    r"(?:utm|at|mtm|pk|piwik|hsa|hmb|wt|stm|cxt)_.*|_(?:hsenc|hsmi|ga|gl|openstat)|(?:fbcl|gcl|dcl|msclk|twcl|ycl|igsh|ttcl|li_fat_)id|gclsrc|gbraid|wbraid|srsltid"
    r"|mc_[ce]id|mkt_tok|igshid|ncid|smid|ocid|cmpid|cmp|icid|ito|xtor|ftag|taid|cvid|ns_(?:source|mchannel|campaign|linkname|fee)|ref(?:_src|_url|errer|errer_source)?"
    r"|src|source|campaign(?:_?id)?|cid|partner|via|feed(?:type|name)?|rss|output(?:type)?|amp|isamp|traffic_source|guccounter|guce_.*|sh|share|shared|sharetype|smtyp|spm|recirc.*|__twitter_impression"
    r"|ved|sa|usg|ei|oc|hl|gl|ceid",
    re.IGNORECASE,
)  # fmt: skip
# These say which page it is on some sites; they are left out only where the page is named without them.
_MAYBE = {"src", "source", "cid", "feed", "hl", "gl", "sa", "ei", "via", "share", "sh", "partner", "output"}
_SAME_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|touch|edition)\.(?=[^.]+\.)")
_AMP = re.compile(r"(?:/amp|\.amp)(?=/?$|\.html?$)|^/amp(?=/)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_AMP_CACHE = re.compile(r"^/(?:[cvi]|amp)/(s/)?([^/]+\.[^/]+/.*)$")
_AGGREGATORS = re.compile(
    r"(?:^|\.)(?:news\.google\.[a-z.]{2,6}|news\.yahoo\.com|bing\.com|msn\.com|feedly\.com|flipboard\.com|smartnews\.com|newsbreak\.com|headtopics\.com|feedproxy\.google\.com)$"
)
_ALERTS = re.compile(r"https?://(?:www\.)?google\.[a-z.]{2,6}/(?:alerts|news|url)\b")
_ENDS = (re.compile(r"\s+[-–—|·•»:]+\s+|\s*[|»]\s*"), 90)
REMEMBERED = 2_000  # Of what was just made canonical: an entry is compared in several ways.
_KEPT = "/%:@!$&'()*+,;=~-._"


@functools.lru_cache(maxsize=REMEMBERED)
def address(raw: str) -> str:
    """The address to keep and to show: it opens, without what only says where the reader came from; "" for what is no page."""
    parts = _parts(links.unwrapped(raw.strip()))
    if parts is None:
        return ""
    for _ in range(2):
        if not (inner := _uncached(parts)) or (found := _parts(inner)) is None:
            break
        parts = found
    query = urlencode(_told(parts), quote_via=quote, safe=_KEPT)
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    return urlunsplit((parts.scheme, _netloc(parts), quote(parts.path or "/", safe=_KEPT), query, fragment))[:LONGEST_ADDRESS]


@functools.lru_cache(maxsize=REMEMBERED)
def identity(raw: str) -> str:
    """What two addresses of one page have in common: no scheme, no `www.` or `m.`, no AMP form, parameters in order."""
    parts = _parts(address(raw))
    if parts is None:
        return ""
    host = _SAME_HOST.sub("", _netloc(parts))
    path = _AMP.sub("", _INDEX.sub("/", parts.path)).rstrip("/")
    return f"{host}{path}?{urlencode(sorted(_told(parts)))}#{parts.fragment}".rstrip("#").rstrip("?")


@functools.lru_cache(maxsize=REMEMBERED)
def host(raw: str) -> str:
    """The host that publishes it, without `www.` and the like; "" for what is no page."""
    parts = _parts(raw)
    return _SAME_HOST.sub("", (parts.hostname or "").lower()) if parts else ""


def is_aggregator(raw: str) -> bool:
    """Whether the address is of a service that only passes others' articles on."""
    return bool(_AGGREGATORS.search(host(raw)) or _ALERTS.match(raw))


def stripped(title: str, names: Iterable[str]) -> str:
    """A title as it is shown, without the outlet's name before or behind it, where one of `names` is that."""
    shown = titles.plain(title)
    keys = {_joined(name) for name in names if name}
    mark, longest = _ENDS
    for _ in range(2):
        ends = [found.span() for found in mark.finditer(shown)]
        if not ends:
            break
        (_, first), (last, after) = (ends[0][0], ends[0][1]), ends[-1]
        if len(shown) - after <= longest and _joined(shown[after:]) in keys and shown[:last].strip():
            shown = shown[:last].strip()
        elif ends[0][0] <= longest and _joined(shown[: ends[0][0]]) in keys and shown[first:].strip():
            shown = shown[first:].strip()
        else:
            break
    for name in names:  # “Gazette: Shelters open” has no white space before its mark.
        before, mark_, rest = shown.partition(": ")
        if mark_ and rest.strip() and _joined(before) == _joined(name):
            shown = rest.strip()
    return shown


@functools.lru_cache(maxsize=REMEMBERED)
def core(title: str) -> str:
    """A title for comparison: case, accents and punctuation do not count."""
    return folded(title)


def guid_key(feed_id: int, guid: str) -> str:
    """The key of an item's own id within its feed."""
    return _hash("guid", str(feed_id), guid)


def address_key(raw: str) -> str:
    """The key of a page's address; "" for what is no page."""
    same = identity(raw)
    return _hash("address", same) if same else ""


def title_key(title: str, outlet_id: int | None) -> str:
    """The key of a title (as `stripped` gives it) at an outlet."""
    return _hash("title", str(outlet_id or 0), core(title))


def _hash(*parts: str) -> str:
    """40 characters, as ArticleKey holds them."""
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:40]


@functools.lru_cache(maxsize=REMEMBERED)
def _joined(name: str) -> str:
    return folded(name).replace(" ", "")


def _parts(raw: str) -> SplitResult | None:
    try:
        parts = urlsplit(raw)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
    except ValueError:
        return None
    return parts if fine else None


def _netloc(parts: SplitResult) -> str:
    """Host and port, without credentials and without the port that goes without saying."""
    name = (parts.hostname or "").lower().rstrip(".")
    if not name.isascii():
        with contextlib.suppress(idna.IDNAError, UnicodeError):
            name = idna.encode(name, uts46=True).decode("ascii")
    name = f"[{name}]" if ":" in name else name
    return name if parts.port in (None, {"http": 80, "https": 443}[parts.scheme]) else f"{name}:{parts.port}"


def _told(parts: SplitResult) -> list[tuple[str, str]]:
    """The parameters that say which page it is."""
    if not parts.query:
        return []
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    alone = parts.path in ("", "/") or parts.path.endswith((".php", ".asp", ".aspx", ".cfm", ".cgi"))
    return [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name) or (alone and name.lower() in _MAYBE)]


def _uncached(parts: SplitResult) -> str:
    """The page that an AMP cache holds a copy of; "" where it is none."""
    name = (parts.hostname or "").lower()
    if not (
        name.endswith("cdn.ampproject.org")
        or (re.match(r"(?:www\.)?google\.[a-z.]{2,6}$", name) and parts.path.startswith("/amp/"))
    ):
        return ""
    found = _AMP_CACHE.match(parts.path)
    return f"{'https' if found[1] else 'http'}://{found[2]}{'?' + parts.query if parts.query else ''}" if found else ""

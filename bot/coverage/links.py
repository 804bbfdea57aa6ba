"""Addresses in feeds: made absolute, and taken out of the wrappers that aggregators put round them, without a request."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")
# Hosts that redirect, the paths where they do so, and the parameters that carry the page's own address.
_WRAPPERS = (
    (re.compile(r"(?:www\.|news\.)?google\.[a-z.]{2,6}$"), re.compile(r"^/(?:news/|alerts/)?url$"), ("url", "q")),
    (re.compile(r"(?:www\.)?bing\.com$"), re.compile(r"/apiclick\.aspx$"), ("url",)),
    (re.compile(r"(?:www\.)?bing\.com$"), re.compile(r"^/ck/a$"), ("u",)),
    (re.compile(r"(?:l|lm|www)\.facebook\.com$"), re.compile(r"^/l\.php$"), ("u",)),
    (re.compile(r"r\.search\.yahoo\.com$|.*\.safelinks\.protection\.outlook\.com$"), re.compile(""), ("url",)),
)  # fmt: skip
_YAHOO = re.compile(r"/RU=([^/]+)/")
_NEWS_PATH = re.compile(r"^/(?:rss/)?(?:__i/rss/rd/)?articles/([\w-]+)")
_INSIDE = re.compile(rb"https?://[\x21-\x7e]+")


def is_absolute(address: str) -> bool:
    """Whether it begins with a scheme."""
    return _SCHEME.match(address) is not None


def is_page(address: str) -> bool:
    """Whether a browser could open it: http or https with a host."""
    parts = _split(address)
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)


def resolved(address: str, *bases: str) -> str:
    """The address without white space, absolute where one of `bases` makes it so; the first that is absolute counts."""
    plain = _CONTROL.sub("", address)
    if not plain or is_absolute(plain):
        return plain
    base = next((each for each in bases if is_page(each)), "")
    try:
        return urljoin(base if urlsplit(base).path else f"{base}/", plain) if base else plain
    except ValueError:
        return plain


def unwrapped(address: str) -> str:
    """The page's own address where a redirect carries it in itself, else the address as it came.

    Newer links of Google News do not: only Google can say where they lead.
    """
    for _ in range(3):  # A wrapper may stand in another.
        inner = _inner(address)
        if not is_page(inner):
            break
        address = inner
    return address


def _inner(address: str) -> str:
    parts = _split(address)
    if parts is None or not parts.hostname:
        return ""
    host = parts.hostname.lower()
    if host == "news.google.com" and (path := _NEWS_PATH.match(parts.path)):
        return _address_in(path[1])
    if host == "r.search.yahoo.com" and (path := _YAHOO.search(parts.path)):
        return unquote(path[1])
    for hosts, paths, names in _WRAPPERS:
        if hosts.match(host) and paths.search(parts.path):
            carried = dict(reversed(parse_qsl(parts.query)))
            found = next((carried[name] for name in names if name in carried), "")
            return _address_in(found[2:]) if found.startswith("a1") else found
    return ""


def _address_in(token: str) -> str:
    """The address inside URL-safe base64: all of Bing's, and Google News' until 2024."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):
        return ""
    found = _INSIDE.search(raw)
    if found is None:
        return ""
    start = found.start()
    length = raw[start - 1] if start else 0  # Google's token says before the address how long it is.
    return (raw[start : start + length] if 10 < length <= len(found[0]) else found[0]).decode("ascii", "ignore")


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.hostname
        return parts
    except ValueError:  # A bracket without its other half, and the like.
        return None

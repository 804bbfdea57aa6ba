"""Fetches: one guarded GET for everything that coverage reads: feeds, articles, sites. Nothing else here opens a connection."""

from __future__ import annotations

import functools
import ssl
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import httpcore2

import bot
from bot.coverage import answers
from bot.coverage.addresses import Allowed, Place, place
from bot.coverage.answers import FetchFailed, Trouble
from bot.coverage.connections import Guard, Resolve, look_up
from bot.coverage.entries import MOST_BYTES
from bot.coverage.inflation import Inflated
from bot.settings import Settings

SECONDS = 20.0  # In all, redirects included: well below a lane's lease.
STEP_SECONDS = 10.0  # Without a byte.
MOST_REDIRECTS = 5
REST = timedelta(seconds=2)
"""The least time between two requests to one host. Jobs that fetch stand in the lane `lane(url)` and say Done(rest=REST)."""
AGENT = f"Pressdesk/{bot.__version__} (+coverage monitoring)"
REDIRECTS, PERMANENT = {301, 302, 303, 307, 308}, {301, 308}
FEEDS = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
PAGES = "text/html, application/xhtml+xml, */*;q=0.5"


@dataclass(frozen=True)
class Fetched:
    """What came. `url` is where it came from in the end; `headers` have lower-case names. `status` is 200–299, or 304 with an
    empty body where it is as it was. `moved_to` is the address that permanent redirects alone led to, "" where none did."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    moved_to: str = ""

    @property
    def unchanged(self) -> bool:
        return self.status == 304


def lane(url: str) -> str:
    """The lane of work for fetches from this address's host."""
    try:
        return f"feeds:{(urlsplit(url).hostname or 'nowhere').lower()}"[:200]
    except ValueError:
        return "feeds:nowhere"


def get(
    settings: Settings, url: str, *, etag: str = "", modified: str = "", accept: str = FEEDS, most: int = MOST_BYTES,
    seconds: float = SECONDS, resolve: Resolve = look_up, tls: ssl.SSLContext | None = None,
) -> Fetched:  # fmt: skip
    """What is at an address, within `seconds` and at most `most` bytes once unpacked.

    `etag` and `modified` are of what is known already: an answer that it is still so has status 304. Raises FetchFailed (a
    DeskError), whose text an officer can read and whose `trouble` says what kind it is; Forbidden where the address, or one
    it redirects to, may not be fetched.
    """
    allowed = Allowed.of(settings)
    until = time.monotonic() + seconds
    headers = {"user-agent": AGENT, "accept": accept, "accept-encoding": "gzip, deflate", "connection": "close"}
    headers |= {name: value for name, value in (("if-none-match", etag), ("if-modified-since", modified)) if value}
    at, permanent, moved_to = place(url, allowed=allowed), True, ""
    for _ in range(MOST_REDIRECTS + 1):
        guard = Guard(allowed, until, resolve)
        with answers.explained(at.host, until):
            answer = _asked(at, headers, guard, tls or _tls(), most, until)
        if answer.status not in REDIRECTS:
            answers.classify(at.host, answer.status, answer.headers)
            return Fetched(at.url, answer.status, answer.headers, answer.body, moved_to)
        if not guard.inside:
            allowed = Allowed()  # A site of the public web sends nobody into a private network.
        before, at = at, _next(at, answer.headers, allowed)
        permanent = permanent and answer.status in PERMANENT
        moved_to = at.url if permanent else moved_to
        if before.host != at.host:
            headers = {name: value for name, value in headers.items() if name not in ("if-none-match", "if-modified-since")}
    raise FetchFailed(Trouble.REDIRECTS, f"{at.host} redirects again and again, more than {MOST_REDIRECTS} times.")


@dataclass(frozen=True)
class _Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def _asked(at: Place, headers: dict[str, str], guard: Guard, tls: ssl.SSLContext, most: int, until: float) -> _Answer:
    """One request. The body only of what is read: that of a refusal or a redirect stays where it is."""
    waits = {"timeout": {"connect": STEP_SECONDS, "read": STEP_SECONDS, "write": STEP_SECONDS, "pool": STEP_SECONDS}}
    with (
        httpcore2.ConnectionPool(ssl_context=tls, network_backend=guard, max_connections=1) as pool,
        pool.stream("GET", at.url, headers=list(headers.items()), extensions=waits) as response,
    ):
        told = {name.decode("latin-1").lower(): value.decode("latin-1")[:4_000] for name, value in response.headers}
        body = b""
        if 200 <= response.status < 300:
            body = b"".join(_unpacked(at.host, response.iter_stream(), told, most, until))
        return _Answer(response.status, told, body)


def _unpacked(host: str, raw: Iterator[bytes], headers: Mapping[str, str], most: int, until: float) -> Iterator[bytes]:
    """The body piece by piece; FetchFailed as soon as it is too much, packed or unpacked, or too late."""
    inflated = Inflated(headers.get("content-encoding", ""), most=most)
    for piece in raw:
        if time.monotonic() > until:
            raise httpcore2.ReadTimeout("the time is over")
        yield from inflated.take(piece)
        if inflated.over:
            raise FetchFailed(
                Trouble.TOO_LARGE, f"What {host} sends is larger than {most / 1024 / 1024:.0f} MiB; it was not read to its end."
            )
    inflated.close()


def _next(at: Place, headers: Mapping[str, str], allowed: Allowed) -> Place:
    """Where a redirect leads."""
    target = headers.get("location", "")
    try:
        there = place(urljoin(at.url, target).partition("#")[0], allowed=allowed)
    except ValueError:
        raise FetchFailed(Trouble.REDIRECTS, f"{at.host} redirects to what is no address.") from None
    if not target:
        raise FetchFailed(Trouble.REDIRECTS, f"{at.host} says that the page moved, but not where to.")
    if at.scheme == "https" and there.scheme == "http":
        raise FetchFailed(
            Trouble.REDIRECTS,
            f"{at.host} redirects from a secure to an insecure address ({there.url[:200]}), which is not followed. If you trust it, "
            "use that address itself.",
        )
    return there


@functools.cache
def _tls() -> ssl.SSLContext:
    """The system's certificates; made once, since it takes a moment."""
    return httpcore2.default_ssl_context()

"""Answers: what a site's refusal or silence means, in words an officer can read and a kind that a poll can act on."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

import httpcore2

from bot.coverage.connections import Unknown
from bot.coverage.inflation import Garbled
from bot.errors import DeskError

LONGEST_WAIT = timedelta(hours=24)


class Trouble(StrEnum):
    """Why nothing came."""

    BLOCKED = "blocked"  # 403 and the like: it does not let us in. Nothing is said of subscriptions.
    LOGIN = "login"
    PAYWALL = "paywall"  # Only where the site itself says so, with 402.
    MISSING = "missing"
    GONE = "gone"
    BUSY = "busy"
    BROKEN = "broken"
    REDIRECTS = "redirects"
    TOO_LARGE = "too_large"
    TLS = "tls"
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    SLOW = "slow"


class FetchFailed(DeskError):
    """Nothing came of a fetch. `wait` is how long the site asked to be left alone, at most a day; None where it did not."""

    def __init__(self, trouble: Trouble, message: str, *, wait: timedelta | None = None) -> None:
        super().__init__(message)
        self.trouble, self.wait = trouble, wait


_SAID = {
    401: (Trouble.LOGIN, "{host} asks for a login (401)."),
    402: (Trouble.PAYWALL, "{host} says that this must be paid for (402)."),
    403: (Trouble.BLOCKED, "{host} does not let Pressdesk read this (403). That says nothing about a subscription: many sites turn programs away."),
    404: (Trouble.MISSING, "{host} has nothing at this address (404)."),
    406: (Trouble.BLOCKED, "{host} does not let Pressdesk read this (406)."),
    410: (Trouble.GONE, "{host} says that this is gone for good (410)."),
    429: (Trouble.BUSY, "{host} asks to be left alone for a while (429)."),
    451: (Trouble.BLOCKED, "{host} may not show this here for legal reasons (451)."),
    503: (Trouble.BUSY, "{host} is overloaded or being worked on (503)."),
}  # fmt: skip


def classify(host: str, status: int, headers: Mapping[str, str]) -> None:
    """Raises FetchFailed for an answer that brings nothing; 2xx and 304 pass."""
    if 200 <= status < 300 or status == 304:
        return
    trouble, words = _SAID.get(status, (Trouble.BROKEN if status >= 500 else Trouble.BLOCKED, ""))
    if not words:
        words = "{host} has trouble of its own ({status})." if status >= 500 else "{host} refuses to answer this ({status})."
    wait = retry_after(headers.get("retry-after", "")) if trouble is Trouble.BUSY else None
    raise FetchFailed(trouble, words.format(host=host, status=status), wait=wait)


def retry_after(value: str, *, now: datetime | None = None) -> timedelta | None:
    """How long a site asks to wait, in seconds or until an HTTP date (RFC 9110, 10.2.3), at most a day; None where it does not."""
    value = value.strip()
    if re.fullmatch(r"\d{1,9}", value):
        return min(timedelta(seconds=int(value)), LONGEST_WAIT)
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return max(timedelta(0), min(then - (now or datetime.now(UTC)), LONGEST_WAIT))


@contextmanager
def explained(host: str, until: float) -> Iterator[None]:
    """What goes wrong on the wire, as FetchFailed."""
    try:
        yield
    except Unknown:
        raise FetchFailed(Trouble.UNKNOWN_HOST, f"There is no site {host}, or its name can't be looked up just now.") from None
    except (httpcore2.TimeoutException, TimeoutError):
        late = "took too long to send everything" if time.monotonic() >= until else "did not answer in time"
        raise FetchFailed(Trouble.SLOW, f"{host} {late}.") from None
    except httpcore2.ProtocolError:
        raise FetchFailed(Trouble.BROKEN, f"{host} does not answer as a website does.") from None
    except Garbled as how:
        raise FetchFailed(Trouble.BROKEN, f"What {host} sends can't be unpacked ({how}).") from None
    except (httpcore2.NetworkError, ssl.SSLError, OSError) as problem:
        if (cause := _tls_cause(problem)) is not None:
            raise FetchFailed(Trouble.TLS, f"The secure connection to {host} can't be trusted: {_tls_words(cause)}.") from None
        raise FetchFailed(Trouble.UNREACHABLE, f"{host} can't be reached.") from None


def _tls_cause(problem: BaseException | None) -> ssl.SSLError | None:
    while problem is not None and not isinstance(problem, ssl.SSLError):
        problem = problem.args[0] if problem.args and isinstance(problem.args[0], BaseException) else problem.__cause__
    return problem


def _tls_words(problem: ssl.SSLError) -> str:
    words = str(getattr(problem, "verify_message", "")).lower()
    if "expired" in words:
        return "its certificate has run out"
    if "mismatch" in words or "not valid for" in words:
        return "its certificate is for another name"
    if isinstance(problem, ssl.SSLCertVerificationError):
        return "its certificate is of nobody that is known"
    return "it does not speak TLS as it should"

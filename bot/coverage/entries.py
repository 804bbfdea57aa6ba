"""What one item of a feed says, whatever the feed's format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import DeskError

MOST_BYTES = 5 * 1024 * 1024
MOST_ENTRIES = 500
LONGEST_TITLE, LONGEST_ADDRESS, LONGEST_SUMMARY = 1_000, 2_000, 20_000


class Refused(DeskError):
    """The bytes are no feed, or one that is not read because of what it would cost; `str()` is a sentence with the reason."""


@dataclass(frozen=True)
class Entry:
    """One item as published. All of it is foreign text, capped in length.

    `title` is never empty while anything is known: where the feed has none it is the beginning of the text, else the link. It
    may hold markup that the publisher wrote; `titles.plain` shows it. `link` is absolute where that can be known, and the
    publisher's own page where a wrapper could be unwrapped; `own_link` is False where it is only the feed's site, which
    says nothing about which article it is. `published` is in UTC, as claimed. `outlet` is the source an aggregator names, and `outlet_address` that source's own site, where it says so.
    """

    title: str
    link: str
    id: str
    published: datetime | None
    summary: str = ""
    author: str = ""
    outlet: str = ""
    outlet_address: str = ""
    own_link: bool = True

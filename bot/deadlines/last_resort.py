"""An explicit absolute date in a language or form our own rules do not know, read by the dateparser library."""

from __future__ import annotations

import re
from datetime import datetime

# With a year and a word beside it ("8 maja 2026"): the library guesses freely at anything less.
_EXPLICIT = re.compile(r"(?=.*\b(?:19|20|21)\d\d\b)(?=.*\b\d{1,2}\b)(?=.*[^\W\d_]{3})", re.DOTALL)
_LONGEST = 60


def has_unread_year(expression: str, *, read: datetime) -> bool:
    """Whether a short explicit date names a year that our own reading of it does not have, so that it missed the date."""
    if len(expression) > _LONGEST or not _EXPLICIT.match(expression):
        return False
    return str(read.year) not in re.findall(r"\b(?:19|20|21)\d\d\b", expression)


def absolute_date(expression: str, *, reference: datetime, zone: str) -> datetime | None:
    """The moment of a short expression with day, month name and year, aware in `zone`; None for all else.

    A day without a time is due at 17:00, as everywhere. Whoever shows the result marks it as unsure.
    """
    if len(expression) > _LONGEST or not _EXPLICIT.match(expression):
        return None
    # The import takes half a second, which nobody else should pay.
    import dateparser

    found = dateparser.parse(
        expression,
        settings={
            "TIMEZONE": zone,
            "RETURN_AS_TIMEZONE_AWARE": True,
            "RELATIVE_BASE": reference.replace(tzinfo=None),
            "REQUIRE_PARTS": ["day", "month", "year"],
        },
    )
    if found is None:
        return None
    return found.replace(hour=17) if (found.hour, found.minute, found.second) == (0, 0, 0) else found

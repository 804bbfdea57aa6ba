"""Zones: a time zone by the name that a person writes."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from bot.errors import Invalid
from bot.text import one_line


def zone_named(words: str, otherwise: str) -> str:
    """The zone, whatever its letters: "New York", "europe/vienna". Left empty it is `otherwise`. Invalid (field `zone`) where
    there is none of that name."""
    wanted = one_line(words).casefold().replace(" ", "_")
    if not wanted:
        return otherwise
    if wanted not in _zones():
        wrong = f"“{one_line(words)[:40]}” is no time zone I know. They look like Europe/London or America/New_York."
        raise Invalid(wrong, zone=wrong)
    return _zones()[wanted]


@cache
def _zones() -> dict[str, str]:
    """Zones by their whole names and by their cities, in small letters; a place comes before an old name of it."""
    found: dict[str, str] = {}
    for one in sorted(available_timezones(), key=lambda zone: ("/" not in zone, zone)):
        found.setdefault(one.rpartition("/")[2].casefold(), one)
        found[one.casefold()] = one
    return found

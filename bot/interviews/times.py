"""Times: when an interview begins, out of words or a picker, and in which zone that was agreed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot import deadlines, inquiries
from bot.errors import Invalid
from bot.text import one_line, taken

FURTHEST = timedelta(days=730)
SHORTEST, LONGEST = 5, 600  # Minutes.


def begins(words: str, picked: datetime | None, *, now: datetime, zone: str) -> datetime:
    """The instant that is meant, in the zone it was agreed in (its `tzinfo`): what the words say, without words what was picked.
    Invalid (field `when`) where they name no minute, or one that is past or two years off."""
    words = one_line(taken(words, what="What you wrote", most=250, field="when"))
    if words:
        found = deadlines.resolve(words, reference=now, zone=zone)
        if found is None:
            raise Invalid("When?", when=f"“{words[:60]}” names no time I can read. Try “Thursday 3pm”, or pick it below.")
        if not deadlines.names_a_time(words, reference=now, zone=zone):
            raise Invalid("At what time?", when=f"“{words[:60]}” names a day. At what time? “Thursday 3pm”.")
        at = found
    elif picked is not None:
        at = picked.astimezone(ZoneInfo(zone))
    else:
        raise Invalid("When?", when="In words, “Thursday 3pm”, or pick it below.")
    if at <= now:
        raise Invalid("That is past.", when=f"{at:%a %-d %b %Y %H:%M} is past. When is it to be?")
    if at > now + FURTHEST:
        raise Invalid("That is too far off.", when=f"{at:%a %-d %b %Y} is more than two years off.")
    return at


def zone_of(at: datetime, otherwise: str) -> str:
    """The name of the zone that an instant was agreed in."""
    return inquiries.zone_of(at, otherwise)


def minutes_of(words: str) -> int:
    """How long, out of "30", "45 min", "1h". Invalid (field `minutes`) where it is none of these."""
    text = words.casefold().replace(" ", "") or "30"
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz.")
    try:
        length = float(number.replace(",", ".")) * (60 if text[len(number) :].startswith("h") else 1)
    except ValueError:
        length = 0
    if not SHORTEST <= length <= LONGEST:
        raise Invalid("How long?", minutes=f"In minutes, from {SHORTEST} to {LONGEST}: “30”.")
    return round(length)


def said(at: datetime, zone: str) -> str:
    """An instant on the wall clock of a zone: "Thu 26 Nov 15:00 GMT"."""
    local = at.astimezone(UTC).astimezone(ZoneInfo(zone))
    name = local.strftime("%Z")
    return local.strftime("%a %-d %b %H:%M ") + (f"UTC{name}" if name[:1] in "+-" else name)

"""A deadline as a person gives it: words, and the instant they mean."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import deadlines
from bot.errors import Invalid
from bot.inquiries.logging import Moment
from bot.models import DeadlineKind
from bot.text import one_line

NONE_GIVEN = re.compile(r"(?:none(?: given)?|no(?:t given)?|no deadline|n/?a|open|unknown|-+|–|—)\.?", re.IGNORECASE)


def read(words: str, *, reference: datetime, zone: str) -> Moment:
    """What the words mean, said at `reference` in `zone`. Invalid (field `deadline`) where they name no time at all."""
    words = one_line(words)
    if not words:
        wrong = "When do they need it? Their own words, “ASAP” or “none given”."
        raise Invalid(wrong, deadline=wrong)
    if NONE_GIVEN.fullmatch(words):
        return Moment(words=words, kind=DeadlineKind.NONE, zone=zone)
    found = deadlines.deadline(words, received_at=reference, zone=zone)
    if found.kind == "asap":
        return Moment(words=words, kind=DeadlineKind.ASAP, zone=zone)
    if found.kind == "instant" and found.at is not None:
        return Moment(words=words, kind=DeadlineKind.INSTANT, at=found.at, zone=zone_of(found.at, zone), note=note_of(found),
                      question=found.question or "", alternatives=found.alternatives)  # fmt: skip
    at = deadlines.resolve(words, reference=reference, zone=zone)
    if at is None:
        wrong = f"“{words[:60]}” names no time I can read. Try “Thursday 3pm”, “COB tomorrow”, “ASAP” or “none given”, or pick it below."
        raise Invalid(wrong, deadline=wrong)
    return Moment(words=words, kind=DeadlineKind.INSTANT, at=at, zone=zone_of(at, zone))


def note_of(found: deadlines.Deadline) -> str:
    """What a person should know of how the words were read; empty where they say it all."""
    said = found.why.removesuffix("; this has already passed")
    said = "" if said == "as said" else said.removesuffix("; as said")
    if found.passed:
        return "had already passed when it came" + (f"; {said}" if said else "")
    return f"unsure: {said}" if said and found.confidence == "low" else said


def picked(words: str, at: datetime, *, zone: str) -> Moment:
    """A time that a person set by hand beside the words."""
    return Moment(
        words=one_line(words), kind=DeadlineKind.INSTANT, at=at.astimezone(ZoneInfo(zone)), zone=zone, note="set by hand"
    )


def zone_of(at: datetime, otherwise: str) -> str:
    """The name of the zone an instant is in, where it has one that is a place or UTC."""
    return getattr(at.tzinfo, "key", None) or otherwise

"""What the reader of times hands back: one reading per time, and the verdict on the whole text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Reading:
    """One resolved moment, with the words it was read from and the part it plays in the text."""

    at: datetime  # aware, in the zone it was said in or the desk's zone
    words: str  # verbatim substring of the text
    start: int
    end: int
    role: str  # "deadline" | "publication" | "event" | "embargo" | "past" | "noise"
    grain: str  # "minute" | "part" | "day" | "week" | "month"
    confidence: str  # "high" | "low"
    why: str  # short plain words on how it was read, shown to a person


@dataclass(frozen=True)
class Deadline:
    """When an answer is due, in the journalist's words and as an instant."""

    kind: str  # "instant" | "asap" | "none"
    words: str | None
    at: datetime | None  # aware; only for kind == "instant"
    confidence: str  # "high" | "low"
    why: str
    derived: bool = False  # only a publication, air or filing time was given
    passed: bool = False  # the moment lay before receipt
    question: str | None = None  # what to ask the person when the words are ambiguous
    alternatives: tuple[tuple[str, datetime], ...] = ()  # (label for a button, instant)


@dataclass(frozen=True)
class Embargo:
    """A hold on material still to come; `until` is None where no time was given."""

    words: str | None
    until: datetime | None

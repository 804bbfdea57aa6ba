"""Times of day in the lines of a run of show: "10:30", "2.45pm", "14h15", "noon", "T-30", "Doors open at 9:45"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

NEAR = timedelta(hours=3)
NONE = "has no time. Begin it with one: “10:30 Welcome – Dinah Osei”"

_HALF = r"[ap]\.?\s?m\b\.?"
_FIRST = re.compile(
    r"^[(\[]?(?P<at>at\s+|from\s+|um\s+|à\s+)?(?:(?:12\s+)?(?P<word>noon|midday|midnight)\b|"
    rf"(?P<hour>\d{{1,2}})(?:\s*[:.h]\s*(?P<minute>\d{{2}})(?!\d)|(?P<bare>\d{{2}})(?=\s|$|h(?:rs)?\b))?\s*(?P<half>{_HALF})?(?P<unit>\s*(?:h|hrs|hours|uhr)\b)?)(?:-?ish\b)?[)\]]?",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    rf"(?:[(\[,|–—-]|\bat\b|\bfrom\b)?\s*\b(?P<hour>\d{{1,2}})(?:[:h](?P<minute>\d{{2}})(?!\d)\s*(?P<half>{_HALF})?|\s*(?P<alone>{_HALF}))[)\]]?",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"^(?:[td]\s*(?P<sign>[-–—−+])\s*|\+\s*)(?P<many>\d{1,3})(?:\s*(?:minutes|mins?)\b|['’′])?(?!\d)", re.IGNORECASE
)
_UNTIL = re.compile(
    rf"^\s*(?:[-–—]|to|until|till)\s*\d{{1,2}}(?:\s*[:.h]\s*\d{{2}}|\d{{2}}(?=\s|$))?\s*(?:{_HALF})?(?=[\s:,;|)\]–—-]|$)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"^\s*(?:GMT|BST|UTC|CES?T|EES?T|WES?T|[ECMP][SD]T|AE[SD]T|IST)\b")
_WORDS = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}


def cut(line: str, local: datetime | None, minutes: int) -> tuple[str, str]:
    """The time of a line as "10:30", and the line without it. `local` is when the event begins on its wall clock: "T-30" is half an
    hour before, and a bare "2:30" of an afternoon's event is 14:30. ValueError, in words that follow the line, where there is none."""
    since = _RELATIVE.match(line)
    if since is not None and local is not None:
        ahead = timedelta(minutes=int(since["many"]))
        return f"{local - ahead if since['sign'] not in (None, '+') else local + ahead:%H:%M}", line[since.end() :]
    found = _FIRST.match(line)
    if found is not None and any(found[name] for name in ("word", "minute", "bare", "half", "at", "unit")):
        at = _WORDS.get((found["word"] or "").lower())
        at = at or _clock(found["hour"], found["minute"] or found["bare"], found["half"], local, minutes)
        rest = line[found.end() :]
        until = _UNTIL.match(rest)
        rest = rest[until.end() :].lstrip(")]") if until else rest
        return at, _ZONE.sub("", rest)
    inside = list(_INSIDE.finditer(line))
    if len(inside) != 1:
        raise ValueError(NONE)
    one = inside[0]
    at = _clock(one["hour"], one["minute"], one["half"] or one["alone"], local, minutes)
    return at, f"{line[: one.start()].rstrip()} {line[one.end() :].lstrip()}"


def _clock(hour_said: str, minute_said: str | None, half: str | None, local: datetime | None, minutes: int) -> str:
    hour, minute = int(hour_said), int(minute_said or 0)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("has no such time of day")
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    elif (
        local is not None
        and len(hour_said) == 1
        and hour >= 1
        and minute < 60
        and _rather_afternoon(hour, minute, local, minutes)
    ):
        hour += 12
    if hour > 23 or minute > 59:
        raise ValueError("has no such time of day")
    return f"{hour:02d}:{minute:02d}"


def _rather_afternoon(hour: int, minute: int, local: datetime, minutes: int) -> bool:
    begins, ends = local - NEAR, local + timedelta(minutes=minutes) + NEAR
    morning = local.replace(hour=hour, minute=minute)
    return not begins <= morning <= ends and begins <= morning + timedelta(hours=12) <= ends

"""Runs of show: lines such as "10:30 Welcome – Dinah Osei", read kindly and written back the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import Invalid
from bot.text import one_line, shortened

MOST = 40
LONGEST = {"what": 200, "who": 150}
EARLY = timedelta(hours=6)  # So much before it begins people may already be at work; what is earlier is of the next day.
NEAR = timedelta(hours=3)

_LIST_MARK = re.compile(r"^(?:[-–—*•·▪]\s+|\(?\d{1,2}[.)]\s+(?=\d{1,2}\s*[:.h]?\d*))")
_CLOCK = re.compile(
    r"^(?:at\s+|from\s+|um\s+|à\s+)?(?:(?P<word>noon|midday|midnight)|"
    r"(?P<hour>\d{1,2})(?:\s*[:.h]\s*(?P<minute>\d{2})|(?P<bare>\d{2})(?=\s|$))?\s*(?P<half>[ap]\.?\s?m\b\.?)?(?:\s*(?:h|hrs|hours|uhr)\b)?)",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"^\s*(?:[-–—]|to|until|till)\s*\d{1,2}(?:\s*[:.h]\s*\d{2}|\d{2}(?=\s|$))?\s*(?:[ap]\.?\s?m\b\.?)?(?=[\s:,;|–—-]|$)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s+[–—|/]\s+|\s+-{1,2}\s+|\s*\|\s*|\t+|\s*;\s*|\s+[–—]|[–—]\s+")
_TRAILING = re.compile(r"^(?P<what>.+?)\s*[(\[](?P<who>[^()\[\]]+)[)\]]$")
_WORDS = {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0)}


def read(text: str, *, starts_at: datetime | None = None, zone: str = "UTC", minutes: int = 60) -> list[dict[str, str]]:
    """The lines as `{"at": "10:30", "what", "who"}`, in the order of the day. A bare "2:30" of an afternoon's event is 14:30.
    Invalid (field `run`) with every line that can't be read, by its number."""
    local = starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if starts_at else None
    found: list[tuple[timedelta, dict[str, str]]] = []
    wrong: list[str] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = one_line(raw.replace("\t", " | "))
        if not line:
            continue
        try:
            entry = _entry(line, local, minutes)
        except ValueError as problem:
            wrong.append(f"Line {number} (“{shortened(line, 40)}”) {problem}.")
            continue
        found.append((_place(entry["at"], local), entry))
    if len(found) > MOST:
        wrong.append(f"{len(found)} lines are too many; at most {MOST} fit.")
    if wrong:
        raise Invalid("The run of show needs a look.", run=" ".join(wrong[:5]))
    return [entry for _, entry in sorted(found, key=lambda each: each[0])]


def written(run: Sequence[Mapping[str, Any]]) -> str:
    """The lines as a person edits them; `read` gives the same of it."""
    return "\n".join(f"{one['at']} {one['what']}" + (f" – {one['who']}" if one.get("who") else "") for one in run)


def shifted(run: Sequence[Mapping[str, Any]], by: timedelta) -> list[dict[str, Any]]:
    """Every line as much later on the clock as the event begins later."""
    moved = []
    for one in run:
        hour, minute = (int(part) for part in one["at"].split(":"))
        at = datetime(2000, 1, 2, hour, minute) + by
        moved.append({**one, "at": f"{at:%H:%M}"})
    return moved


def _entry(line: str, local: datetime | None, minutes: int) -> dict[str, str]:
    line = _LIST_MARK.sub("", line)
    clock = _CLOCK.match(line)
    if clock is None:
        raise ValueError("has no time. Begin it with one: “10:30 Welcome – Dinah Osei”")
    hour, minute = _time(clock, local, minutes)
    rest = line[clock.end() :]
    until = _UNTIL.match(rest)
    rest = (rest[until.end() :] if until else rest).strip(" \t:.,;|–—-")
    what, who = _parts(rest)
    if not what:
        raise ValueError("does not say what happens then")
    for name, said in (("what", what), ("who", who)):
        if len(said) > LONGEST[name]:
            raise ValueError(f"is too long; at most {LONGEST[name]} characters fit")
    return {"at": f"{hour:02d}:{minute:02d}", "what": what, "who": who}


def _time(clock: re.Match[str], local: datetime | None, minutes: int) -> tuple[int, int]:
    if clock["word"]:
        return _WORDS[clock["word"].lower()]
    hour, minute = int(clock["hour"]), int(clock["minute"] or clock["bare"] or 0)
    if clock["minute"] is None and clock["bare"] is None and clock["half"] is None and not _is_hour(clock):
        raise ValueError("has no time. Begin it with one: “10:30 Welcome – Dinah Osei”")
    if clock["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("has no such time of day")
        hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    elif local is not None and 1 <= hour <= 11 and len(clock["hour"]) == 1 and _rather_afternoon(hour, minute, local, minutes):
        hour += 12
    if hour > 23 or minute > 59:
        raise ValueError("has no such time of day")
    return hour, minute


def _is_hour(clock: re.Match[str]) -> bool:
    """Whether a bare number is an hour: "at 9 Doors open", "9 Uhr". "34 beds" is none."""
    said = clock[0].lower()
    return said.startswith(("at ", "from ", "um ", "à ")) or bool(re.search(r"(?:h|hrs|hours|uhr)$", said))


def _rather_afternoon(hour: int, minute: int, local: datetime, minutes: int) -> bool:
    begins, ends = local - NEAR, local + timedelta(minutes=minutes) + NEAR
    morning = local.replace(hour=hour, minute=min(minute, 59))
    return not begins <= morning <= ends and begins <= morning + timedelta(hours=12) <= ends


def _parts(rest: str) -> tuple[str, str]:
    """What happens, and who does it: behind a dash or a bar, or in brackets at the end."""
    pieces = [piece.strip(" ,;") for piece in _SPLIT.split(rest) if piece and piece.strip(" ,;")]
    if len(pieces) > 1:
        return " – ".join(pieces[:-1]), pieces[-1]
    found = _TRAILING.match(rest)
    return (found["what"].strip(), found["who"].strip()) if found else (rest.strip(), "")


def _place(at: str, local: datetime | None) -> timedelta:
    """Where a line stands in the day of the event, which may run past midnight."""
    hour, minute = (int(part) for part in at.split(":"))
    since = timedelta(hours=hour, minutes=minute)
    if local is None:
        return since
    begins = timedelta(hours=local.hour, minutes=local.minute) - EARLY
    return (since - begins) % timedelta(days=1)

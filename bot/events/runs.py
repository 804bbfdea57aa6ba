"""Runs of show: lines such as "10:30 Welcome – Dinah Osei", read kindly and written back the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import Invalid
from bot.events import daytimes
from bot.text import one_line, shortened

MOST = 40
LONGEST = {"what": 200, "who": 150}
EARLY = timedelta(hours=6)  # So much before it begins people may already be at work; what is earlier is of the next day.

_LIST_MARK = re.compile(r"^(?:[-–—*•·▪]\s+|\(?\d{1,2}[.)]\s+(?=[(\[]?\d{1,2}\s*[:.h]?\d*))")
_SPLIT = re.compile(r"\s+[–—|/]\s+|\s+-{1,2}\s+|\s*\|\s*|\s*;\s*|\s+[–—]|[–—]\s+")
_TRAILING = re.compile(r"^(?P<what>.+?)\s*[(\[](?P<who>[^()\[\]]+)[)\]]$")


def read(
    text: str, *, starts_at: datetime | None = None, zone: str = "UTC", minutes: int = 60, speakers: Iterable[str] = ()
) -> list[dict[str, str]]:  # fmt: skip
    """The lines as `{"at": "10:30", "what", "who"}`, in the order of the day. A bare "2:30" of an afternoon's event is 14:30, "T-30"
    half an hour before it; `speakers` are known wherever they stand in a line. Invalid (field `run`) with every line that can't be
    read, by its number."""
    local = starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if starts_at else None
    names = sorted({one_line(one.split(",")[0]) for one in speakers if one.strip()}, key=len, reverse=True)
    found: list[tuple[timedelta, dict[str, str]]] = []
    wrong: list[str] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = one_line(raw.replace("\t", " | "))
        if not line:
            continue
        try:
            entry = _entry(line, local, minutes, names)
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


def _entry(line: str, local: datetime | None, minutes: int, names: Sequence[str]) -> dict[str, str]:
    line = _LIST_MARK.sub("", line)
    at, rest = daytimes.cut(line, local, minutes)
    commas = rest.startswith(",")
    rest = rest.strip(" \t:.,;|–—-")
    what, who = _parts(rest, names, commas=commas)
    if not what:
        raise ValueError("does not say what happens then")
    for name, said in (("what", what), ("who", who)):
        if len(said) > LONGEST[name]:
            raise ValueError(f"is too long; at most {LONGEST[name]} characters fit")
    return {"at": at, "what": what, "who": who}


def _parts(rest: str, names: Sequence[str], *, commas: bool = False) -> tuple[str, str]:
    """What happens, and who does it: behind a dash or a bar, in brackets at the end, or a speaker wherever they stand."""
    pieces = [
        piece.strip(" ,;") for piece in (rest.split(",") if commas else _SPLIT.split(rest)) if piece and piece.strip(" ,;")
    ]
    if len(pieces) > 1:
        speaks = next((at for at, piece in enumerate(pieces) if at and _named(piece, names)), 1 if commas else len(pieces) - 1)
        if _named(pieces[0], names) == pieces[0] and not _named(pieces[speaks], names):
            return " – ".join(pieces[1:]), pieces[0]
        return " – ".join(pieces[:speaks]), ", ".join(pieces[speaks:])
    if found := _TRAILING.match(rest):
        return found["what"].strip(), found["who"].strip()
    for name in names:
        if found := re.match(rf"(?P<who>{re.escape(name)})\s*[:,]\s*(?P<what>.+)$", rest, re.IGNORECASE):
            return found["what"].strip(), found["who"]
        if found := re.match(
            rf"(?P<what>.+?)\s*(?:[:,]|\bby\b|\bwith\b)\s*(?P<who>{re.escape(name)}\b.*)$", rest, re.IGNORECASE
        ):
            return found["what"].strip(), found["who"].strip()
    return rest.strip(), ""


def _named(piece: str, names: Sequence[str]) -> str:
    """The speaker that a piece begins with, as it is written there; "" where it begins with none."""
    return next((piece[: len(name)] for name in names if piece.casefold().startswith(name.casefold())), "")


def _place(at: str, local: datetime | None) -> timedelta:
    """Where a line stands in the day of the event, which may run past midnight."""
    hour, minute = (int(part) for part in at.split(":"))
    since = timedelta(hours=hour, minutes=minute)
    if local is None:
        return since
    begins = timedelta(hours=local.hour, minutes=local.minute) - EARLY
    return (since - begins) % timedelta(days=1)

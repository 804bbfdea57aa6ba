"""What the papers print, with the times it is printed at: `cuttings.md`, told from the instant the desk was opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.sandbox.newsstand.papers import PAPERS, Paper
from bot.sandbox.officehours import OfficeHours

ZONE = ZoneInfo("Europe/London")
SCRIPT = Path(__file__).with_name("cuttings.md")
_LINE = re.compile(r"(\d+|today|yesterday) (\d\d:\d\d) (\w+) ([+=~.-]) (.+?) \| (.+)|now-(\d+) (\w+) ([+=~.-]) (.+?) \| (.+)")
_TEXT = re.compile(r"(\w+): (.+)")


@dataclass(frozen=True)
class Cutting:
    """One article as printed. `tone` is the mark of the script, "." for none."""

    paper: Paper
    at: datetime
    headline: str
    text: str
    tone: str

    @property
    def slug(self) -> str:
        return "-".join(re.findall(r"[a-z0-9]+", self.headline.lower()))

    @property
    def address(self) -> str:
        """Where the paper has it. No such host exists."""
        return f"https://www.{self.paper.host}/{self.at:%Y/%m/%d}/{self.slug}"


@lru_cache(maxsize=4)
def cuttings(opened: datetime) -> tuple[Cutting, ...]:
    """All that is printed round the instant at which a desk was opened, from the earliest to the latest."""
    found, hours = [], OfficeHours(opened, ZONE)
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    texts = {match[1]: match[2] for line in lines if (match := _TEXT.fullmatch(line))}
    for line in lines:
        if match := _LINE.fullmatch(line):
            day, clock, paper, tone, headline, text, before, *late = match.groups()
            if before:
                at, (paper, tone, headline, text) = opened - timedelta(minutes=int(before)), late
            else:
                at = _at(hours, day, clock)
            found.append(Cutting(PAPERS[paper], at.astimezone(ZONE), headline, text.format_map(texts), tone))
    return tuple(sorted(found, key=lambda cutting: cutting.at))


def _at(hours: OfficeHours, day: str, clock: str) -> datetime:
    """A day of the script at a time of it, in the zone of the papers."""
    if day in ("today", "yesterday"):
        return hours.on(0 if day == "today" else 1, clock)
    quiet = OfficeHours(hours.on(1, "12:00"), ZONE).on(1, clock)
    before = quiet.date() - timedelta(days=int(day))
    return datetime.combine(before, datetime.strptime(clock, "%H:%M").time(), ZONE)

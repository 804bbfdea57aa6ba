"""Weeks: the stretch that trends are of: local weeks from Monday to Sunday, the last of them not over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.coverage.snapshots import midnight

USUAL, LONG = 8, 26


@dataclass(frozen=True)
class Weeks:
    """`count` weeks of a zone, of which the week of `now` is the last."""

    count: int
    zone: str
    now: datetime

    @cached_property
    def mondays(self) -> list[date]:
        today = self.now.astimezone(ZoneInfo(self.zone)).date()
        last = today - timedelta(days=today.weekday())
        return [last - timedelta(weeks=back) for back in range(self.count - 1, -1, -1)]

    @property
    def since(self) -> datetime:
        return midnight(self.mondays[0], self.zone)

    @property
    def until(self) -> datetime:
        """The end of the last week, which is yet to come."""
        return midnight(self.mondays[-1] + timedelta(weeks=1), self.zone)

    def of(self, at: datetime) -> int:
        """Which of them, counted from 0, an instant lies in."""
        return (at.astimezone(ZoneInfo(self.zone)).date() - self.mondays[0]).days // 7

    def bounds(self, number: int) -> tuple[datetime, datetime]:
        """The instants between which a week lies."""
        return midnight(self.mondays[number], self.zone), midnight(self.mondays[number] + timedelta(weeks=1), self.zone)

"""Office hours: the times of the demo's story. It is counted back from now in working time and due in working time, so that
it reads alike whenever it is opened: by day, at midnight, on a Sunday, when the clocks change.

Everything here is reckoned on the wall clock of one zone, where office hours are never skipped and never come twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(18)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class OfficeHours:
    """Office hours round an instant. What they give is an instant in the zone."""

    now: datetime
    zone: ZoneInfo

    @property
    def last(self) -> datetime:
        """Now, or where the office is closed, when it last closed."""
        return self._at(self._last())

    def before(self, span: timedelta) -> datetime:
        """So much working time before `last`."""
        wall = self._last()
        while (worked := wall - datetime.combine(wall, OPENS)) < span:
            span -= worked
            wall = datetime.combine(_working(wall.date() - DAY, -DAY), CLOSES)
        return self._at(wall - span)

    def on(self, days: int, clock: str) -> datetime:
        """A time (such as 09:20) on a working day, that many days before that of `last` or the next before it."""
        day = _working(self._last().date() - days * DAY, -DAY)
        return self._at(datetime.combine(day, time.fromisoformat(clock)))

    def after(self, span: timedelta) -> datetime:
        """That long from now, rounded up to the hour; the next morning at ten where the office is closed by then."""
        wall = self._wall(self.now + span)
        wall = wall.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1 if wall.minute else 0)
        if _works(wall.date()) and OPENS < wall.time() <= CLOSES:
            return self._at(wall)
        day = wall.date() if wall.time() <= OPENS else wall.date() + DAY
        return self._at(datetime.combine(_working(day, DAY), time(10)))

    def day_after(self, instant: datetime) -> date:
        """The first working day after the one of an instant."""
        return _working(self._wall(instant).date() + DAY, DAY)

    def _last(self) -> datetime:
        wall = self._wall(self.now)
        if _works(wall.date()) and wall.time() >= OPENS:
            return min(wall, datetime.combine(wall, CLOSES))
        return datetime.combine(_working(wall.date() - DAY, -DAY), CLOSES)

    def _wall(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone).replace(tzinfo=None)

    def _at(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.zone)


def spoken(instant: datetime, *, said_on: date) -> str:
    """An instant as people write a deadline on a day: 4pm today, 10am tomorrow, 10am Tuesday."""
    day = {0: "today", 1: "tomorrow"}.get((instant.date() - said_on).days, f"{instant:%A}")
    return f"{instant:%-I}{f':{instant:%M}' if instant.minute else ''}{instant:%p}".lower() + f" {day}"


def _works(day: date) -> bool:
    return day.weekday() < 5


def _working(day: date, step: timedelta) -> date:
    while not _works(day):
        day += step
    return day

"""Hours: what a wall clock, working days, holidays and quiet hours make of instants. Instants go in and come out in UTC.

A wall time that a change of the clocks skips counts as the moment it would have been; one that comes twice, as its first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST = 400  # Days looked ahead for a working one; a calendar with none in a year is taken for a mistake.
LEAST_OF_A_DAY = timedelta(hours=1)  # A day that has less than this left is over for what comes in now.


@dataclass(frozen=True)
class Hours:
    """Somebody's week. Times of day are "HH:MM" on the wall clock of `zone`; days are "mon" … "sun"."""

    zone: str
    working_days: Sequence[str]
    quiet_from: str
    quiet_to: str
    work_from: str = "09:00"
    work_to: str = "18:00"
    holidays: frozenset[date] = frozenset()

    def day_of(self, at: datetime) -> date:
        """The date on this wall clock."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def works_on(self, day: date) -> bool:
        return day.strftime("%a").lower() in self.working_days and day not in self.holidays

    def at(self, day: date, wall: str) -> datetime:
        """The instant of a wall time on a day; "24:00" is the next midnight."""
        if wall == "24:00":
            day, wall = day + timedelta(days=1), "00:00"
        return datetime.combine(day, time.fromisoformat(wall), tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def audible_from(self, at: datetime) -> datetime:
        """`at` itself where it is in nobody's way, else the end of the quiet hours, free days and holidays it falls in."""
        for day in self._days(self.day_of(at)):
            if self.works_on(day):
                for opens, shuts in self._audible(day):
                    if at < shuts:
                        return max(at, opens)
        return at

    def end_of_work(self, at: datetime) -> datetime:
        """The end of the working day at hand. Where less than an hour of it is left, an hour into the next one."""
        today = self.day_of(at)
        if self.works_on(today):
            ends = self.at(today, self.work_to)
            if at < self.at(today, self.work_from):
                return ends
            if ends - at >= LEAST_OF_A_DAY:
                return ends
        return self.at(self.working_day_after(today), self.work_from) + LEAST_OF_A_DAY

    def end_of_work_after(self, at: datetime, days: int) -> datetime:
        """The end of the `days`-th working day after the day of `at`."""
        day = self.day_of(at)
        for _ in range(days):
            day = self.working_day_after(day)
        return self.at(day, self.work_to)

    def working_day_after(self, day: date) -> date:
        """The first working day after `day`."""
        return next((one for one in self._days(day + timedelta(days=1)) if self.works_on(one)), day + timedelta(days=1))

    def _audible(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of a working day outside the quiet hours, in order."""
        if self.quiet_from == self.quiet_to:
            yield self.at(day, "00:00"), self.at(day, "24:00")
        elif self.quiet_to < self.quiet_from:
            yield self.at(day, self.quiet_to), self.at(day, self.quiet_from)
        else:
            yield self.at(day, "00:00"), self.at(day, self.quiet_from)
            yield self.at(day, self.quiet_to), self.at(day, "24:00")

    def _days(self, first: date) -> Iterator[date]:
        return (first + timedelta(days=number) for number in range(LONGEST))


def time_of_day(text: str) -> str | None:
    """ "8:30" as "08:30"; None where it is no time of day."""
    hour, colon, minute = text.strip().replace(".", ":").partition(":")
    fine = colon and hour.isdecimal() and minute.isdecimal() and len(minute) == 2 and int(hour) < 24 and int(minute) < 60
    return f"{int(hour):02d}:{int(minute):02d}" if fine else None

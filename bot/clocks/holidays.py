"""Holidays: days on which the desk does not work, from the calendar files that governments and offices publish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from bot import audit
from bot.authority import Actor, authorize
from bot.db import Database
from bot.desk import Desk
from bot.errors import Invalid
from bot.files import File, text_of
from bot.models import Holiday, Team
from bot.text import one_line, shortened

EDGE = re.compile(r"(BEGIN|END):VEVENT\b", re.IGNORECASE)
DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})\s*[-,:;]?\s*(.*)")
YEARS_AHEAD = 6
LATEST = 50  # Years from now: what lies later is a slip of the pen.
MOST_DAYS = 2_000
MOST_EVENTS = 5_000
LONGEST_TEXT = 20_000  # Of one event: a calendar is read in a moment or not at all.
LONGEST_EVENT = 60


def read(text: str, *, since: date) -> dict[date, str]:
    """Each day off from `since` on with its name: from an iCalendar text, whole or a piece of one, or from lines such as
    "2026-12-25 Christmas Day". All-day events count, over all their days and, where they come yearly, for six years;
    Invalid where there is none."""
    found = _events(text, since) if "VEVENT" in text.upper() else _lines(text)
    kept = {day: name for day, name in sorted(found.items()) if day >= since}
    if not kept:
        raise Invalid(
            "There is no coming day off in it. Wanted are the all-day events of an .ics file, or lines like “2026-12-25 Christmas Day”."
        )
    if len(kept) > MOST_DAYS:
        raise Invalid(f"{len(kept):,} days off are too many; at most {MOST_DAYS:,} fit.")
    return kept


def keep(session: Session, team_id: str, days: dict[date, str], *, forget: bool = False) -> None:
    """Adds the days to the team's holidays; with `forget` they replace the old ones."""
    if forget:
        session.execute(delete(Holiday).where(col(Holiday.team_id) == team_id))
    for day, name in days.items():
        session.merge(Holiday(team_id=team_id, day=day, name=name))
    session.flush()


def add(database: Database, *, text: str, at: datetime, forget: bool = False) -> int:
    """Adds the calendar's days to every team of this database, from the command line; returns how many there are in it."""
    days = read(text, since=at.date())
    with database.write() as session:
        for team_id in session.exec(select(Team.id)).all():
            keep(session, team_id, days, forget=forget)
            audit.write(
                session, at=at, actor="command line", action="team.holidays", object=f"team:{team_id}",
                details={"holidays_added": len(days), "holidays_forgotten": forget},
            )  # fmt: skip
    return len(days)


def take(desk: Desk, *, actor: Actor, file: File, forget: bool = False) -> str:
    """Adds the days off of a calendar file to the team's holidays; with `forget` they replace the old ones. Gives the
    sentence that says which; Invalid where there are none."""
    authorize(actor, "manage")
    days = read(text_of(file.content), since=desk.clock().date())
    with desk.database.write() as session:
        keep(session, actor.team_id, days, forget=forget)
        audit.write(
            session, at=desk.clock(), actor=actor.id, action="team.holidays", object=f"team:{actor.team_id}",
            details={"holidays_added": len(days), "holidays_forgotten": forget},
        )  # fmt: skip
    first, last = next(iter(days)), next(reversed(days))
    many = f"{len(days):,} days off are" if len(days) > 1 else "One day off is"
    until = f" to {last:%-d %B %Y}" if len(days) > 1 else ""
    return f"{many} on record, from {first:%-d %B %Y} ({shortened(days[first] or 'no name', 60)}){until}."


def from_day(session: Session, team_id: str, day: date) -> Sequence[Holiday]:
    """The team's holidays from `day` on, the next first."""
    return session.exec(select(Holiday).where(Holiday.team_id == team_id, Holiday.day >= day).order_by(col(Holiday.day))).all()


def _lines(text: str) -> dict[date, str]:
    found = {}
    for line in text.splitlines():
        dated = DATED.match(line.strip())
        if dated:
            try:
                found[date(int(dated[1]), int(dated[2]), int(dated[3]))] = _named(dated[4])
            except ValueError:
                raise Invalid(f"{dated[1]}-{dated[2]}-{dated[3]} is no date.") from None
    return found


def _events(text: str, since: date) -> dict[date, str]:
    from icalendar import Calendar  # Only here, and only when somebody gives a calendar: importing it takes a moment.

    found: dict[date, str] = {}
    events = _cut(text.replace("\r\n", "\n"))
    if len(events) > MOST_EVENTS:
        raise Invalid(f"{len(events):,} events are too many; at most {MOST_EVENTS:,} fit. Take a calendar of holidays alone.")
    for event in events:
        if len(event) > LONGEST_TEXT:
            raise Invalid("An event in it is too long to be a day off. Take a calendar of holidays alone.")
        wrapped = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//pressdesk//\n" + event + "\nEND:VCALENDAR\n"
        try:
            parts = Calendar.from_ical(wrapped.replace("\n", "\r\n")).walk("VEVENT")
            for part in parts:
                _add(found, part, since)
        except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
            raise Invalid("That is no whole calendar: an event in it can't be read.") from None
    return found


def _cut(text: str) -> list[str]:
    """The events of a calendar, each from its first word to its last, in one pass over the text."""
    found, begin = [], None
    for edge in EDGE.finditer(text):
        if edge[1].upper() == "BEGIN":
            begin = edge.start() if begin is None else begin
        elif begin is not None:
            found.append(text[begin : edge.end()])
            begin = None
    return found


def _add(found: dict[date, str], event: Any, since: date) -> None:
    begin = event.decoded("DTSTART", None)
    if not isinstance(begin, date) or isinstance(begin, datetime):
        return  # An event at an hour is a meeting, no day off.
    if begin.year > since.year + LATEST:
        return
    until = event.decoded("DTEND", None)
    days = (until - begin).days if isinstance(until, date) and not isinstance(until, datetime) else 1
    name = _named(str(event.get("SUMMARY", "")))
    rule = event.get("RRULE")
    yearly = bool(rule) and [str(one).upper() for one in rule.get("FREQ", [])] == ["YEARLY"] and not rule.get("BYDAY")
    years = range(max(begin.year, since.year), since.year + YEARS_AHEAD) if yearly else [begin.year]
    for year in years:
        first = _in_year(begin, year)
        for number in range(min(max(days, 1), LONGEST_EVENT)):
            if first is not None:
                found[first + timedelta(days=number)] = name


def _named(text: str) -> str:
    return shortened(one_line(text.replace("\x00", "")), 200)


def _in_year(day: date, year: int) -> date | None:
    """The same day of another year; 29 February has none in most."""
    try:
        return day.replace(year=year)
    except ValueError:
        return None

"""Checklists: what has to be done by when, planned back from the day of an event in working days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot import deadlines
from bot.clocks import Hours
from bot.errors import Invalid
from bot.models import EventKind
from bot.text import one_line, taken

ADVISORY, CALLS, THANKS = "advisory", "calls", "coverage"
MOST = 40
FARTHEST = 250  # Working days: a year.
Item = dict[str, Any]

_ADVISORY = "Media advisory goes out"
_AGAIN = "Media advisory goes out again"
_ROUND = "Call round: who comes?"
_AFTER = "Thank-yous, and what ran"
# Days are working days from the event's: -7 is the seventh before it.
DEFAULTS: dict[EventKind, tuple[tuple[int, str, str], ...]] = {
    EventKind.PRESS_CONFERENCE: (
        (-14, "Venue booked, with access, power and sound", ""), (-10, "Spokespeople confirmed", ""),
        (-10, "Press list chosen, invitations planned", ""), (-7, _ADVISORY, ADVISORY),
        (-5, "Statement, press pack and Q&A approved", ""), (-3, _ROUND, CALLS), (-1, _AGAIN, ADVISORY),
        (-1, "Briefing and rehearsal with the speakers", ""), (-1, "Signs, sound, name plates, sign-in list", ""), (1, _AFTER, THANKS),
    ),
    EventKind.EVENT: (
        (-14, "Venue and permissions", ""), (-10, "Speakers and contributors confirmed, consent in writing", ""),
        (-7, _ADVISORY, ADVISORY), (-3, _ROUND, CALLS), (-1, _AGAIN, ADVISORY), (-1, "Speakers briefed", ""), (1, _AFTER, THANKS),
    ),
    EventKind.RELEASE: (
        (-7, "Release drafted, facts checked", ""), (-5, "Release approved", ""), (-3, "Press list chosen, embargo offers made", ""),
        (-1, "Spokespeople briefed and free on the day", ""), (1, "What ran, and was it right?", THANKS),
    ),
    EventKind.AWARENESS_DAY: (),
}  # fmt: skip

_OFFSET = re.compile(
    r"^(?:t|d)?\s*(?P<sign>[-–—−+])\s*(?P<days>\d{1,3})(?:\s*(?:working\s+|business\s+)?days?)?$", re.IGNORECASE
)
_SPOKEN = re.compile(
    r"^(?:(?P<days>\d{1,3})|the|one|a)?\s*(?:working\s+|business\s+)?(?P<unit>days?|weeks?)\s+(?P<way>before|after)(?:\s+.*)?$",
    re.IGNORECASE,
)
_ON_THE_DAY = re.compile(r"^(?:t|d)?\s*[-+]?\s*0$|^[td]$|^(?:on\s+)?(?:the|that|same)\s+day(?:\s+itself)?$", re.IGNORECASE)


def planned(kind: EventKind, hours: Hours, *, day: date, owner_id: str, today: date) -> list[Item]:
    """The checklist that an event of this kind begins with. What would have been due already is due today."""
    return [
        item(hours, number=number, days=days, what=what, owner_id=owner_id, day=day, today=today, kind=kind_of)
        for number, (days, what, kind_of) in enumerate(DEFAULTS[kind], start=1)
    ]


def item(
    hours: Hours, *, number: int, days: int, what: str, owner_id: str, day: date, today: date, kind: str = ""
) -> Item:  # fmt: skip
    """One thing to do, `days` working days from the event's."""
    due = max(day_at(hours, day, days), today)
    return {
        "id": number, "days": days, "due": due.isoformat(), "what": what, "owner": owner_id, "done": None, "by": None, "kind": kind,
    }  # fmt: skip


def moved(items: Sequence[Mapping[str, Any]], hours: Hours, *, day: date, today: date) -> list[Item]:
    """The checklist for another day: what is not done moves with the event, what is done stays as it was."""
    return [
        dict(one) if one["done"] else {**one, "due": max(day_at(hours, day, one["days"]), today).isoformat()} for one in items
    ]


def restored(before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> list[Item]:
    """The checklist as it was planned before, with what was ticked since."""
    ticked = {one["id"]: {name: one[name] for name in ("done", "by")} for one in now}
    return [{**one, **ticked.get(one["id"], {})} for one in before]


def day_at(hours: Hours, day: date, days: int) -> date:
    """The working day so many from `day`; 0 is the day itself, whatever day that is."""
    step = timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        for _ in range(400):
            day += step
            if hours.works_on(day):
                break
    return day


def days_between(hours: Hours, day: date, other: date) -> int:
    """How many working days `other` is from `day`, negative before it: a day off counts as the working day before it."""
    if other == day:
        return 0
    first, last = min(day, other), max(day, other)
    between = sum(hours.works_on(first + timedelta(days=number)) for number in range(1, (last - first).days + 1))
    if other > day:
        return max(between, 1)
    # Counted from the event back: its own day does not count, the other one does.
    return -max(between - hours.works_on(day) + hours.works_on(other), 1)


def read_days(text: str, hours: Hours, *, day: date, reference: datetime) -> int:
    """ "T-5", "3 days before", "the day after", "on the day", or a date: as working days from the event's. Invalid (field `due`)
    where it can't be read."""
    said = one_line(taken(text, what="When", most=100, field="due"))
    if _ON_THE_DAY.match(said):
        return 0
    if found := _OFFSET.match(said):
        days = int(found["days"]) * (1 if found["sign"] == "+" else -1)
    elif found := _SPOKEN.match(said):
        many = int(found["days"] or 1) * (5 if found["unit"].lower().startswith("week") else 1)
        days = many if found["way"].lower() == "after" else -many
    else:
        at = deadlines.resolve(said, reference=reference, zone=hours.zone) if said else None
        if at is None:
            wrong = "Say it like “T-5”, “3 days before”, “the day after”, or a date."
            raise Invalid(wrong, due=wrong)
        days = days_between(hours, day, at.astimezone(ZoneInfo(hours.zone)).date())
    if abs(days) > FARTHEST:
        raise Invalid("That is too far away.", due=f"At most {FARTHEST} working days from the event.")
    return days


def said(days: int) -> str:
    """How many working days from the event, as people write it: T-7, T, T+1."""
    return f"T{days:+d}" if days else "T"

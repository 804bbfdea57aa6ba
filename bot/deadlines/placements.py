"""The day a mention means: its weekday, its date, what follows when the two disagree, and days counted on."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from bot.deadlines.atoms import Clock, Day, Mention, Weekday
from bot.deadlines.calendars import Placed, Setting, business_days_on, dated, nth_day, shift


def anchored(mention: Mention) -> bool:
    return (
        (mention.day is not None and mention.day.kind != "rel")
        or mention.weekday is not None
        or (mention.day is not None and bool(mention.span and (mention.span.days or mention.span.months)))
    )


def place_day(mention: Mention, setting: Setting, today: date) -> Placed | None:
    placed = _plain_day(mention, setting, today)
    if placed and mention.span and anchored(mention):
        span = mention.span
        if mention.slots[0] == "span" and mention.weekday and "anchor" not in mention.slots:
            return Placed(business_days_on(today, int(span.days)) if span.business else shift(today, span))
        moved = business_days_on(placed.day, int(span.days)) if span.business else shift(placed.day, span)
        return replace(placed, day=moved, others=())
    return placed


def _plain_day(mention: Mention, setting: Setting, today: date) -> Placed | None:
    day, weekday = mention.day, mention.weekday
    if day is None and weekday is None:
        return Placed(today, fixed=False)
    if day is None and weekday is not None:
        return _place_weekday(weekday, today, setting, bare=mention.clock is None)
    if day is None:
        return None
    if day.kind == "rel":
        return Placed(today + timedelta(days=day.n))
    if day.kind == "nth":
        return nth_day(day, today)
    if day.kind == "business":
        return Placed(business_days_on(today, day.n))
    if day.kind == "dom":
        return _day_of_month(mention, day, weekday, setting, today)
    placed = dated(day, setting, today)
    if placed and weekday is not None and day.kind in ("date", "numeric"):
        return _agree(placed, weekday, day, today)
    return placed


def _place_weekday(weekday: Weekday, today: date, setting: Setting, *, bare: bool = False) -> Placed:
    ahead = (weekday.n - today.weekday()) % 7
    if weekday.mod == "last" or (setting.past and not weekday.mod and not weekday.shift):
        return Placed(today - timedelta(days=(today.weekday() - weekday.n) % 7 or 7))
    if weekday.shift and weekday.mod == "next":
        monday = today - timedelta(days=today.weekday())
        return Placed(monday + timedelta(days=7 * (1 + weekday.shift) + weekday.n))
    if weekday.shift:
        return Placed(today + timedelta(days=ahead + 7 * weekday.shift), why="a week after the coming one")
    if weekday.mod == "next":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
        following = monday + timedelta(days=weekday.n)
        coming = today + timedelta(days=ahead or 7)
        if coming < following:
            return Placed(
                following,
                why="next read as in the week after this one",
                others=(coming,),
                question=f"Next {following:%A}: the {coming.day} or the {following.day} {following:%B}?",
            )
        return Placed(following)
    day = today + timedelta(days=ahead)
    if ahead == 0 and (weekday.mod == "coming" or (weekday.mod != "this" and setting.forward and bare)):
        return Placed(day + timedelta(days=7))
    if ahead == 0 and weekday.mod != "this":
        return Placed(
            day, why="today is that weekday", others=(day + timedelta(days=7),), question=f"{day:%A}: today, or in a week?"
        )
    return Placed(day)


def _day_of_month(mention: Mention, day: Day, weekday: Weekday | None, setting: Setting, today: date) -> Placed | None:
    near = _next_day_of_month(today, day.n, back=setting.past)
    if weekday is None:
        return Placed(near) if near else None
    matching = _next_match(today, day.n, weekday.n)
    limit = 3650 if setting.forward else 35
    if matching and (matching - today).days <= limit and not (setting.past and not setting.forward):
        return Placed(matching)
    if near and setting.past and near.weekday() == weekday.n:
        return Placed(near)
    if mention.hour_or_day:
        mention.clock, mention.day = Clock(mention.hour_or_day, sure=False), None
        return _place_weekday(weekday, today, setting)
    recent = _next_day_of_month(today, day.n, back=True)
    if recent and recent.weekday() == weekday.n and (today - recent).days <= 31:
        return Placed(recent)
    if near is None:
        return Placed(matching) if matching else None
    return _agree(Placed(near), weekday, day, today)


def _next_day_of_month(today: date, number: int, *, back: bool = False) -> date | None:
    year, month = today.year, today.month
    for _ in range(14):
        if number <= monthrange(year, month)[1]:
            found = date(year, month, number)
            if (found <= today) if back else (found >= today):
                return found
        month += -1 if back else 1
        if not 1 <= month <= 12:
            year, month = (year - 1, 12) if month < 1 else (year + 1, 1)
    return None


def _next_match(today: date, number: int, weekday: int) -> date | None:
    found: date | None = today
    for _ in range(40):
        if found is None:
            return None
        found = _next_day_of_month(found, number)
        if found and found.weekday() == weekday:
            return found
        found = found + timedelta(days=1) if found else None
    return None


def _agree(placed: Placed, weekday: Weekday, day: Day, today: date) -> Placed:
    """A weekday and a date that disagree: the earlier of the two that is not past, and a question."""
    if placed.day.weekday() == weekday.n:
        return replace(placed, question=None, others=()) if not day.edge else placed
    for other in placed.others:
        if other.weekday() == weekday.n:
            return Placed(other, why="day and month by the weekday")
    offset = (weekday.n - placed.day.weekday() + 3) % 7 - 3
    by_weekday = placed.day + timedelta(days=offset)
    pair = sorted({placed.day, by_weekday})
    first = next((d for d in pair if d >= today), pair[0])
    rest = tuple(d for d in pair if d != first)
    spoken = f"{by_weekday:%A}"
    return Placed(
        first,
        why="weekday and date disagree, the earlier taken",
        others=rest,
        question=f"{placed.day.day} {placed.day:%B} is a {placed.day:%A}: {spoken} the {by_weekday.day} or {placed.day:%A} the {placed.day.day}?",
    )

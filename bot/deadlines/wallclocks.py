"""The time on the wall on a placed day: the bare hour that makes sense, parts of the day, a day without a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.deadlines import parts
from bot.deadlines.atoms import Clock, Mention
from bot.deadlines.calendars import Placed, Setting
from bot.deadlines.prepositions import BY

CLOSE = time(17, 0)  # Close of business; a bare day is due by then, so that nobody finds out at midnight.


@dataclass(frozen=True)
class Instant:
    """A placed mention."""

    at: datetime
    grain: str
    confidence: str = "high"
    why: str = ""
    question: str | None = None
    alternatives: tuple[tuple[str, datetime], ...] = ()


def on_clock(mention: Mention, placed: Placed, setting: Setting, base: datetime, zone) -> Instant | None:  # type: ignore[no-untyped-def]
    if mention.clock is not None:
        return _at_clock(mention, mention.clock, placed, setting, base, zone)
    if mention.part:
        return _at_part(mention, placed, setting, base, zone)
    return _at_day(mention, placed, setting, base, zone)


def _instant(moment: time, placed: Placed, grain: str, zone: ZoneInfo, why: str = "", *, low: bool = False) -> Instant:
    at = datetime.combine(placed.day, moment, zone)
    others = tuple((f"{d:%a} {d.day} {d:%b} {moment:%H:%M}", datetime.combine(d, moment, zone)) for d in placed.others)
    unsure = low or bool(placed.question)
    return Instant(at, grain, "low" if unsure else "high", join_whys(placed.why, why), placed.question, others)


def _at_clock(mention: Mention, clock: Clock, placed: Placed, setting: Setting, base: datetime, zone: ZoneInfo) -> Instant:
    options = _hours(mention, clock, placed, base, setting)
    now = base.replace(tzinfo=None)
    moments = [time(hour, clock.minute, clock.second) for hour in options]
    if placed.fixed:
        today = placed.day == base.date()
        live = [m for m in moments if datetime.combine(placed.day, m) >= now] if today and not setting.past else moments
        moment = live[0] if live else moments[-1]
        if today and not live and placed.others:
            # "Wednesday 5pm" said on a Wednesday evening is the next one.
            return _instant(moment, Placed(placed.others[0]), "minute", zone, "today's has passed")
        found = _instant(moment, placed, "minute", zone, low=len(live) > 1 and moment.hour < 8)
        if len(live) > 1 and found.confidence == "low" and not found.question:
            other = datetime.combine(placed.day, live[1], zone)
            return replace(
                found,
                question=f"{moment:%H:%M} or {live[1]:%H:%M}?",
                alternatives=((f"{live[1]:%H:%M}", other),),
                why=join_whys(found.why, f"read as {moment:%H:%M}"),
            )
        if not clock.sure and moment.hour >= 12:
            found = replace(found, why=join_whys(found.why, f"read as {moment:%H:%M}"))
        return found
    return _rolling(moments, clock, placed, setting, now, zone, bare=mention.prep in BY)


def _rolling(
    moments: list[time], clock: Clock, placed: Placed, setting: Setting, now: datetime, zone: ZoneInfo, *, bare: bool
) -> Instant:
    """No day was said: the next time the clock shows this, at an hour people work."""
    tomorrow = placed.day + timedelta(days=1)
    if setting.past:
        earlier = [datetime.combine(placed.day, m) for m in moments if datetime.combine(placed.day, m) <= now]
        at = earlier[-1] if earlier else datetime.combine(placed.day - timedelta(days=1), moments[-1])
        return Instant(at.replace(tzinfo=zone), "minute")
    if bare and len(moments) > 1:
        # "By 11" said in the evening is tomorrow's 11:00; nobody waits for a press office after 22:00.
        moments = [m for m in moments if m <= time(22, 0)] or moments
    ahead = sorted(at for day in (placed.day, tomorrow) for m in moments if (at := datetime.combine(day, m)) >= now)
    at = ahead[0].replace(tzinfo=zone)
    why = "" if clock.sure else f"read as {at:%H:%M}"
    if at.date() == placed.day:
        others = (
            tuple((f"{o:%a %H:%M}", o.replace(tzinfo=zone)) for o in ahead[1:2]) if not clock.sure and at.hour >= 20 else ()
        )
        return Instant(at, "minute", "low" if others else "high", why, f"{ahead[0]:%H:%M} today?" if others else None, others)
    passed = datetime.combine(placed.day, at.time(), zone)
    return Instant(
        at,
        "minute",
        "low",
        join_whys(why, "today's has passed, so tomorrow"),
        f"{at:%a} {at.day} {at:%b}?",
        ((f"today {at:%H:%M}, already past", passed),),
    )


def _hours(mention: Mention, clock: Clock, placed: Placed, base: datetime, setting: Setting) -> list[int]:
    """The hours a clock can mean, the likeliest first."""
    hour = clock.hour % 24
    if clock.sure:
        if mention.part in parts.PM_PARTS and hour < 12 and mention.part not in ("lunch", "night", "tonight", "EOD", "COB"):
            return [hour + 12] if hour >= 1 and mention.part.endswith(("afternoon", "evening")) else [hour]
        return [hour]
    if mention.part in parts.AM_PARTS:
        return [hour % 12 if hour == 12 else hour]
    if mention.part == "lunch":
        return [hour if hour in (11, 12) else hour + 12]
    if mention.part == "midnight":
        return [0 if hour == 12 else hour]
    if mention.part in parts.PM_PARTS:
        return [12 if hour == 12 else hour + 12]
    morning, evening = (0, 12) if hour == 12 else (hour, hour + 12)
    if setting.embargo and hour != 12:
        return [morning]
    if hour == 12 or hour <= 6:
        return [evening]
    if not placed.fixed or placed.day == base.date():
        return [morning, evening]
    return [morning, evening] if hour in (7,) else [morning]


def _at_part(mention: Mention, placed: Placed, setting: Setting, base: datetime, zone: ZoneInfo) -> Instant:
    (hour, minute), (late_hour, late_minute), why = parts.PARTS[mention.part]
    start, end = time(hour, minute), time(late_hour, late_minute)
    now = base.replace(tzinfo=None)
    if mention.part == "midnight":
        return _midnight(mention, placed, setting, now, zone, why)
    if not setting.past and placed.day == base.date():
        if datetime.combine(placed.day, start) >= now:
            return _instant(start, placed, "part", zone, why)
        if datetime.combine(placed.day, end) > now:
            moment = end
            return _instant(moment, placed, "part", zone, f"{why.split(' read')[0]} read as {moment:%H:%M}, the rest of it")
        if not placed.fixed or placed.others:
            day = placed.others[0] if placed.others else placed.day + timedelta(days=1)
            while mention.part == "COB" and day.weekday() > 4 and not placed.others:
                day += timedelta(days=1)
            return replace(_instant(start, Placed(day), "part", zone, join_whys(why, "today's has passed")), confidence="low")
    return _instant(start, placed, "part", zone, why)


def _midnight(mention: Mention, placed: Placed, setting: Setting, now: datetime, zone: ZoneInfo, why: str) -> Instant:
    if (
        setting.forward
        and mention.prep not in ("by", "before", "until", "till")
        and (not placed.fixed or (mention.day is not None and mention.day.kind == "date" and "at" in (mention.prep,)))
    ):
        day = placed.day if placed.fixed else placed.day + timedelta(days=1)
        return Instant(datetime.combine(day, time(0, 0), zone), "part", why="midnight, the start of that day")
    return _instant(time(23, 59), placed, "part", zone, why)


def _at_day(mention: Mention, placed: Placed, setting: Setting, base: datetime, zone: ZoneInfo) -> Instant:
    day = placed.day
    why = "no time given, read as 17:00"
    before = mention.prep in ("before", "b4", "ahead", "avant", "antes", "vor", "prima", "voor")
    if before and placed.grain == "day" and mention.day is not None and mention.day.kind == "rel" and mention.day.n == 0:
        before = False
    if before and not setting.forward and placed.grain in ("day", "month", "week") and not placed.closing and day > base.date():
        if placed.grain == "week" and mention.day is not None and mention.day.kind == "weekend":
            day -= timedelta(days=1)
        day -= timedelta(days=1)
        placed = replace(placed, day=day, others=())
        why = "before that day, so 17:00 the day before"
    elif (
        mention.prep == "by"
        and mention.day is not None
        and mention.day.kind == "weekend"
        and not mention.day.edge
        and not setting.forward
    ):
        placed = replace(placed, day=max(day - timedelta(days=2), base.date()))
        why = "by the weekend, so Friday 17:00"
    moment = CLOSE
    if placed.day == base.date() and base.time() >= CLOSE and not setting.past:
        moment, why = time(23, 59), "no time given, read as the end of the day"
    return _instant(moment, placed, placed.grain, zone, why)


def join_whys(*parts: str) -> str:
    return "; ".join(part for part in parts if part)

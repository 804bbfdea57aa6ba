"""A mention placed in the calendar: wall clock, zone, business habits, and what to ask where the words are ambiguous."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.deadlines import words, zones
from bot.deadlines.atoms import Clock, Day, Span, Weekday
from bot.deadlines.mentions import Mention

CLOSE = time(17, 0)  # Close of business; a bare day is due by then, so that nobody finds out at midnight.
_RECENT = 60  # A date without a year that lay this many days back is meant as past, not as next year's.


@dataclass(frozen=True)
class Setting:
    """What an expression is read against."""

    reference: datetime  # aware
    zone: str  # the desk's
    day_first: bool | None = None
    forward: bool = False  # one expression typed by a person: never a past date
    past: bool = False  # the sentence speaks of what has been
    embargo: bool = False  # embargoes end early in the day: "6:00" is the morning


@dataclass(frozen=True)
class Instant:
    """A placed mention."""

    at: datetime
    grain: str
    confidence: str = "high"
    why: str = ""
    question: str | None = None
    alternatives: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True)
class _Placed:
    """A calendar day and what is uncertain about it."""

    day: date
    grain: str = "day"
    why: str = ""
    question: str | None = None
    others: tuple[date, ...] = ()
    fixed: bool = True  # False: no day was said, the clock may roll over to the next one
    closing: bool = False  # an end ("end of March"): due at close of business


def place(mention: Mention, setting: Setting) -> Instant | None:
    """The instant a mention means, or None where the calendar has no such day."""
    zone_name, zone_question, zone_options = _zone(mention, setting)
    zone = zones.clock_of(zone_name)
    base = setting.reference.astimezone(zone)
    try:
        if mention.span and not _anchored(mention):
            return _from_span(mention, mention.span, setting, base)
        placed = _day(mention, setting, base.date())
        if placed is None:
            return None
        found = _on_clock(mention, placed, setting, base, zone)
    except (OverflowError, ValueError):
        return None
    if found and zone_question:
        others = tuple((label, found.at.replace(tzinfo=zones.clock_of(name))) for label, name in zone_options)
        return _ask_zone(found, others, zone_question, setting)
    return found


def _ask_zone(found: Instant, others: tuple[tuple[str, datetime], ...], question: str, setting: Setting) -> Instant:
    if setting.zone == "Europe/Dublin":
        first, rest = others[0], others[1:]
    else:
        ordered = sorted(others, key=lambda pair: pair[1])
        live = [pair for pair in ordered if pair[1] >= setting.reference] or ordered
        first = live[0]
        rest = tuple(pair for pair in ordered if pair is not first)
    return replace(found, at=first[1], confidence="low", why=_join(found.why, f"IST read as {first[0]} time"), question=question,
                   alternatives=tuple(rest))


def _zone(mention: Mention, setting: Setting) -> tuple[str, str | None, tuple[tuple[str, str], ...]]:
    if not mention.zone:
        return setting.zone, None, ()
    if mention.zone == zones.AMBIGUOUS_IST:
        options = zones.ist_candidates(setting.zone)
        return options[0][1], "IST: Irish, Indian or Israel time?", options
    return zones.place_clock(mention.zone, desk=setting.zone), None, ()


def _anchored(mention: Mention) -> bool:
    return (mention.day is not None and mention.day.kind != "rel") or mention.weekday is not None or (
        mention.day is not None and bool(mention.span and (mention.span.days or mention.span.months)))


# ---- spans -------------------------------------------------------------------------------------------------------

def _from_span(mention: Mention, span: Span, setting: Setting, base: datetime) -> Instant:
    if span.business:
        day = _business_days_on(base.date(), int(span.days))
        moment = min(base.time().replace(tzinfo=None), CLOSE)
        return Instant(datetime.combine(day, moment, base.tzinfo), "day", why=f"{int(span.days)} working days on")
    if span.days or span.months:
        moved = _shift(base.date(), span)
        part_of_day = span.days - int(span.days)
        at = datetime.combine(moved, base.time(), base.tzinfo) + timedelta(days=part_of_day)
        at = _elapsed(at, span.seconds)
        if mention.clock or mention.part:
            found = _on_clock(mention, _Placed(moved), setting, base, base.tzinfo)
            if found:
                return found
        return Instant(at, "minute" if span.seconds else "day", "low" if span.vague else "high", "counted from when it was sent")
    return Instant(_elapsed(base, span.seconds), "minute", "low" if span.vague else "high", "counted from when it was sent")


def _elapsed(at: datetime, seconds: float) -> datetime:
    if not seconds:
        return at
    utc = at.astimezone(zones.clock_of("UTC")) + timedelta(seconds=seconds)
    return utc.astimezone(at.tzinfo)


def _shift(day: date, span: Span) -> date:
    if span.months:
        index = day.year * 12 + day.month - 1 + span.months
        year, month = divmod(index, 12)
        day = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return day + timedelta(days=int(span.days))


def _business_days_on(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day


# ---- days --------------------------------------------------------------------------------------------------------

def _day(mention: Mention, setting: Setting, today: date) -> _Placed | None:
    placed = _plain_day(mention, setting, today)
    if placed and mention.span and _anchored(mention):
        span = mention.span
        if mention.slots[0] == "span" and mention.weekday and "anchor" not in mention.slots:
            return _Placed(_business_days_on(today, int(span.days)) if span.business else _shift(today, span))
        moved = _business_days_on(placed.day, int(span.days)) if span.business else _shift(placed.day, span)
        return replace(placed, day=moved, others=())
    return placed


def _plain_day(mention: Mention, setting: Setting, today: date) -> _Placed | None:
    day, weekday = mention.day, mention.weekday
    if day is None and weekday is None:
        return _Placed(today, fixed=False)
    if day is None and weekday is not None:
        return _weekday(weekday, today, setting, bare=mention.clock is None)
    if day is None:
        return None
    if day.kind == "rel":
        return _Placed(today + timedelta(days=day.n))
    if day.kind == "business":
        return _Placed(_business_days_on(today, day.n))
    if day.kind == "dom":
        return _day_of_month(mention, day, weekday, setting, today)
    placed = _dated(day, setting, today)
    if placed and weekday is not None and day.kind in ("date", "numeric"):
        return _agree(placed, weekday, day, today)
    return placed


def _weekday(weekday: Weekday, today: date, setting: Setting, *, bare: bool = False) -> _Placed:
    ahead = (weekday.n - today.weekday()) % 7
    if weekday.mod == "last" or (setting.past and not weekday.mod and not weekday.shift):
        return _Placed(today - timedelta(days=(today.weekday() - weekday.n) % 7 or 7))
    if weekday.shift:
        return _Placed(today + timedelta(days=ahead + 7 * weekday.shift), why="a week after the coming one")
    if weekday.mod == "next":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
        following = monday + timedelta(days=weekday.n)
        coming = today + timedelta(days=ahead or 7)
        if coming < following:
            return _Placed(following, why="next read as in the week after this one", others=(coming,),
                           question=f"Next {following:%A}: the {coming.day} or the {following.day} {following:%B}?")
        return _Placed(following)
    day = today + timedelta(days=ahead)
    if ahead == 0 and (weekday.mod == "coming" or (weekday.mod != "this" and setting.forward and bare)):
        return _Placed(day + timedelta(days=7))
    if ahead == 0 and weekday.mod != "this":
        return _Placed(day, why="today is that weekday", others=(day + timedelta(days=7),),
                       question=f"{day:%A}: today, or in a week?")
    return _Placed(day)


def _day_of_month(mention: Mention, day: Day, weekday: Weekday | None, setting: Setting, today: date) -> _Placed | None:
    near = _next_day_of_month(today, day.n, back=setting.past)
    if weekday is None:
        return _Placed(near) if near else None
    matching = _next_match(today, day.n, weekday.n)
    limit = 3650 if setting.forward else 35
    if matching and (matching - today).days <= limit and not (setting.past and not setting.forward):
        return _Placed(matching)
    if near and setting.past and near.weekday() == weekday.n:
        return _Placed(near)
    if mention.hour_or_day:
        mention.clock, mention.day = Clock(mention.hour_or_day, sure=False), None
        return _weekday(weekday, today, setting)
    recent = _next_day_of_month(today, day.n, back=True)
    if recent and recent.weekday() == weekday.n and (today - recent).days <= 31:
        return _Placed(recent)
    if near is None:
        return _Placed(matching) if matching else None
    return _agree(_Placed(near), weekday, day, today)


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


def _agree(placed: _Placed, weekday: Weekday, day: Day, today: date) -> _Placed:
    """A weekday and a date that disagree: the earlier of the two that is not past, and a question."""
    if placed.day.weekday() == weekday.n:
        return replace(placed, question=None, others=()) if not day.edge else placed
    for other in placed.others:
        if other.weekday() == weekday.n:
            return _Placed(other, why="day and month by the weekday")
    offset = (weekday.n - placed.day.weekday() + 3) % 7 - 3
    by_weekday = placed.day + timedelta(days=offset)
    pair = sorted({placed.day, by_weekday})
    first = next((d for d in pair if d >= today), pair[0])
    rest = tuple(d for d in pair if d != first)
    spoken = f"{by_weekday:%A}"
    return _Placed(first, why="weekday and date disagree, the earlier taken", others=rest,
                   question=f"{placed.day.day} {placed.day:%B} is a {placed.day:%A}: {spoken} the {by_weekday.day} or {placed.day:%A} the {placed.day.day}?")


def _dated(day: Day, setting: Setting, today: date) -> _Placed | None:
    if day.kind == "date":
        found = _year_for(day.month, day.day, day.year, setting, today)
        return _Placed(found) if found else None
    if day.kind == "numeric":
        return _numeric(day, setting, today)
    if day.kind == "named":
        return _named_month(day, setting, today)
    return _stretch(day, today)


def _year_for(month: int, number: int, year: int, setting: Setting, today: date) -> date | None:
    if year:
        return _date(year, month, number)
    options = [d for y in range(today.year - 8 * setting.past - 1, today.year + 9) if (d := _date(y, month, number))]
    before = [d for d in options if d < today]
    ahead = [d for d in options if d >= today]
    if setting.past and before:
        return before[-1] if not (ahead and ahead[0] == today) else today
    if not setting.forward and before and (today - before[-1]).days <= _RECENT:
        return before[-1]
    return ahead[0] if ahead else None


def _date(year: int, month: int, number: int) -> date | None:
    if not 1 <= month <= 12 or not 1 <= number <= monthrange(year, month)[1]:
        return None
    return date(year, month, number)


_MONTH_FIRST = ("US/", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
                "America/Anchorage", "America/Detroit", "America/Boise", "America/Indiana", "America/Kentucky", "America/North_Dakota",
                "America/Adak", "America/Juneau", "America/Sitka", "America/Nome", "America/Menominee", "America/Yakutat",
                "America/Metlakatla", "America/Puerto_Rico", "Pacific/Honolulu", "Pacific/Guam", "Asia/Manila", "EST5EDT", "CST6CDT",
                "MST7MDT", "PST8PDT", "UTC/none")
_CANADA = ("America/Toronto", "America/Vancouver", "America/Edmonton", "America/Winnipeg", "America/Halifax", "America/St_Johns",
           "America/Regina", "America/Moncton", "America/Montreal", "Canada/", "America/Whitehorse", "America/Yellowknife")


def day_first_in(zone: str) -> bool:
    """Whether 5/6 means 5 June where the desk is; the United States and the Philippines write the month first."""
    return not zone.startswith(_MONTH_FIRST)


def _numeric(day: Day, setting: Setting, today: date) -> _Placed | None:
    day_first = setting.day_first if setting.day_first is not None else day_first_in(setting.zone)
    either = setting.day_first is None and setting.zone.startswith(_CANADA)
    if day.edge == "dmy" and (day.year or setting.day_first is not False):
        day_first, either = True, False
    first = _year_for(day.day, day.n, day.year, setting, today) if day.day <= 12 else None
    second = _year_for(day.n, day.day, day.year, setting, today) if day.n <= 12 else None
    usual, other = (first, second) if day_first else (second, first)
    if usual is None or other is None or usual == other:
        found = usual or other
        return _Placed(found) if found else None
    if setting.past:
        return _Placed(usual)
    if either and usual >= today and other >= today:
        early, late = sorted((usual, other))
        return _Placed(early, why="day and month could be either way round, the earlier taken", others=(late,),
                       question=f"{early.day} {early:%B} or {late.day} {late:%B}?")
    if usual < today <= other and not setting.forward and (other - today).days <= 300:
        return _Placed(other, why="read the other way round, because the usual way it is past", others=(),
                       question=f"{other.day} {other:%B}?" if not either else None)
    return _Placed(usual)


def _named_month(day: Day, setting: Setting, today: date) -> _Placed | None:
    year = day.year
    if not year:
        passed = day.month < today.month or (day.month == today.month and day.edge == "start" and today.day > 10)
        year = today.year + (1 if passed else 0)
        if setting.past and day.month > today.month:
            year = today.year - 1
    last = monthrange(year, day.month)[1]
    if day.edge == "end":
        return _Placed(date(year, day.month, last), why="the last day of the month", closing=True)
    if day.edge == "mid":
        return _Placed(date(year, day.month, 15), "month", why="the middle of the month read as the 15th")
    first = date(year, day.month, 1)
    if first < today and not day.year:
        first = today
    return _Placed(first, "month", why="the first day of the month")


def _stretch(day: Day, today: date) -> _Placed | None:
    if day.kind == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * day.n)
        if day.n == 0 and today.weekday() > 4:
            monday += timedelta(days=7)
        offset = {"start": 0, "mid": 2}.get(day.edge, 4)
        found = max(monday + timedelta(days=offset), today)
        why = {"start": "the start of that week", "mid": "the middle of the week read as Wednesday"}.get(day.edge, "end of the week read as Friday")
        return _Placed(found, "week", why=why, closing=True)
    if day.kind == "weekend":
        saturday = today + timedelta(days=(5 - today.weekday()) % 7 if today.weekday() != 6 else -1) + timedelta(days=7 * day.n)
        return _Placed(saturday + timedelta(days=1), "week", why="the weekend read as up to Sunday")
    if day.kind == "month":
        year, month = divmod(today.year * 12 + today.month - 1 + day.n, 12)
        if day.edge == "start":
            return _Placed(date(year, month + 1, 1), "month", why="the first day of the month")
        if day.edge == "mid":
            return _Placed(date(year, month + 1, 15), "month", why="the middle of the month read as the 15th")
        return _Placed(date(year, month + 1, monthrange(year, month + 1)[1]), "month", why="the last day of the month", closing=True)
    if day.kind == "quarter" and day.edge == "end":
        month = (today.month - 1) // 3 * 3 + 3
        return _Placed(date(today.year, month, monthrange(today.year, month)[1]), "month", why="the last day of the quarter", closing=True)
    if day.kind == "quarter":
        return _Placed(_shift(today, Span(months=3)), "month")
    if day.kind == "year":
        found = date(today.year, 12, 31) if day.edge == "end" else date(today.year + day.n, 1, 1)
        return _Placed(found, "month", why="the last day of the year" if day.edge == "end" else "the first day of the year", closing=True)
    return None


# ---- clocks ------------------------------------------------------------------------------------------------------

def _on_clock(mention: Mention, placed: _Placed, setting: Setting, base: datetime, zone) -> Instant | None:  # type: ignore[no-untyped-def]
    if mention.clock is not None:
        return _at_clock(mention, mention.clock, placed, setting, base, zone)
    if mention.part:
        return _at_part(mention, placed, setting, base, zone)
    return _at_day(mention, placed, setting, base, zone)


def _instant(moment: time, placed: _Placed, grain: str, zone: ZoneInfo, why: str = "", *, low: bool = False) -> Instant:
    at = datetime.combine(placed.day, moment, zone)
    others = tuple((f"{d:%a} {d.day} {d:%b} {moment:%H:%M}", datetime.combine(d, moment, zone)) for d in placed.others)
    unsure = low or bool(placed.question)
    return Instant(at, grain, "low" if unsure else "high", _join(placed.why, why), placed.question, others)


def _at_clock(mention: Mention, clock: Clock, placed: _Placed, setting: Setting, base: datetime, zone: ZoneInfo) -> Instant:
    options = _hours(mention, clock, placed, base, setting)
    now = base.replace(tzinfo=None)
    moments = [time(hour, clock.minute, clock.second) for hour in options]
    if placed.fixed:
        today = placed.day == base.date()
        live = [m for m in moments if datetime.combine(placed.day, m) >= now] if today and not setting.past else moments
        moment = live[0] if live else moments[-1]
        if today and not live and placed.others:
            # "Wednesday 5pm" said on a Wednesday evening is the next one.
            return _instant(moment, _Placed(placed.others[0]), "minute", zone, "today's has passed")
        found = _instant(moment, placed, "minute", zone, low=len(live) > 1 and moment.hour < 8)
        if len(live) > 1 and found.confidence == "low" and not found.question:
            other = datetime.combine(placed.day, live[1], zone)
            return replace(found, question=f"{moment:%H:%M} or {live[1]:%H:%M}?", alternatives=((f"{live[1]:%H:%M}", other),),
                           why=_join(found.why, f"read as {moment:%H:%M}"))
        if not clock.sure and moment.hour >= 12:
            found = replace(found, why=_join(found.why, f"read as {moment:%H:%M}"))
        return found
    return _rolling(moments, clock, placed, setting, now, zone)


def _rolling(moments: list[time], clock: Clock, placed: _Placed, setting: Setting, now: datetime, zone: ZoneInfo) -> Instant:
    """No day was said: the next time the clock shows this, at an hour people work."""
    tomorrow = placed.day + timedelta(days=1)
    if setting.past:
        earlier = [datetime.combine(placed.day, m) for m in moments if datetime.combine(placed.day, m) <= now]
        at = earlier[-1] if earlier else datetime.combine(placed.day - timedelta(days=1), moments[-1])
        return Instant(at.replace(tzinfo=zone), "minute")
    ahead = sorted(at for day in (placed.day, tomorrow) for m in moments if (at := datetime.combine(day, m)) >= now)
    at = ahead[0].replace(tzinfo=zone)
    why = "" if clock.sure else f"read as {at:%H:%M}"
    if at.date() == placed.day:
        others = tuple((f"{o:%a %H:%M}", o.replace(tzinfo=zone)) for o in ahead[1:2]) if not clock.sure and at.hour >= 20 else ()
        return Instant(at, "minute", "low" if others else "high", why, f"{ahead[0]:%H:%M} today?" if others else None, others)
    passed = datetime.combine(placed.day, at.time(), zone)
    return Instant(at, "minute", "low", _join(why, "today's has passed, so tomorrow"), f"{at:%a} {at.day} {at:%b}?",
                   ((f"today {at:%H:%M}, already past", passed),))


def _hours(mention: Mention, clock: Clock, placed: _Placed, base: datetime, setting: Setting) -> list[int]:
    """The hours a clock can mean, the likeliest first."""
    hour = clock.hour % 24
    if clock.sure:
        if mention.part in words.PM_PARTS and hour < 12 and mention.part not in ("lunch", "night", "tonight", "EOD", "COB"):
            return [hour + 12] if hour >= 1 and mention.part.endswith(("afternoon", "evening")) else [hour]
        return [hour]
    if mention.part in words.AM_PARTS:
        return [hour % 12 if hour == 12 else hour]
    if mention.part == "lunch":
        return [hour if hour in (11, 12) else hour + 12]
    if mention.part == "midnight":
        return [0 if hour == 12 else hour]
    if mention.part in words.PM_PARTS:
        return [12 if hour == 12 else hour + 12]
    morning, evening = (0, 12) if hour == 12 else (hour, hour + 12)
    if setting.embargo and hour != 12:
        return [morning]
    if hour == 12 or hour <= 6:
        return [evening]
    if not placed.fixed or placed.day == base.date():
        return [morning, evening]
    return [morning, evening] if hour in (7,) else [morning]


def _at_part(mention: Mention, placed: _Placed, setting: Setting, base: datetime, zone: ZoneInfo) -> Instant:
    (hour, minute), (late_hour, late_minute), why = words.PARTS[mention.part]
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
            return replace(_instant(start, _Placed(day), "part", zone, _join(why, "today's has passed")), confidence="low")
    return _instant(start, placed, "part", zone, why)


def _midnight(mention: Mention, placed: _Placed, setting: Setting, now: datetime, zone: ZoneInfo, why: str) -> Instant:
    if setting.forward and mention.prep not in ("by", "before", "until", "till") and (not placed.fixed or (
            mention.day is not None and mention.day.kind == "date" and "at" in (mention.prep,))):
        day = placed.day if placed.fixed else placed.day + timedelta(days=1)
        return Instant(datetime.combine(day, time(0, 0), zone), "part", why="midnight, the start of that day")
    return _instant(time(23, 59), placed, "part", zone, why)


def _at_day(mention: Mention, placed: _Placed, setting: Setting, base: datetime, zone: ZoneInfo) -> Instant:
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
    elif mention.prep == "by" and mention.day is not None and mention.day.kind == "weekend" and not mention.day.edge and not setting.forward:
        placed = replace(placed, day=max(day - timedelta(days=2), base.date()))
        why = "by the weekend, so Friday 17:00"
    moment = CLOSE
    if placed.day == base.date() and base.time() >= CLOSE and not setting.past:
        moment, why = time(23, 59), "no time given, read as the end of the day"
    return _instant(moment, placed, placed.grain, zone, why)


def _join(*parts: str) -> str:
    return "; ".join(part for part in parts if part)

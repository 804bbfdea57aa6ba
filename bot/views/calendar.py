"""The forward calendar on screen: day by day, empty days together, what clashes, and the choice of how far ahead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.authority import NEEDS, RANK, Actor
from bot.events.calendar import Calendar, Entry, What
from bot.text import shortened
from bot.views.blocks import Block, Part, actions, bold, bullets, button, line, modal, note, rich, sure

MARK = {
    What.RELEASE: "📣 Release", What.EMBARGO: "⏳ Embargo ends", What.PRESS_CONFERENCE: "🎤 Press conference", What.EVENT: "📍 Event",
    What.INTERVIEW: "🎙️ Interview", What.AWARENESS: "🎗️",
}  # fmt: skip
OPENS = {"event": "event_open", "statement": "statement_edit", "inquiry": "inquiry_show", "interview": "interview_open"}
LABELS = {"week": "Week", "month": "Month", "quarter": "3 months"}
MOST = 85  # Of the hundred blocks that a modal holds.
BUTTONS = 10


def shown(found: Calendar, actor: Actor) -> Block:
    """The calendar as a modal."""
    blocks: list[Block] = [
        rich(line(bold(f"{_day(found.first)} to {_day(found.last, year=True)}"), f"  · times in {found.zone.replace('_', ' ')}")),
        _choice(found),
    ]  # fmt: skip
    for block in _days(found):
        if len(blocks) >= MOST:
            blocks.append(note("More stands on the later days: choose a shorter span, or turn the page."))
            break
        blocks.append(block)
    if not [one for one in found.entries if one.what != What.AWARENESS]:
        blocks.append(
            note("Nothing of ours is planned. *Plan an event* here; releases under embargo and interviews come by themselves.")
        )
    return modal("Forward calendar", [*blocks, _foot(found, actor)])


def _choice(found: Calendar) -> Block:
    since = found.first.isoformat()
    spans = [
        button(f"✓ {label}" if found.span == name else label, f"calendar_span:{name}", f"{name}:{since}")
        for name, label in LABELS.items()
    ]
    before, after = (found.first + timedelta(days=step) for step in (-found.days, found.days))
    turns = (
        [button("← Earlier", "calendar_turn:back", f"{found.span}:{before.isoformat()}")] if found.first > found.today else []
    )
    turns.append(button("Later →", "calendar_turn:on", f"{found.span}:{after.isoformat()}"))
    return actions(*spans, *turns, block_id="calendar_choice")


def _days(found: Calendar) -> Iterator[Block]:
    empty: list[Day] = []
    for number in range(found.days):
        day = found.first + timedelta(days=number)
        entries = found.on(day)
        if not entries and day not in found.off:
            empty.append(day)
            continue
        yield from _nothing(empty)
        empty = []
        off = f" · day off: {found.off[day] or 'holiday'}" if day in found.off else ""
        today = " · today" if day == found.today else ""
        sections = [line(bold(f"{_day(day)}{today}"), off)]
        yield rich(*sections, *([bullets(_entry(one, found.zone) for one in entries)] if entries else []))
        steps = [_open(one) for one in entries if one.opens is not None][:BUTTONS]
        if steps:
            yield actions(*steps, block_id=f"calendar_day:{day.isoformat()}")
    yield from _nothing(empty)


def _entry(one: Entry, zone: str) -> list[Part]:
    at = f"{one.at.astimezone(ZoneInfo(zone)):%H:%M}  " if one.at else ""
    until = f"–{one.ends.astimezone(ZoneInfo(zone)):%H:%M}" if one.ends and one.minutes else ""
    lock = "🔒 " if one.confidential else ""
    name = f"{one.reference} " if one.reference else ""
    place = f" · {shortened(one.place, 80)}" if one.place else ""
    clash: list[Part] = [bold(f"  ⚠️ clashes with {', '.join(one.clashes)}")] if one.clashes else []
    time: list[Part] = [bold(at.rstrip() + until + "  ")] if at else []
    return [*time, f"{lock}{MARK[one.what]} {name}", shortened(one.title, 200), place, *clash]


def _open(one: Entry) -> Block:
    assert one.opens is not None
    noun, number = one.opens
    return button(one.reference or "Open", f"{OPENS[noun]}:{number}", str(number))


def _nothing(days: list[Day]) -> Iterator[Block]:
    if days:
        span = _day(days[0]) if len(days) == 1 else f"{_day(days[0])} to {_day(days[-1])}"
        yield note(f"{span}: nothing")


def _foot(found: Calendar, actor: Actor) -> Block:
    steps = [button("Plan an event", "event_new", style="primary")] if actor.rank >= RANK[NEEDS["work"]] else []
    steps.append(button("Calendar file", "calendar_file:open", "0"))
    if found.confidential:
        ask = sure(
            "With confidential dates?", "Whoever sees your calendar sees them, too. Keep the file to yourself and share no calendar it is in.", "Send it",
        )  # fmt: skip
        steps.append(button("… with what is confidential", "calendar_file:all", "1", sure=ask))
    return actions(*steps, block_id="calendar_foot")


def _day(day: Day, *, year: bool = False) -> str:
    return f"{day:%a %-d %b %Y}" if year else f"{day:%a %-d %b}"

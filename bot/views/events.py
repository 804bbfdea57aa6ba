"""Events on screen: the card, all of one event, the list, and the reminder of what is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.authority import NEEDS, RANK, Actor
from bot.events import checklists
from bot.events.guestlists import Guest
from bot.events.record import EventPage, EventRecord
from bot.models import EventKind, PressEvent, PressEventStep
from bot.text import one_line, shortened
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    date,
    divider,
    escaped,
    fallback,
    header,
    italic,
    line,
    modal,
    note,
    rich,
    section,
    sure,
)

KIND = {
    EventKind.PRESS_CONFERENCE: "🎤 Press conference", EventKind.EVENT: "📍 Event", EventKind.AWARENESS_DAY: "🎗️ Awareness day",
    EventKind.RELEASE: "📣 Release date",
}  # fmt: skip
ANSWER = {"yes": "✅ yes", "maybe": "🤔 maybe", "no": "❌ no", "": "⏳ no answer"}
CONFIDENTIAL = "🔒 Confidential: only those named on it know of it"
NEXT, STEPS, OUTLETS = 3, 10, 25


def when(event: PressEvent, *, short: bool = False) -> list[Part]:
    """When it is, on the wall clock where it takes place; a time in the reader's own as well, unless it is `short`."""
    local = event.starts_at.astimezone(ZoneInfo(event.zone))
    if event.all_day:
        return [f"{local:%A %-d %B %Y}"]
    if short:
        return [f"{local:%A %-d %B %Y, %H:%M} ({event.zone.replace('_', ' ')})"]
    return [
        f"{local:%A %-d %B %Y, %H:%M}", f" ({event.zone.replace('_', ' ')}), {length(event.minutes)} · ",
        italic("yours: "), date(event.starts_at, "{date_short} {time}"),
    ]  # fmt: skip


def length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part)


def card(record: EventRecord, now: datetime) -> list[Block]:
    """The event's one card, edited in place."""
    event = record.event
    if not record.is_on:
        because = f": {event.cancelled_because}" if event.cancelled_because else ""
        return [
            rich(line(bold(f"🚫 {record.reference}  {event.title}")), line("Called off", shortened(because, 300), " · was ", *when(event))),
            actions(button("Open", f"event_open:{record.id}", str(record.id)), block_id=f"event_card:{record.id}"),
        ]  # fmt: skip
    blocks = [rich(line(bold(f"{KIND[event.kind]} {record.reference}  "), event.title), line(*when(event)), *_where(record))]
    if event.confidential:
        blocks.insert(0, note(CONFIDENTIAL))
    blocks.append(note(_state(record, now)))
    if record.todo:
        blocks.append(rich(bullets(item_line(record, one, now) for one in record.todo[:NEXT])))
    return [*blocks, actions(*_steps(record, now), block_id=f"event_card:{record.id}")]


def card_text(record: EventRecord) -> str:
    """What a notification of the card says: of a confidential one nothing but that it is there."""
    if record.event.confidential:
        return f"{record.reference}: a confidential event"
    return fallback(f"{record.reference}: {record.event.title}{'' if record.is_on else ' (called off)'}")


def shown(record: EventRecord, actor: Actor, now: datetime, said: str = "", clashes: Sequence[str] = ()) -> Block:
    """All of one event, as a modal. `clashes` name what takes place at the same time."""
    event, may_work = record.event, actor.rank >= RANK[NEEDS["work"]]
    blocks: list[Block] = [rich(line(bold(said)))] if said else []
    blocks += card(record, now)[:-1]
    warnings = [*record.warnings, *([f"At the same time: {', '.join(clashes)}."] if clashes else [])]
    blocks += [note(escaped(f"⚠️ {one}")) for one in warnings if record.is_on]
    about: list[Sequence[Part]] = [[bold("Owner: "), record.name(event.owner_id)]]
    if event.speakers:
        about.append([bold("Speakers: "), ", ".join(event.speakers)])
    if event.confidential:
        about.append([bold("Named: "), ", ".join(record.name(one) for one in event.named)])
    if record.statement is not None:
        status = record.statement.status.value.replace("_", " ")
        about.append(
            [bold("Release: " if event.kind == EventKind.RELEASE else "Advisory: "), f"{record.statement.reference} · {status}"]
        )
    blocks.append(rich(*(line(*one) for one in about)))
    blocks += _tools(record, may_work=may_work)
    if event.run:
        rows = [[bold(f"{one['at']}  "), one["what"], f" – {one['who']}" if one.get("who") else ""] for one in event.run]
        blocks.append(rich(line(bold("Run of show")), bullets(rows)))
    if record.guests:
        blocks.append(rich(line(bold("Answers, by outlet")), bullets(_by_outlet(record.guests))))
    blocks.append(rich(line(bold("History")), bullets(_step(record, one) for one in record.steps[-STEPS:])))
    return modal(f"Event {record.reference}", blocks)


def listing(page: EventPage, actor: Actor, now: datetime) -> Block:
    """A page of the events, with what can be begun."""
    title = "Events to come" if page.which == "coming" else "Over or called off"
    blocks: list[Block] = [header(f"{title}: {page.total}")]
    if not page.records:
        said = "Nothing is planned. *Plan an event* starts with a checklist, counted back from the day." if page.which == "coming" else "Nothing yet."  # fmt: skip
        blocks.append(section(said))
    for record in page.records:
        event, lock = record.event, "🔒 " if record.event.confidential else ""
        off = "" if record.is_on else " · called off"
        blocks += [
            rich(line(bold(f"{lock}{KIND[event.kind].split()[0]} {record.reference}  "), event.title), line(*when(event, short=True), off)),
            section(_state(record, now), button("Open", f"event_open:{record.id}", str(record.id))), divider(),
        ]  # fmt: skip
    turns = [
        button(label, f"events_turn:{way}", f"{page.which}:{number}")
        for label, way, number in (("← Back", "back", page.page - 1), ("More →", "more", page.page + 1))
        if 1 <= number <= page.pages
    ]
    other = ("Over or called off", "past") if page.which == "coming" else ("To come", "coming")
    plan = [button("Plan an event", "event_new", style="primary")] if actor.rank >= RANK[NEEDS["work"]] else []
    buttons = [
        *plan,
        *turns,
        button(other[0], "events_turn:which", f"{other[1]}:1"),
        button("Forward calendar", "calendar_open"),
    ]
    return modal("Events", [*blocks, actions(*buttons)])


def advisory_button(record: EventRecord) -> Block:
    """Opens the advisory (of a release date the release) that belongs to it, or the form of a new one, filled from the event."""
    if record.statement is not None:
        return button(f"Open {record.statement.reference}", f"statement_edit:{record.statement.id}", str(record.statement.id))
    what = "release" if record.event.kind == EventKind.RELEASE else "advisory"
    return button(f"Write the {what}", f"event_advisory:{record.id}", str(record.id))


def item_line(record: EventRecord, item: dict[str, Any], now: datetime) -> list[Part]:
    """One thing to do: by when, what, whose."""
    mark = "☑️" if item["done"] else "🔴" if record.late(item, now) else "⬜"
    due = Day.fromisoformat(item["due"])
    late: Part = bold("past due, ") if record.late(item, now) else ""
    return [
        f"{mark} {item['what']} · ",
        late,
        f"{checklists.said(item['days'])}, {due:%a %-d %b} · {record.name(item['owner'])}",
    ]


def _where(record: EventRecord) -> list[Block]:
    return [line("Where: ", shortened(record.event.venue, 300))] if record.event.venue else []


def _state(record: EventRecord, now: datetime) -> str:
    event, counts = record.event, record.counts
    parts = []
    if event.checklist:
        done = len(event.checklist) - len(record.todo)
        late = sum(record.late(one, now) for one in record.todo)
        parts.append(f"*{done} of {len(event.checklist)}* done" + (f", 🔴 *{late} past due*" if late else ""))
    if counts.invited:
        parts.append(
            f"{counts.invited} invited, {counts.called} called: {counts.yes} yes, {counts.maybe} maybe, {counts.no} no"
        )
    elif record.has_guests:
        parts.append("nobody is invited yet")
    if counts.came:
        parts.append(f"*{counts.came} came*, of {counts.outlets} outlet{'s' if counts.outlets != 1 else ''}")
    return " · ".join(parts) or "a date on the forward calendar"


def _by_outlet(guests: Sequence[Guest]) -> list[list[Part]]:
    """Each outlet with what its people said and who came."""
    rows: dict[str, list[str]] = {}
    for one in guests:
        name = f"{one.name}: " if one.journalist else ""
        extra = "".join((f" ({one.row.note})" if one.row.note else "", ", came" if one.row.came else ""))
        rows.setdefault(one.at or "No outlet", []).append(f"{name}{ANSWER[one.row.answer]}{extra}")
    found: list[list[Part]] = [[bold(f"{outlet}  "), shortened(" · ".join(said), 300)] for outlet, said in rows.items()]
    more: list[Part] = [f"and {len(found) - OUTLETS} more outlets"]
    return [*found[:OUTLETS], *([more] if len(found) > OUTLETS else [])]


def _steps(record: EventRecord, now: datetime) -> list[Block]:
    value = str(record.id)
    steps = [button("Open", f"event_open:{value}", value)]
    if record.event.checklist:
        steps.append(button("Checklist", f"event_checklist:{value}", value))
    if record.has_guests:
        today = record.today(now) >= record.day
        steps.append(button("Guests and call round", f"event_round:{value}", value, style=None if today else "primary"))
        if record.guests and today:
            steps.append(button("Check in", f"event_door:{value}", value, style="primary"))
    return steps


def _tools(record: EventRecord, *, may_work: bool) -> list[Block]:
    value, event = str(record.id), record.event
    looks = (
        [button("Checklist", f"event_checklist:{value}", value)]
        if event.checklist or event.kind != EventKind.AWARENESS_DAY
        else []
    )
    if record.has_guests:
        looks.append(button("Guests and call round", f"event_round:{value}", value))
    if record.has_guests and record.is_on:
        looks.append(button("Check in", f"event_door:{value}", value))
    file = button("Calendar file", f"event_file:{value}", value)
    if not may_work:
        return [actions(*looks, file, block_id="event_tools")]
    if not record.is_on:
        return [actions(button("Put it on again", f"event_reinstate:{value}", value), *looks, file, block_id="event_tools")]
    if event.kind != EventKind.AWARENESS_DAY:
        looks.append(advisory_button(record))
    steps = [button("Edit or move…", f"event_edit:{value}", value), file]
    if record.undoable is not None:
        ask = sure(
            "Take the last change back?", shortened(one_line(record.undoable.text), 250) or "The last change.", "Take it back"
        )
        steps.append(button("Undo", f"event_undo:{value}", f"{value}:{record.undoable.id}", sure=ask))
    steps.append(button("Call it off…", f"event_cancel_open:{value}", value, style="danger"))
    return [*([actions(*looks, block_id="event_tools")] if looks else []), actions(*steps, block_id="event_tools_more")]


def _step(record: EventRecord, one: PressEventStep) -> list[Part]:
    undone = " (taken back)" if one.undone else ""
    return [date(one.at), f"  {record.name(one.actor_id)} {shortened(one_line(one.text), 250)}{undone}"]

"""Events: planned, edited, moved, called off; their checklist, advisory and calendar file."""

from __future__ import annotations

import re
from typing import Any

from bot import teams
from bot.authority import authorize
from bot.errors import Invalid
from bot.events import calendar, changes, entries, papers, tasks
from bot.events import record as records
from bot.events.entries import EventEntry
from bot.events.record import EventRecord, Which
from bot.models import EventKind
from bot.views import event_forms as forms
from bot.views import events as views
from handlers import incoming
from handlers.actors import meet
from handlers.carried import carried
from handlers.panes import put
from handlers.requests import Listeners, Request
from handlers.statements import advisory_view


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"events_turn:\w+"), turn)
    listeners.action("event_new", new)
    listeners.action(re.compile(r"event_open:\d+"), open_event)
    listeners.action(re.compile(r"event_back:\d+"), back)
    listeners.action(re.compile(r"event_edit:\d+"), edit)
    listeners.submission("event_save", save)
    listeners.action(re.compile(r"event_undo:\d+"), undo)
    listeners.action(re.compile(r"event_cancel_open:\d+"), cancel_form)
    listeners.submission("event_cancel", cancel)
    listeners.action(re.compile(r"event_reinstate:\d+"), reinstate)
    listeners.action(re.compile(r"event_file:\d+"), send_file)
    listeners.action(re.compile(r"event_advisory:\d+"), advisory)
    listeners.action(re.compile(r"event_checklist:\d+"), checklist)
    listeners.action(re.compile(r"event_tick:\d+:\d+"), tick)
    listeners.action(re.compile(r"event_item:\d+:\d+"), item_form)
    listeners.submission("event_item_save", save_item)
    listeners.action(re.compile(r"event_item_drop:\d+:\d+"), drop_item)


def from_command(request: Request) -> None:
    """`/press events`, `events past`, `events new [title]`, `events E-3`."""
    text = incoming.plain((request.body.get("text") or "").strip()[len("events") :]).translate(incoming.QUOTES).strip(' "')
    first, _, rest = text.partition(" ")
    if first.casefold() == "new":
        return _begin(request, rest.strip()[:250])
    if text and text.casefold() != "past":
        if not records.REFERENCE.fullmatch(text):
            raise Invalid("Say `events`, `events past`, `events E-3`, or `events new` with a title behind it.")
        record = records.by_reference(request.desk, actor=request.actor, reference=text)
        return put(request, _shown(request, record))
    put(request, _listing(request, "past" if text else "coming", 1))


def _listing(request: Request, which: Which, page: int) -> dict[str, Any]:
    found = records.listing(request.desk, actor=request.actor, which=which, page=page)
    return views.listing(found, request.actor, request.desk.clock())


def turn(request: Request) -> None:
    which, _, page = request.value.partition(":")
    put(request, _listing(request, "past" if which == "past" else "coming", int(page)))


def new(request: Request) -> None:
    _begin(request, "")


def _begin(request: Request, title: str) -> None:
    authorize(request.actor, "work")
    entry = EventEntry(title=title, owner_id=request.actor.id)
    view = _form(request, entry)
    request.ack()
    request.show(view)


def _form(request: Request, entry: EventEntry, event_id: int = 0) -> dict[str, Any]:
    zone = teams.choices(request.desk, request.actor).zone
    with request.desk.database.read() as session:
        people = entries.registered(session, request.actor.team_id)
    return forms.form(entry, people, zone=zone, event=event_id)


def open_event(request: Request) -> None:
    view = _shown(request, _record(request, int(request.value)))
    request.ack()
    request.show(view)


def back(request: Request) -> None:
    put(request, _shown(request, _record(request, int(request.value))))


def edit(request: Request) -> None:
    authorize(request.actor, "work")
    record = _record(request, int(request.value))
    put(request, _form(request, entries.entry_of(record.event), record.id))


def save(request: Request) -> None:
    """Plans it, or keeps what was changed."""
    event_id, entry = carried(request)["e"], _entry(request)
    if event_id:
        record = changes.save(request.desk, actor=request.actor, event_id=event_id, entry=entry)
    else:
        record = changes.add(request.desk, actor=request.actor, entry=entry)
    put(request, _shown(request, record, "Saved." if event_id else f"Planned as {record.reference}."))


def _entry(request: Request) -> EventEntry:
    form, team_id = request.form, request.actor.team_id
    people = [form.user("owner") or request.actor.user_id, *form.users("named")]
    meet(request.desk, request.client, team_id, people)
    with request.desk.database.read() as session:
        register = {str(one.id): one.name for one in entries.registered(session, team_id)}
    speakers = [register[one] for one in form.options("speakers") if one in register]
    owner, *named = (f"slack:{team_id}:{user}" for user in people)
    minutes = form.option("minutes")
    return EventEntry(
        EventKind(form.option("kind") or EventKind.PRESS_CONFERENCE), form.text("title"), form.text("when"),
        int(minutes) if minutes is not None else 60, form.text("zone"), form.text("venue"),
        (*speakers, *form.text("other_speakers").splitlines()), form.text("run"), owner, bool(form.options("confidential")),
        frozenset(named),
    )  # fmt: skip


def undo(request: Request) -> None:
    event_id, step_id = _numbers(request)
    record = changes.undo(request.desk, actor=request.actor, event_id=event_id, step_id=step_id)
    put(request, _shown(request, record, "Taken back."))


def cancel_form(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, forms.cancel_form(_record(request, int(request.value))))


def cancel(request: Request) -> None:
    record = changes.cancel(
        request.desk, actor=request.actor, event_id=carried(request)["e"], because=request.form.text("because")
    )
    put(request, _shown(request, record, "Called off."))


def reinstate(request: Request) -> None:
    record = changes.reinstate(request.desk, actor=request.actor, event_id=int(request.value))
    put(request, _shown(request, record, "It is on again."))


def send_file(request: Request) -> None:
    """The calendar file, into the person's messages."""
    papers.send(request.desk, actor=request.actor, event_id=int(request.value), request_id=request.body["trigger_id"])
    request.ack()
    request.say(
        "The calendar file comes to your messages with me. When the event is moved or called off, the new one comes by itself."
    )


def advisory(request: Request) -> None:
    """The form of its media advisory, filled from the event; the one that is there already where there is one."""
    authorize(request.actor, "work")
    record = _record(request, int(request.value))
    view = advisory_view(request, record)
    request.ack()
    request.show(view)


def checklist(request: Request) -> None:
    put(request, _checklist(request, _record(request, int(request.value))))


def tick(request: Request) -> None:
    """Ticks an item, in the checklist or in a reminder, which shows it by the work this leaves."""
    event_id, item_id, done = _numbers(request)
    record = tasks.tick(request.desk, actor=request.actor, event_id=event_id, item_id=item_id, done=bool(done))
    if request.in_modal:
        return put(request, _checklist(request, record))
    request.ack()


def item_form(request: Request) -> None:
    authorize(request.actor, "work")
    event_id, item_id = _numbers(request)
    record = _record(request, event_id)
    item = next((one for one in record.event.checklist if one["id"] == item_id), None)
    put(request, forms.item_form(record, item, request.actor))


def save_item(request: Request) -> None:
    told, form, team_id = carried(request), request.form, request.actor.team_id
    owner = form.user("owner") or request.actor.user_id
    meet(request.desk, request.client, team_id, [owner])
    record = tasks.put(
        request.desk, actor=request.actor, event_id=told["e"], item_id=told["i"] or None, what=form.text("what"),
        due=form.text("due"), owner_id=f"slack:{team_id}:{owner}",
    )  # fmt: skip
    put(request, _checklist(request, record, "Saved."))


def drop_item(request: Request) -> None:
    event_id, item_id = _numbers(request)
    record = tasks.drop(request.desk, actor=request.actor, event_id=event_id, item_id=item_id)
    put(request, _checklist(request, record, "Taken off the list."))


def _record(request: Request, event_id: int) -> EventRecord:
    return records.get(request.desk, actor=request.actor, event_id=event_id)


def _shown(request: Request, record: EventRecord, said: str = "") -> dict[str, Any]:
    clashes = calendar.clashing(request.desk, actor=request.actor, record=record)
    return views.shown(record, request.actor, request.desk.clock(), said, clashes)


def _checklist(request: Request, record: EventRecord, said: str = "") -> dict[str, Any]:
    return forms.checklist(record, request.actor, request.desk.clock(), said)


def _numbers(request: Request) -> list[int]:
    return [int(one) for one in request.value.split(":")]

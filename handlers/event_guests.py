"""Guests of events: invited, called one by one, and checked in at the door."""

from __future__ import annotations

import re

from bot import presslists
from bot.authority import authorize
from bot.events import guests
from bot.events import record as records
from bot.events.guests import Invited
from bot.events.record import EventRecord
from bot.text import shortened
from bot.views import event_forms as forms
from bot.views import event_guests as views
from handlers.carried import carried
from handlers.panes import put
from handlers.requests import Listeners, Request

OFFERED = 100  # As many options as a Slack menu holds.


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"event_round:\d+"), call_round)
    listeners.action(re.compile(r"event_round_turn:\w+"), turn_round)
    listeners.action(re.compile(r"event_called:\d+:\d+"), called)
    listeners.action(re.compile(r"event_answer_\w+:\d+:\d+"), answer)
    listeners.action(re.compile(r"event_guest:\d+:\d+"), guest_form)
    listeners.submission("event_guest_save", save_guest)
    listeners.action(re.compile(r"event_uninvite:\d+:\d+"), uninvite)
    listeners.action(re.compile(r"event_invite_open:\d+"), invite_form)
    listeners.action(re.compile(r"event_walk_in:\d+"), walk_in_form)
    listeners.submission("event_invite", invite)
    listeners.action(re.compile(r"event_door:\d+"), door)
    listeners.action(re.compile(r"event_door_turn:\w+"), turn_door)
    listeners.action(re.compile(r"event_came:\d+:\d+"), came)


def call_round(request: Request) -> None:
    put(request, views.call_round(_record(request, int(request.value)), request.actor))


def turn_round(request: Request) -> None:
    event_id, which, page = request.value.split(":")
    put(request, views.call_round(_record(request, int(event_id)), request.actor, which=which, page=int(page)))


def called(request: Request) -> None:
    event_id, guest_id, way, which, page = request.value.split(":")
    record = guests.call(request.desk, actor=request.actor, event_id=int(event_id), guest_id=int(guest_id), called=way == "1")
    put(request, views.call_round(record, request.actor, which=which, page=int(page)))


def answer(request: Request) -> None:
    event_id, guest_id, said, which, page = request.value.split(":")
    record = guests.answer(request.desk, actor=request.actor, event_id=int(event_id), guest_id=int(guest_id), said=said)
    put(request, views.call_round(record, request.actor, which=which, page=int(page)))


def guest_form(request: Request) -> None:
    authorize(request.actor, "work")
    event_id, guest_id = (int(one) for one in request.value.split(":"))
    record = _record(request, event_id)
    found = next((one for one in record.guests if one.id == guest_id), None)
    put(request, forms.guest_form(record, found) if found else views.call_round(record, request.actor))


def save_guest(request: Request) -> None:
    told = carried(request)
    record = guests.annotate(
        request.desk, actor=request.actor, event_id=told["e"], guest_id=told["g"], note=request.form.text("note")
    )
    put(request, views.call_round(record, request.actor, said="Saved."))


def uninvite(request: Request) -> None:
    event_id, guest_id = (int(one) for one in request.value.split(":"))
    record = guests.uninvite(request.desk, actor=request.actor, event_id=event_id, guest_id=guest_id)
    put(request, views.call_round(record, request.actor, said="Taken off the guest list."))


def invite_form(request: Request) -> None:
    authorize(request.actor, "work")
    lists = presslists.listing(request.desk, actor=request.actor)[:OFFERED]
    offered = {str(one.id): f"{shortened(one.name, 60)} ({one.count})" for one in lists}
    put(request, forms.invite_form(_record(request, int(request.value)), offered))


def walk_in_form(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, forms.invite_form(_record(request, int(request.value)), {}, door=True))


def invite(request: Request) -> None:
    """Puts people on the guest list, or notes who stands at the door."""
    told, form = carried(request), request.form
    chosen = form.option("list")
    listed = presslists.get(request.desk, actor=request.actor, list_id=int(chosen)) if chosen else None
    done = guests.invite(
        request.desk, actor=request.actor, event_id=told["e"], typed=form.text("others"), came=bool(told["d"]),
        journalist_ids=[one.id for one in listed.people] if listed else (),
    )  # fmt: skip
    if told["d"]:
        return put(request, views.door(done.record, request.actor, said="Noted."))
    put(request, views.call_round(done.record, request.actor, said=_told(done, listed.blocked if listed else 0)))


def _told(done: Invited, blocked: int) -> str:
    parts = [f"{len(done.new)} invited." if done.new else "Nobody new."]
    if done.there:
        parts.append(f"{done.there} were on the list already.")
    if many := blocked + len(done.blocked):
        parts.append(f"{many} left out: they must not be contacted.")
    return " ".join(parts)


def door(request: Request) -> None:
    put(request, views.door(_record(request, int(request.value)), request.actor))


def turn_door(request: Request) -> None:
    event_id, page = (int(one) for one in request.value.split(":"))
    put(request, views.door(_record(request, event_id), request.actor, page=page))


def came(request: Request) -> None:
    event_id, guest_id, way, page = (int(one) for one in request.value.split(":"))
    record = guests.check_in(request.desk, actor=request.actor, event_id=event_id, guest_id=guest_id, came=bool(way))
    put(request, views.door(record, request.actor, page=page))


def _record(request: Request, event_id: int) -> EventRecord:
    return records.get(request.desk, actor=request.actor, event_id=event_id)

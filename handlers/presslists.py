"""Press lists: saved filters and hand-picked ones; people put on them and left out; handed out, deleted, brought back."""

from __future__ import annotations

import re
from typing import Any

from bot import presslists
from bot.authority import authorize
from bot.presslists import FIELDS, Filter
from bot.text import folded
from bot.views import presslists as views
from handlers import incoming
from handlers.carried import carried
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("presslists_open", open_all)
    listeners.action("presslist_new", new)
    listeners.action(re.compile(r"presslist_(?:look:\d+|page:\w+)"), open_list)
    listeners.action(re.compile(r"presslist_edit:\d+"), edit)
    listeners.action(re.compile(r"presslist_filter:\w+"), choose)
    listeners.submission("presslist_save", save)
    listeners.action(re.compile(r"presslist_add:\d+"), adding)
    listeners.submission("presslist_add", add)
    listeners.action(re.compile(r"presslist_(?:out|in):\d+"), turn)
    listeners.action(re.compile(r"presslist_undo:\d+"), undo)
    listeners.action(re.compile(r"presslist_delete:\d+"), delete)
    listeners.action(re.compile(r"presslist_back:\d+"), bring_back)
    listeners.action(re.compile(r"presslist_export:\d+:\w+"), export)


def from_command(request: Request) -> None:
    """`/press lists`, `/press lists health`: all of them, or the one that is meant."""
    words = folded(incoming.plain((request.body.get("text") or "").strip()[len("lists") :]).translate(incoming.QUOTES)).strip()
    found = presslists.listing(request.desk, actor=request.actor)
    meant = [one for one in found if set(words.split()) <= set(folded(one.name).split())] if words else found
    if words and len(meant) == 1:
        return put(request, _card(request, meant[0].id))
    said = "" if meant or not words else "No list is called so; these are there."
    put(request, views.listing(meant or found, request.actor, said if found else ""))


def open_all(request: Request) -> None:
    put(request, views.listing(presslists.listing(request.desk, actor=request.actor), request.actor))


def _card(request: Request, list_id: int, *, page: int = 1, said: str = "") -> dict[str, Any]:
    return views.card(presslists.get(request.desk, actor=request.actor, list_id=list_id), request.actor, page=page, said=said)


def open_list(request: Request) -> None:
    list_id, _, page = request.value.partition(":")
    put(request, _card(request, int(list_id), page=int(page or 1)))


def new(request: Request) -> None:
    put(request, _form(request, 0, Filter(), ""))


def edit(request: Request) -> None:
    record = presslists.get(request.desk, actor=request.actor, list_id=int(request.value))
    put(request, _form(request, int(request.value), record.filter, record.row.name))


def choose(request: Request) -> None:
    """Whom the filter finds as it is chosen now."""
    view = _form(request, carried(request)["l"], _chosen(request), request.form.text("name"))
    request.ack()
    request.replace(view)


def _form(request: Request, list_id: int, chosen: Filter, name: str) -> dict[str, Any]:
    authorize(request.actor, "work")
    desk, actor = request.desk, request.actor
    record = presslists.get(desk, actor=actor, list_id=list_id) if list_id else None
    offered = presslists.offered(desk, actor=actor, chosen=chosen)
    preview = presslists.preview(desk, actor=actor, chosen=chosen)
    return views.form(offered, chosen, preview, name=name, record=record)


def _chosen(request: Request) -> Filter:
    return Filter.of({name: request.form.options(f"presslist_filter:{name}") for name in FIELDS})


def save(request: Request) -> None:
    list_id = carried(request)["l"] or None
    record = presslists.save(
        request.desk, actor=request.actor, list_id=list_id, name=request.form.text("name"), chosen=_chosen(request)
    )
    put(request, views.card(record, request.actor, said="Saved."))


def adding(request: Request) -> None:
    authorize(request.actor, "work")
    record = presslists.get(request.desk, actor=request.actor, list_id=int(request.value))
    put(request, views.adding(record, presslists.readable(request.desk, actor=request.actor)))


def add(request: Request) -> None:
    form = request.form
    record = presslists.add(
        request.desk, actor=request.actor, list_id=carried(request)["l"], lines=form.text("lines"),
        picked=[int(one) for one in form.options("picked")],
    )  # fmt: skip
    put(request, views.card(record, request.actor, said="Added."))


def turn(request: Request) -> None:
    """Takes the one who was chosen off the list, or puts them back."""
    name, _, list_id = request.action["action_id"].partition(":")
    who = int(request.action["selected_option"]["value"])
    if name == "presslist_out":
        record = presslists.leave_out(request.desk, actor=request.actor, list_id=int(list_id), journalist_id=who)
    else:
        record = presslists.take_in(request.desk, actor=request.actor, list_id=int(list_id), journalist_id=who)
    said = "Taken off." if name == "presslist_out" else "Back on it."
    put(request, views.card(record, request.actor, said=said))


def undo(request: Request) -> None:
    record = presslists.undo(request.desk, actor=request.actor, list_id=int(request.value))
    put(request, views.card(record, request.actor, said="Taken back."))


def delete(request: Request) -> None:
    row = presslists.delete(request.desk, actor=request.actor, list_id=int(request.value))
    found = presslists.listing(request.desk, actor=request.actor)
    put(request, views.listing(found, request.actor, f"“{row.name}” is deleted.", deleted=row.id or 0))


def bring_back(request: Request) -> None:
    record = presslists.bring_back(request.desk, actor=request.actor, list_id=int(request.value))
    put(request, views.card(record, request.actor, said="Brought back."))


def export(request: Request) -> None:
    _, list_id, ending = request.action["action_id"].split(":")
    presslists.send(
        request.desk, actor=request.actor, list_id=int(list_id), ending=ending,
        request_id=f"{request.actor.id}:{request.body['trigger_id']}",
    )  # fmt: skip
    request.ack()
    request.say("It comes as a message from me.")

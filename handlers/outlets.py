"""Outlets: the list by tier, one with its form, and making two one."""

from __future__ import annotations

import re
from typing import Any

from bot.authority import authorize
from bot.coverage import outlets
from bot.coverage.outlets import OutletEntry
from bot.relationships import outlet_cards
from bot.views import outlet_cards as card_views
from bot.views import outlets as views
from handlers.carried import carried
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("outlets_open", opened)
    listeners.action(re.compile(r"outlets_turn:\w+"), turn)
    listeners.action(re.compile(r"outlet_edit:\d+"), edit)
    listeners.submission("outlet_save", save)
    listeners.action(re.compile(r"outlet_same:\d+"), same)
    listeners.submission("outlet_same", look)
    listeners.action("outlet_merge", merge)
    listeners.action(re.compile(r"outlet_card:\d+"), open_card)
    listeners.action(re.compile(r"outlet_change:\d+"), change)
    listeners.action(re.compile(r"outlet_undo:\d+"), undo)


def opened(request: Request) -> None:
    put(request, _list(request))


def turn(request: Request) -> None:
    tier, page = request.value.split(":")
    put(request, _list(request, tier, int(page)))


def _list(request: Request, tier: str = "all", page: int = 1, said: str = "") -> dict[str, Any]:
    return views.listed(outlets.listing(request.desk, actor=request.actor, tier=tier, page=page), request.actor, said)


def edit(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.form(outlets.get(request.desk, actor=request.actor, outlet_id=int(request.value))))


def save(request: Request) -> None:
    form, tier = request.form, request.form.option("tier")
    entry = OutletEntry(
        form.text("name"), int(tier) if tier in ("1", "2", "3") else None, form.option("kind"), form.text("parent"),
        tuple(one for one in form.text("domains").splitlines() if one.strip()), form.text("region"),
        tuple(one for one in re.split(r"[,;\n]", form.text("languages")) if one.strip()), form.text("deadlines"),
    )  # fmt: skip
    record = outlets.save(request.desk, actor=request.actor, outlet_id=carried(request)["i"], entry=entry)
    if carried(request).get("card"):
        return put(request, card(request, carried(request)["i"], "Saved."))
    put(request, _list(request, said=f"{record.row.name}: saved."))


def same(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.same(outlets.get(request.desk, actor=request.actor, outlet_id=int(request.value))))


def look(request: Request) -> None:
    """Both, before they become one."""
    authorize(request.actor, "work")
    gone = outlets.get(request.desk, actor=request.actor, outlet_id=carried(request)["i"])
    kept = outlets.by_name(request.desk, actor=request.actor, name=request.form.text("into"), other_than=gone)
    put(request, views.sure_same(gone, kept))


def merge(request: Request) -> None:
    gone, kept = (int(one) for one in request.value.split(":"))
    record = outlets.merge(request.desk, actor=request.actor, outlet_id=gone, into=kept)
    put(request, _list(request, said=f"They are one now: {record.row.name}."))


def card(request: Request, outlet_id: int, said: str = "") -> dict[str, Any]:
    """One outlet, as a view."""
    return card_views.card(outlet_cards.get(request.desk, actor=request.actor, outlet_id=outlet_id), request.actor, said)


def open_card(request: Request) -> None:
    view = card(request, int(request.value))
    request.ack()
    request.show(view)


def change(request: Request) -> None:
    """The form from the card, to which it leads back."""
    authorize(request.actor, "work")
    record = outlets.get(request.desk, actor=request.actor, outlet_id=int(request.value))
    put(request, views.form(record, from_card=True))


def undo(request: Request) -> None:
    outlet_id, event_id = (int(one) for one in request.value.split(":"))
    record = outlet_cards.undo(request.desk, actor=request.actor, outlet_id=outlet_id, event_id=event_id)
    put(request, card_views.card(record, request.actor, "Taken back."))

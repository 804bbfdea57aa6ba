"""Outlets: the list by tier, one with its form, and making two one."""

from __future__ import annotations

import re
from typing import Any

from bot.authority import authorize
from bot.coverage import outlets
from bot.coverage.outlets import OutletEntry
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
        tuple(one for one in form.text("domains").splitlines() if one.strip()),
    )  # fmt: skip
    record = outlets.save(request.desk, actor=request.actor, outlet_id=carried(request)["i"], entry=entry)
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

"""Message houses: their forms. What can be done to one stands in `lines`."""

from __future__ import annotations

import re

from bot import lines, teams
from bot.authority import authorize
from bot.lines import HouseEntry
from bot.views import houses as views
from handlers.lines import saved, shared
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("house_new", new)
    listeners.submission("house_save", save)


def new(request: Request) -> None:
    authorize(request.actor, "work")
    today = lines.today(teams.choices(request.desk, request.actor), request.desk.clock())
    view = views.form(HouseEntry("", "", (), owner_id=request.actor.id), today=today)
    request.ack()
    request.replace(view) if request.in_modal else request.show(view)


def save(request: Request) -> None:
    form = request.form
    pillars = [lines.pillar(form.text(f"pillar_{number}")) for number in range(1, views.MOST + 1)]
    bridges = [re.sub(r"^\s*[-*•]\s+", "", one).strip() for one in form.text("bridges").split("\n") if one.strip()]
    entry = HouseEntry(
        issue=form.text("issue"), core_message=form.text("core_message"), pillars=tuple(one for one in pillars if one),
        bridges=tuple(bridges), **shared(request),
    )  # fmt: skip
    saved(request, entry)

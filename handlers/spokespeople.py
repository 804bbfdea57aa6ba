"""Spokespeople: the register, one of them, their form, and taking them off it."""

from __future__ import annotations

import re
from typing import Any

from bot import interviews, spokespeople
from bot.authority import authorize
from bot.models import Spokesperson
from bot.spokespeople import SpokespersonEntry
from bot.views import spokespeople as views
from handlers.actors import meet
from handlers.carried import carried
from handlers.lines import picked
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"speakers_turn:\w+"), turn)
    listeners.action(re.compile(r"speaker_open:\d+"), open_card)
    listeners.action("speaker_new", new)
    listeners.action(re.compile(r"speaker_edit:\d+"), edit)
    listeners.submission("speaker_save", save)
    listeners.action(re.compile(r"speaker_retire:\d+"), retire)
    listeners.action(re.compile(r"speaker_back:\d+"), bring_back)
    listeners.action(re.compile(r"speaker_undo:\d+"), undo)


def from_command(request: Request) -> None:
    """`/press speakers`: the register."""
    put(request, views.listed(spokespeople.listing(request.desk, actor=request.actor), request.actor))


def turn(request: Request) -> None:
    which, _, page = request.value.partition(":")
    found = spokespeople.listing(request.desk, actor=request.actor, page=int(page), retired=which == "retired")
    put(request, views.listed(found, request.actor))


def open_card(request: Request) -> None:
    put(request, _card(request, int(request.value)))


def new(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.form(SpokespersonEntry(""), _others(request)))


def edit(request: Request) -> None:
    authorize(request.actor, "work")
    record = spokespeople.get(request.desk, actor=request.actor, spokesperson_id=int(request.value))
    deputies = list({one.id: one for one in [*([record.deputy] if record.deputy else []), *_others(request)]}.values())
    put(request, views.form(spokespeople.entry_of(record.row), deputies, spokesperson_id=int(request.value)))


def save(request: Request) -> None:
    spokesperson_id, entry = carried(request)["s"], _entry(request)
    if spokesperson_id:
        before = spokespeople.get(request.desk, actor=request.actor, spokesperson_id=spokesperson_id).row.member_id
        spokespeople.save(request.desk, actor=request.actor, spokesperson_id=spokesperson_id, entry=entry)
        if entry.member_id is not None and entry.member_id != before:
            interviews.tell_speaker(request.desk, actor=request.actor, spokesperson_id=spokesperson_id)
    else:
        record = spokespeople.add(request.desk, actor=request.actor, entry=entry)
        spokesperson_id = record.row.id
    put(request, _card(request, spokesperson_id, "Saved."))


def retire(request: Request) -> None:
    spokespeople.retire(request.desk, actor=request.actor, spokesperson_id=int(request.value))
    put(request, _card(request, int(request.value), "Taken off the register."))


def bring_back(request: Request) -> None:
    spokespeople.bring_back(request.desk, actor=request.actor, spokesperson_id=int(request.value))
    put(request, _card(request, int(request.value), "On the register again."))


def undo(request: Request) -> None:
    spokesperson_id, event_id = (int(one) for one in request.value.split(":"))
    spokespeople.undo(request.desk, actor=request.actor, spokesperson_id=spokesperson_id, event_id=event_id)
    put(request, _card(request, spokesperson_id, "Taken back."))


def _card(request: Request, spokesperson_id: int, said: str = "") -> dict[str, Any]:
    record = spokespeople.get(request.desk, actor=request.actor, spokesperson_id=spokesperson_id)
    coming = interviews.of_spokesperson(request.desk, actor=request.actor, spokesperson_id=spokesperson_id)
    return views.card(record, coming, request.actor, said)


def _others(request: Request) -> list[Spokesperson]:
    """Who may stand in."""
    return spokespeople.everybody(request.desk, actor=request.actor)


def _entry(request: Request) -> SpokespersonEntry:
    form = request.form
    user = form.user("member")
    meet(request.desk, request.client, request.actor.team_id, [user] if user else [])

    def several(name: str, between: str = r"[;\n]") -> tuple[str, ...]:
        return tuple(part.strip(" -•·") for part in re.split(between, form.text(name)) if part.strip(" -•·"))

    return SpokespersonEntry(
        form.text("name"), f"slack:{request.actor.team_id}:{user}" if user else None, form.text("title"), several("topics"),
        several("not_for"), several("languages", r"[,;\n]"), form.text("zone"), form.text("available"), form.text("away"),
        picked(form, "trained_on"), tuple(form.options("trained_in")), int(deputy) if (deputy := form.option("deputy")) else None,
    )  # fmt: skip

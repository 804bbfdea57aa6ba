"""Watch terms: the list, the form with its trial, and what is done to one."""

from __future__ import annotations

import re
from typing import Any

from bot import teams
from bot.authority import authorize
from bot.coverage import tries, watchterms
from bot.coverage.watchterms import LISTS, TermEntry
from bot.errors import Invalid
from bot.models import TermKind
from bot.views import watchterms as views
from handlers.carried import carried
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"terms_turn:\w+"), turn)
    listeners.action("term_new", new)
    listeners.action("term_try", try_it)
    listeners.submission("term_save", save)
    for step, handler in (("edit", edit), ("undo", undo), ("pause", pause), ("resume", resume), ("remove", remove)):
        listeners.action(re.compile(rf"term_{step}:\d+"), handler)


def turn(request: Request) -> None:
    put(request, _list(request, int(request.value)))


def _list(request: Request, page: int, said: str = "") -> dict[str, Any]:
    return views.listed(watchterms.listing(request.desk, actor=request.actor, page=page), request.actor, said)


def new(request: Request) -> None:
    """The empty form; for the first term, the name that the team goes by."""
    authorize(request.actor, "work")
    name = teams.choices(request.desk, request.actor).name if request.value == "us" else ""
    kind = TermKind.US if request.value == "us" else TermKind.TOPIC
    put(request, views.form(TermEntry(kind, name[: watchterms.LONGEST])))


def offer(request: Request, words: str) -> None:
    """The form for words that were typed behind the command."""
    authorize(request.actor, "work")
    known = watchterms.listing(request.desk, actor=request.actor)
    kind = TermKind.TOPIC if known.total else TermKind.US
    put(request, views.form(TermEntry(kind, words[: watchterms.LONGEST])))


def edit(request: Request) -> None:
    authorize(request.actor, "work")
    row = watchterms.get(request.desk, actor=request.actor, term_id=int(request.value)).row
    put(request, views.form(TermEntry.of(row), term_id=row.id or 0, seen=row.version))


def try_it(request: Request) -> None:
    """What the form as it stands would have found, above it."""
    authorize(request.actor, "look")
    entry, given = _entry(request), carried(request)
    where: dict[str, Any] = {"term_id": given["i"], "seen": given["v"], "turn": given["t"] + 1}
    try:
        watchterms.checked(entry)
    except Invalid as problem:
        return put(request, views.form(entry, **where, said=f"⚠️ {problem}"))
    request.ack()
    request.replace(lambda: views.form(entry, **where, tried=tries.tried(request.desk, actor=request.actor, entry=entry)))


def save(request: Request) -> None:
    """Saves the term; its form then shows how far older articles are looked through."""
    entry, given = _entry(request), carried(request)
    external_id = f"term:{request.body['trigger_id']}"
    record = watchterms.save(
        request.desk, actor=request.actor, entry=entry, term_id=given["i"], seen=given["v"], view=external_id
    )
    put(request, {**views.saved(record, doubts=tries.doubts(entry)), "external_id": external_id})


def _entry(request: Request) -> TermEntry:
    form = request.form
    lists = {name: tuple(one.strip() for one in form.text(name).splitlines() if one.strip()) for name in LISTS}
    kind = TermKind(form.option("kind") or TermKind.TOPIC)
    return TermEntry(kind, form.text("name").strip(), **lists, case_sensitive=bool(form.options("case_sensitive")))


def undo(request: Request) -> None:
    record = watchterms.undo(request.desk, actor=request.actor, term_id=int(request.value))
    _done(request, f"{record.row.name}: the last change is taken back.")


def pause(request: Request) -> None:
    record = watchterms.pause(request.desk, actor=request.actor, term_id=int(request.value), paused=True)
    _done(request, f"{record.row.name} is paused.")


def resume(request: Request) -> None:
    record = watchterms.pause(request.desk, actor=request.actor, term_id=int(request.value), paused=False)
    _done(request, f"{record.row.name} is watched for again.")


def remove(request: Request) -> None:
    _done(
        request, f"{watchterms.remove(request.desk, actor=request.actor, term_id=int(request.value))} is watched for no more."
    )


def _done(request: Request, said: str) -> None:
    put(request, _list(request, int(carried(request).get("p", 1)), said))

"""Contacts: who somebody is, their card, its form, and the word that blocks everything."""

from __future__ import annotations

import re
from typing import Any

from bot.authority import authorize
from bot.models import LawfulBasis
from bot.relationships import changes, coldness, lists, outlet_cards, suggested
from bot.relationships import record as records
from bot.relationships.changes import ContactEntry
from bot.text import folded
from bot.views import contact_suggestions as suggestion_views
from bot.views import contacts as views
from handlers import contact_imports, incoming, outlets
from handlers.carried import carried
from handlers.lines import picked
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"contacts_turn:\w+"), turn)
    listeners.action(re.compile(r"contact_open:\d+"), open_card)
    listeners.action("contact_new", new)
    listeners.action(re.compile(r"contact_edit:\d+"), edit)
    listeners.submission("contact_save", save)
    listeners.action(re.compile(r"contact_undo:\d+"), undo)
    listeners.action(re.compile(r"contact_forbid:\d+"), forbid_form)
    listeners.submission("contact_forbid", forbid)
    listeners.action(re.compile(r"contact_allow:\d+"), allow)
    listeners.action(re.compile(r"contact_snooze:\d+"), snooze)
    listeners.action(re.compile(r"contact_mute:\d+"), mute)
    listeners.action(re.compile(r"contact_nudge:\d+"), nudge)


def from_command(request: Request) -> None:
    """`/press who`, `/press who castellane`, `/press who gazette`: the list, or the card of the person or outlet that is meant."""
    text = incoming.plain((request.body.get("text") or "").strip()[len("who") :]).translate(incoming.QUOTES).strip(' "')
    if text.casefold() == "import":
        return contact_imports.begin(request)
    if text.casefold().startswith("about "):
        topic = text[len("about ") :].strip(' "')
        people = suggested.about(request.desk, actor=request.actor, topic=topic)
        return put(request, suggestion_views.about(topic, people, request.actor))
    page = lists.listing(request.desk, actor=request.actor, words=text)
    found = outlet_cards.found(request.desk, actor=request.actor, words=text)
    called = text and page.entries and folded(page.entries[0].name) == folded(text)
    if found and found[0][1] and not called:
        put(request, outlets.card(request, found[0][0].id or 0))
    elif text and page.total == 1 and not found:
        put(request, _card(request, page.entries[0].id))
    else:
        put(request, views.listed(page, request.actor, outlets=found))


def _card(request: Request, journalist_id: int, said: str = "") -> dict[str, Any]:
    record = records.get(request.desk, actor=request.actor, journalist_id=journalist_id)
    return views.card(record, request.actor, said)


def turn(request: Request) -> None:
    page, _, words = request.value.partition(":")
    put(request, views.listed(lists.listing(request.desk, actor=request.actor, words=words, page=int(page)), request.actor))


def open_card(request: Request) -> None:
    view = _card(request, int(request.value))
    request.ack()
    request.show(view)


def new(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.form(ContactEntry("")))


def edit(request: Request) -> None:
    authorize(request.actor, "work")
    record = records.get(request.desk, actor=request.actor, journalist_id=int(request.value))
    put(request, views.form(changes.entry_of(record), journalist_id=int(request.value)))


def save(request: Request) -> None:
    journalist_id, entry = carried(request)["j"], _entry(request)
    if journalist_id:
        record = changes.save(request.desk, actor=request.actor, journalist_id=journalist_id, entry=entry)
    else:
        record = changes.add(request.desk, actor=request.actor, entry=entry)
    put(request, views.card(record, request.actor, "Saved."))


def _entry(request: Request) -> ContactEntry:
    form = request.form

    def several(name: str) -> tuple[str, ...]:
        return tuple(part for part in re.split(r"[,;\n]", form.text(name)) if part.strip())

    texts = {name: form.text(name) for name in ("phone", "outlet", "title", "region", "preference", "notes", "provenance")}
    return ContactEntry(
        form.text("name"), tuple(re.split(r"[\s,;]+", form.text("emails"))), since=picked(form, "since"),
        basis=LawfulBasis(form.option("basis") or LawfulBasis.LEGITIMATE_INTEREST), review_on=picked(form, "review_on"),
        beats=several("beats"), languages=several("languages"), tags=several("tags"), **texts,
    )  # fmt: skip


def undo(request: Request) -> None:
    journalist_id, event_id = (int(one) for one in request.value.split(":"))
    record = changes.undo(request.desk, actor=request.actor, journalist_id=journalist_id, event_id=event_id)
    put(request, views.card(record, request.actor, "Taken back."))


def forbid_form(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.forbidding(records.get(request.desk, actor=request.actor, journalist_id=int(request.value))))


def forbid(request: Request) -> None:
    record = changes.forbid(
        request.desk, actor=request.actor, journalist_id=carried(request)["j"], because=request.form.text("because")
    )
    put(request, views.card(record, request.actor, "Blocked. Only an admin can lift it."))


def allow(request: Request) -> None:
    record = changes.allow(request.desk, actor=request.actor, journalist_id=int(request.value))
    put(request, views.card(record, request.actor, "They may be contacted again."))


def snooze(request: Request) -> None:
    """The message says it itself once it is shown anew."""
    coldness.snooze(request.desk, actor=request.actor, journalist_id=int(request.value))
    request.ack()


def mute(request: Request) -> None:
    coldness.mute(request.desk, actor=request.actor, journalist_id=int(request.value))
    request.ack()


def nudge(request: Request) -> None:
    record = coldness.mute(request.desk, actor=request.actor, journalist_id=int(request.value), muted=False)
    put(request, views.card(record, request.actor, "Whoever deals with them hears again when nothing is heard of them."))

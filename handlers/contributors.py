"""Contributors: the ledger of who agreed to what, for officers and up."""

from __future__ import annotations

import re
from typing import Any

from bot import contributors
from bot.authority import authorize
from bot.contributors import ContributorEntry
from bot.views import contributors as views
from handlers import incoming
from handlers.carried import carried
from handlers.lines import picked
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"consents_turn:\w+"), turn)
    listeners.action(re.compile(r"consent_open:\d+"), open_card)
    listeners.action("consent_new", new)
    listeners.action(re.compile(r"consent_edit:\d+"), edit)
    listeners.action(re.compile(r"consent_renew:\d+"), renew_form)
    listeners.action(re.compile(r"consent_withdraw:\d+"), withdraw)
    listeners.action(re.compile(r"consent_undo:\d+"), undo)
    listeners.action(re.compile(r"consent_remove:\d+"), remove)
    listeners.submission("consent_save", save)
    listeners.submission("consent_renew", renew)


def from_command(request: Request) -> None:
    """`/press consent`, `/press consent maria`: the ledger, or the one consent that is meant."""
    text = incoming.plain((request.body.get("text") or "").strip()[len("consent") :]).translate(incoming.QUOTES).strip(' "')
    page = contributors.listing(request.desk, actor=request.actor, words=text)
    if not text or page.total != 1:
        return put(request, views.listed(page))
    request.ack()
    request.show(lambda: _card(request, page.records[0].row.id or 0))


def turn(request: Request) -> None:
    page, _, words = request.value.partition(":")
    put(request, views.listed(contributors.listing(request.desk, actor=request.actor, words=words, page=int(page))))


def _card(request: Request, contributor_id: int, said: str = "") -> dict[str, Any]:
    return views.card(contributors.get(request.desk, actor=request.actor, contributor_id=contributor_id), said)


def open_card(request: Request) -> None:
    """All that names them is looked for after the acknowledgement: it takes a second with thousands of statements."""
    authorize(request.actor, "work")
    request.ack()
    request.show(lambda: _card(request, int(request.value)))


def new(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.form(ContributorEntry(())))


def edit(request: Request) -> None:
    record = contributors.get(request.desk, actor=request.actor, contributor_id=int(request.value), whole=False)
    put(request, views.form(contributors.entry_of(record), contributor_id=int(request.value)))


def renew_form(request: Request) -> None:
    record = contributors.get(request.desk, actor=request.actor, contributor_id=int(request.value), whole=False)
    put(request, views.form(views.afresh(record), contributor_id=int(request.value), again=True))


def save(request: Request) -> None:
    contributor_id, entry = carried(request)["c"], _entry(request)
    if contributor_id:
        contributors.save(request.desk, actor=request.actor, contributor_id=contributor_id, entry=entry)
        return put(request, _card(request, contributor_id, "Saved."))
    record = contributors.add(request.desk, actor=request.actor, entry=entry)
    put(request, _card(request, record.row.id or 0, views.ordinary(entry)))


def renew(request: Request) -> None:
    contributor_id = carried(request)["c"]
    contributors.renew(request.desk, actor=request.actor, contributor_id=contributor_id, entry=_entry(request))
    put(request, _card(request, contributor_id, "Noted: they agreed again."))


def _entry(request: Request) -> ContributorEntry:
    form = request.form
    return ContributorEntry(
        tuple(form.text("names").split("\n")), form.text("scope"), tuple(form.options("media")), form.text("conditions"),
        picked(form, "agreed_on"), picked(form, "expires_on"),
    )  # fmt: skip


def withdraw(request: Request) -> None:
    contributors.withdraw(request.desk, actor=request.actor, contributor_id=int(request.value))
    _again(request, int(request.value), "Withdrawn, for every medium. Whatever names them is stopped.")


def undo(request: Request) -> None:
    contributor_id, event_id = (int(one) for one in request.value.split(":"))
    contributors.undo(request.desk, actor=request.actor, contributor_id=contributor_id, event_id=event_id)
    _again(request, contributor_id, "Taken back.")


def _again(request: Request, contributor_id: int, said: str) -> None:
    """The card after a step; what names them is looked for after the acknowledgement."""
    request.ack()
    (request.replace if request.in_modal else request.show)(lambda: _card(request, contributor_id, said))


def remove(request: Request) -> None:
    contributors.remove(request.desk, actor=request.actor, contributor_id=int(request.value))
    put(
        request, views.listed(contributors.listing(request.desk, actor=request.actor), "Taken out: it was recorded by mistake.")
    )

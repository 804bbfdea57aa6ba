"""Search: `/press find …`, the box behind Home's button, and turning the pages."""

from __future__ import annotations

import re

from bot import inquiries
from bot.authority import authorize
from bot.views import finding as views
from bot.views.blocks import modal
from handlers import incoming
from handlers.requests import Listeners, Request

MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")


def register(listeners: Listeners) -> None:
    listeners.action("find_open", open_form)
    listeners.action(re.compile(r"find_turn:\w+"), turn)
    listeners.submission("find", search)


def from_command(request: Request) -> None:
    text = (request.body.get("text") or "").strip()[len("find") :]
    if not text.strip():
        return open_form(request)
    found = inquiries.find(request.desk, actor=request.actor, text=_typed(text))
    request.ack()
    request.say(f"Found {found.page.total}", views.results(found, request.desk.clock()))


def open_form(request: Request) -> None:
    authorize(request.actor, "look")
    request.ack()
    request.show(views.form())


def search(request: Request) -> None:
    """Shows what was found in the place of the box."""
    found = inquiries.find(request.desk, actor=request.actor, text=_typed(request.form.text("query")))
    request.ack(response_action="update", view=modal("Found", views.results(found, request.desk.clock())))


def turn(request: Request) -> None:
    page, _, text = request.value.partition(":")
    found = inquiries.find(request.desk, actor=request.actor, text=text, page=int(page))
    request.ack()
    blocks = views.results(found, request.desk.clock())
    if request.in_modal:
        return request.replace(modal("Found", blocks))
    request.swap(f"Found {found.page.total}", blocks)


def _typed(text: str) -> str:
    """As it was meant: a mention as @ and its id, quotes straight."""
    return incoming.plain(MENTION.sub(r"@\1", text)).translate(incoming.QUOTES).strip()

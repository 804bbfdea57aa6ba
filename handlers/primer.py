"""The primer on terms, for anybody on the staff."""

from __future__ import annotations

from bot.authority import authorize
from bot.views import primer as views
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("primer_open", show)


def show(request: Request) -> None:
    """`/press primer`, and the button where terms are chosen: on top of the form, which keeps what was typed."""
    authorize(request.actor, "pass_on")
    request.ack()
    request.show(views.page())

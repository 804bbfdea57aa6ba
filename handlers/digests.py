"""The morning's digest on demand, which otherwise comes by the clock; a word behind it asks for coverage instead."""

from __future__ import annotations

from bot import digests
from bot.views import digests as views
from handlers import coverage_digests, incoming
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("digest_open", show)


def from_command(request: Request) -> None:
    said = incoming.words(request.body.get("text") or "")[1:]
    if said:
        return coverage_digests.from_command(request, said[0].lower())
    show(request)


def show(request: Request) -> None:
    morning = digests.now(request.desk, actor=request.actor)
    request.ack()
    request.say(views.digest_text(morning), [*views.digest(morning), views.coverage_button()])

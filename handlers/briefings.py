"""Briefings: one page on demand."""

from __future__ import annotations

from bot import briefings
from bot.errors import DeskError
from bot.views import briefings as views
from handlers import incoming
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("briefing_open", open_briefing)


def from_command(request: Request) -> None:
    words = incoming.words(request.body.get("text") or "")[1:]
    if not words:
        raise DeskError(f"Which one? For example `{request.desk.settings.press_command} brief PR-12`.")
    briefing = briefings.prepare(request.desk, actor=request.actor, reference=" ".join(words))
    request.ack()
    request.say(f"Briefing {briefing.record.inquiry.reference}", views.page(briefing, request.desk.clock()))


def open_briefing(request: Request) -> None:
    briefing = briefings.prepare(request.desk, actor=request.actor, reference=int(request.value))
    request.ack()
    request.show(views.view(briefing, request.desk.clock()))

"""The forward calendar: what is ahead, for a week, a month or a quarter, and as a file."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from bot.errors import Invalid
from bot.events import calendar
from bot.views import calendar as views
from handlers import incoming
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("calendar_open", open_calendar)
    listeners.action(re.compile(r"calendar_(?:span|turn):\w+"), turn)
    listeners.action(re.compile(r"calendar_file:\w+"), send_file)


def from_command(request: Request) -> None:
    """`/press calendar`, `calendar month`, `calendar quarter`."""
    words = incoming.words(request.body.get("text") or "")[1:]
    span = words[0].casefold() if words else "week"
    if span not in calendar.SPANS:
        raise Invalid("Say `calendar`, `calendar month` or `calendar quarter`.")
    put(request, _view(request, span))


def _view(request: Request, span: str, first: date | None = None) -> dict[str, Any]:
    return views.shown(calendar.ahead(request.desk, actor=request.actor, span=span, first=first), request.actor)


def open_calendar(request: Request) -> None:
    put(request, _view(request, "month"))


def turn(request: Request) -> None:
    span, _, first = request.value.partition(":")
    put(request, _view(request, span, date.fromisoformat(first)))


def send_file(request: Request) -> None:
    """The calendar file, into the person's messages; confidential dates only where they said so."""
    calendar.send(request.desk, actor=request.actor, request_id=request.body["trigger_id"], confidential=request.value == "1")
    request.ack()
    request.say("The calendar file comes to your messages with me.")

"""The digest on demand; the morning's own comes by the clock."""

from __future__ import annotations

from bot import digests
from bot.views import digests as views
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("digest_open", from_command)


def from_command(request: Request) -> None:
    morning = digests.now(request.desk, actor=request.actor)
    request.ack()
    request.say(views.digest_text(morning), views.digest(morning))

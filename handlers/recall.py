"""What did we say last time? `/press said <words>`."""

from __future__ import annotations

from bot import recall
from bot.views import recall as views
from handlers import incoming
from handlers.requests import Request


def from_command(request: Request) -> None:
    text = incoming.plain((request.body.get("text") or "").strip()[len("said") :]).strip()
    found = recall.said(request.desk, actor=request.actor, text=text)
    request.ack()
    request.say(f"What we said: {len(found)}", views.answers(text, found))

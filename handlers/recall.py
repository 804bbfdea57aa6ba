"""What did we say last time? `/press said <words>`."""

from __future__ import annotations

from bot import lines, recall
from bot.views import lines as line_views
from bot.views import recall as views
from handlers import incoming
from handlers.requests import Request


def from_command(request: Request) -> None:
    text = incoming.plain((request.body.get("text") or "").strip()[len("said") :]).strip()
    found = recall.said(request.desk, actor=request.actor, text=text)
    near = lines.near(request.desk, actor=request.actor, text=text)
    request.ack()
    blocks = [*views.answers(text, found), *line_views.near(near, "Lines on this")]
    request.say(f"What we said: {len(found)}", blocks)

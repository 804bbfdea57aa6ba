"""Panes: a view in the place of the one that the person is in, or as the first where there is none."""

from __future__ import annotations

from typing import Any

from bot.coverage.watching import board
from bot.views import watch as views
from handlers.requests import Request


def put(request: Request, view: dict[str, Any]) -> None:
    """Acknowledges, and shows the view."""
    if request.is_submission:
        request.ack(response_action="update", view=view)
        return
    request.ack()
    request.replace(view) if request.in_modal else request.show(view)


def hub(request: Request, said: str = "") -> dict[str, Any]:
    """The board of what is watched, as a view."""
    return views.hub(board(request.desk, actor=request.actor), request.actor, said)

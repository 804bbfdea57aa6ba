"""How the desk is, and trying again what is stuck."""

from __future__ import annotations

import re

from bot import heart, statements
from bot.views import approval_news
from bot.views import heart as views
from bot.views.blocks import modal
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("status_open", from_command)
    listeners.action(re.compile(r"work_retry:\d+"), retry)


def from_command(request: Request) -> None:
    blocks = _status(request)
    request.ack()
    if request.body.get("response_url"):
        return request.say("How the desk is", blocks)
    request.show(modal("How the desk is", blocks))


def _status(request: Request) -> list[dict[str, object]]:
    """How the desk is, with what left it without an approver and was not reviewed."""
    unreviewed = statements.unreviewed(request.desk, actor=request.actor)
    return [*views.status(heart.look(request.desk, actor=request.actor)), *approval_news.board(unreviewed)]


def retry(request: Request) -> None:
    heart.retry(request.desk, actor=request.actor, job_id=int(request.value))
    blocks = _status(request)
    request.ack()
    if request.in_modal:
        return request.replace(modal("How the desk is", blocks))
    request.swap("How the desk is", blocks)

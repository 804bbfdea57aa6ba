"""Handing over, and accepting what was handed over."""

from __future__ import annotations

from bot import handovers
from bot.views import handovers as views
from handlers.actors import meet
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("handover_open", from_command)
    listeners.action("handover_accept", accept)
    listeners.submission("handover_write", write)


def from_command(request: Request) -> None:
    to = handovers.proposed(request.desk, actor=request.actor)
    request.ack()
    request.show(views.form(to))


def write(request: Request) -> None:
    form, team_id = request.form, request.actor.team_id
    user = form.user("to")
    meet(request.desk, request.client, team_id, [user] if user else [])
    handovers.write(
        request.desk, actor=request.actor, to_id=f"slack:{team_id}:{user}" if user else None, promised=form.text("promised"),
        notes=form.text("notes"), request_id=f"{team_id}:{request.view['id']}",
    )  # fmt: skip
    request.ack()


def accept(request: Request) -> None:
    handovers.accept(request.desk, actor=request.actor, handover_id=int(request.value))
    request.ack()

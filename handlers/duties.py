"""The rota: who is on duty, and who will be."""

from __future__ import annotations

import re
from datetime import timedelta

from bot import duties
from bot.authority import NEEDS, RANK
from bot.views import duties as views
from handlers.actors import meet
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("duty_open", from_command)
    listeners.action(re.compile(r"duty_strike:\d+"), strike)
    listeners.submission("duty_enter", enter)


def from_command(request: Request) -> None:
    view = _rota(request)
    request.ack()
    request.show(view)


def enter(request: Request) -> None:
    form, team_id = request.form, request.actor.team_id
    user = form.user("person") or ""
    meet(request.desk, request.client, team_id, [user] if user else [])
    duties.enter(
        request.desk, actor=request.actor, member_id=f"slack:{team_id}:{user}", from_at=form.moment("from_at"),
        to_at=form.moment("to_at"),
    )  # fmt: skip
    request.ack(response_action="update", view=_rota(request))


def strike(request: Request) -> None:
    duties.strike(request.desk, actor=request.actor, duty_id=int(request.value))
    view = _rota(request)
    request.ack()
    request.replace(view)


def _rota(request: Request) -> dict[str, object]:
    turns = duties.rota(request.desk, actor=request.actor)
    begin = request.desk.clock().replace(minute=0, second=0, microsecond=0)
    return views.rota(
        turns, duties.now(request.desk, actor=request.actor), begin=begin, end=begin + timedelta(days=1),
        may_work=request.actor.rank >= RANK[NEEDS["work"]],
    )  # fmt: skip

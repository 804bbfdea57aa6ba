"""Out of office: for oneself, and by an admin for others."""

from __future__ import annotations

from bot import statements
from bot.authority import NEEDS, RANK
from bot.views import absences as views
from handlers.actors import meet
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("absence_open", open_form)
    listeners.submission("absence_save", save)


def open_form(request: Request) -> None:
    manages = request.actor.rank >= RANK[NEEDS["manage"]]
    view = views.form(statements.absences(request.desk, actor=request.actor), request.actor, may_manage=manages)
    request.ack()
    request.show(view)


def save(request: Request) -> None:
    form, actor = request.form, request.actor
    who, deputy = form.user("who") or actor.user_id, form.user("deputy")
    meet(request.desk, request.client, actor.team_id, [one for one in (who, deputy) if one])
    member_id = f"slack:{actor.team_id}:{who}"
    if form.options("back"):
        statements.come_back(request.desk, actor=actor, member_id=member_id)
    else:
        statements.leave(
            request.desk, actor=actor, member_id=member_id, deputy_id=f"slack:{actor.team_id}:{deputy}" if deputy else None,
            starts_at=form.moment("starts_at"), ends_at=form.moment("ends_at"), note=form.text("note"),
        )  # fmt: skip
    request.ack(response_action="clear")

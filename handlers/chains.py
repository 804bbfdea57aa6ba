"""Approval chains: an admin lists and sets them."""

from __future__ import annotations

import re

from bot import statements
from bot.authority import authorize
from bot.errors import Invalid
from bot.models import Sensitivity, StatementKind
from bot.statements import MOST, Step
from bot.views import chains as views
from handlers.actors import meet
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("chain_list", listed)
    listeners.action("chain_new", new)
    listeners.action(re.compile(r"chain_edit:.+"), edit)
    listeners.submission("chain_save", save)


def listed(request: Request) -> None:
    view = views.chains(statements.routes(request.desk, actor=request.actor))
    request.ack()
    request.show(view)


def new(request: Request) -> None:
    authorize(request.actor, "manage")
    request.ack()
    request.show(views.chain())


def edit(request: Request) -> None:
    kind, sensitivity = _what(*request.value.split(":"))
    view = views.chain(statements.route(request.desk, actor=request.actor, kind=kind, sensitivity=sensitivity))
    request.ack()
    request.show(view)


def _what(kind: str, sensitivity: str) -> tuple[StatementKind | None, Sensitivity]:
    return None if kind == views.ANY else StatementKind(kind), Sensitivity(sensitivity)


def save(request: Request) -> None:
    """Sets the chain and shows the list as it then is. Somebody never seen before is looked up first."""
    authorize(request.actor, "manage")
    form, carries, team = request.form, carried(request), request.actor.team_id
    kind, level = _what(
        carries.get("k") or form.option("kind") or views.ANY, carries.get("l") or form.option("sensitivity") or ""
    )
    picked = [form.users(f"people_{at}") for at in range(MOST)]
    meet(request.desk, request.client, team, [user for users in picked for user in users])
    steps = [
        Step(form.text(f"name_{at}"), tuple(f"slack:{team}:{user}" for user in users))
        for at, users in enumerate(picked)
        if users or form.text(f"name_{at}").strip()
    ]
    if not steps and kind is None and not carries:
        raise Invalid("Give it a step.", name_0="A name, or people, or both.")
    statements.set_route(
        request.desk, actor=request.actor, kind=kind, sensitivity=level, steps=steps,
        in_order=form.option("order") != "together", two_pairs=bool(form.options("pairs")),
    )  # fmt: skip
    request.ack()
    under = request.view.get("previous_view_id")
    if under:
        request.replace(lambda: views.chains(statements.routes(request.desk, actor=request.actor)), view_id=under)

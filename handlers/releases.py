"""Releases: copy the approved words out, mark them sent."""

from __future__ import annotations

from bot import statements
from bot.views import releases as views
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("statement_copy", copy_out)
    listeners.action("statement_sent", mark_sent)
    listeners.submission("statement_sent", save_sent)


def copy_out(request: Request) -> None:
    found = statements.copy_out(request.desk, actor=request.actor, inquiry_id=int(request.value))
    request.ack()
    request.show(views.copying(found))


def mark_sent(request: Request) -> None:
    inquiry_id, version_id = (int(part) for part in request.value.split(":"))
    found = statements.approved(request.desk, actor=request.actor, inquiry_id=inquiry_id, version_id=version_id)
    request.ack()
    request.show(views.sent(found))


def save_sent(request: Request) -> None:
    carries = carried(request)
    statements.mark_sent(
        request.desk, actor=request.actor, inquiry_id=carries["i"], version_id=carries["version"],
        route=request.form.option("route") or "", attribution=request.form.text("attribution"), note=request.form.text("note"),
    )  # fmt: skip
    request.ack(response_action="clear")

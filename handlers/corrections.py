"""Corrections: begin one on words that went out, and tick off who was told."""

from __future__ import annotations

import re

from bot import statements
from bot.views import corrections as views
from bot.views.blocks import modal
from handlers.carried import carried
from handlers.requests import Listeners, Request
from handlers.statements import statement_view


def register(listeners: Listeners) -> None:
    listeners.action("correction_open", open_form)
    listeners.submission("correction_begin", begin)
    listeners.action("correction_holders", show_holders)
    listeners.action(re.compile(r"correction_told:\d+"), told)


def open_form(request: Request) -> None:
    found = statements.by_id(request.desk, actor=request.actor, statement_id=int(request.value))
    request.ack()
    request.show(views.beginning(found))


def begin(request: Request) -> None:
    """Begins the correction and shows its form, filled in as far as it can be."""
    found = statements.start_correction(
        request.desk, actor=request.actor, statement_id=carried(request)["s"], wrong=request.form.text("wrong"),
        right=request.form.text("right"),
    )  # fmt: skip
    said = "Begun. Fill in what is missing, save, and have it approved."
    request.ack(response_action="update", view=statement_view(request, found.statement.id or 0, said=said))


def show_holders(request: Request) -> None:
    record = statements.correction_of(request.desk, actor=request.actor, statement_id=int(request.value))
    request.ack()
    request.show(modal("Who holds the old words", views.holders(record)))


def told(request: Request) -> None:
    """One more was told. In a modal the list is shown anew; a message is by the work this leaves."""
    statement_id, recipient_id = (int(part) for part in request.value.split(":"))
    record = statements.tell_holder(request.desk, actor=request.actor, statement_id=statement_id, recipient_id=recipient_id)
    request.ack()
    if request.in_modal:
        request.replace(modal("Who holds the old words", views.holders(record)))

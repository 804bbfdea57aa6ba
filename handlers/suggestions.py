"""Suggestions: stop a draft that a model is writing, or open one that could not become the newest version."""

from __future__ import annotations

from bot import statements
from bot.models import SuggestionState
from bot.views import inquiry_forms
from handlers.requests import Listeners, Request
from handlers.statements import form


def register(listeners: Listeners) -> None:
    listeners.action("suggestion_stop", stop)
    listeners.action("suggestion_open", open_suggestion)


def stop(request: Request) -> None:
    row = statements.stop(request.desk, actor=request.actor, suggestion_id=int(request.value))
    request.ack()
    request.say("The draft is stopped." if row.state == SuggestionState.STOPPED else "It was ready before it could be stopped.")


def open_suggestion(request: Request) -> None:
    """The words in the box, to be looked at and saved: nothing is overwritten by opening them."""
    row = statements.suggestion(request.desk, actor=request.actor, suggestion_id=int(request.value))
    if not row.text:
        request.ack()
        return request.show(
            inquiry_forms.trouble("There are no words in it: it was stopped, or is still being written.", "Drafting")
        )
    view = form(request, row.inquiry_id, text=row.text, said="The model's draft, not approved. Nothing is saved yet.")
    request.ack()
    request.show(view)

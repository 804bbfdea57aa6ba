"""What can be done with a statement besides writing: documents, versions, translations, who may know, giving it up."""

from __future__ import annotations

import re
from typing import Any

from bot import statements
from bot.authority import authorize
from bot.errors import DeskError
from bot.models import Sensitivity
from bot.statements import StatementChanges
from bot.views import versions as views
from bot.views.inquiry_forms import trouble
from handlers.actors import meet
from handlers.carried import carried
from handlers.requests import Listeners, Request
from handlers.statements import statement_view, translating_view


def register(listeners: Listeners) -> None:
    listeners.action("statement_more", more)
    listeners.submission("statement_more", save_more)
    listeners.action("statement_withdraw", withdraw)
    listeners.action(re.compile(r"statement_document:(docx|txt)"), document)
    listeners.action("statement_versions", versions)
    listeners.action(re.compile(r"statement_compare(_to|:.+)"), compare)
    listeners.action(re.compile(r"statement_(from|to)"), compare_others)
    listeners.action(re.compile(r"statement_restore:\d+"), restore)
    listeners.action("statement_translate", translate)
    listeners.submission("statement_translate", begin_translation)
    listeners.action("statement_caught_up", caught_up)


def more(request: Request) -> None:
    view = _more(request, int(request.value))
    request.ack()
    request.show(view)


def _more(request: Request, statement_id: int) -> dict[str, Any]:
    desk, actor = request.desk, request.actor
    found = statements.by_id(desk, actor=actor, statement_id=statement_id)
    original = statements.original_of(desk, actor=actor, statement=found.statement)
    return views.more(found, original, statements.translations_of(desk, actor=actor, statement_id=statement_id))


def save_more(request: Request) -> None:
    given, team_id = request.form, request.actor.team_id
    named = given.users("named")
    meet(request.desk, request.client, team_id, named)
    changes = StatementChanges(
        title=given.text("title"), sensitivity=Sensitivity(given.option("sensitivity") or Sensitivity.ROUTINE),
        restricted=bool(given.options("statement_restricted")), named=frozenset(f"slack:{team_id}:{user}" for user in named),
        language=given.option("language") or "en",
    )  # fmt: skip
    statements.change(request.desk, actor=request.actor, statement_id=carried(request)["s"], changes=changes)
    # The form below it, if any, shows the statement as it was.
    request.ack(response_action="clear")


def withdraw(request: Request) -> None:
    found = statements.withdraw(request.desk, actor=request.actor, statement_id=int(request.value))
    request.ack()
    text = f"{found.statement.reference} is withdrawn. Its words stay on record; they can no longer be approved or sent."
    request.replace(trouble(text, "Withdrawn"))


def document(request: Request) -> None:
    """The version as a file, in the person's own messages."""
    version_id, _, ending = request.value.partition(":")
    asked_from = request.view.get("id") or request.body.get("trigger_id") or ""
    statements.send_document(
        request.desk, actor=request.actor, version_id=int(version_id), ending="txt" if ending == "txt" else "docx",
        request_id=f"{asked_from}:{request.action.get('action_ts', '')}",
    )  # fmt: skip
    request.ack()
    request.say("The document comes to your messages in a moment.")


def versions(request: Request) -> None:
    listed = statements.versions(request.desk, actor=request.actor, statement_id=int(request.value))
    request.ack()
    request.show(views.versions(listed))


def compare(request: Request) -> None:
    statement_id, old, new = (int(part) for part in request.value.split(":"))
    found = statements.compare(request.desk, actor=request.actor, statement_id=statement_id, old=old, new=new)
    request.ack()
    request.show(views.comparison(found))


def compare_others(request: Request) -> None:
    """Two other versions chosen from the menus."""
    carries = carried(request)
    old, new = request.form.option("statement_from"), request.form.option("statement_to")
    found = statements.compare(
        request.desk, actor=request.actor, statement_id=carries["s"], old=int(old or carries["a"]), new=int(new or carries["b"])
    )
    request.ack()
    request.replace(views.comparison(found))


def restore(request: Request) -> None:
    statement_id, number, seen = (int(part) for part in request.value.split(":"))
    kept = statements.restore(request.desk, actor=request.actor, statement_id=statement_id, number=number, seen=seen)
    listed = statements.versions(request.desk, actor=request.actor, statement_id=statement_id)
    request.ack()
    said = f"Version {number} is taken up again as version {kept.version.number}. Nobody has approved that yet."
    request.replace(views.versions(listed, said=said))


def translate(request: Request) -> None:
    authorize(request.actor, "work")
    found = statements.by_id(request.desk, actor=request.actor, statement_id=int(request.value))
    request.ack()
    request.show(views.translating(found))


def begin_translation(request: Request) -> None:
    language = request.form.option("language")
    if not language:
        raise DeskError("Choose a language.")
    view = translating_view(request, carried(request)["v"], language)
    request.ack(response_action="update", view=view)


def caught_up(request: Request) -> None:
    statement_id = int(request.value)
    statements.catch_up(request.desk, actor=request.actor, statement_id=statement_id)
    view = statement_view(request, statement_id, turn=carried(request).get("t", 0) + 1, said="Noted.")
    request.ack()
    request.replace(view)

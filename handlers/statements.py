"""Statements: draft them and ask for approval."""

from __future__ import annotations

import re

from bot import inquiries, recall, statements
from bot.errors import DeskError
from bot.views import inquiry_forms
from bot.views import statements as views
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("statement_open", open_draft)
    listeners.action("statement_suggest", suggest)
    listeners.action(re.compile(r"statement_share:\d+"), share)
    listeners.action("statement_submit", submit)
    listeners.action("statement_waiting", waiting)
    listeners.submission("statement_save", save)


def open_draft(request: Request) -> None:
    view = _draft(request, int(request.value))
    request.ack()
    request.show(view)


def _draft(request: Request, inquiry_id: int, *, text: str | None = None, turn: int = 0, said: str = "") -> dict[str, object]:
    desk, actor = request.desk, request.actor
    return views.draft(
        inquiries.get(desk, actor=actor, reference=inquiry_id),
        statements.get(desk, actor=actor, inquiry_id=inquiry_id),
        recall.past_answers(desk, actor=actor, inquiry_id=inquiry_id),
        model=statements.may_ask_model(desk, actor=actor, inquiry_id=inquiry_id),
        text=text,
        turn=turn,
        said=said,
        shared=statements.shared_words(desk, actor=actor, inquiry_id=inquiry_id),
    )


def save(request: Request) -> None:
    """Saves the words and shows what can be done with them next; an approval that this made void is told."""
    carries = carried(request)
    before = statements.get(request.desk, actor=request.actor, inquiry_id=carries["i"])
    saved = statements.save(
        request.desk, actor=request.actor, inquiry_id=carries["i"], text=request.form.text("text"), seen=carries["seen"]
    )
    void = before is not None and before.approval and not saved.approval
    said = "Saved. The approval is void: these words need approving again." if void else "Saved."
    view = _draft(request, carries["i"], turn=carries["t"] + 1, said=said)
    request.ack(response_action="update", view=view)


def suggest(request: Request) -> None:
    """A first draft: from the model, as work that survives a restart, or at once from what was approved before."""
    inquiry_id, turn = int(request.value), carried(request).get("t", 0) + 1
    if statements.may_ask_model(request.desk, actor=request.actor, inquiry_id=inquiry_id):
        statements.ask_model(request.desk, actor=request.actor, inquiry_id=inquiry_id, seen=carried(request)["seen"])
        request.ack()
        text = "The draft is being written. It comes into the thread of the card and to your messages in a moment."
        return request.replace(inquiry_forms.trouble(text, "Drafting"))
    drafted = statements.assemble(request.desk, actor=request.actor, inquiry_id=inquiry_id)
    view = _draft(
        request,
        inquiry_id,
        text=drafted.text or request.form.text("text"),
        turn=turn,
        said=drafted.note or "Put together from past approved answers. Nothing is saved yet.",
    )
    request.ack()
    request.replace(view)


def share(request: Request) -> None:
    """The approved words of another inquiry of the issue, put into the box: a draft here, to be approved here."""
    inquiry_id, version_id = (int(part) for part in request.value.split(":"))
    shared = statements.shared_words(request.desk, actor=request.actor, inquiry_id=inquiry_id)
    found = next((one for one in shared if one.version.id == version_id), None)
    if found is None:
        raise DeskError("These words are no longer approved, or not of this issue any more. Open the draft again.")
    view = _draft(
        request, inquiry_id, text=found.version.text, turn=carried(request).get("t", 0) + 1,
        said=f"These are the approved words of {found.reference}. Nothing is saved yet, and here they need their own approval.",
    )  # fmt: skip
    request.ack()
    request.replace(view)


def submit(request: Request) -> None:
    inquiry_id, version_id = (int(part) for part in request.value.split(":"))
    found = statements.get(request.desk, actor=request.actor, inquiry_id=inquiry_id)
    if found and request.in_modal and request.form.text("text").strip() != found.version.text:
        raise DeskError("You changed the words and did not save them. Save first, then ask for approval.")
    statements.submit(request.desk, actor=request.actor, inquiry_id=inquiry_id, version_id=version_id)
    request.ack()
    request.replace(_draft(request, inquiry_id, turn=carried(request).get("t", 0) + 1, said=_asked(request, inquiry_id)))


def waiting(request: Request) -> None:
    said = _asked(request, int(request.value))
    request.ack()
    request.say(said)


def _asked(request: Request, inquiry_id: int) -> str:
    names = statements.asked(request.desk, actor=request.actor, inquiry_id=inquiry_id)
    if not names:
        return "It waits for nobody: no approver may know of it or approve matters like it any more. Ask an admin, or name one with *More*."
    return f"It waits for {' or '.join(names)}. It is in their messages."

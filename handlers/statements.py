"""Statements: draft, ask, approve or send back, copy out, mark sent."""

from __future__ import annotations

import re

from bot import inquiries, recall, statements
from bot.errors import DeskError
from bot.views import inquiry_forms
from bot.views import statements as views
from bot.views.blocks import modal
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("statement_open", open_draft)
    listeners.action("statement_suggest", suggest)
    listeners.action(re.compile(r"statement_share:\d+"), share)
    listeners.action("statement_submit", submit)
    listeners.action("statement_waiting", waiting)
    listeners.action("statement_copy", copy_out)
    listeners.action("statement_sent", mark_sent)
    listeners.action("approval_approve", approve)
    listeners.action("approval_send_back", send_back)
    listeners.action(re.compile(r"approval_look:\d+"), look)
    listeners.submission("statement_save", save)
    listeners.submission("approval_send_back", save_send_back)
    listeners.submission("statement_sent", save_sent)


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
        said=f"These are the approved words of {found.record.inquiry.reference}. Nothing is saved yet, and here they need their own approval.",
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


def approve(request: Request) -> None:
    """Approves the words whose fingerprint the button carries. The message changes in place."""
    version_id, _, sha256 = request.value.partition(":")
    found = statements.approve(request.desk, actor=request.actor, version_id=int(version_id), sha256=sha256)
    request.ack()
    if request.in_modal:
        request.replace(modal("Approved", views.approval(found)))


def send_back(request: Request) -> None:
    found = statements.by_version(request.desk, actor=request.actor, version_id=int(request.value.split(":")[0]))
    request.ack()
    request.show(views.sending_back(found))


def look(request: Request) -> None:
    """An approval from Home."""
    found = statements.by_version(request.desk, actor=request.actor, version_id=int(request.value))
    request.ack()
    request.show(modal("For your approval", views.approval(found)))


def save_send_back(request: Request) -> None:
    carries = carried(request)
    statements.send_back(
        request.desk,
        actor=request.actor,
        version_id=carries["version"],
        sha256=carries["sha256"],
        reason=request.form.text("reason"),
    )
    request.ack(response_action="clear")


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

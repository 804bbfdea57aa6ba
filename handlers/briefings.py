"""Briefings: opened, made, signed off, sent and read."""

from __future__ import annotations

import re

from bot import briefings
from bot.briefings import BriefingRecord
from bot.errors import DeskError
from bot.views import briefings as views
from bot.views.blocks import Block
from handlers import incoming
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("briefing_open", open_for_inquiry)
    listeners.action("briefing_interview", open_for_interview)
    listeners.action(re.compile(r"briefing_show:\d+"), show)
    listeners.action("briefing_make_open", open_form)
    listeners.submission("briefing_make", make)
    listeners.action("briefing_ask", ask)
    listeners.action("briefing_sign", sign_off)
    listeners.action("briefing_take_back", take_back)
    listeners.action("briefing_send", send)
    listeners.action("briefing_read", has_read)
    listeners.action("briefing_document", document)


def from_command(request: Request) -> None:
    """`/press brief PR-12` or `/press brief I-4`."""
    words = incoming.words(request.body.get("text") or "")[1:]
    if not words:
        command = request.desk.settings.press_command
        raise DeskError(f"Which one? For example `{command} brief PR-12`, or `{command} brief I-4` for an interview.")
    found = briefings.open_for(request.desk, actor=request.actor, reference=" ".join(words))
    request.ack()
    request.say(f"Briefing {found.occasion.reference}", views.opened(found, request.actor))


def open_for_inquiry(request: Request) -> None:
    _open(request, int(request.value))


def open_for_interview(request: Request) -> None:
    _open(request, request.value)


def show(request: Request) -> None:
    found = briefings.get(request.desk, actor=request.actor, briefing_id=int(request.value))
    request.ack()
    shown = _view(request, found)
    request.replace(shown) if request.in_modal else request.show(shown)


def open_form(request: Request) -> None:
    """What its maker adds before a version is kept."""
    found = briefings.open_for(request.desk, actor=request.actor, reference=request.value)
    speakers = briefings.speakers(request.desk, actor=request.actor)
    request.ack()
    request.show(views.form(found.occasion, found.version, speakers))


def make(request: Request) -> None:
    form = request.form
    chosen = form.option("spokesperson")
    found = briefings.make(
        request.desk, actor=request.actor, reference=str(carried(request)["r"]), say=form.text("say"), not_say=form.text("not_say"),
        spokesperson_id=int(chosen) if chosen else None,
    )  # fmt: skip
    request.ack(response_action="update", view=_view(request, found, f"Version {found.row.number} is kept."))


def ask(request: Request) -> None:
    found = briefings.ask(request.desk, actor=request.actor, briefing_id=int(request.value))
    _done(request, found, "Whoever may sign it off has it in their messages.")


def sign_off(request: Request) -> None:
    briefing_id, _, seen = request.value.partition(":")
    found = briefings.sign_off(request.desk, actor=request.actor, briefing_id=int(briefing_id), seen=seen)
    _done(request, found, "Signed off.")


def take_back(request: Request) -> None:
    _done(
        request,
        briefings.take_back(request.desk, actor=request.actor, briefing_id=int(request.value)),
        "The sign-off is taken back.",
    )


def send(request: Request) -> None:
    found = briefings.send(request.desk, actor=request.actor, briefing_id=int(request.value))
    _done(request, found, "Sent. You hear when it has been read.")


def has_read(request: Request) -> None:
    found = briefings.has_read(request.desk, actor=request.actor, briefing_id=int(request.value))
    _done(request, found, "Thank you: the desk knows that you have read it.")


def document(request: Request) -> None:
    """The Word document, into the person's own messages."""
    again = request.body.get("trigger_id") or ""
    briefings.send_document(request.desk, actor=request.actor, briefing_id=int(request.value), request_id=str(again))
    request.ack()
    request.say("The Word document is on its way to your messages.")


def _open(request: Request, reference: str | int) -> None:
    found = briefings.open_for(request.desk, actor=request.actor, reference=reference)
    request.ack()
    request.show(views.view(views.opened(found, request.actor), found.occasion.reference))


def _view(request: Request, found: BriefingRecord, said: str = "") -> Block:
    return views.view(views.version(found, request.actor, said), found.reference)


def _done(request: Request, found: BriefingRecord, said: str) -> None:
    """Shown anew in the modal, or in the place of the private reply the button is in; a message is updated by the work this left."""
    request.ack()
    if request.in_modal:
        return request.replace(_view(request, found, said))
    if request.body.get("container", {}).get("is_ephemeral"):
        return request.swap(said, views.version(found, request.actor, said))
    request.say(said)

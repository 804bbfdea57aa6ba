"""The engagement report: shown to whoever asks, the lists behind it, its files, and into a coverage channel."""

from __future__ import annotations

import re

from bot import reports
from bot.authority import authorize
from bot.views import reports as views
from bot.views.blocks import Block, note
from bot.views.inquiry_forms import loading
from handlers import incoming
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("report_list", show_list)
    listeners.action(re.compile(r"report_file:\w+"), send)
    listeners.action("report_post", post)


def from_command(request: Request) -> None:
    """`/press report last week`, `/press report 2026-10`."""
    said = " ".join(incoming.words(request.body.get("text") or "")[1:])
    actor, channel = request.actor, request.body.get("channel_id") or ""
    period = reports.period(request.desk, actor=actor, words=said)

    def build() -> tuple[str, list[Block]]:
        found = reports.by_key(request.desk, actor=actor, key=period.key)
        postable = reports.may_post(request.desk, actor=actor, channel=channel)
        return views.report_text(found), views.report(found, source=period.key, postable=postable)

    request.ack()
    request.say_slowly(build)


def show_list(request: Request) -> None:
    source, _, name = request.action["selected_option"]["value"].partition("|")
    authorize(request.actor, "look")
    request.ack()
    request.show_slowly(
        loading("Behind the number"),
        lambda: views.behind(reports.behind(request.desk, actor=request.actor, source=source, name=name)),
    )


def send(request: Request) -> None:
    ending = request.action["action_id"].partition(":")[2]
    once = f"{request.actor.id}:{request.body['trigger_id']}"
    reports.send(request.desk, actor=request.actor, key=request.value, ending=ending, request_id=once)
    request.ack()
    request.say("It comes as a message from me.")


def post(request: Request) -> None:
    channel = request.body["channel"]["id"]
    reports.refuse_elsewhere(request.desk, actor=request.actor, channel=channel)

    def build() -> tuple[str, list[Block]]:
        said = views.posted(reports.post(request.desk, actor=request.actor, key=request.value, channel=channel))
        return said, [note(said)]

    request.ack()
    request.say_slowly(build)

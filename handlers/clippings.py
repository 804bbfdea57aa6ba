"""Clippings: `/press clip`, links dropped into a coverage channel, and what was printed or broadcast, by hand."""

from __future__ import annotations

import html
import re
from datetime import datetime
from urllib.parse import urlsplit

from bot.authority import NEEDS, RANK, authorize
from bot.coverage import channels, clippings, sources
from bot.coverage.clippings import ClippingEntry
from bot.errors import Invalid
from bot.models import Medium
from bot.views import clippings as views
from bot.views.blocks import modal
from handlers import incoming
from handlers.carried import carried
from handlers.panes import put
from handlers.requests import Listeners, Request

LINK = re.compile(r"<(https?://[^<>|\s]+)(?:\|([^<>]*))?>")
MOST_LINKS = 5  # Of one message.


def register(listeners: Listeners) -> None:
    listeners.submission("clip_page", page)
    listeners.action("clip_by_hand", by_hand_form)
    listeners.submission("clip_by_hand", by_hand)
    listeners.action(re.compile(r"clip_complete:\d+"), complete_form)
    listeners.submission("clip_complete", complete)
    listeners.action(re.compile(r"clipping_undo:\d+"), undo)
    listeners.action(re.compile(r"clipping_restore:\d+"), restore)


def from_command(request: Request) -> None:
    """`/press clip`, `/press clip https://gazette.example/news/beds`, `/press clip radio`."""
    authorize(request.actor, "work")
    text = incoming.plain((request.body.get("text") or "").strip()[len("clip") :]).strip()
    if not text:
        return put(request, views.ask())
    if text.lower() in {one.value for one in clippings.BY_HAND} | {"hand", "by hand"}:
        return put(request, views.by_hand())
    _read(request, text)


def page(request: Request) -> None:
    _read(request, request.form.text("url"))


def _read(request: Request, address: str) -> None:
    """Has a page clipped, and says so meanwhile."""
    external_id = f"clip:{request.body['trigger_id']}"
    clippings.ask(request.desk, actor=request.actor, address=address, view=external_id)
    put(request, views.reading(sources.page_address(address), external_id))


def by_hand_form(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.by_hand())


def by_hand(request: Request) -> None:
    put(request, views.shown(clippings.by_hand(request.desk, actor=request.actor, entry=_entry(request, needs_time=True))))


def complete_form(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.complete(clippings.get(request.desk, actor=request.actor, clip_id=int(request.value))))


def complete(request: Request) -> None:
    clip_id = carried(request)["i"]
    clipping = clippings.complete(request.desk, actor=request.actor, clip_id=clip_id, entry=_entry(request))
    put(request, views.shown(clipping, "Saved."))


def _entry(request: Request, *, needs_time: bool = False) -> ClippingEntry:
    form = request.form
    at: datetime | None = form.moment("at")
    if at is None and needs_time:
        raise Invalid("Say when it ran.", at="Say when it ran.")
    return ClippingEntry(
        form.text("outlet"), form.text("title"), form.text("text"), Medium(form.option("medium") or Medium.ONLINE), at,
        form.text("journalist"), form.text("place"),
    )  # fmt: skip


def undo(request: Request) -> None:
    """Takes the clip back; what stands in a thread about it is shown so by itself."""
    clipping = clippings.undo(request.desk, actor=request.actor, clip_id=int(request.value))
    if request.in_modal:
        return put(request, modal("Clip", views.taken_back(clipping)[0]))
    request.ack()
    request.say(views.taken_back(clipping)[1])


def restore(request: Request) -> None:
    clipping = clippings.restore(request.desk, actor=request.actor, clip_id=int(request.value))
    if request.in_modal:
        return put(request, views.shown(clipping, "It is a clip again."))
    request.ack()
    request.say("It is a clip again.")


def dropped(request: Request) -> bool:
    """Has the links of a message clipped where it stands in a coverage channel that takes them; False where it does not.
    Links of people who may not work on the desk are left alone, in silence."""
    event = request.body["event"]
    links = _links(event.get("text") or "")
    if not links or not channels.takes_links(request.desk, team_id=request.actor.team_id, conversation=event["channel"]):
        return False
    if request.actor.rank >= RANK[NEEDS["work"]]:
        said = incoming.plain(LINK.sub("", event["text"])).strip()
        for address, label in links:
            clippings.ask(
                request.desk, actor=request.actor, address=address, channel=event["channel"],
                thread=event.get("thread_ts") or event["ts"], said=label or said,
            )  # fmt: skip
    return True


def _links(text: str) -> list[tuple[str, str]]:
    """The links to pages elsewhere in a message as Slack sends it, each with its label where a person gave one."""
    found: dict[str, str] = {}
    for match in LINK.finditer(text):
        address, label = html.unescape(match[1]), html.unescape(match[2] or "")
        host = urlsplit(address).hostname or ""
        if host != "slack.com" and not host.endswith(".slack.com"):
            found.setdefault(address, "" if "://" in label or label in address else label)
    return list(found.items())[:MOST_LINKS]

"""Watch: the board, and what `/press watch` with an address or words leads to; lists of feeds in and out."""

from __future__ import annotations

import re

from bot import files
from bot.authority import authorize
from bot.coverage import watching
from bot.errors import Invalid
from bot.views import watch as views
from handlers import feeds, incoming, watchterms
from handlers.files import answer_reading, chosen
from handlers.panes import hub, put
from handlers.requests import Listeners, Request

ADDRESS = re.compile(r"(?:feed:|https?://)\S+|[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:/\S*)?", re.IGNORECASE)


def register(listeners: Listeners) -> None:
    listeners.action("watch_open", opened)
    listeners.action(re.compile(r"term_search:\d+"), searches)
    listeners.action("opml_import", import_form)
    listeners.submission("opml_import", take_in)
    listeners.action("opml_export", export)


def from_command(request: Request) -> None:
    """`/press watch`, `/press watch gazette.example`, `/press watch Lantern Shelter`."""
    text = incoming.plain((request.body.get("text") or "").strip()[len("watch") :]).translate(incoming.QUOTES).strip()
    if ADDRESS.fullmatch(text):
        return feeds.look(request, text)
    if text:
        return watchterms.offer(request, text.strip('"'))
    put(request, hub(request))


def opened(request: Request) -> None:
    put(request, hub(request))


def searches(request: Request) -> None:
    """Reads the news searches for a term from now on."""
    added = watching.add_searches(request.desk, actor=request.actor, term_id=int(request.value))
    put(request, hub(request, f"✅ Reading {' and '.join(added)} from now on."))


def import_form(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.import_form())


def take_in(request: Request) -> None:
    authorize(request.actor, "work")
    file = chosen(request, "file", "opml")
    if file is None:
        raise Invalid("There is no file.", file="Add a file.")
    with request.desk.database.write() as session:
        files.take_in(
            session, at=request.desk.clock(), reader="opml", file=file["id"], member=request.actor.id, view=request.view["id"]
        )
    answer_reading(request, "opml", file)


def export(request: Request) -> None:
    """The list into the person's messages."""
    authorize(request.actor, "look")
    with request.desk.database.write() as session:
        files.send(
            session, at=request.desk.clock(), maker="opml", conversation=request.actor.user_id,
            once=f"opml:{request.body['trigger_id']}", team=request.actor.team_id,
        )  # fmt: skip
    put(request, hub(request, "The list of feeds comes to your messages with me."))

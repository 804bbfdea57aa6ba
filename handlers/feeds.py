"""Feeds: the list, adding one, and what is done to one."""

from __future__ import annotations

import re

from bot import outbox
from bot.authority import authorize
from bot.coverage import fetches, sources, subscriptions
from bot.coverage.subscriptions import NewFeed
from bot.errors import Invalid
from bot.views import feeds as views
from handlers.carried import carried
from handlers.panes import hub, put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"feeds_turn:\w+"), turn)
    listeners.action("feed_new", new)
    listeners.submission("feed_find", find)
    listeners.action(re.compile(r"feed_found:\d+"), found)
    listeners.submission("feed_add", add)
    listeners.action(re.compile(r"feed_edit:\d+"), edit)
    listeners.submission("feed_save", save)
    listeners.action(re.compile(r"feed_archive:\d+"), archive)
    for step, handler in (("try", try_now), ("pause", pause), ("resume", resume), ("remove", remove)):
        listeners.action(re.compile(rf"feed_{step}:\d+"), handler)


def turn(request: Request) -> None:
    which, page = request.value.split(":")
    put(request, _list(request, which, int(page)))


def _list(request: Request, which: str, page: int, said: str = "") -> dict[str, object]:
    found = subscriptions.listing(request.desk, actor=request.actor, which=which, page=page)
    return views.listed(found, request.actor, said)


def new(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.new())


def find(request: Request) -> None:
    """Looks at the address that was typed; what came of it is shown in the form's place."""
    look(request, request.form.text("url"))


def found(request: Request) -> None:
    """One of those found, from the message that told of them."""
    look(request, request.value)


def look(request: Request, address: str) -> None:
    """Has an address looked at, and says so meanwhile."""
    authorize(request.actor, "work")
    external_id = f"feed:{request.body['trigger_id']}"
    url = sources.feed_address(address)
    with request.desk.database.write() as session:
        at = request.desk.clock()
        outbox.put(
            session, at=at, kind="feed_find", lane=fetches.lane(url), key=f"feed_find:{external_id}",
            due_at=at + subscriptions.SHOWN_FIRST, address=address, member=request.actor.id, view=external_id,
        )  # fmt: skip
    put(request, views.looking(address, external_id))


def add(request: Request) -> None:
    form, offered = request.form, carried(request)["f"]
    number = int(form.option("found") or 0)
    url, title, site = offered[number]
    tier = form.option("tier")
    try:
        record = subscriptions.add(
            request.desk, actor=request.actor,
            new=NewFeed(url, title, site, form.text("outlet"), int(tier) if tier in ("1", "2", "3") else None),
        )  # fmt: skip
    except Invalid as problem:
        raise Invalid(
            str(problem), **{"found" if name == "url" else name: text for name, text in problem.fields.items()}
        ) from None
    put(request, hub(request, f"✅ Reading {record.row.title or record.row.url} from now on."))


def edit(request: Request) -> None:
    authorize(request.actor, "work")
    put(request, views.edit(subscriptions.get(request.desk, actor=request.actor, feed_id=int(request.value))))


def save(request: Request) -> None:
    form, tier = request.form, request.form.option("tier")
    subscriptions.change(
        request.desk, actor=request.actor, feed_id=carried(request)["i"], url=form.text("url"), title=form.text("title"), outlet=form.text("outlet"),
        tier=int(tier) if tier in ("1", "2", "3") else None,
    )  # fmt: skip
    put(request, _list(request, "all", 1, "Saved."))


def archive(request: Request) -> None:
    """Has the older articles of a feed looked for, where it has pages of them."""
    authorize(request.actor, "work")
    external_id = f"archive:{request.body['trigger_id']}"
    record = subscriptions.get(request.desk, actor=request.actor, feed_id=int(request.value))
    at = request.desk.clock()
    with request.desk.database.write() as session:
        outbox.put(
            session, at=at, kind="feed_archive", lane=fetches.lane(record.row.url), key=f"archive:{external_id}",
            due_at=at + subscriptions.SHOWN_FIRST, feed=record.row.id, url="", number=0, found=0, member=request.actor.id,
            view=external_id,
        )  # fmt: skip
    put(request, views.archive_begun(record, external_id))


def try_now(request: Request) -> None:
    record = subscriptions.try_now(request.desk, actor=request.actor, feed_id=int(request.value))
    _done(request, f"{record.row.title or record.row.url} is being asked now.")


def pause(request: Request) -> None:
    record = subscriptions.pause(request.desk, actor=request.actor, feed_id=int(request.value), paused=True)
    _done(request, f"{record.row.title or record.row.url} is paused.")


def resume(request: Request) -> None:
    record = subscriptions.pause(request.desk, actor=request.actor, feed_id=int(request.value), paused=False)
    _done(request, f"{record.row.title or record.row.url} is read again.")


def remove(request: Request) -> None:
    _done(request, f"{subscriptions.remove(request.desk, actor=request.actor, feed_id=int(request.value))} is read no more.")


def _done(request: Request, said: str) -> None:
    """Shows the list or the board again, as it now is; from a message, one sentence."""
    if not request.in_modal:
        request.ack()
        return request.say(said)
    given = carried(request)
    put(request, _list(request, given["w"], given["p"], said) if "w" in given else hub(request, said))

"""Contacts that are one person: who it may be, a look at both, and making them one."""

from __future__ import annotations

import re

from bot.errors import Invalid
from bot.relationships import merging
from bot.views import contact_merges as views
from bot.views import contacts as contact_views
from handlers.carried import carried
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"contact_same:\d+"), choose)
    listeners.submission("contact_same", look)
    listeners.action(re.compile(r"contact_pair:\d+"), pair)
    listeners.submission("contact_merge", merge)


def choose(request: Request) -> None:
    record, found = merging.candidates(request.desk, actor=request.actor, journalist_id=int(request.value))
    put(request, views.choosing(record, found))


def look(request: Request) -> None:
    """Both where the words mean one, else those whom they may mean."""
    one = carried(request)["j"]
    found = merging.called(request.desk, actor=request.actor, journalist_id=one, words=request.form.text("other"))
    if len(found) == 1:
        return put(
            request, views.pair(merging.pair(request.desk, actor=request.actor, journalist_id=one, other_id=found[0].id))
        )
    record, _ = merging.candidates(request.desk, actor=request.actor, journalist_id=one)
    put(request, views.choosing(record, found, f"“{request.form.text('other')[:60]}” may be:"))


def pair(request: Request) -> None:
    one, other = (int(each) for each in request.value.split(":"))
    put(request, views.pair(merging.pair(request.desk, actor=request.actor, journalist_id=one, other_id=other)))


def merge(request: Request) -> None:
    both = {carried(request)["a"], carried(request)["b"]}
    stays = int(request.form.option("stays") or 0)
    if stays not in both:
        raise Invalid("Say which card stays.", stays="Choose one.")
    record = merging.merge(
        request.desk, actor=request.actor, gone_id=(both - {stays}).pop(), kept_id=stays, because=request.form.text("because")
    )
    put(request, contact_views.card(record, request.actor, f"They are one now. {views.UNDONE}"))

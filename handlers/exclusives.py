"""Exclusives: promise a story to one alone, list the promises, end one early."""

from __future__ import annotations

import re

from bot import statements
from bot.authority import NEEDS, RANK, authorize
from bot.views import exclusives as views
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("exclusive_new", open_form)
    listeners.submission("exclusive_promise", promise)
    listeners.action(re.compile(r"exclusive_end:\d+"), open_ending)
    listeners.submission("exclusive_end", end)


def from_command(request: Request) -> None:
    """`/press exclusives`."""
    found = statements.exclusives(request.desk, actor=request.actor)
    may = request.actor.rank >= RANK[NEEDS["work"]]
    request.ack()
    request.say("Exclusives", views.listing(found, request.desk.clock(), may_promise=may))


def open_form(request: Request) -> None:
    """For the statement that the button carries; 0 for a story that is only named."""
    statement_id = int(request.value) or None
    authorize(request.actor, "work")
    found = statements.by_id(request.desk, actor=request.actor, statement_id=statement_id) if statement_id else None
    people = statements.people(request.desk, actor=request.actor, statement_id=statement_id)
    running = statements.exclusives(request.desk, actor=request.actor)
    request.ack()
    request.show(views.promising(people, found, running, request.desk.clock()))


def promise(request: Request) -> None:
    form = request.form
    others = form.text("others")
    statements.promise(
        request.desk, actor=request.actor, statement_id=carried(request)["s"], subject=form.text("subject"),
        picked="" if others else form.option("to") or "", typed=others, until=form.moment("until"), note=form.text("note"),
    )  # fmt: skip
    request.ack()


def open_ending(request: Request) -> None:
    one = statements.exclusive(request.desk, actor=request.actor, exclusive_id=int(request.value))
    request.ack()
    request.show(views.ending(one, request.desk.clock()))


def end(request: Request) -> None:
    statements.end_exclusive(
        request.desk, actor=request.actor, exclusive_id=carried(request)["e"], reason=request.form.text("reason")
    )
    request.ack()

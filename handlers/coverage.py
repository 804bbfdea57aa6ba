"""Coverage looked for: `/press coverage …`, the list behind any number, trends, and both as files."""

from __future__ import annotations

import re

from bot.authority import authorize
from bot.coverage import search, sheets, trends
from bot.coverage.search import Found
from bot.coverage.weeks import USUAL
from bot.views import coverage as views
from bot.views import coverage_trends
from bot.views.blocks import Block, modal
from handlers import incoming
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"coverage_list:.*"), show_list)
    listeners.action(re.compile(r"coverage_turn:\w+"), turn)
    listeners.action(re.compile(r"coverage_file:\w+"), send)
    listeners.action("coverage_trends", other_weeks)
    listeners.action(re.compile(r"coverage_trends_file:\w+"), send_trends)
    listeners.action("coverage_search_open", open_form)
    listeners.submission("coverage_search", submitted)


def from_command(request: Request) -> None:
    """Bare: this week at a glance, with trends."""
    text = _typed((request.body.get("text") or "").strip()[len("coverage") :])
    if text:
        found = search.find(request.desk, actor=request.actor, text=text)
        request.ack()
        return request.say(views.results_text(found), views.results(found))
    authorize(request.actor, "look")
    request.ack()
    request.say_slowly(lambda: _glance(request, USUAL))


def show_list(request: Request) -> None:
    """The list behind a number, wherever it stands."""
    found = search.listed(request.desk, actor=request.actor, written=request.value)
    request.ack()
    request.show(modal("Behind the number", views.results(found)))


def turn(request: Request) -> None:
    """Another page, order or scope, in the place of this one."""
    found = _again(request)
    request.ack()
    if request.in_modal:
        return request.replace(modal("Behind the number" if found.as_list else "Coverage", views.results(found)))
    request.swap(views.results_text(found), views.results(found))


def send(request: Request) -> None:
    ending = request.action["action_id"].partition(":")[2]
    _, newest, as_list, text = _asked(request.value)
    count = sheets.send_found(
        request.desk, actor=request.actor, text=text, as_list=as_list, newest=newest, ending=ending, request_id=_once(request)
    )
    request.ack()
    request.say(f"It comes as a message from me: {count} articles, the copies among them.")


def other_weeks(request: Request) -> None:
    authorize(request.actor, "look")
    request.ack()
    request.say_slowly(lambda: _glance(request, int(request.value)))


def send_trends(request: Request) -> None:
    ending = request.action["action_id"].partition(":")[2]
    sheets.send_trends(request.desk, actor=request.actor, weeks=int(request.value), ending=ending, request_id=_once(request))
    request.ack()
    request.say("It comes as a message from me.")


def open_form(request: Request) -> None:
    authorize(request.actor, "look")
    request.ack()
    request.show(views.form())


def submitted(request: Request) -> None:
    """Shows what was found in the place of the box."""
    found = search.find(request.desk, actor=request.actor, text=_typed(request.form.text("query")))
    request.ack(response_action="update", view=modal("Coverage", views.results(found)))


def _glance(request: Request, weeks: int) -> tuple[str, list[Block]]:
    counted = trends.trends(request.desk, actor=request.actor, weeks=weeks)
    return coverage_trends.glance_text(counted), coverage_trends.glance(counted)


def _again(request: Request) -> Found:
    page, newest, as_list, text = _asked(request.value)
    if as_list:
        return search.listed(request.desk, actor=request.actor, written=text, page=page)
    return search.find(request.desk, actor=request.actor, text=text, page=page, newest=newest)


def _asked(value: str) -> tuple[int, bool, bool, str]:
    page, order, kind, text = value.split("|", 3)
    return int(page), order == "newest", kind == "list", text


def _once(request: Request) -> str:
    return f"{request.actor.id}:{request.body['trigger_id']}"


def _typed(text: str) -> str:
    """As it was meant: Slack's escapes undone, quotes straight."""
    return incoming.plain(text).translate(incoming.QUOTES).strip()

"""Asking a colleague for a fact, and their answer."""

from __future__ import annotations

import re

from bot import asks, inquiries, lines, teams
from bot.models import LineKind
from bot.views import asks as views
from bot.views import lines as line_views
from bot.views.inquiry_forms import trouble
from handlers import incoming
from handlers.actors import meet
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("ask_open", open_form)
    listeners.action("ask_answer", open_answer)
    listeners.action("ask_decline", open_decline)
    listeners.action("ask_withdraw", withdraw)
    listeners.action(re.compile(r"ask_file:\w+"), file)
    listeners.submission("ask", submit)
    listeners.submission("ask_answer", save_answer)
    listeners.submission("ask_decline", save_decline)


def open_form(request: Request) -> None:
    inquiry_id = int(request.value)
    record = inquiries.get(request.desk, actor=request.actor, reference=inquiry_id)
    due = asks.due_by_itself(request.desk, actor=request.actor, inquiry_id=inquiry_id)
    request.ack()
    request.show(views.form(record, due))


def submit(request: Request) -> None:
    form, team_id = request.form, request.actor.team_id
    user = form.user("colleague") or ""
    meet(request.desk, request.client, team_id, [user])
    asked = asks.ask(
        request.desk, actor=request.actor, inquiry_id=carried(request)["i"], colleague_id=f"slack:{team_id}:{user}",
        question=form.text("question"), due=form.text("due"), request_id=request.view["id"],
    )  # fmt: skip
    said = f"Asked {asked.colleague.name}. What they answer comes to your messages and into the log of {asked.reference}."
    request.ack(response_action="update", view=trouble(said, "Asked"))


def open_answer(request: Request) -> None:
    found = asks.get(request.desk, actor=request.actor, ask_id=int(request.value))
    request.ack()
    request.show(views.answering(found))


def save_answer(request: Request) -> None:
    asks.answer(request.desk, actor=request.actor, ask_id=carried(request)["a"], text=request.form.text("answer"))
    request.ack()


def open_decline(request: Request) -> None:
    found = asks.get(request.desk, actor=request.actor, ask_id=int(request.value))
    request.ack()
    request.show(views.declining(found))


def save_decline(request: Request) -> None:
    asks.decline(request.desk, actor=request.actor, ask_id=carried(request)["a"], reason=request.form.text("reason"))
    request.ack()


def withdraw(request: Request) -> None:
    asks.withdraw(request.desk, actor=request.actor, ask_id=int(request.value))
    request.ack()


def file(request: Request) -> None:
    """The form of a fact or a Q&A, filled with the answer."""
    kind, ask_id = LineKind(request.action["action_id"].partition(":")[2]), int(request.value)
    entry = asks.proposed(request.desk, actor=request.actor, ask_id=ask_id, kind=kind)
    day = lines.today(teams.choices(request.desk, request.actor), request.desk.clock())
    request.ack()
    request.show(line_views.form(entry, today=day, ask=ask_id))


def replied(request: Request) -> bool:
    """Whether a direct message is a reply in the thread of a question, which it then answers."""
    event = request.body["event"]
    thread = event.get("thread_ts")
    ask_id = asks.in_thread(request.desk, actor=request.actor, thread_ts=thread) if thread else None
    if ask_id is None:
        return False
    asks.answer(request.desk, actor=request.actor, ask_id=ask_id, text=incoming.plain(event["text"]))
    request.say("Thank you. The press desk has your answer.")
    return True

"""Correction cases: opened from a clip or a quotation, and every step of them."""

from __future__ import annotations

import re

from bot.authority import NEEDS, RANK
from bot.coverage import cases
from bot.coverage.cases import Answered, Asked, CaseRecord, Edit
from bot.errors import Invalid
from bot.models import CaseState
from bot.views import cases as views
from bot.views.blocks import Block, modal
from handlers import incoming
from handlers.carried import carried
from handlers.requests import Listeners, Request
from handlers.statements import statement_view

WHICH = ("open", "all")


def register(listeners: Listeners) -> None:
    listeners.action(re.compile(r"case_new:\d+"), new)
    listeners.submission("case_start", start)
    listeners.action(re.compile(r"case_open:\d+"), open_case)
    listeners.action(re.compile(r"case_(?:ask|answer|close|edit)_open:\d+"), open_form)
    listeners.submission("case_edit", edit)
    listeners.submission("case_ask", ask)
    listeners.submission("case_answer", answer)
    listeners.submission("case_close", close)
    listeners.action(re.compile(r"case_reopen:\d+"), reopen)
    listeners.action(re.compile(r"case_undo:\d+"), undo)
    listeners.action(re.compile(r"case_correct:\d+"), correct)
    listeners.action(re.compile(r"case_turn:\d+"), turn)


def from_command(request: Request) -> None:
    """`/press cases [open|all]`, or one by its reference."""
    words = incoming.words(request.body.get("text") or "")[1:]
    asked = words[0].lower() if words else "open"
    if asked not in WHICH:
        if not cases.REFERENCE.fullmatch(" ".join(words)):
            raise Invalid("Say `cases`, `cases all`, or `cases C-3`.")
        record = cases.by_reference(request.desk, actor=request.actor, reference=" ".join(words))
        request.ack()
        return request.show(_view(request, record))
    page = cases.listing(request.desk, actor=request.actor, which=asked)
    request.ack()
    request.say("Correction cases", views.listing(page, request.desk.clock()))


def turn(request: Request) -> None:
    which, _, number = request.value.partition(":")
    page = cases.listing(request.desk, actor=request.actor, which=which, page=int(number))
    request.ack()
    blocks = views.listing(page, request.desk.clock())
    request.replace(modal("Correction cases", blocks)) if request.in_modal else request.swap("Correction cases", blocks)


def new(request: Request) -> None:
    """The form of a case on a clip, or on one of its quotations."""
    clip_id, _, quote = request.value.partition(":")
    quote_id = int(quote) if quote and quote != "0" else None
    entry = cases.proposed(request.desk, actor=request.actor, clip_id=int(clip_id), quote_id=quote_id)
    request.ack()
    request.show(views.form(entry, clip_id=int(clip_id), quote_id=quote_id))


def start(request: Request) -> None:
    told = carried(request)
    record = cases.start(
        request.desk, actor=request.actor, clip_id=int(told["clip"]), quote_id=int(told["quote"]) or None, entry=_entry(request)
    )  # fmt: skip
    request.ack(response_action="update", view=_view(request, record, "Opened. Ask for the correction, then note it here."))


def open_case(request: Request) -> None:
    record = cases.get(request.desk, actor=request.actor, case_id=int(request.value))
    request.ack()
    request.show(_view(request, record))


def open_form(request: Request) -> None:
    """The form of a step."""
    record = cases.get(request.desk, actor=request.actor, case_id=int(request.value))
    step = request.action["action_id"].split("_")[1]
    case = record.case
    made = {
        "ask": views.ask_form, "answer": views.answer_form, "close": views.close_form,
        "edit": lambda one: views.form(Edit(case.error, case.evidence, case.owner_id, case.due_at), case=one),
    }[step]  # fmt: skip
    request.ack()
    request.show(made(record))


def edit(request: Request) -> None:
    _done(request, cases.edit(request.desk, actor=request.actor, case_id=_case(request), entry=_entry(request)))


def ask(request: Request) -> None:
    asked = Asked(request.form.text("asked"), int(request.form.option("rung") or 0))
    _done(request, cases.ask(request.desk, actor=request.actor, case_id=_case(request), asked=asked))


def answer(request: Request) -> None:
    answered = Answered(request.form.text("answer"))
    _done(request, cases.answer(request.desk, actor=request.actor, case_id=_case(request), answered=answered))


def close(request: Request) -> None:
    chosen = request.form.option("state")
    if chosen is None:
        raise Invalid("How did it end?", state="Choose how it ended.")
    record = cases.close(
        request.desk, actor=request.actor, case_id=_case(request), state=CaseState(chosen), outcome=request.form.text("outcome")
    )  # fmt: skip
    _done(request, record)


def reopen(request: Request) -> None:
    _shown_again(request, cases.reopen(request.desk, actor=request.actor, case_id=int(request.value)))


def undo(request: Request) -> None:
    _shown_again(request, cases.undo(request.desk, actor=request.actor, case_id=int(request.value)))


def correct(request: Request) -> None:
    """Begins the correction statement, and shows its form."""
    found = cases.correct(request.desk, actor=request.actor, case_id=int(request.value))
    request.ack()
    request.show(lambda: statement_view(request, found.statement.id or 0))


def _view(request: Request, record: CaseRecord, said: str = "") -> Block:
    return views.shown(record, request.desk.clock(), may_work=request.actor.rank >= RANK[NEEDS["work"]], said=said)


def _case(request: Request) -> int:
    return int(carried(request)["case"])


def _entry(request: Request) -> Edit:
    form = request.form
    owner = f"slack:{request.actor.team_id}:{form.user('owner') or request.actor.user_id}"
    return Edit(form.text("error"), form.text("evidence"), owner, form.moment("due"))


def _done(request: Request, record: CaseRecord) -> None:
    """A step's form is sent: the case under it is shown anew; from a card the card is, by the work this left."""
    request.ack()
    under = request.view.get("previous_view_id")
    if under:
        request.replace(_view(request, record), view_id=under)


def _shown_again(request: Request, record: CaseRecord) -> None:
    request.ack()
    if request.in_modal:
        request.replace(_view(request, record))

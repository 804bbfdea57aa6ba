"""Debriefs: given after an interview, and the promises that came of it."""

from __future__ import annotations

import re

from bot import debriefs
from bot.debriefs import DebriefRecord, Entry, Promised, PromiseRecord
from bot.errors import DeskError
from bot.inquiries import user_of
from bot.views import debriefs as views
from bot.views.blocks import Block
from handlers import incoming
from handlers.actors import meet
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("debrief_open", open_debrief)
    listeners.action("debrief_edit", edit)
    listeners.action("debrief_more", more)
    listeners.action("debrief_undo", undo)
    listeners.submission("debrief_give", give)
    listeners.action(re.compile(r"promise_(?:keep|drop|reopen):\d+"), step)
    listeners.action(re.compile(r"promise_move_open:\d+"), open_move)
    listeners.submission("promise_move", move)


def from_command(request: Request) -> None:
    """`/press debrief`, or `/press debrief I-4`."""
    words = incoming.words(request.body.get("text") or "")[1:]
    if not words:
        board = debriefs.board(request.desk, actor=request.actor)
        request.ack()
        return request.say("Debriefs", views.board(board, request.desk.clock()))
    _open(request, " ".join(words))


def open_debrief(request: Request) -> None:
    _open(request, request.value)


def edit(request: Request) -> None:
    record = debriefs.get(request.desk, actor=request.actor, reference=request.value)
    request.ack()
    shown = views.form(record, _entry_of(record), request.actor)
    request.replace(shown) if request.in_modal else request.show(shown)


def more(request: Request) -> None:
    """Another box for a promise; what was typed so far stays."""
    told = carried(request)
    record = debriefs.get(request.desk, actor=request.actor, reference=str(told["r"]))
    boxes = min(int(request.value), views.MOST_PROMISES)
    shown = views.form(record, _entry(request, boxes), request.actor, boxes=boxes)
    request.ack()
    request.replace(shown)


def give(request: Request) -> None:
    told, entry = carried(request), _entry(request, int(carried(request)["n"]))
    owners = [user_of(one.owner) for one in entry.promised if one.text.strip()]
    meet(request.desk, request.client, request.actor.team_id, owners)
    record = debriefs.give(request.desk, actor=request.actor, reference=str(told["r"]), entry=entry)
    request.ack(response_action="update", view=_view(request, record, "Thank you. It is on record."))


def undo(request: Request) -> None:
    record = debriefs.undo(request.desk, actor=request.actor, reference=request.value)
    request.ack()
    request.replace(_view(request, record, "The last change is taken back."))


def step(request: Request) -> None:
    """Done, dropped, or taken back."""
    name = request.action["action_id"].partition(":")[0].removeprefix("promise_")
    use = {"keep": debriefs.keep, "drop": debriefs.drop, "reopen": debriefs.reopen}[name]
    _stepped(request, use(request.desk, actor=request.actor, promise_id=int(request.value)))


def open_move(request: Request) -> None:
    found = debriefs.get_promise(request.desk, actor=request.actor, promise_id=int(request.value))
    request.ack()
    request.show(views.moving(found))


def move(request: Request) -> None:
    debriefs.move(request.desk, actor=request.actor, promise_id=int(carried(request)["p"]), due_at=request.form.moment("due"))
    request.ack()


def _open(request: Request, reference: str) -> None:
    """The form where there is no debrief yet and this person may give it, else what there is."""
    record = debriefs.get(request.desk, actor=request.actor, reference=reference)
    new = record.debrief is None and debriefs.may_give(record, request.actor)
    if new and record.interview.interview.starts_at > request.desk.clock():
        raise DeskError(f"{record.interview.reference} has not begun yet. Come back when it is over.")
    request.ack()
    request.show(views.form(record, Entry(""), request.actor) if new else _view(request, record))


def _stepped(request: Request, found: PromiseRecord) -> None:
    """In a modal the debrief is shown anew, a private reply gives way to it; messages and Home are updated by the work this left."""
    request.ack()
    if request.in_modal:
        record = debriefs.get(request.desk, actor=request.actor, reference=found.interview.reference)
        return request.replace(_view(request, record))
    if (request.body.get("container") or {}).get("is_ephemeral"):
        board = debriefs.board(request.desk, actor=request.actor)
        request.swap("Debriefs", views.board(board, request.desk.clock()))


def _view(request: Request, record: DebriefRecord, said: str = "") -> Block:
    return views.shown(record, request.actor, request.desk.clock(), said)


def _entry_of(record: DebriefRecord) -> Entry:
    one = record.debrief
    return Entry(one.said, one.owed, one.lessons, one.went) if one else Entry("")


def _entry(request: Request, boxes: int) -> Entry:
    form, team = request.form, request.actor.team_id
    went = form.option("went")
    promised = tuple(
        Promised(
            form.text(f"promise_{number}"), form.moment(f"due_{number}"),
            f"slack:{team}:{form.user(f'owner_{number}') or request.actor.user_id}", number,
        )
        for number in range(1, boxes + 1)
    )  # fmt: skip
    return Entry(form.text("said"), form.text("owed"), form.text("lessons"), int(went) if went else None, promised)

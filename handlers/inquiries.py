"""Working on inquiries: lists, the card's buttons, the forms behind them."""

from __future__ import annotations

import re
from typing import Any

from bot import inquiries
from bot import teams as desk_teams
from bot.authority import NEEDS, RANK
from bot.coverage import clip_records
from bot.errors import DeskError
from bot.inquiries import Changes, Which
from bot.models import Court, Resolution, Sensitivity, Status, Terms
from bot.text import shortened
from bot.views import clips as clip_views
from bot.views import inquiries as views
from bot.views import inquiry_forms
from bot.views import logged as logged_views
from bot.views.blocks import modal
from handlers import incoming, statement_cards
from handlers.actors import meet
from handlers.carried import carried
from handlers.intake import deadline
from handlers.requests import Listeners, Request

LISTS: dict[str, Which] = {
    "": "open", "open": "open", "mine": "mine", "overdue": "overdue", "unassigned": "unassigned", "nobody": "unassigned",
    "answered": "answered", "all": "all",
}  # fmt: skip


def register(listeners: Listeners) -> None:
    listeners.action("inquiry_take", take)
    listeners.action("inquiry_acknowledge", acknowledge)
    listeners.action("inquiry_more", more)
    listeners.action("inquiry_close", close)
    listeners.action("inquiry_undo", undo)
    listeners.action("inquiry_reopen", reopen)
    listeners.action("inquiry_history", history)
    listeners.action(re.compile(r"history_turn:\w+"), turn_history)
    listeners.action(re.compile(r"inquiry_show:.*"), show)
    listeners.action(re.compile(r"list_open:\w+"), open_list)
    listeners.action(re.compile(r"list_turn:.*"), turn_list)
    listeners.submission("inquiry_more", save)
    listeners.submission("inquiry_close", save_close)


def list_from_command(request: Request) -> None:
    words = incoming.words(request.body.get("text") or "")[1:]
    name = words[0].lower() if words else ""
    if name not in LISTS:
        raise DeskError(f"There is no list called “{name[:40]}”. There are: open, mine, overdue, unassigned, answered, all.")
    _list(request, LISTS[name])


def mine_from_command(request: Request) -> None:
    _list(request, "mine")


def overdue_from_command(request: Request) -> None:
    _list(request, "overdue")


def _list(request: Request, which: Which, page: int = 1) -> None:
    found = inquiries.listing(request.desk, actor=request.actor, which=which, page=page)
    request.ack()
    request.say(f"{views.LISTS[which]}: {found.total}", _shown(request, found, which))


def open_list(request: Request) -> None:
    """A list behind a button: beside the message, or as a modal from Home."""
    which = LISTS.get(request.value, "open")
    found = inquiries.listing(request.desk, actor=request.actor, which=which)
    request.ack()
    blocks = _shown(request, found, which)
    if request.body.get("response_url"):
        return request.say(f"{views.LISTS[which]}: {found.total}", blocks)
    request.show(modal(views.LISTS[which], blocks))


def _shown(request: Request, found: inquiries.InquiryPage, which: Which) -> list[dict[str, Any]]:
    may_log = request.actor.rank >= RANK[NEEDS["log"]]
    return views.listing(found, which, request.desk.clock(), may_log=may_log)


def turn_list(request: Request) -> None:
    name, _, page = request.value.partition(":")
    which = LISTS.get(name, "open")
    found = inquiries.listing(request.desk, actor=request.actor, which=which, page=int(page))
    request.ack()
    blocks = _shown(request, found, which)
    if request.in_modal:
        return request.replace(modal(views.LISTS[which], blocks))
    request.swap(f"{views.LISTS[which]}: {found.total}", blocks)


def show_from_command(request: Request) -> None:
    words = incoming.words(request.body.get("text") or "")[1:]
    if not words:
        raise DeskError(f"Which one? For example `{request.desk.settings.press_command} show PR-12`, or a statement, `S-12`.")
    if statement_cards.is_reference(" ".join(words)):
        return statement_cards.show_from_command(request, " ".join(words))
    record = inquiries.get(request.desk, actor=request.actor, reference=" ".join(words))
    request.ack()
    request.say(record.inquiry.reference, _whole(request, record))


def show(request: Request) -> None:
    record = _record(request)
    request.ack()
    request.show(modal(record.inquiry.reference, _whole(request, record)))


def _whole(request: Request, record: inquiries.InquiryRecord) -> list[dict[str, Any]]:
    """All of an inquiry, with what ran of it."""
    ran, wrong = clip_records.ran_of(request.desk, actor=request.actor, inquiry_id=record.inquiry.id or 0)
    return [*views.shown(record, request.desk.clock()), *clip_views.on_card(ran), *clip_views.on_inquiry(wrong)]


def take(request: Request) -> None:
    record = inquiries.take(request.desk, actor=request.actor, inquiry_id=int(request.value))
    _done(request, f"{record.inquiry.reference} is yours.")


def acknowledge(request: Request) -> None:
    record = inquiries.acknowledge(request.desk, actor=request.actor, inquiry_id=int(request.value))
    _done(request, f"{record.inquiry.reference} is acknowledged.")


def undo(request: Request) -> None:
    inquiry_id, _, event_id = request.value.partition(":")
    record = inquiries.undo(
        request.desk, actor=request.actor, inquiry_id=int(inquiry_id), event_id=int(event_id) if event_id else None
    )
    _fresh(request, record)


def reopen(request: Request) -> None:
    record = inquiries.reopen(request.desk, actor=request.actor, inquiry_id=int(request.value))
    _fresh(request, record)


def more(request: Request) -> None:
    record = _record(request)
    request.ack()
    request.show(inquiry_forms.more(record, inquiry_forms.reading_of(record), now=request.desk.clock()))


def history(request: Request) -> None:
    record = _record(request)
    request.ack()
    request.show(inquiry_forms.history(record))


def turn_history(request: Request) -> None:
    inquiry_id, _, page = request.value.partition(":")
    record = inquiries.get(request.desk, actor=request.actor, reference=int(inquiry_id))
    request.ack()
    request.replace(inquiry_forms.history(record, int(page)))


def close(request: Request) -> None:
    record = _record(request)
    request.ack()
    request.show(inquiry_forms.closing(record))


def save(request: Request) -> None:
    """Saves what was changed in the form, if nobody changed it first; else shows it again with both."""
    carries, changes = carried(request), _changes(request)
    try:
        record = inquiries.change(
            request.desk, actor=request.actor, inquiry_id=carries["i"], version=carries["v"], changes=changes
        )
    except inquiries.ChangedMeanwhile as meanwhile:
        record = inquiries.get(request.desk, actor=request.actor, reference=carries["i"])
        view = inquiry_forms.more_again(record, request.view, now=request.desk.clock(), said=f"⚠️ {meanwhile}")
        request.ack(response_action="update", view=view)
        return
    if changes.deadline is not None and changes.deadline.alternatives:
        view = logged_views.deadline_read(record, changes.deadline, request.desk.clock())
        request.ack(response_action="update", view=view)
        return
    request.ack(response_action="clear")


def _changes(request: Request) -> Changes:
    form, carries = request.form, carried(request)
    team = desk_teams.choices(request.desk, request.actor)
    member = f"slack:{team.id}:"
    owner, backup = form.user("owner"), form.user("backup")
    meet(request.desk, request.client, team.id, [user for user in (owner, backup, *form.users("named")) if user])
    return Changes(
        owner=member + owner if owner else "", backup=member + backup if backup else "",
        court=Court(court) if (court := form.option("court")) else None,
        status=Status(status) if (status := form.option("status")) else None,
        deadline=deadline(form, carries, reference=request.desk.clock(), zone=team.zone) if _touched(form, carries) else None,
        sensitivity=Sensitivity(sensitivity) if (sensitivity := form.option("sensitivity")) else None,
        restricted=bool(form.options("restricted")), named=frozenset(member + user for user in form.users("named")),
        terms=Terms(terms) if (terms := form.option("terms")) else None, tier=int(tier) if (tier := form.option("tier")) else None,
        question=form.text("question"),
        note=form.text("note"),
    )  # fmt: skip


def _touched(form: Any, carries: dict[str, Any]) -> bool:
    at = form.moment("deadline_at")
    return form.text("deadline").strip() != carries.get("w") or (int(at.timestamp()) if at else None) != carries.get("at")


def save_close(request: Request) -> None:
    resolution = Resolution(request.form.option("resolution") or Resolution.OTHER)
    inquiries.close(
        request.desk,
        actor=request.actor,
        inquiry_id=carried(request)["i"],
        resolution=resolution,
        note=request.form.text("note"),
    )
    request.ack(response_action="clear")


def _record(request: Request) -> inquiries.InquiryRecord:
    return inquiries.get(request.desk, actor=request.actor, reference=int(request.value))


def _done(request: Request, text: str) -> None:
    """On the card the card itself changes; in a modal the person is told."""
    request.ack()
    if request.in_modal:
        request.replace(inquiry_forms.trouble(text, "Done"))


def _fresh(request: Request, record: inquiries.InquiryRecord) -> None:
    """The open form, as the inquiry now is. Its turn counts up so that Slack shows the new values."""
    request.ack()
    turn = int(carried(request).get("t", 0)) + 1
    done = record.events[-1]
    said = shortened(f"↩️ {record.name(done.actor_id)} {record.said(done)}", 300)
    view = inquiry_forms.more(record, inquiry_forms.reading_of(record), now=request.desk.clock(), turn=turn, said=said)
    request.replace(view)

"""Clocks: the team's, one's own hours, and what a reminded person answers."""

from __future__ import annotations

from datetime import timedelta

from bot import clocks, inquiries
from bot.authority import authorize
from bot.errors import Invalid
from bot.views import clocks as views
from handlers.carried import carried
from handlers.files import answer_reading, chosen
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("team_clocks", edit)
    listeners.action("own_hours", edit_own)
    listeners.action("reminder_have", have)
    listeners.action("reminder_snooze", ask_snooze)
    listeners.submission("team_clocks", save)
    listeners.submission("own_hours", save_own)
    listeners.submission("reminder_snooze", snooze)


def edit(request: Request) -> None:
    authorize(request.actor, "manage")
    view = views.team_clocks(clocks.get(request.desk, actor=request.actor), clocks.upcoming(request.desk, actor=request.actor))
    request.ack()
    request.show(view)


def edit_own(request: Request) -> None:
    view = views.own_hours(clocks.own_hours(request.desk, actor=request.actor))
    request.ack()
    request.show(view)


def save(request: Request) -> None:
    form = request.form
    file = chosen(request, "calendar_file", "holidays")
    clocks.choose(
        request.desk, actor=request.actor, times={name: form.text(name) for name in clocks.TIMES},
        numbers={name: form.text(name) for name in clocks.NUMBERS}, warn_at=form.text("warn_at"),
        working_days=form.options("working_days"), calendar=form.text("calendar"), forget=bool(form.options("forget")),
        file=file["id"] if file else None, view=request.view["id"],
    )  # fmt: skip
    if file:
        answer_reading(request, "holidays", file)
    else:
        request.ack()


def save_own(request: Request) -> None:
    form = request.form
    clocks.choose_own(
        request.desk, actor=request.actor, quiet_from=form.text("quiet_from"), quiet_to=form.text("quiet_to"),
        working_days=form.options("working_days"), as_team=bool(form.options("as_team")),
    )  # fmt: skip
    request.ack()


def have(request: Request) -> None:
    record = inquiries.have(request.desk, actor=request.actor, inquiry_id=int(request.value))
    request.ack()
    request.say(f"{record.inquiry.reference} is with you. The others hear of it only once it is due.")


def ask_snooze(request: Request) -> None:
    record = inquiries.get(request.desk, actor=request.actor, reference=int(request.value))
    request.ack()
    request.show(views.snooze(record))


def snooze(request: Request) -> None:
    chosen = request.form.option("until") or ""
    if chosen not in views.SNOOZES:
        raise Invalid("For how long?", until="Choose how long.")
    until = (
        inquiries.morning(request.desk, actor=request.actor)
        if chosen == "morning"
        else request.desk.clock() + timedelta(minutes=int(chosen))
    )
    inquiries.snooze(
        request.desk, actor=request.actor, inquiry_id=carried(request)["i"], until=until, reason=request.form.text("reason")
    )
    request.ack()

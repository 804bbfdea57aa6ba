"""Interviews: booked from an inquiry or without one, moved, cancelled, and the list of what is coming."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot import inquiries, interviews, spokespeople, teams
from bot.authority import NEEDS, RANK, authorize
from bot.inquiries import InquiryRecord
from bot.interviews import Doubtful, InterviewEntry, InterviewRecord
from bot.models import InterviewFormat, Resolution
from bot.views import interview_forms as forms
from bot.views import interviews as views
from handlers import incoming
from handlers.actors import meet
from handlers.carried import carried
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("interview_book", begin)
    listeners.submission("interview_save", save)
    listeners.action(re.compile(r"interview_open:\d+"), open_one)
    listeners.action(re.compile(r"interview_edit:\d+"), edit)
    listeners.action(re.compile(r"interview_off:\d+"), cancel_form)
    listeners.submission("interview_off", cancel)
    listeners.action(re.compile(r"interview_undo:\d+"), undo)
    listeners.action(re.compile(r"interview_settle:\d+"), settle)
    listeners.action(re.compile(r"interview_file:\d+"), send_file)
    listeners.action(re.compile(r"interviews_turn:\w+"), turn)


def new_from_command(request: Request) -> None:
    """`/press interview` and `/press interview PR-12`: the form that books one."""
    text = " ".join(incoming.words(request.body.get("text") or "")[1:])
    if interviews.REFERENCE.fullmatch(text):
        return _open(request, text)
    _form(request, text or None)


def list_from_command(request: Request) -> None:
    """`/press interviews`, `/press interviews past`, `/press interviews I-4`."""
    text = " ".join(incoming.words(request.body.get("text") or "")[1:])
    if text and text.lower() != "past":
        return _open(request, text)
    page = interviews.listing(request.desk, actor=request.actor, which="past" if text else "upcoming")
    put(request, views.listed(page, request.actor))


def turn(request: Request) -> None:
    which, _, page = request.value.partition(":")
    found = interviews.listing(
        request.desk, actor=request.actor, which="past" if which == "past" else "upcoming", page=int(page)
    )
    put(request, views.listed(found, request.actor))


def begin(request: Request) -> None:
    """The button on an inquiry, whose reference it carries, or the one of the list, which carries none."""
    _form(request, request.value or None)


def _form(request: Request, reference: str | None) -> None:
    authorize(request.actor, "work")
    inquiry = inquiries.get(request.desk, actor=request.actor, reference=reference) if reference else None
    found = spokespeople.matches(request.desk, actor=request.actor, inquiry=inquiry)
    request.ack()
    if not found:
        return request.show(forms.nobody(request.actor.rank >= RANK[NEEDS["work"]]))
    zone = teams.choices(request.desk, request.actor).zone
    said = interviews.proposed(inquiry, now=request.desk.clock()) if inquiry else None
    entry = forms.blank(inquiry, found, zone=zone, user_id=request.actor.user_id, said=said)
    request.show(forms.form(entry, inquiry, found, said=said))


def open_one(request: Request) -> None:
    _open(request, int(request.value))


def _open(request: Request, reference: str | int) -> None:
    record = interviews.get(request.desk, actor=request.actor, reference=reference)
    request.ack()
    request.show(views.shown(record, request.actor))


def edit(request: Request) -> None:
    authorize(request.actor, "work")
    record = interviews.get(request.desk, actor=request.actor, reference=int(request.value))
    inquiry = _inquiry_of(request, record)
    found = _fitting(request, record, inquiry)
    request.ack()
    request.show(forms.form(forms.entry_of(record), inquiry, found, record=record))


def save(request: Request) -> None:
    """Books it or changes it; what speaks against it is shown in the form, with all that was typed."""
    told, entry, desk, actor = carried(request), _entry(request), request.desk, request.actor
    anyway = request.form.text("anyway")
    meant = replace(
        entry, agreed_by=_member(request, entry.agreed_by) if entry.agreed_by else None,
        listens_in=[_member(request, one) for one in entry.listens_in],
    )  # fmt: skip
    try:
        if told["i"]:
            record = interviews.change(desk, actor=actor, interview_id=told["i"], entry=meant, anyway=anyway, seen=told["s"])
        else:
            record = interviews.book(desk, actor=actor, entry=meant, inquiry=told["q"] or None, anyway=anyway, seen=told["s"])
    except Doubtful as doubts:
        return _asked_again(request, entry, doubts)
    said = "Saved." if told["i"] else "Booked. The invitation is on its way to everybody in it."
    request.ack(response_action="update", view=views.shown(record, actor, said))


def _asked_again(request: Request, entry: InterviewEntry, doubts: Doubtful) -> None:
    told = carried(request)
    record = interviews.get(request.desk, actor=request.actor, reference=told["i"]) if told["i"] else None
    inquiry = inquiries.get(request.desk, actor=request.actor, reference=told["q"]) if told["q"] else None
    found = spokespeople.matches(
        request.desk, actor=request.actor, inquiry=inquiry, topic=entry.topic, format=entry.format, at=doubts.at
    )
    # The words were read: the picker shows what they mean, so that either can be changed.
    shown = replace(entry, when="", picked=doubts.at, zone=doubts.zone)
    view = forms.form(
        shown, inquiry, found, record=record, doubts=doubts, anyway=request.form.text("anyway"), turn=told["t"] + 1
    )
    request.ack(response_action="update", view=view)


def cancel_form(request: Request) -> None:
    authorize(request.actor, "work")
    record = interviews.get(request.desk, actor=request.actor, reference=int(request.value))
    request.ack()
    request.show(forms.cancelling(record))


def cancel(request: Request) -> None:
    record = interviews.cancel(
        request.desk, actor=request.actor, interview_id=carried(request)["i"], because=request.form.text("because")
    )
    request.ack()
    under = request.view.get("previous_view_id")
    if under:
        request.replace(views.shown(record, request.actor, "Cancelled. Everybody in it is told."), view_id=under)


def undo(request: Request) -> None:
    interview_id, event_id = (int(one) for one in request.value.split(":"))
    record = interviews.undo(request.desk, actor=request.actor, interview_id=interview_id, event_id=event_id)
    put(request, views.shown(record, request.actor, "Taken back. Everybody in it is told."))


def settle(request: Request) -> None:
    """Closes the inquiry as what it came to: a scheduled interview."""
    record = interviews.get(request.desk, actor=request.actor, reference=int(request.value))
    if record.inquiry is not None:
        inquiries.close(
            request.desk, actor=request.actor, inquiry_id=record.inquiry.id or 0, resolution=Resolution.INTERVIEW,
            note=record.reference,
        )  # fmt: skip
        interviews.show(request.desk, actor=request.actor, interview_id=int(request.value))
    request.ack()
    if request.in_modal:
        record = interviews.get(request.desk, actor=request.actor, reference=int(request.value))
        request.replace(views.shown(record, request.actor, "The inquiry is closed: scheduled interview."))


def send_file(request: Request) -> None:
    """The invitation into the person's own messages, to send on."""
    once = request.body.get("trigger_id") or request.view["id"]
    interviews.hand_over(request.desk, actor=request.actor, interview_id=int(request.value), once=once)
    request.ack()
    request.say("The invitation is on its way into your direct messages.")


def _inquiry_of(request: Request, record: InterviewRecord) -> InquiryRecord | None:
    inquiry = record.inquiry
    return inquiries.get(request.desk, actor=request.actor, reference=inquiry.id or 0) if inquiry else None


def _fitting(request: Request, record: InterviewRecord, inquiry: InquiryRecord | None) -> list[spokespeople.Match]:
    row = record.interview
    return spokespeople.matches(
        request.desk, actor=request.actor, inquiry=inquiry, topic=row.topic, format=row.format, at=row.starts_at, minutes=row.minutes
    )  # fmt: skip


def _entry(request: Request) -> InterviewEntry:
    """The form as it stands; people by their user ids."""
    form = request.form
    chosen, speaker, journalist = form.option("format"), form.option("speaker"), form.option("journalist")
    agreed_by, listeners = form.user("agreed_by"), form.users("listens_in")
    meet(request.desk, request.client, request.actor.team_id, [*listeners, *([agreed_by] if agreed_by else [])])
    texts: dict[str, Any] = {
        name: form.text(name) for name in ("topic", "when", "zone", "minutes", "place", "link", "rules", "whom")
    }
    return InterviewEntry(
        spokesperson_id=int(speaker) if speaker else None, format=InterviewFormat(chosen) if chosen else None,
        picked=form.moment("picked"), agreed_at=form.moment("agreed_at"), agreed_by=agreed_by, listens_in=listeners,
        journalist_id=int(journalist) if journalist else None, **texts,
    )  # fmt: skip


def _member(request: Request, user_id: str) -> str:
    return f"slack:{request.actor.team_id}:{user_id}"

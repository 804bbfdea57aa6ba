"""Leads: a story handed in by anybody on the staff, and the desk's answer."""

from __future__ import annotations

import re
from typing import Any

from bot import leads
from bot.authority import authorize
from bot.leads import LeadEntry, Which
from bot.models import LeadDecision
from bot.statements import Wording
from bot.text import one_line, shortened
from bot.views import leads as views
from handlers import incoming, pitches, statements
from handlers.carried import carried
from handlers.panes import put
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("lead_new", new)
    listeners.submission("lead_save", save)
    listeners.action(re.compile(r"lead_edit:\d+"), edit)
    listeners.action(re.compile(r"leads_turn:\w+"), turn)
    listeners.action(re.compile(r"lead_open:\d+"), open_lead)
    listeners.action(re.compile(r"lead_rules:\d+"), rules)
    listeners.action(re.compile(r"lead_yes:\d+"), accept)
    listeners.action(re.compile(r"lead_(not_now|no):\d+"), ask_why)
    listeners.submission("lead_decide", decide)
    listeners.action(re.compile(r"lead_undo:\d+"), undo)
    listeners.action(re.compile(r"lead_statement:\d+"), start_statement)
    listeners.action(re.compile(r"lead_pitch:\d+"), pitch)


def from_command(request: Request) -> None:
    """`/press lead [what]`: the form, with what was typed in it."""
    authorize(request.actor, "pass_on")
    text = incoming.plain((request.body.get("text") or "").strip()[len("lead") :]).strip()
    request.ack()
    request.show(views.form(LeadEntry(text)))


def list_from_command(request: Request) -> None:
    """`/press leads [which]`."""
    said = " ".join(incoming.words(request.body.get("text") or "")[1:])
    asked = said.lower().replace("_", " ")
    names = {name: key for key, label in views.LISTS.items() for name in (key.replace("_", " "), label.lower())}
    which = names.get(asked) or next((key for name, key in names.items() if name.startswith(asked)), None)
    unknown = f"There is no list “{shortened(said, 60)}”. These wait; the buttons lead to the others." if which is None else ""
    put(request, _page(request, which or "open", 1, unknown))


def _page(request: Request, which: Which, page: int, said: str = "") -> dict[str, Any]:
    found = leads.listing(request.desk, actor=request.actor, which=which, page=page)
    return views.listed(found, request.desk.clock(), said)


def turn(request: Request) -> None:
    asked, _, page = request.value.partition(":")
    which: Which = next((one for one in views.LISTS if one == asked), "open")
    put(request, _page(request, which, int(page)))


def new(request: Request) -> None:
    authorize(request.actor, "pass_on")
    request.ack()
    request.show(views.form(LeadEntry("")))


def edit(request: Request) -> None:
    record = leads.get(request.desk, actor=request.actor, lead_id=int(request.value))
    put(request, views.form(leads.entry_of(record), lead_id=int(request.value)))


def save(request: Request) -> None:
    lead_id, form = carried(request)["l"], request.form
    entry = LeadEntry(form.text("what"), form.text("why_now"), form.text("who_cares"), form.text("who_speaks"))
    if lead_id:
        record, said = leads.edit(request.desk, actor=request.actor, lead_id=lead_id, entry=entry), "Saved, and scored anew."
    else:
        record, said = leads.hand_in(request.desk, actor=request.actor, entry=entry), ""
    put(request, views.handed_in(record, request.desk.clock(), said))


def open_lead(request: Request) -> None:
    record = leads.get(request.desk, actor=request.actor, lead_id=int(request.value))
    request.ack()
    request.show(views.shown(record, request.actor, request.desk.clock()))


def rules(request: Request) -> None:
    """How it is scored: of one lead with what each rule gave."""
    authorize(request.actor, "pass_on")
    found = leads.get(request.desk, actor=request.actor, lead_id=int(request.value)) if int(request.value) else None
    request.ack()
    request.show(views.rules(found))


def accept(request: Request) -> None:
    record = leads.decide(request.desk, actor=request.actor, lead_id=int(request.value), decision=LeadDecision.YES)
    request.ack()
    if request.in_modal:
        request.replace(views.shown(record, request.actor, request.desk.clock(), "Answered. They are told."))


def ask_why(request: Request) -> None:
    authorize(request.actor, "work")
    record = leads.get(request.desk, actor=request.actor, lead_id=int(request.value))
    name = request.action["action_id"].removeprefix("lead_").partition(":")[0]
    request.ack()
    request.show(views.reason_form(record, LeadDecision(name)))


def decide(request: Request) -> None:
    carries = carried(request)
    leads.decide(
        request.desk,
        actor=request.actor,
        lead_id=carries["l"],
        decision=LeadDecision(carries["d"]),
        reason=request.form.text("reason"),
    )
    request.ack(response_action="clear")


def undo(request: Request) -> None:
    record = leads.undo(request.desk, actor=request.actor, lead_id=int(request.value))
    request.ack()
    if request.in_modal:
        request.replace(views.shown(record, request.actor, request.desk.clock(), "Taken back."))


def start_statement(request: Request) -> None:
    """The form of a press release with the story in it. It is words to be checked like any others."""
    authorize(request.actor, "work")
    record = leads.get(request.desk, actor=request.actor, lead_id=int(request.value))
    title = shortened(one_line(record.row.what), 250)
    view = statements.new_view(request, title, Wording({"headline": title, "lead": shortened(record.row.what, 1_000)}))
    request.ack()
    request.show(view)


def pitch(request: Request) -> None:
    """The form of a pitch with the story in it."""
    record = leads.get(request.desk, actor=request.actor, lead_id=int(request.value))
    row = record.row
    view = pitches.new_view(
        request,
        subject=shortened(one_line(row.what), 250),
        note=f"{row.reference}, handed in by {record.name(row.submitted_by)}.",
    )
    request.ack()
    request.show(view)

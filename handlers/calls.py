"""Calls: a journalist reached somebody on the staff. They pass it on, and it is logged like any inquiry."""

from __future__ import annotations

import re

from bot import inquiries
from bot import teams as desk_teams
from bot.authority import authorize
from bot.contacts import person
from bot.errors import Invalid
from bot.inquiries import Moment, NewInquiry
from bot.intake import extract, offers
from bot.models import Channel, Sensitivity, Team
from bot.text import one_line, shortened
from bot.views import calls as views
from handlers import incoming
from handlers.requests import Listeners, Request

NOT_SAID = re.compile(r"\W*(?:they )?(?:did|do|does)(?:n.t| not) (?:say|know)\W*", re.IGNORECASE)


def register(listeners: Listeners) -> None:
    listeners.shortcut("journalist_called", open_form)
    listeners.action("call_open", open_form)
    listeners.submission("call_save", save)


def from_command(request: Request) -> None:
    """`/press called [what they ask]`."""
    _open(request, incoming.plain((request.body.get("text") or "").strip()[len("called") :]).strip())


def open_form(request: Request) -> None:
    _open(request, "")


def _open(request: Request, what: str) -> None:
    authorize(request.actor, "pass_on")
    request.ack()
    request.show(views.form(what))


def save(request: Request) -> None:
    """Logs what they were told; the desk has it at once."""
    authorize(request.actor, "pass_on")
    with request.desk.database.read() as session:
        team = desk_teams.team_of(session, request.actor.team_id)
    entry = _entry(request, team)
    record = inquiries.pass_on(request.desk, actor=request.actor, entry=entry, request_id=request.view["id"])
    request.ack(response_action="update", view=views.passed_on(record, request.desk.clock()))


def _entry(request: Request, team: Team) -> NewInquiry:
    form, now = request.form, request.desk.clock()
    who, outlet, what = one_line(form.text("who")), one_line(form.text("outlet")), form.text("what").strip()
    found = extract(what, received_at=now, zone=team.zone, sensitive_words=offers.sensitive_words(team))
    reached = one_line(form.text("number"))
    people = (person(f"{who} {reached}".strip()),) if who and who.casefold() not in inquiries.UNKNOWN else ()
    return NewInquiry(
        topic=shortened(one_line(what), 250), journalists=people, outlet=outlet, who_unknown=not people and not outlet,
        deadline=_by(form.text("by"), request, team), received_at=now, channel=Channel(form.option("channel") or Channel.PHONE),
        questions=(what,), background="" if people or not reached else f"Reached at: {reached}", sensitivity=Sensitivity(found.sensitivity),
    )  # fmt: skip


def _by(words: str, request: Request, team: Team) -> Moment:
    """By when, read in the desk's zone as everywhere; how it was read is shown at once."""
    said = "none given" if not words.strip() or NOT_SAID.fullmatch(words) else words
    try:
        return inquiries.read_moment(said, reference=request.desk.clock(), zone=team.zone)
    except Invalid as problem:
        raise Invalid(str(problem), by="Try “today 4pm”, “Thursday”, “ASAP”, or leave it empty.") from None

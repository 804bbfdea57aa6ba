"""Releases: copy the approved words out, record who agreed to an embargo, mark the words sent."""

from __future__ import annotations

import re

from bot import presslists, statements
from bot.errors import Invalid, NotAllowed
from bot.statements import Leaving, Sending
from bot.views import releases as views
from handlers.carried import carried
from handlers.requests import Listeners, Request


def register(listeners: Listeners) -> None:
    listeners.action("statement_copy", copy_out)
    listeners.submission("statement_copy_for", copy_for)
    listeners.action("embargo_agree", open_agreement)
    listeners.submission("embargo_agreed", save_agreement)
    listeners.action("statement_sent", mark_sent)
    listeners.submission("statement_sent", save_sent)
    listeners.action(re.compile(r"release_take_back:\d+"), take_back)


def copy_out(request: Request) -> None:
    """The words at once, or first for whom, where that matters."""
    one = _leaving(request, request.value)
    if one.embargoed or one.exclusives:
        request.ack()
        return request.show(views.copying_for(one))
    found = statements.copy_out(request.desk, actor=request.actor, version_id=one.found.version.id or 0)
    request.ack()
    request.show(views.copying(found, embargoed=False))


def copy_for(request: Request) -> None:
    """The words for the one who was chosen; whoever has not agreed to the embargo gets the form that records that they did."""
    form, version_id = request.form, carried(request)["version"]
    to, others = form.option("to") or "", form.text("others")
    one = statements.leaving(request.desk, actor=request.actor, version_id=version_id)
    inside = to == views.INSIDE and not others
    if inside and not form.options("inside_sure"):
        raise Invalid("Say that it stays in the house.", inside_sure="Tick this, or choose for whom it is.")
    picked = next((it for it in one.known if it.address == to), None)
    if one.embargoed and picked is not None and not others and picked.journalist_id not in one.agreed:
        said = f"{picked.name} has not agreed to the embargo. Record that they agreed first."
        view = views.agreeing(one.found, one.known, to=to, said=said, copies=True)
        request.ack(response_action="update", view=view)
        return
    found = statements.copy_out(
        request.desk, actor=request.actor, version_id=version_id, to="" if inside else to if not others else "", others=others,
        internal=inside, clash=form.text("clash"),
    )  # fmt: skip
    whom = "use inside only" if inside else others.strip() or (picked.name if picked else "")
    request.ack(response_action="update", view=views.copying(found, embargoed=one.embargoed, whom=whom))


def open_agreement(request: Request) -> None:
    found = statements.by_version(request.desk, actor=request.actor, version_id=int(request.value))
    people = statements.people(request.desk, actor=request.actor, statement_id=found.statement.id)
    request.ack()
    request.show(views.agreeing(found, people))


def save_agreement(request: Request) -> None:
    form, carries = request.form, carried(request)
    before = statements.by_version(request.desk, actor=request.actor, version_id=carries["version"])
    others = form.text("others")
    found, who = statements.agree(
        request.desk, actor=request.actor, statement_id=before.statement.id or 0, typed=others,
        picked="" if others else form.option("to") or "", how=form.text("how"), at=form.moment("agreed_at"),
    )  # fmt: skip
    if not carries["copies"]:
        request.ack()
        return
    one = statements.leaving(request.desk, actor=request.actor, version_id=found.version.id or 0)
    if one.exclusives:
        request.ack(response_action="update", view=views.copying_for(one, to=who.address))
        return
    copied = statements.copy_out(request.desk, actor=request.actor, version_id=found.version.id or 0, to=who.address)
    request.ack(response_action="update", view=views.copying(copied, embargoed=one.embargoed, whom=who.name))


def mark_sent(request: Request) -> None:
    one = _leaving(request, request.value)
    lists = presslists.listing(request.desk, actor=request.actor)
    request.ack()
    request.show(views.sent(one, lists))


def save_sent(request: Request) -> None:
    form = request.form
    carries, chosen = carried(request), form.option("press_list")
    people = presslists.get(request.desk, actor=request.actor, list_id=int(chosen)).people if chosen else ()
    sending = Sending(
        route=form.option("route") or "", to=form.options("to"), others=form.text("others"),
        attribution=form.text("attribution"), note=form.text("note"), at=form.moment("sent_at"), clash=form.text("clash"),
        anyway=form.text("anyway"), again=carries["again"], listed=[one.id for one in people],
    )  # fmt: skip
    statements.mark_sent(request.desk, actor=request.actor, version_id=carries["version"], sending=sending)
    request.ack(response_action="clear")


def take_back(request: Request) -> None:
    found = statements.take_back(request.desk, actor=request.actor, release_id=int(request.value))
    request.ack()
    request.say(f"Taken back: {found.statement.reference} did not go out this way. It is approved and can be sent.")


def _leaving(request: Request, value: str) -> Leaving:
    """The words that a button means: `<inquiry>:<version>`, or the inquiry alone for its newest ones."""
    inquiry_id, colon, version_id = value.partition(":")
    if not colon:
        found = statements.get(request.desk, actor=request.actor, inquiry_id=int(inquiry_id))
        if found is None:
            raise NotAllowed("Only approved words can be copied out or marked sent, and nothing is drafted yet.")
        version_id = str(found.version.id)
    return statements.leaving(request.desk, actor=request.actor, version_id=int(version_id))

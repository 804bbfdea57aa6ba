"""The one slash command and its subcommands."""

from __future__ import annotations

import difflib

from bot.authority import authorize
from bot.views.blocks import modal
from bot.views.intake import help_page, menu
from handlers import (
    absences,
    approvals,
    asks,
    briefings,
    calendar,
    calls,
    cases,
    chains,
    clippings,
    clips,
    clocks,
    contact_imports,
    contact_merges,
    contacts,
    contributors,
    corrections,
    coverage,
    coverage_digests,
    debriefs,
    digests,
    duties,
    event_guests,
    events,
    exclusives,
    feeds,
    files,
    finding,
    handovers,
    heart,
    home,
    houses,
    incoming,
    inquiries,
    installation,
    intake,
    interviews,
    leads,
    lines,
    outlets,
    pitches,
    presslists,
    primer,
    recall,
    rehearsals,
    relations,
    releases,
    reports,
    sources,
    spokespeople,
    statement_cards,
    statements,
    stories,
    suggestions,
    teams,
    versions,
    watch,
    watchterms,
)
from handlers.requests import Handler, Listeners, Request

SUBCOMMANDS: dict[str, Handler] = {
    "new": intake.new_from_command,
    "list": inquiries.list_from_command,
    "mine": inquiries.mine_from_command,
    "overdue": inquiries.overdue_from_command,
    "show": inquiries.show_from_command,
    "release": statement_cards.release_from_command,
    "statements": statement_cards.list_from_command,
    "brief": briefings.from_command,
    "rehearse": rehearsals.from_command,
    "debrief": debriefs.from_command,
    "find": finding.from_command,
    "said": recall.from_command,
    "lines": lines.from_command,
    "fact": lines.facts_from_command,
    "house": lines.houses_from_command,
    "exclusives": exclusives.from_command,
    "who": contacts.from_command,
    "lists": presslists.from_command,
    "consent": contributors.from_command,
    "events": events.from_command,
    "calendar": calendar.from_command,
    "pitch": pitches.from_command,
    "called": calls.from_command,
    "primer": primer.show,
    "lead": leads.from_command,
    "leads": leads.list_from_command,
    "speakers": spokespeople.from_command,
    "interview": interviews.new_from_command,
    "interviews": interviews.list_from_command,
    "cases": cases.from_command,
    "coverage": coverage.from_command,
    "digest": digests.from_command,
    "watch": watch.from_command,
    "clip": clippings.from_command,
    "report": reports.from_command,
    "status": heart.from_command,
    "duty": duties.from_command,
    "handover": handovers.from_command,
    "team": teams.from_command,
    "help": lambda request: helped(request),
}


def register(listeners: Listeners) -> None:
    listeners.command(listeners.desk.settings.press_command, press)
    listeners.action("help_open", helped)
    for module in (
        inquiries,
        relations,
        finding,
        intake,
        statements,
        statement_cards,
        versions,
        suggestions,
        sources,
        approvals,
        chains,
        absences,
        releases,
        exclusives,
        corrections,
        asks,
        lines,
        houses,
        briefings,
        rehearsals,
        debriefs,
        clips,
        cases,
        events,
        event_guests,
        calendar,
        digests,
        reports,
        coverage,
        coverage_digests,
        stories,
        watch,
        feeds,
        watchterms,
        outlets,
        contacts,
        contact_imports,
        presslists,
        contributors,
        contact_merges,
        pitches,
        leads,
        calls,
        primer,
        spokespeople,
        interviews,
        clippings,
        clocks,
        files,
        duties,
        handovers,
        heart,
        teams,
        home,
        installation,
    ):
        module.register(listeners)


def press(request: Request) -> None:
    """Bare: a menu. Known: its handler. Anything else: help, with the nearest subcommand."""
    words = incoming.words(request.body.get("text") or "")
    if not words:
        authorize(request.actor, "pass_on")
        request.ack()
        return request.say("The press desk", menu(request.desk.settings.press_command))
    handler = SUBCOMMANDS.get(words[0].lower())
    if handler is not None:
        return handler(request)
    authorize(request.actor, "pass_on")
    near = difflib.get_close_matches(words[0].lower(), SUBCOMMANDS, n=1, cutoff=0.5)
    hint = f" Did you mean `{near[0]}`?" if near else ""
    request.ack()
    request.say("Help", help_page(request.desk.settings.press_command, f"There is no such subcommand.{hint}"))


def helped(request: Request) -> None:
    authorize(request.actor, "pass_on")
    request.ack()
    blocks = help_page(request.desk.settings.press_command)
    if request.body.get("response_url"):
        return request.say("Help", blocks)
    request.show(modal("Help", blocks))

"""Contacts on screen: who was found, the one card, its form, and the word that blocks everything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day

from bot.authority import NEEDS, RANK, Actor
from bot.models import LawfulBasis, Outlet
from bot.relationships.changes import ContactEntry
from bot.relationships.lists import ContactPage, Entry
from bot.relationships.record import ContactRecord
from bot.text import shortened
from bot.views import outlet_cards
from bot.views.blocks import (
    Block,
    Part,
    actions,
    bold,
    bullets,
    button,
    choice,
    date,
    divider,
    field,
    header,
    line,
    modal,
    note,
    quote,
    rich,
    sure,
    typed,
)
from bot.views.contact_dealings import SHOWN, counted, dealings
from bot.views.lines import picked

BASIS = {
    LawfulBasis.LEGITIMATE_INTEREST: "Legitimate interest", LawfulBasis.CONSENT: "Consent", LawfulBasis.CONTRACT: "Contract",
    LawfulBasis.PUBLIC_TASK: "Public task",
}  # fmt: skip
BLOCKED = "⛔ Do not contact"
NOTES_HINT = "Write as if they will read it: they may ask for it."


def listed(page: ContactPage, actor: Actor, said: str = "", outlets: Sequence[tuple[Outlet, bool]] = ()) -> Block:
    """Who was found, or everybody; outlets that the same words mean come first."""
    blocks: list[Block] = [rich(line(said))] if said else []
    title = f"“{shortened(page.words, 60)}”: {page.total}" if page.words else f"Contacts: {page.total}"
    blocks.append(header(title))
    blocks += outlet_cards.found(outlets)
    if not page.entries and not outlets:
        blocks.append(
            rich(
                line(
                    "Nobody of that name, address, outlet or beat is on record. Contacts come with inquiries and spreadsheets."
                )
            )
        )
    for one in page.entries:
        blocks += _row(one)
    if page.pages > 1:
        blocks.append(note(f"Page {page.page} of {page.pages}"))
    turns = [
        button(label, f"contacts_turn:{way}", f"{number}:{page.words}")
        for label, way, number in (("← Back", "back", page.page - 1), ("More →", "more", page.page + 1))
        if 1 <= number <= page.pages
    ]
    steps = []
    if actor.rank >= RANK[NEEDS["work"]]:
        steps = [
            button("Add somebody", "contact_new"), button("Import a spreadsheet", "contacts_import"),
            button("Export CSV", "contacts_export:csv", "csv"), button("Export Excel", "contacts_export:xlsx", "xlsx"),
        ]  # fmt: skip
    if turns or steps:
        blocks.append(actions(*turns, *steps))
    return modal("Contacts", blocks)


def _row(one: Entry) -> list[Block]:
    about = [part for part in (one.outlet, f"tier {one.tier}" if one.tier else "", ", ".join(one.beats[:4])) if part]
    told = [line(bold(shortened(one.name, 100)), shortened(f" · {' · '.join(about)}" if about else "", 250))]
    if one.blocked:
        told.append(line(bold(BLOCKED)))
    return [rich(*told), actions(button("Open", f"contact_open:{one.id}", str(one.id)))]


def card(record: ContactRecord, actor: Actor, said: str = "") -> Block:
    """All of one contact that the reader may know of."""
    one, value = record.row, str(record.row.id)
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks.append(header(one.name))
    if one.do_not_contact_at is not None:
        blocks.append(
            rich(
                line(bold(f"{BLOCKED}. "), one.do_not_contact_because or "", " · ", record.name(one.do_not_contact_by), ", "),
                line(date(one.do_not_contact_at)),
            )
        )
    blocks.append(rich(*_who(record)))
    blocks.append(rich(*_signals(record)))
    if one.notes:
        blocks.append(rich(line(bold("Notes")), quote(shortened(one.notes, 1_500))))
    for title, rows in dealings(record):
        if rows:
            more = [[f"…and {len(rows) - SHOWN} more."]] if len(rows) > SHOWN else []
            blocks.append(rich(line(bold(f"{title}: {len(rows)}")), bullets([*rows[:SHOWN], *more])))
    leads = [button(each.row.reference, f"inquiry_show:{each.row.id}", str(each.row.id)) for each in record.asked[:5]]
    if record.outlet:
        leads.append(button(shortened(record.outlet.name, 70), f"outlet_card:{record.outlet.id}", str(record.outlet.id)))
    if leads:
        blocks.append(actions(*leads))
    blocks += _kept_why(record)
    if actor.rank >= RANK[NEEDS["work"]]:
        blocks += [divider(), actions(*_steps(record, value))]
    return modal(shortened(one.name, 24), blocks)


def _who(record: ContactRecord) -> list[Block]:
    one, role = record.row, record.role
    works = []
    if record.outlet:
        tier = f" (tier {record.outlet.tier})" if record.outlet.tier else ""
        since = f", since {_day(role.started_on)}" if role and role.started_on else ""
        title: list[Part] = [bold(role.title), ", "] if role and role.title else []
        works.append(line(*title, record.outlet.name, tier, since))
    for role, outlet in record.roles:
        if role is not record.role:
            until = f" until {_day(role.ended_on)}" if role.ended_on else ""
            works.append(
                line("Before: " if role.ended_on else "Also: ", f"{role.title}, " if role.title else "", outlet, until)
            )
    reach = [part for part in (one.email, *one.other_emails, one.phone) if part]
    told = [
        *works,
        *([line(bold("Reach: "), " · ".join(reach))] if reach else []),
        *([line(bold("How they like to be reached: "), one.preference)] if one.preference else []),
    ]
    facts = (
        [("Beats", one.beats), ("Tags", one.tags)],
        [("Region", [one.region] if one.region else []), ("Languages", one.languages)],
    )
    for several in facts:
        parts = [part for label, found in several if found for part in (" · ", bold(f"{label}: "), ", ".join(found))][1:]
        if parts:
            told.append(line(*parts))
    if record.dealings.press_lists:
        told.append(line(bold("Press lists: "), shortened(", ".join(record.dealings.press_lists), 300)))
    return told or [line("Nothing but the name is on record.")]


def _signals(record: ContactRecord) -> list[Block]:
    """What the relationship looks like, from what truly happened."""
    met, due = record.punctual
    last: list[Part] = [date(record.last_contact, "{date_short_pretty}")] if record.last_contact else ["never"]
    on_time = f"{met} of {due} answered on time" if due else "none was due yet"
    return [
        line(bold("Last contact: "), *last),
        line(f"{counted(len(record.asked), 'inquiry', 'inquiries')}, {on_time} · {counted(len(record.ran), 'clip', 'clips')}"),
    ]


def _kept_why(record: ContactRecord) -> list[Block]:
    one = record.row
    told = [f"Kept for: {BASIS[one.basis].lower()}"]
    if one.provenance:
        told.append(f"from {one.provenance}")
    if one.review_on:
        due = " 🔴 due" if one.review_on <= record.today else ""
        told.append(f"next review {_day(one.review_on)}{due}")
    blocks: list[Block] = [rich(line(" · ".join(told)))]
    if record.events:
        recent: list[list[Part]] = [
            [date(one.at, "{date_short_pretty}"), f"  {record.name(one.actor_id)} ", shortened(one.text, 200)]
            for one in record.events[:5]
        ]  # fmt: skip
        blocks.append(rich(line(bold("Changes")), bullets(recent)))
    return blocks


def _steps(record: ContactRecord, value: str) -> list[Block]:
    steps = [
        button("Edit", f"contact_edit:{value}", value, style="primary"), button("Same person as…", f"contact_same:{value}", value),
    ]  # fmt: skip
    if record.row.cold_muted:
        steps.append(button("Tell us again when nothing is heard", f"contact_nudge:{value}", value))
    if record.undoable is not None:
        steps.append(button("Undo the last change", f"contact_undo:{value}", f"{value}:{record.undoable.id}"))
    if record.row.do_not_contact_at is None:
        steps.insert(1, button("Pitch…", "pitch_open", value))
        steps.append(button("Do not contact…", f"contact_forbid:{value}", value, style="danger"))
    else:
        ask = sure(
            "May they be contacted again?", "Only an admin can lift this. They will be offered in every form again.", "Lift it"
        )
        steps.append(button("Lift “do not contact”", f"contact_allow:{value}", value, sure=ask))
    return steps


def form(entry: ContactEntry, *, journalist_id: int = 0) -> Block:
    """Somebody's card to be filled in."""
    blocks = [
        field("Name", typed("name", entry.name, most=200), optional=False),
        field("E-mail addresses", typed("emails", "\n".join(entry.emails), lines=True), hint="One a line, the main one first."),
        field("Phone", typed("phone", entry.phone, most=60)),
        field(
            "Outlet",
            typed("outlet", entry.outlet, most=200),
            hint="Where they work now. Where they were before stays on the card.",
        ),
        field("Job title", typed("title", entry.title, most=500)),
        field("There since", picked("since", entry.since)),
        field(
            "How they like to be reached",
            typed("preference", entry.preference, most=500),
            hint="“Text first, never before ten.”",
        ),
        field("Beats", typed("beats", ", ".join(entry.beats), most=1_300), hint="Separated by commas."),
        field("Region", typed("region", entry.region, most=500)),
        field("Languages", typed("languages", ", ".join(entry.languages), most=1_300)),
        field("Tags", typed("tags", ", ".join(entry.tags), most=1_300)),
        field("Notes", typed("notes", entry.notes, lines=True), hint=NOTES_HINT),
        field(
            "Where this comes from",
            typed("provenance", entry.provenance, most=500),
            hint="“Wrote to us on 3 May”, “their page”.",
        ),
        field("Lawful basis", choice("basis", {key.value: label for key, label in BASIS.items()}, entry.basis.value)),
        field("Next review", picked("review_on", entry.review_on), hint="When somebody looks whether this is still right."),
    ]
    return modal(
        "Contact" if journalist_id else "New contact", blocks, callback_id="contact_save", submit="Save", close="Cancel",
        carries={"j": journalist_id},
    )  # fmt: skip


def forbidding(record: ContactRecord) -> Block:
    """Why somebody must not be contacted any more."""
    blocks = [
        rich(line(bold(record.row.name), " gets nothing from the press desk any more, until an admin lifts it.")),
        field("Why?", typed("because", most=500), optional=False, hint="Seen by everybody on the desk. " + NOTES_HINT),
    ]
    return modal(
        "Do not contact", blocks, callback_id="contact_forbid", submit="Block", close="Cancel", carries={"j": record.row.id}
    )  # fmt: skip


def _day(day: Day | None) -> str:
    return f"{day:%-d %b %Y}" if day else ""

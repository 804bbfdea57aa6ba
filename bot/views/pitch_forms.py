"""The form of a pitch: what, to whom, and, before it is on record, the names and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.pitches import AFTER, Check, Clash, NewPitch, Offered
from bot.presslists import Contact, Summary
from bot.statements import moment
from bot.text import shortened
from bot.views.blocks import (
    OPTION,
    Block,
    Part,
    bold,
    bullets,
    choice,
    choices,
    date,
    divider,
    field,
    line,
    modal,
    rich,
    typed,
)
from bot.views.blocks import moment as picker
from bot.views.pitches import DAY, OFFER, OUTCOME

OFFERED = 100
NAMED, CLASHES = 60, 12
NEVER = "0"
LEAVE, ALL = "leave", "all"
AGAIN = {LEAVE: "Leave out those who were pitched lately", ALL: "Pitch them all the same"}


def form(
    entry: NewPitch, people: Sequence[Contact], lists: Sequence[Summary], statements: Sequence[Offered], *,
    found: Check | None = None, zone: str = "UTC",
) -> Block:  # fmt: skip
    """The form; with `found` what it would be stands on top, and sending it again puts it on record."""
    blocks = _looked_at(found, zone) if found is not None else []
    blocks += [*(_decisions(entry, found) if found is not None else []), *_what(entry, statements)]
    blocks += [*_whom(entry, people, lists), *_how(entry, found is None)]
    return modal(
        "Log a pitch", blocks, callback_id="pitch_save", submit="Put on record" if found else "Log it", close="Cancel",
        carries={"seen": found.seen if found else ""},
    )  # fmt: skip


def _what(entry: NewPitch, statements: Sequence[Offered]) -> list[Block]:
    blocks = [
        field("What is the story?", typed("subject", entry.subject, most=250, example="The night shelter opens a second house"),
              optional=False),
    ]  # fmt: skip
    options = {str(one.id): _statement(one) for one in statements}
    if options:
        chosen = str(entry.statement_id) if entry.statement_id else None
        blocks.append(field("With which statement?", choice("statement", options, chosen, example="None")))
    return blocks


def _statement(one: Offered) -> str:
    return shortened(f"{'🔒 ' if one.embargoed else ''}{one.reference} {one.title}", OPTION)


def _whom(entry: NewPitch, people: Sequence[Contact], lists: Sequence[Summary]) -> list[Block]:
    chosen = [str(one) for one in entry.picked]
    menu = {str(one.id): shortened(one.called, OPTION) for one in _first(people, entry.picked)}
    blocks: list[Block] = []
    if menu:
        hint = (
            f"The first {OFFERED} of {len(people):,}, the best tier first. Write others below." if len(people) > OFFERED else ""
        )
        blocks.append(field("To whom?", choices("picked", menu, chosen), hint=hint))
    blocks.append(
        field("Or write them", typed("lines", entry.lines, lines=True, example="Wren Castellane, Gazette"),
              hint="One a line: a name, an e-mail address, or “Name, Outlet”, which puts somebody new on record.")
    )  # fmt: skip
    if lists:
        shown = sorted(lists, key=lambda one: one.id != entry.list_id)[:OFFERED]  # The chosen one is always among them.
        options = {str(one.id): shortened(f"{one.name} ({one.count})", OPTION) for one in shown}
        blocks.append(field("Or everybody on a press list", choice("list", options, str(entry.list_id or ""), example="None")))
    return blocks


def _first(people: Sequence[Contact], picked: Sequence[int]) -> list[Contact]:
    """As many as a menu holds, those who are chosen among them."""
    chosen = [one for one in people if one.id in picked]
    return [*chosen, *(one for one in people if one.id not in picked)][:OFFERED]


def _how(entry: NewPitch, first: bool) -> list[Block]:
    days = {str(number): f"In {number} working days" for number in sorted(AFTER)} | {NEVER: "Do not remind me"}
    return [
        field("How is it offered?", choice("offer", {key.value: label for key, label in OFFER.items()}, entry.offer.value)),
        field("Remind me to follow up", choice("after", days, str(entry.after)),
              hint="Once, unless they answered; again after the first follow-up, and no more after the second."),
        field("When did you pitch it?", picker("at", entry.at), hint="Empty means just now."),
        field("Note", typed("note", entry.note, lines=True, most=2_000), hint="Write as if they will read it. The desk sends nothing: pitch it yourself."),
    ]  # fmt: skip


def _looked_at(found: Check, zone: str) -> list[Block]:
    """The names, and what stands against it."""
    names = [one.called for one in found.people] + [f"{one} (new to the desk)" for one in found.new]
    more = f"; and {len(names) - NAMED} more" if len(names) > NAMED else ""
    told = [
        line(bold(f"To {'one person' if found.count == 1 else f'{found.count} people'}: "), shortened("; ".join(names[:NAMED]), 2_500), more)
    ]  # fmt: skip
    if found.statement is not None and found.unapproved:
        told.append(
            line(
                bold("✋ Not approved: "),
                f"offer the story, but {found.statement.statement.reference}’s words may not leave yet.",
            )
        )
    if found.statement is not None and found.statement.version.embargo_until is not None:
        until = moment(found.statement.version.embargo_until, zone)
        told.append(line(bold(f"🔒 Embargo until {until}: "), "it binds only who agrees before they are shown the words."))
    for one in found.promised:
        until = moment(one.exclusive.until, zone)
        told.append(line(bold("⭐ Promised "), f"to {one.whom} alone until {until}: {shortened(one.exclusive.subject, 120)}"))
    blocks: list[Block] = [rich(*told)]
    groups: Mapping[str, list[Clash]] = {
        "⚠️ Pitched lately": found.twice, "👥 Colleagues at the same outlet": [one for one in found.clashes if one.colleague],
    }  # fmt: skip
    for title, clashes in groups.items():
        if clashes:
            rest: list[list[Part]] = [[f"…and {len(clashes) - CLASHES} more."]] if len(clashes) > CLASHES else []
            blocks.append(rich(line(bold(title)), bullets([*(_clash(one) for one in clashes[:CLASHES]), *rest])))
    if found.crowded:
        rows: list[list[Part]] = [
            [bold(shortened(outlet, 80)), f": {shortened(', '.join(who), 200)}"] for outlet, who in found.crowded[:CLASHES]
        ]
        blocks.append(rich(line(bold("👥 More than one at the same outlet")), bullets(rows)))
    return blocks


def _clash(one: Clash) -> list[Part]:
    alone = ", to them alone" if one.alone else ""
    return [
        bold(shortened(one.whom, 100)), f": “{shortened(one.subject, 120)}”, {one.nearness or 'the same story'}{alone}, by {one.by}, ",
        date(one.at, DAY), f" ({OUTCOME[one.outcome].split(' ', 1)[1].lower()})",
    ]  # fmt: skip


def _decisions(entry: NewPitch, found: Check) -> list[Block]:
    """What a person decides about it."""
    if not (found.twice or found.promised):
        return [divider()]
    blocks: list[Block] = []
    if not found.binds:
        chosen = ALL if found.count == 1 or entry.because else LEAVE
        blocks.append(field("Those who were pitched lately", choice("again", AGAIN, chosen), optional=False))
    why = "Why is it pitched all the same?" if found.binds else "If you pitch them all the same: why?"
    blocks.append(field(why, typed("because", entry.because, most=500), hint="The reason is on record with the pitch."))
    return [*blocks, divider()]

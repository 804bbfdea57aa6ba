"""One outlet on screen: what it is, who works there, what it asked and ran."""

from __future__ import annotations

from collections.abc import Sequence

from bot.authority import NEEDS, RANK, Actor
from bot.models import Outlet
from bot.relationships.outlet_cards import OutletCard
from bot.text import shortened
from bot.views.blocks import Block, Part, actions, bold, bullets, button, date, divider, header, line, modal, rich
from bot.views.contact_dealings import SHOWN, asked, counted
from bot.views.outlets import KIND, TIER

PEOPLE = 8


def card(record: OutletCard, actor: Actor, said: str = "") -> Block:
    """All of one outlet that the reader may know of."""
    one = record.row
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks += [header(one.name), rich(*_about(record)), rich(*_signals(record))]
    if record.people:
        blocks.append(rich(line(bold(f"Who works there: {len(record.people)}"))))
        for each in record.people[:PEOPLE]:
            beats = f" · {', '.join(each.beats[:4])}" if each.beats else ""
            told = line(bold(shortened(each.name, 100)), shortened(beats, 200), " ⛔ Do not contact" if each.blocked else "")
            blocks += [rich(told), actions(button("Open", f"contact_open:{each.id}", str(each.id)))]
        if len(record.people) > PEOPLE:
            blocks.append(rich(line(f"…and {len(record.people) - PEOPLE} more.")))
    if record.asked:
        more: list[list[Part]] = [[f"…and {len(record.asked) - SHOWN} more."]] if len(record.asked) > SHOWN else []
        blocks.append(
            rich(
                line(bold(f"Inquiries: {len(record.asked)}")), bullets([*(asked(each) for each in record.asked[:SHOWN]), *more])
            )
        )
        blocks.append(
            actions(*(button(each.row.reference, f"inquiry_show:{each.row.id}", str(each.row.id)) for each in record.asked[:5]))
        )
    if record.ran:
        rows: list[list[Part]] = [
            [date(each.at, "{date_short_pretty}"), f"  {shortened(each.title, 150)}", f", {shortened(each.outlet, 60)}" if each.outlet else ""]
            for each in record.ran
        ]  # fmt: skip
        blocks.append(rich(line(bold(f"Clips: {record.clips}")), bullets(rows)))
    if record.events:
        changes: list[list[Part]] = [
            [date(each.at, "{date_short_pretty}"), f"  {record.name(each.actor_id)} ", shortened(each.text, 200)] for each in record.events[:5]
        ]  # fmt: skip
        blocks.append(rich(line(bold("Changes")), bullets(changes)))
    if actor.rank >= RANK[NEEDS["work"]]:
        blocks += [divider(), actions(*_steps(record))]
    return modal(shortened(one.name, 24), blocks)


def found(rows: Sequence[tuple[Outlet, bool]]) -> list[Block]:
    """Outlets before the people who were found by the same words."""
    blocks: list[Block] = []
    for one, _ in rows:
        about = " · ".join(["outlet", *([TIER[str(one.tier)].lower()] if one.tier else []), *([one.kind] if one.kind else [])])
        blocks.append(rich(line(bold(shortened(one.name, 100)), f" · {about}")))
        blocks.append(actions(button("Open", f"outlet_card:{one.id}", str(one.id))))
    return blocks


def _about(record: OutletCard) -> list[Block]:
    one = record.row
    kind = f" · {KIND.get(one.kind, one.kind)}" if one.kind else ""
    told = [line(bold(TIER[str(one.tier or "none")]), kind)]
    facts = (
        ("Belongs to", record.parent.name if record.parent else ""), ("Has", ", ".join(each.name for each in record.parts[:8])),
        ("Region", one.region), ("Languages", ", ".join(one.languages)), ("Their deadlines", one.deadlines),
        ("Publishes on", ", ".join(one.domains)),
    )  # fmt: skip
    return told + [line(bold(f"{label}: "), shortened(text, 500)) for label, text in facts if text]


def _signals(record: OutletCard) -> list[Block]:
    met, due = record.punctual
    last: list[Part] = [date(record.last_contact, "{date_short_pretty}")] if record.last_contact else ["never"]
    on_time = f"{met} of {due} answered on time" if due else "none was due yet"
    return [
        line(bold("Last contact: "), *last),
        line(f"{counted(len(record.asked), 'inquiry', 'inquiries')}, {on_time} · {counted(record.clips, 'clip', 'clips')}"),
    ]


def _steps(record: OutletCard) -> list[Block]:
    value = str(record.row.id)
    steps = [
        button("Edit", f"outlet_change:{value}", value, style="primary"), button("Same as another…", f"outlet_same:{value}", value),
    ]  # fmt: skip
    if record.undoable is not None:
        steps.append(button("Undo the last change", f"outlet_undo:{value}", f"{value}:{record.undoable.id}"))
    return steps

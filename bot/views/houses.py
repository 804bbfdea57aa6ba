"""Message houses on screen: the house in blocks, and its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.authority import Actor
from bot.lines import HouseEntry, LineRecord, pillar_text
from bot.models import House
from bot.views import words
from bot.views.blocks import (
    Block,
    bold,
    bullets,
    choice,
    choices,
    divider,
    field,
    header,
    italic,
    line,
    modal,
    note,
    quote,
    rich,
    typed,
)
from bot.views.lines import HOLDS_ELSE, RESTRICTED, STANDING, day_fields, foot

MOST = 5


def shown(record: LineRecord, actor: Actor, proofs: Mapping[str, LineRecord], said: str = "") -> Block:
    """The house: roof, pillars with their proof points, bridges. `proofs` are the lines that proof points refer to."""
    house = record.row
    assert isinstance(house, House)
    blocks: list[Block] = [rich(line(said))] if said else []
    blocks += [header(f"🏠 {house.issue}"), rich(quote(bold(house.core_message)))]
    for number, one in enumerate(house.pillars, 1):
        parts = [line(bold(f"{number}. {one['message']}"))]
        if one["proofs"]:
            parts.append(bullets([_proof(text, proofs) for text in one["proofs"]]))
        blocks.append(rich(*parts))
    if house.bridges:
        blocks += [divider(), rich(line(bold("Bridges back")), bullets([[italic(text)] for text in house.bridges]))]
    return modal(f"House {house.reference}", [*blocks, *foot(record, actor)], carries={"a": record.address})


def _proof(text: str, proofs: Mapping[str, LineRecord]) -> list[Block | str]:
    """A proof point; one that refers to a line says its words, and whether they hold."""
    found = proofs.get(text)
    if found is None:
        return [text]
    return [bold(f"{found.row.reference} "), found.text, f"  {STANDING[found.standing]}"]


def form(
    entry: HouseEntry, *, today: date, address: str = "", seen: int = 0, reference: str = "", turn: int = 0, said: str = ""
) -> Block:
    """The form of a house, new or (with an `address`) as it now is."""

    def put(label: str, element: Block, *, hint: str = "", needed: bool = False) -> Block:
        return field(label, element, hint=hint, optional=not needed, block_id=f"{element['action_id']}:{turn}")

    texts = [pillar_text(one) for one in entry.pillars] + [""] * MOST
    pillars = [
        put(
            f"Pillar {number}", typed(f"pillar_{number}", texts[number - 1], lines=True, most=3_000), needed=number <= 3,
            hint="Its message on the first line, then a proof point a line: words, or a reference such as F-0012." if number == 1 else "",
        )
        for number in range(1, MOST + 1)
    ]  # fmt: skip
    blocks: list[Block] = [rich(line(said))] if said else []
    if address:
        blocks.append(note("An edit of the words takes their approval away; a new date, owner or review day does not."))
    blocks += [
        put("Issue", typed("issue", entry.issue, most=200), needed=True),
        put("Core message", typed("core_message", entry.core_message, lines=True, most=1_000), needed=True),
        *pillars,
        put(
            "Bridges", typed("bridges", "\n".join(entry.bridges), lines=True), hint="One a line: what leads back to the house."
        ),
        *day_fields(entry, put, today=today, new=not address, days=HOLDS_ELSE),
        put("Sensitivity", choice("sensitivity", words.by_value(words.SENSITIVITY), entry.sensitivity.value)),
        put("Who may know", choices("restricted", RESTRICTED, ["yes"] if entry.restricted else [], boxes=True)),
    ]
    return modal(
        f"Edit {reference}" if address else "New message house", blocks, callback_id="house_save", submit="Save", close="Cancel",
        carries={"a": address, "seen": seen, "t": turn},
    )  # fmt: skip

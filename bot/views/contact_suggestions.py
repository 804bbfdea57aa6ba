"""Contacts that may care for a topic, on screen, with the reasons."""

from __future__ import annotations

from collections.abc import Sequence

from bot.authority import NEEDS, RANK, Actor
from bot.relationships.suggested import Reason, Suggestion
from bot.text import shortened
from bot.views.blocks import Block, Part, actions, bold, bullets, button, date, header, line, modal, note, rich

SAYS = {
    "beat": "Beat: ", "tag": "Tag: ", "asked": "Asked: ", "wrote": "Wrote: ", "took_up": "Took up our pitch: ", "passed": "Passed on our pitch: ",
}  # fmt: skip


def about(topic: str, found: Sequence[Suggestion], actor: Actor) -> Block:
    """Who may care for it, the likeliest first."""
    blocks: list[Block] = [header(f"Who cares about “{shortened(topic, 80)}”?")]
    if not found:
        blocks.append(
            rich(
                line("Nobody on record has such a beat, asked about it or wrote of it. Other words may find somebody; beats are kept on "
                     "each contact's card.")
            )
        )  # fmt: skip
    for one in found:
        person = one.one
        where = " · ".join(part for part in (person.outlet, f"tier {person.tier}" if person.tier else "") if part)
        told = line(bold(shortened(person.name, 100)), shortened(f" · {where}" if where else "", 200))
        blocks.append(rich(told, bullets([_reason(each) for each in one.reasons])))
        steps = [button("Open", f"contact_open:{person.id}", str(person.id))]
        if actor.rank >= RANK[NEEDS["work"]]:
            steps.append(button("Pitch…", f"pitch_open:{person.id}", str(person.id)))
        blocks.append(actions(*steps))
    if found:
        blocks.append(
            note("From our own record alone: beats, questions, clips and pitches. Who must not be contacted is never here.")
        )
    return modal("Contacts for a topic", blocks)


def _reason(one: Reason) -> list[Part]:
    on: list[Part] = [", ", date(one.at, "{date_short_pretty}")] if one.at else []
    return [bold(SAYS[one.kind]), shortened(one.text, 160), *on]

"""The rota on screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.duties import Turn
from bot.models import Member
from bot.views.blocks import Block, actions, bold, button, date, field, line, modal, moment, person, rich, section


def rota(turns: Sequence[Turn], current: Member | None, *, begin: datetime, end: datetime, may_work: bool) -> Block:
    """Who is on duty, the turns to come, and the form that adds one."""
    blocks: list[Block] = [rich(line(bold("On duty now: "), current.name if current else "nobody"))]
    for turn in turns:
        blocks.append(rich(line(bold(turn.member.name), "  ", date(turn.duty.from_at), " – ", date(turn.duty.to_at))))
        if may_work:
            blocks.append(actions(button("Strike it", f"duty_strike:{turn.duty.id}", str(turn.duty.id))))
    if not turns:
        blocks.append(section("The rota is empty. What nobody owns is then put to the desk channel."))
    if not may_work:
        return modal("Duty rota", blocks)
    blocks += [
        field("Who", person("person"), optional=False),
        field("From", moment("from_at", begin), optional=False),
        field(
            "Until",
            moment("to_at", end),
            optional=False,
            hint="In your time. Where turns overlap, the one entered last counts.",
        ),
    ]
    return modal("Duty rota", blocks, callback_id="duty_enter", submit="Enter", close="Done", carries={})

"""Questions: those of a rehearsal without a model. The journalist's own come first, then the hostile ones of the briefing."""

from __future__ import annotations

from collections.abc import Sequence

from bot import briefings
from bot.authority import RANK, Actor
from bot.briefings import hostile
from bot.desk import Desk
from bot.models import Role, Sensitivity
from bot.rehearsals.shapes import Ground
from bot.text import one_line, shortened

MOST = 6  # Questions of a rehearsal; more tires people out.
OWN = 2  # Of the journalist's own questions, so many.
LONGEST = 300


def plan(
    desk: Desk, *, actor: Actor, reference: str, sensitivity: Sensitivity, ground: Ground, asked: Sequence[str]
) -> list[str]:
    """At most six questions in order. Of an interview or an inquiry (`reference`) the hostile ones are those of its briefing;
    of a topic in words, or for whoever has no role on the desk, the catalogue's with our figures in them."""
    if reference and actor.rank >= RANK[Role.VIEWER]:
        against = [one.text for one in briefings.questions_for(desk, actor=actor, reference=reference).hostile]
    else:
        figures = [(row.text.rstrip("."), row.id) for row in ground.rows if row.kind == "fact"]
        chosen = hostile.chosen(
            topic=ground.topic, grave=sensitivity != Sensitivity.ROUTINE, figures=figures, said=[], most=MOST
        )  # fmt: skip
        against = [text for text, _, _ in chosen]
    own = [shortened(one_line(one), LONGEST) for one in asked if one.strip()][:OWN]
    return list(dict.fromkeys([*own, *against]))[:MOST]

"""Questions: those of a rehearsal without a model. The journalist's own come first, then the hostile ones of the briefing."""

from __future__ import annotations

import re
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
#: What asks for a service of the desk and not for an answer: "Could she join us live?", "Please send a picture."
_SERVICE = re.compile(
    r"(?:could|can|would|will|might|may)\s+(?:you|we|i|somebody|someone|anyone|[a-z]+)\s+(?:(?:please|possibly|also|kindly|be\s+able\s+to)\s+)*(?:join|speak|talk|give|let|send|do|come|be|have|provide|offer|confirm|get|put|spare|arrange"
    r"|interview|visit|film|record|supply|share|forward|call|ring|reply|respond|answer|spend|meet|take\s+part|help|point)\b|please\b|(?:who|whom)\s+(?:would|should|could|is|can)\b.*\b(?:person|contact|speak|talk|best)\b|when\s+(?:could|can|would|are)\s+(?:you|we|i)\b|is\s+(?:there\s+)?(?:any|some)(?:one|body)\b.*\bavailable\b|are\s+you\s+(?:free|available)\b",
    re.IGNORECASE,
)  # fmt: skip


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
    own = [shortened(one_line(one), LONGEST) for one in asked if one.strip() and not _SERVICE.match(one.strip())][:OWN]
    return list(dict.fromkeys([*own, *against]))[:MOST]

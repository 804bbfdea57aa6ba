"""The demo's rehearsal: Dinah tried out the winter appeal yesterday, kept the score sheet, and let Mara see it."""

from __future__ import annotations

from collections.abc import Callable

from bot import rehearsals
from bot.authority import Actor
from bot.desk import Desk
from bot.sandbox.world import World

MARA, DINAH = "U0MARA", "U0DINAH"
ANSWERS = (
    "People are right to ask where it goes. Eleven pence of every donated pound went on administration last year, and the rest is beds, soup and a van. "
    "What matters tonight is that there is a bed: we have 34 of them, and whoever comes before midnight gets one. That is why nobody in "
    "Northcoast has to sleep outside this winter.",
    "It did not take us so long to do anything. We engage with all stakeholders, and about 300 people volunteer now.",
)  # fmt: skip


def fill(desk: Desk, actor: Callable[[str], Actor], *, world: World, post: Callable[[], None]) -> None:
    """All by the desk's clock; `post` lets the desk post what that left."""
    dinah, chat = actor(DINAH), world.dm(DINAH)
    found = rehearsals.start(desk, actor=dinah, reference="winter appeal and donations")
    rehearsal_id = found.rehearsal.id or 0
    post()
    for text in ANSWERS:
        rehearsals.say(desk, actor=dinah, ts=str(world.post(DINAH, chat, text).data["ts"]), text=text)
        post()
    rehearsals.stop(desk, actor=dinah, rehearsal_id=rehearsal_id)
    rehearsals.keep(desk, actor=dinah, rehearsal_id=rehearsal_id, shown_to=[actor(MARA).id])
    post()

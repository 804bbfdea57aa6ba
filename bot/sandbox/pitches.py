"""The demo's pitches: what its journalists write about, two press lists, and two stories that were offered to them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import select

from bot import pitches, presslists
from bot.models import Journalist, PitchOffer, PitchOutcome
from bot.pitches import NewPitch
from bot.presslists import Filter
from bot.relationships import changes, record

if TYPE_CHECKING:
    from bot.sandbox.story import Teller

MARA, TOBI = "U0MARA", "U0TOBI"
BEATS = {
    "Wren Castellane": ("Housing", "Local government"), "Odile Farrant": ("Community", "Volunteering"),
    "Bram Ostrander": ("Charities", "Money"), "Linnea Brandvold": ("Community", "Housing"),
}  # fmt: skip
CHRISTMAS = "Who volunteers at Christmas, and why"
VAN = "A night on the outreach van"


def fill(teller: Teller) -> None:
    """Pitched six and three working days ago; of the first a reminder is due."""
    teller.on(6, "09:40")
    mara, tobi = teller.actor(MARA), teller.actor(TOBI)
    with teller.desk.database.read() as session:
        ids = {one.name: one.id or 0 for one in session.exec(select(Journalist)) if one.name in BEATS}
    for name, found in ids.items():
        entry = changes.entry_of(record.get(teller.desk, actor=mara, journalist_id=found))
        if not entry.beats:
            changes.save(teller.desk, actor=mara, journalist_id=found, entry=replace(entry, beats=BEATS[name]))
    housing = presslists.save(teller.desk, actor=mara, name="Housing and homelessness", chosen=Filter(beats=("Housing",)))
    presslists.save(teller.desk, actor=mara, name="Top outlets", chosen=Filter(tiers=("1", "2")))
    _pitch(teller, TOBI, NewPitch(VAN, list_id=housing.row.id, note="With a photographer, any weekday night."))
    teller.on(3, "11:15")
    odile = _pitch(teller, TOBI, NewPitch(CHRISTMAS, picked=(ids["Odile Farrant"],), offer=PitchOffer.EXCLUSIVE))
    _pitch(teller, MARA, NewPitch("How a pound is spent, in one picture", picked=(ids["Bram Ostrander"],)))
    teller.on(2, "15:05")
    pitches.set_outcome(teller.desk, actor=tobi, pitch_id=odile[0], outcome=PitchOutcome.TALKING)
    teller.post()


def _pitch(teller: Teller, user: str, entry: NewPitch) -> list[int]:
    """The ids of what was pitched."""
    actor = teller.actor(user)
    seen = pitches.check(teller.desk, actor=actor, entry=entry).seen
    return [one.id or 0 for one in pitches.log(teller.desk, actor=actor, entry=entry, seen=seen)]

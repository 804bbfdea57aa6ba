"""The demo's briefing: an interview on air in three working days, its briefing waiting for a sign-off, and a promise for tomorrow."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from sqlmodel import select

from bot import briefings, debriefs, interviews
from bot.debriefs import Entry, Promised
from bot.interviews import Doubtful, InterviewEntry
from bot.models import Debrief, Interview, InterviewFormat, Spokesperson

if TYPE_CHECKING:
    from bot.sandbox.story import Teller

TOBI, SPEAKER = "U0TOBI", "Dinah Osei"
TOPIC = "Beds on the coldest nights: how the night shelter copes"
CLOCKS = ("10:30", "12:30", "15:30", "16:30")


def fill(teller: Teller) -> None:
    """After the spokespeople and an interview with its debrief are on record: its lessons stand in this briefing."""
    teller.at(minutes=18)
    _promise(teller)
    reference = _book(teller)
    if reference is None:
        return
    teller.post()
    teller.at(minutes=12)
    made = briefings.make(
        teller.desk, actor=teller.actor(TOBI), reference=reference, say="They open with film of the queue at the door, then come to you.",
        not_say="Nothing about the lease of the Pier Street house: it is being negotiated.",
    )  # fmt: skip
    briefings.ask(teller.desk, actor=teller.actor(TOBI), briefing_id=made.row.id or 0)
    teller.post()


def _promise(teller: Teller) -> None:
    """What was forgotten in the debrief is added: it is due tomorrow."""
    tobi = teller.actor(TOBI)
    with teller.desk.database.read() as session:
        found = session.exec(select(Debrief, Interview).join(Interview)).first()
    if found is None:
        return
    debrief, interview = found
    tomorrow = teller.hours.day_after(teller.clock.now)
    due = teller.hours.now.replace(year=tomorrow.year, month=tomorrow.month, day=tomorrow.day, hour=12, minute=0)
    promise = Promised("To introduce a volunteer who does the night shift", due.astimezone(UTC), tobi.id)
    entry = Entry(debrief.said, debrief.owed, debrief.lessons, debrief.went, (promise,))
    debriefs.give(teller.desk, actor=tobi, reference=interview.reference, entry=entry)


def _book(teller: Teller) -> str | None:
    """At the first hour that nothing speaks against; its reference."""
    tobi, day = teller.actor(TOBI), teller.day_after_due(34)
    with teller.desk.database.read() as session:
        speaks = session.exec(select(Spokesperson.id).where(Spokesperson.name == SPEAKER)).first()
    for clock in CLOCKS if speaks is not None else ():
        entry = InterviewEntry(
            spokesperson_id=speaks, format=InterviewFormat.LIVE, when=f"{day:%-d %B %Y} {clock}", zone="Europe/London", minutes="12",
            topic=TOPIC, place="Studio 1, Northcoast House; be there twenty minutes before", whom="Ines Halloway, Northcoast Tonight",
            rules="Live, on the record. No questions on single guests of the shelter.", agreed_by=tobi.id, listens_in=[tobi.id],
        )  # fmt: skip
        try:
            return interviews.book(teller.desk, actor=tobi, entry=entry).reference
        except Doubtful:
            continue
    return None

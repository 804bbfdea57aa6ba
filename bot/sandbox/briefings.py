"""The demo's briefings: an interview of two weeks ago with its debrief and a promise, and the briefing of the next one, which waits
for a sign-off."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot import briefings, debriefs, interviews, spokespeople
from bot.debriefs import Entry, Promised
from bot.interviews import InterviewEntry
from bot.models import Interview, InterviewFormat, InterviewState

if TYPE_CHECKING:
    from bot.sandbox.story import Teller

TOBI, PRIYA = "U0TOBI", "U0PRIYA"


def fill(teller: Teller) -> None:
    """After the spokespeople and the interview to come are on record."""
    past = _spoke(teller)
    _told(teller, past)
    teller.at(minutes=15)
    tobi = teller.actor(TOBI)
    with teller.desk.database.read() as session:
        coming = session.exec(
            select(Interview).where(Interview.team_id == tobi.team_id, Interview.state == InterviewState.BOOKED)
            .order_by(col(Interview.starts_at)).limit(1)
        ).first()  # fmt: skip
    if coming is not None:
        made = briefings.make(
            teller.desk, actor=tobi, reference=coming.reference, say="She wrote kindly about us in spring, and she checks every figure.",
            not_say="Nothing about the lease of the kitchen: it is being negotiated.",
        )  # fmt: skip
        briefings.ask(teller.desk, actor=tobi, briefing_id=made.row.id or 0)
    teller.post()


def _spoke(teller: Teller) -> str:
    """Priya spoke to the radio, ten working days ago."""
    teller.on(12, "11:00")
    tobi = teller.actor(TOBI)
    at = teller.hours.on(10, "11:30")
    with teller.desk.database.read() as session:
        speakers = {one.member_id: one.id for one in spokespeople.active(session, tobi.team_id)}
    entry = InterviewEntry(
        spokesperson_id=speakers[teller.actor(PRIYA).id], format=InterviewFormat.PRINT, topic="A winter in the kitchen",
        when=f"{at:%-d %B %Y %H:%M}", zone="Europe/London", minutes="30", place="By phone", whom="Wren Castellane, Eastmarsh Gazette",
    )  # fmt: skip
    record = interviews.book(teller.desk, actor=tobi, entry=entry)
    teller.post()
    teller.on(10, "12:05")
    teller.post()
    return record.reference


def _told(teller: Teller, reference: str) -> None:
    """Her debrief, half an hour later, with what is owed by tomorrow."""
    teller.on(10, "12:40")
    priya, tomorrow = teller.actor(PRIYA), teller.hours.now + timedelta(days=1)
    promise = Promised("To tell her when the volunteers' evening is", tomorrow.astimezone(UTC).replace(second=0, microsecond=0), teller.actor(TOBI).id)
    entry = Entry(
        said="How a night in the kitchen goes, and that 212 people volunteer. She asked twice what it costs; I said that Tobi sends figures.",
        owed="She sends the date it runs.", lessons="Have the one figure ready before they ask. A pause does more than an extra sentence.",
        went=4, promised=(promise,),
    )  # fmt: skip
    debriefs.give(teller.desk, actor=priya, reference=reference, entry=entry)
    teller.post()

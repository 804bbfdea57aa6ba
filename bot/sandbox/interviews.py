"""The demo's spokespeople, and one interview that is booked for office hours to come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlmodel import col, select

from bot import interviews, spokespeople
from bot.interviews import Doubtful, InterviewEntry
from bot.models import Inquiry, InterviewFormat
from bot.spokespeople import SpokespersonEntry

if TYPE_CHECKING:
    from bot.sandbox.story import Teller

MARA, TOBI, DINAH, PRIYA = "U0MARA", "U0TOBI", "U0DINAH", "U0PRIYA"
ABOUT = "volunteers"
CLOCKS = ("15:00", "14:00", "16:00", "11:00")
RULES = (
    "On the record. She may bring a photographer. Nobody who uses the kitchen is named or shown. "
    "Quotes are read back for facts, not for tone."
)


def fill(teller: Teller) -> None:
    """Three on the register; one of them is to speak to the feature writer on a day two working days ahead."""
    teller.on(15, "10:00")
    mara = teller.actor(MARA)
    deputy = _add(
        teller, MARA, title="Communications manager", topics=("volunteering", "the kitchen", "events"), not_for=("legal matters", "pay"),
        languages=("English", "French"), available="weekdays 08:00–18:00", trained_in=("print", "pre_recorded", "podcast"), trained=200,
    )  # fmt: skip
    _add(
        teller, DINAH, title="Executive director", not_for=("individual cases",), languages=("English",),
        topics=("fundraising and donations", "night shelter", "council funding", "homelessness"), available="weekdays 08:00–18:00",
        trained_in=("live", "pre_recorded", "print"), trained=120, deputy=deputy,
    )  # fmt: skip
    _add(
        teller, PRIYA, title="Programme lead", topics=("volunteers in the kitchen", "outreach van", "rough sleeping"), not_for=("donations",),
        languages=("English", "Spanish"), available="weekdays", trained_in=("print",), trained=400, deputy=deputy,
    )  # fmt: skip
    teller.at(minutes=20)
    with teller.desk.database.read() as session:
        asked = select(Inquiry).where(col(Inquiry.topic).contains(ABOUT), Inquiry.team_id == mara.team_id)
        inquiry = session.exec(asked.order_by(col(Inquiry.id).desc()).limit(1)).first()
        speakers = {one.member_id: one.id for one in spokespeople.active(session, mara.team_id)}
    if inquiry is not None:
        _book(teller, inquiry, speakers[teller.actor(PRIYA).id])
    teller.post()


def _add(
    teller: Teller, user: str, *, title: str, topics: tuple[str, ...], not_for: tuple[str, ...], languages: tuple[str, ...],
    available: str, trained_in: tuple[str, ...], trained: int, deputy: int | None = None,
) -> int | None:  # fmt: skip
    """Puts somebody on the register, by the communications manager; `trained` is how many days ago."""
    who = teller.actor(user)
    entry = SpokespersonEntry(
        who.name, who.id, title, topics, not_for, languages, available=available, trained_in=trained_in,
        trained_on=teller.today - timedelta(days=trained), deputy_id=deputy,
    )  # fmt: skip
    return spokespeople.add(teller.desk, actor=teller.actor(MARA), entry=entry).row.id


def _book(teller: Teller, inquiry: Inquiry, speaker: int | None) -> None:
    """At the first hour that nothing speaks against."""
    tobi, day = teller.actor(TOBI), teller.day_after_due(26)
    for clock in CLOCKS:
        entry = InterviewEntry(
            spokesperson_id=speaker, format=InterviewFormat.PRINT, when=f"{day:%-d %B %Y} {clock}", zone="Europe/London", minutes="40",
            link="https://meet.harbourlight.example/kitchen", rules=RULES, agreed_by=teller.actor(MARA).id, listens_in=[tobi.id],
            whom="Linnea Brandvold, Saltmarsh Post",
        )  # fmt: skip
        try:
            interviews.book(teller.desk, actor=tobi, entry=entry, inquiry=inquiry.id)
        except Doubtful:
            continue
        return

"""The demo's colleagues: two stories they handed in, and what three people in our stories agreed to, one of them no longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot import contributors, leads, statements
from bot.authority import Actor
from bot.contributors import ContributorEntry
from bot.desk import Desk
from bot.leads import LeadEntry
from bot.models import LeadDecision, StatementKind
from bot.statements import NewStatement, Wording

MARA, TOBI, PRIYA = "U0MARA", "U0TOBI", "U0PRIYA"


def fill(desk: Desk, actor: Callable[[str], Actor], *, today: date) -> None:
    """All by the desk's clock; `today` is the day on which the demo is looked at."""
    ledger(desk, actor(TOBI), today=today)
    swimmer = leads.hand_in(desk, actor=actor(PRIYA), entry=SWIMMER)
    leads.hand_in(desk, actor=actor(PRIYA), entry=LAUNDRY)
    leads.decide(
        desk, actor=actor(MARA), lead_id=swimmer.row.id or 0, decision=LeadDecision.NOT_NOW,
        reason="Lovely, and better in spring when the lido opens. Can you ask her mother for a photo by then?",
    )  # fmt: skip


def ledger(desk: Desk, officer: Actor, *, today: date) -> None:
    """Three consents: one holds, one ends soon, one was withdrawn though a draft still names her."""
    year = timedelta(days=365)
    contributors.add(desk, actor=officer, entry=ContributorEntry(
        ("Samuel Akintola", "Sam"), "His first winter in a house of ours, with two photos.", ("print", "online", "own"),
        "He reads it first. Not the name of the street.", today - timedelta(days=90), today + year))  # fmt: skip
    contributors.add(desk, actor=officer, entry=ContributorEntry(
        ("Greta Holloway",), "Her years in the kitchen.", ("print", "online", "broadcast"), "", today - year, today + timedelta(days=12)))  # fmt: skip
    gone = contributors.add(desk, actor=officer, entry=ContributorEntry(
        ("Imelda Frost", "Meldy"), "How the shelter got her through the winter.", ("online",), "First name only on social media.",
        today - timedelta(days=200)))  # fmt: skip
    statements.save(
        desk,
        actor=officer,
        new=NewStatement(StatementKind.PROACTIVE, "A winter in the shelter"),
        wording=Wording({"text": _WINTER}),
    )
    contributors.withdraw(desk, actor=officer, contributor_id=gone.row.id or 0)


SWIMMER = LeadEntry(
    "A 9-year-old girl from Eastmarsh swims a mile a week for the night shelter and has raised £1,240.",
    "She has been at it since the summer.", "Parents, swimmers", "Her mother, who has agreed",
)  # fmt: skip
LAUNDRY = LeadEntry(
    "The laundry at the Pier Street house is closing after 31 years. 140 guests a week washed their clothes there, and the council refuses to pay for a new boiler.",
    "The last day is Friday.", "Everyone who knows the house; readers in Harbour Ward", "Joan Tilley, who has run it from the first day",
)  # fmt: skip
_WINTER = (
    "Imelda Frost came to our door in January with one bag. “I slept, and then I could think,” she says today. The shelter is open every night "
    "until the end of March."
)

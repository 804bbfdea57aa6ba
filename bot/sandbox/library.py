"""The demo's library: what Harbour Light Trust says when it is asked, with an owner and a last day to each. All of it is invented."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot import lines, teams
from bot.authority import Actor
from bot.desk import Desk
from bot.lines import HouseEntry, LineEntry, Pillar
from bot.models import LineKind, Sensitivity

MARA, TOBI, DINAH = "U0MARA", "U0TOBI", "U0DINAH"
SHELTER, VAN, MONEY, PIER = "Night shelter", "Outreach van", "Donations", "Pier Street house"


def fill(desk: Desk, actor: Callable[[str], Actor], *, since: int) -> None:
    """Writes and approves the library as it was `since` days ago, by the desk's clock: one line has run out by now, one
    runs out this week, one waits for approval."""
    mara, tobi, dinah = actor(MARA), actor(TOBI), actor(DINAH)
    with desk.database.read() as session:
        now = lines.today(teams.team_of(session, mara.team_id), desk.clock()) + timedelta(days=since)
    for entry in (*_facts(now), *_wording(now)):
        record = lines.save(desk, actor=mara if entry.issue == MONEY else tobi, entry=entry)
        approver = dinah if entry.sensitivity != Sensitivity.ROUTINE or entry.issue == MONEY else mara
        lines.approve(desk, actor=approver, address=record.address, seen=record.row.version)
    house = lines.save(desk, actor=mara, entry=_house(now))
    lines.approve(desk, actor=dinah, address=house.address, seen=house.row.version)
    waits = lines.save(desk, actor=tobi, entry=_new(now))
    lines.ask(desk, actor=tobi, address=waits.address)


def _day(now: date, days: int) -> date:
    return now + timedelta(days=days)


def _facts(now: date) -> list[LineEntry]:
    def fact(issue: str, figure: str, unit: str, text: str, source: str, *, age: int, left: int) -> LineEntry:
        return LineEntry(
            LineKind.FACT, text, issue=issue, figure=figure, unit=unit, source=source, as_of=_day(now, -age), expires_on=_day(now, left)
        )  # fmt: skip

    return [
        fact(SHELTER, "34", "beds", "The night shelter has 34 beds.", "House plan", age=60, left=120),
        fact(SHELTER, "412", "people", "412 people used the night shelter last winter.", "Shelter register", age=200, left=3),
        fact(MONEY, "11", "pence in the pound", "11 pence of every donated pound went on administration last year.",
             "Audited accounts", age=150, left=90),
        fact("Volunteers", "212", "people", "212 people volunteer with Harbour Light Trust this winter.", "Volunteer register",
             age=60, left=60),
        fact(PIER, "41,300", "pounds", "Heating the Pier Street house cost £41,300 in the winter before last.", "Accounts, p. 14",
             age=330, left=-10),
    ]  # fmt: skip


def _wording(now: date) -> list[LineEntry]:
    kind, half = LineKind, _day(now, 150)
    return [
        LineEntry(kind.LINE, "The night shelter is open every night until 31 March. Nobody who comes to the door before midnight is "
                  "turned away.", issue=SHELTER, reactive=False, audience="Local media", expires_on=half),
        LineEntry(kind.LINE, "Our outreach van goes out six nights a week, and we want to keep it on the road.", issue=VAN,
                  sensitivity=Sensitivity.SENSITIVE, expires_on=half),
        LineEntry(kind.Q_AND_A, "Nobody needs papers to stay the night. We ask for a first name, and that is all.", issue=SHELTER,
                  question="Do people need papers to stay at the night shelter?", expires_on=half),
        LineEntry(kind.QUOTE, "A door that opens at midnight is worth more than a plan for the spring.", issue=SHELTER,
                  speaker="Dinah Osei, executive director", said_where="Annual review", expires_on=half),
        LineEntry(kind.BOILERPLATE, "Harbour Light Trust runs the night shelter, the outreach van and the Pier Street house in "
                  "Northcoast. It was founded in 1987 and works with 212 volunteers.", expires_on=_day(now, 300)),
        LineEntry(kind.HOLDING, "We are aware of what is being said and take it seriously. We are looking into it and will say more "
                  "as soon as we can.", scenario="An allegation about somebody who works with us",
                  sensitivity=Sensitivity.SENSITIVE, expires_on=_day(now, 300)),
        LineEntry(kind.LINE, "The council and the trust pay for the outreach van in equal parts until the end of this year.",
                  issue=VAN, sensitivity=Sensitivity.SENSITIVE, expires_on=_day(now, -4)),
    ]  # fmt: skip


def _house(now: date) -> HouseEntry:
    return HouseEntry(
        "Winter", "Nobody in Northcoast has to sleep outside this winter.",
        (
            Pillar("There is a bed for whoever comes", ("F-0001", "F-0002")),
            Pillar("We go to those who do not come", ("The van goes out six nights a week.",)),
            Pillar("The town carries it", ("F-0004", "Every tenth household gives or helps.")),
        ),
        ("What matters tonight is that there is a bed.", "I can't speak for the council; what I can say is what we do."),
        expires_on=_day(now, 120), review_on=_day(now, 30),
    )  # fmt: skip


def _new(now: date) -> LineEntry:
    return LineEntry(
        LineKind.LINE, "We were not consulted on the plan to end the van's contract, and have asked the council for a meeting.",
        issue=VAN, sensitivity=Sensitivity.SENSITIVE, expires_on=_day(now, 90),
    )  # fmt: skip

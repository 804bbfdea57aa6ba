"""The library as a briefing uses it: messages with proof points, lines and facts with their last day, bridges, and what has lapsed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlmodel import Session, col, select

from bot import lines, search
from bot.authority import WEIGHT
from bot.briefings.occasions import Occasion
from bot.briefings.shapes import Part, Row, day, part, row
from bot.desk import Desk
from bot.lines import Material, Standing
from bot.lines.nearness import scores
from bot.lines.steps import REFERENCE
from bot.models import House, Line, LineStatus

MESSAGES = 3
PROOFS = 3
FACTS = 5
NEAR = 0.09  # The least likeness: half of what a search shows, since what is short is near to little.
ENOUGH = 4  # A topic of so many telling words needs two of them in a row.
R = TypeVar("R")
NO_MESSAGE = "No approved message is near this topic. Write a message house with `/press house`."
ASKS_BACK = "I don't have that here, and I won't guess. Our press office will come back to you today."
LEADS_BACK = "What I can tell you is this: "


@dataclass(frozen=True)
class Message:
    """One of the things to get across. `proofs` are each with where they are known from."""

    text: str
    source: str
    expires_on: date | None
    proofs: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Library:
    """What may be said on this occasion today. `materials` are approved, hold and fit the matter, those near the topic first in
    `near`; `lapsed` are rows near it that must not be used any more."""

    today: date
    materials: Sequence[Material]
    near: Sequence[Material]
    messages: Sequence[Message]
    bridges: Sequence[Row]
    lapsed: Sequence[Line]

    def bridge(self, number: int) -> Row:
        """A way back to a message, another one for each number: bridges of the house, then what we can say instead."""
        back = [row(LEADS_BACK + one.text, one.source, kind="bridge") for one in self.messages[:MESSAGES]]
        ways = [*self.bridges, *back] or [row(ASKS_BACK, "the desk's own", kind="bridge")]
        return ways[number % len(ways)]


def read(session: Session, desk: Desk, occasion: Occasion) -> Library:
    """What the library has for this occasion, restricted rows apart."""
    day_now = lines.today(occasion.team, desk.clock())
    found = lines.usable(
        session, team_id=occasion.team.id, matter_sensitivity=occasion.sensitivity, terms=occasion.terms, today=day_now
    )
    near = _near(occasion, found, [f"{one.about}\n{one.text}" for one in found])[:20]
    house = _house(session, occasion, day_now)
    messages = _of_house(house, found, day_now) if house else _of_lines(near)
    return Library(
        day_now, found, near, messages, [row(one, house.reference, kind="bridge") for one in house.bridges] if house else [],
        _lapsed(session, occasion, day_now),
    )  # fmt: skip


def messages(library: Library) -> Part:
    """Three messages, each with its proof points."""
    rows: list[Row] = []
    for one in library.messages[:MESSAGES]:
        rows += [row(one.text, one.source, kind="message"), *one.proofs[:PROOFS]]
    return part("Three messages", rows or [row(NO_MESSAGE)])


def facts(library: Library) -> Part | None:
    """The lines and facts near the topic that no message has, each with its last day."""
    said = {one.source for one in library.messages} | {
        each for one in library.messages for row in one.proofs for each in row.sources
    }
    rest = [one for one in library.near if one.reference not in said and one.house_id is None][:FACTS]
    return part("Lines and facts", [_with_last_day(one) for one in rest]) if rest else None


def _with_last_day(one: Material) -> Row:
    until = f" (holds until {day(one.expires_on)})" if one.expires_on else ""
    quoted = f"“{one.text}” – {one.speaker}" if one.kind == "quote" and one.speaker else one.text
    return row(f"{quoted}{until}", one.reference)


def _house(session: Session, occasion: Occasion, today: date) -> House | None:
    """The approved message house that is nearest to the topic; None where none speaks of it."""
    rows = session.exec(
        select(House).where(
            House.team_id == occasion.team.id, House.status == LineStatus.APPROVED, col(House.restricted).is_(False)
        )
    )
    fit = [
        one for one in rows
        if lines.standing(one, today) == Standing.APPROVED and WEIGHT[one.sensitivity] <= WEIGHT[occasion.sensitivity]
    ]  # fmt: skip
    return next(iter(_near(occasion, fit, [_words(one) for one in fit])), None)


def _near(occasion: Occasion, rows: Sequence[R], told: Sequence[str]) -> list[R]:
    """Those that speak of the topic, the nearest first: one word in common is a chance."""
    least = 1 if len(search.words(*occasion.texts)) < ENOUGH else 2
    ranked = zip(scores(occasion.texts, told), rows, strict=True)
    near = [(rank.score, one) for rank, one in ranked if rank.score >= NEAR and rank.words >= least]
    return [one for _, one in sorted(near, key=lambda pair: -pair[0])]


def _words(house: House) -> str:
    pillars = [text for one in house.pillars for text in (one["message"], *one["proofs"])]
    return "\n".join((house.issue, house.core_message, *pillars, *house.bridges))


def _of_house(house: House, found: Sequence[Material], today: date) -> list[Message]:
    by_reference = {one.reference: one for one in found}
    made = []
    for number, pillar in enumerate(house.pillars, 1):
        proofs = tuple(_proofs(house, number, pillar["proofs"], by_reference))
        made.append(Message(pillar["message"], f"{house.reference}.{number}", house.expires_on, proofs))
    core = Message(house.core_message, f"{house.reference}.0", house.expires_on)
    return made if len(made) >= MESSAGES else [core, *made]


def _proofs(house: House, number: int, proofs: Sequence[str], known: dict[str, Material]) -> Iterator[Row]:
    """Proof points: a reference gives the row it names while that holds."""
    own = 0
    for one in proofs:
        named = REFERENCE.fullmatch(one)
        reference = f"{named[1]}-{int(named[2]):04d}" if named else ""
        if reference in known:
            told = _with_last_day(known[reference])
            yield Row(told.text, told.sources, "proof")
        elif (words := f"{house.reference}.{number}{chr(97 + own)}") in known and known[words].text == one:
            own += 1
            yield row(one, words, kind="proof")
        else:
            yield row(f"{one} does not hold any more: do not use it.", reference or one, kind="proof")


def _of_lines(near: Sequence[Material]) -> list[Message]:
    """Without a house: the nearest lines are the messages, the nearest facts their proofs."""
    said = [one for one in near if one.kind == "message" and one.house_id is None][:MESSAGES]
    proofs = [one for one in near if one.kind == "fact"]
    made = []
    for number, one in enumerate(said):
        own = tuple(
            Row(told.text, told.sources, "proof") for fact in proofs[number :: len(said)] for told in [_with_last_day(fact)]
        )
        made.append(Message(one.text, one.reference, one.expires_on, own))
    return made


def _lapsed(session: Session, occasion: Occasion, today: date) -> list[Line]:
    """Approved rows near the topic whose last day is over."""
    rows = session.exec(
        select(Line).where(
            Line.team_id == occasion.team.id, Line.status == LineStatus.APPROVED, col(Line.restricted).is_(False),
            col(Line.expires_on) < today,
        )
    ).all()  # fmt: skip
    return _near(occasion, rows, [f"{one.issue}\n{one.question}\n{one.text}" for one in rows])[:3]

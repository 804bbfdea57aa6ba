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
from bot.thesaurus import root

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
    """One of the things to get across. `proofs` are each with where they are known from; `lasts` says whether it holds on the day."""

    text: str
    source: str
    expires_on: date | None
    proofs: tuple[Row, ...] = ()
    lasts: bool = True


@dataclass(frozen=True)
class Library:
    """What may be said on this occasion. `materials` are approved, fit the matter and hold on its day, those near the topic in
    `near`, the nearest first; `ending` are near it and run out before that day, `lapsed` must not be used any more. `core` is the
    core message of the house."""

    today: date
    materials: Sequence[Material]
    near: Sequence[Material]
    messages: Sequence[Message]
    bridges: Sequence[Row]
    lapsed: Sequence[Line]
    ending: Sequence[Material] = ()
    core: Material | None = None

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
    on = max(day_now, occasion.day or day_now)
    near = _near_materials(session, occasion, found)
    lasting = [one for one in found if _lasts(one.expires_on, on)]
    house = _house(session, occasion, day_now)
    said = _of_house(house, found, on) if house else _of_lines(near, on)
    return Library(
        day_now, lasting, [one for one in near if one in lasting][:20], said,
        [row(one, house.reference, kind="bridge") for one in house.bridges] if house else [], _lapsed(session, occasion, day_now),
        [one for one in near if one not in lasting][:FACTS],
        next((one for one in lasting if house and one.reference == f"{house.reference}.0"), None),
    )  # fmt: skip


def messages(library: Library) -> Part:
    """Three messages, each with its proof points."""
    rows: list[Row] = []
    for one in library.messages[:MESSAGES]:
        late = "" if one.lasts else _until(one.expires_on, date.max)
        rows += [row(one.text + late, one.source, kind="message"), *one.proofs[:PROOFS]]
    return part("Three messages", rows or [row(NO_MESSAGE)])


def facts(library: Library) -> Part | None:
    """The lines and facts near the topic that no message has, each with its last day."""
    said = {one.source for one in library.messages} | {
        each for one in library.messages for row in one.proofs for each in row.sources
    }
    rest = [one for one in library.near if one.reference not in said and one.house_id is None][:FACTS]
    ending = [one for one in library.ending if one.reference not in said and one.house_id is None]
    rows = [*(_with_last_day(one, library.today) for one in rest), *(_with_last_day(one, date.max) for one in ending)]
    return part("Lines and facts", rows) if rows else None


def _lasts(last: date | None, on: date) -> bool:
    return last is None or last >= on


def _until(last: date | None, on: date) -> str:
    """The last day, with a warning where the interview comes after it."""
    if last is None:
        return ""
    return (
        f" (holds until {day(last)})"
        if _lasts(last, on)
        else f" (runs out on {day(last)}, before the interview: have it extended)"
    )


def _with_last_day(one: Material, on: date) -> Row:
    until = _until(one.expires_on, on)
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
    return next(iter(_near(occasion, fit, [(one.issue, _words(one)) for one in fit])), None)


def _near(occasion: Occasion, rows: Sequence[R], told: Sequence[tuple[str, str]]) -> list[R]:
    """Those that speak of the topic, the nearest first. `told` are their issues and words. One word in common is a chance, unless
    it is the whole name of the issue."""
    least = 1 if len(search.words(*occasion.texts)) < ENOUGH else 2
    asked = {root(one) for one in search.words(*occasion.texts)}
    ranked = zip(scores(occasion.texts, ["\n".join(one) for one in told]), told, rows, strict=True)
    near = []
    for rank, (issue, _), one in ranked:
        named = {root(word) for word in search.words(issue)} if issue.strip() else set()
        if (named and named <= asked) or (rank.score >= NEAR and rank.words >= least):
            near.append((rank.score, one))
    return [one for _, one in sorted(near, key=lambda pair: -pair[0])]


def _words(house: House) -> str:
    pillars = [text for one in house.pillars for text in (one["message"], *one["proofs"])]
    return "\n".join((house.issue, house.core_message, *pillars, *house.bridges))


def _of_house(house: House, found: Sequence[Material], on: date) -> list[Message]:
    by_reference = {one.reference: one for one in found}
    made = []
    for number, pillar in enumerate(house.pillars, 1):
        proofs = tuple(_proofs(house, number, pillar["proofs"], by_reference, on))
        made.append(
            Message(pillar["message"], f"{house.reference}.{number}", house.expires_on, proofs, _lasts(house.expires_on, on))
        )
    core = Message(house.core_message, f"{house.reference}.0", house.expires_on, lasts=_lasts(house.expires_on, on))
    return made if len(made) >= MESSAGES else [core, *made]


def _proofs(house: House, number: int, proofs: Sequence[str], known: dict[str, Material], on: date) -> Iterator[Row]:
    """Proof points: a reference gives the row it names while that holds."""
    own = 0
    for one in proofs:
        named = REFERENCE.fullmatch(one)
        reference = f"{named[1]}-{int(named[2]):04d}" if named else ""
        if reference in known:
            told = _with_last_day(known[reference], on)
            yield Row(told.text, told.sources, "proof")
        elif (words := f"{house.reference}.{number}{chr(97 + own)}") in known and known[words].text == one:
            own += 1
            yield row(one, words, kind="proof")
        else:
            yield row(f"{one} does not hold any more: do not use it.", reference or one, kind="proof")


def _of_lines(near: Sequence[Material], on: date) -> list[Message]:
    """Without a house: the nearest lines are the messages, the nearest facts their proofs."""
    said = [one for one in near if one.kind == "message" and one.house_id is None][:MESSAGES]
    proofs = [one for one in near if one.kind == "fact"]
    made = []
    for number, one in enumerate(said):
        told = [_with_last_day(fact, on) for fact in proofs[number :: len(said)]]
        own = tuple(Row(each.text, each.sources, "proof") for each in told)
        made.append(Message(one.text, one.reference, one.expires_on, own, _lasts(one.expires_on, on)))
    return made


def _near_materials(session: Session, occasion: Occasion, found: Sequence[Material]) -> list[Material]:
    asked = select(Line.id, Line.issue).where(col(Line.id).in_([one.line_id for one in found if one.line_id]))
    issues = {number: issue for number, issue in session.exec(asked)}
    told = [(issues.get(one.line_id, one.about if one.house_id else ""), f"{one.about}\n{one.text}") for one in found]
    return _near(occasion, found, told)


def _lapsed(session: Session, occasion: Occasion, today: date) -> list[Line]:
    """Approved rows near the topic whose last day is over."""
    rows = session.exec(
        select(Line).where(
            Line.team_id == occasion.team.id, Line.status == LineStatus.APPROVED, col(Line.restricted).is_(False),
            col(Line.expires_on) < today,
        )
    ).all()  # fmt: skip
    return _near(occasion, rows, [(one.issue, f"{one.question}\n{one.text}") for one in rows])[:3]

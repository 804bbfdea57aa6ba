"""Assembling: a whole briefing put together from the record by rules, for one reader or for everybody who may know the matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlmodel import Session

from bot import inquiries
from bot.authority import Actor
from bot.briefings import asking, dealings, library, limits
from bot.briefings.library import Library
from bot.briefings.occasions import Occasion, open_to_all
from bot.briefings.shapes import Part, Question, Row, day, moment, part, row
from bot.debriefs import lessons
from bot.debriefs.lessons import Lesson
from bot.desk import Desk
from bot.recall import PastAnswer
from bot.statements import StatementRecord
from bot.statements.record import newest
from bot.text import one_line, shortened

LIKELY, HOSTILE, OWN = "Likely questions", "Hostile questions", "From"


@dataclass(frozen=True)
class Own:
    """What a person adds in their own words; `by` is their name."""

    say: str = ""
    not_say: str = ""
    by: str = ""

    def rows(self, text: str) -> list[Row]:
        """One row a line."""
        return [row(one.strip().lstrip("-*• "), self.by) for one in text.split("\n") if one.strip()]


@dataclass(frozen=True)
class Material:
    """What a briefing is made of, read once."""

    occasion: Occasion
    library: Library
    likely: Sequence[Question]
    hostile: Sequence[Question]
    parts: Sequence[Part] = field(default_factory=tuple)


def assemble(
    session: Session, desk: Desk, *, actor: Actor, occasion: Occasion, for_all: bool, own: Own | None = None
) -> Material:
    """All of it in order, logistics first. `for_all` leaves out what somebody who may read it may not know of: what is restricted,
    its own matter apart; else it holds what the actor may know."""
    known = open_to_all(occasion) if for_all else inquiries.visible_to(actor)
    held = library.read(session, desk, occasion)
    past = asking.before(session, desk, occasion, actor)
    likely = asking.likely(session, occasion, held, known, past)
    hostile = asking.adverse(session, occasion, held, past)
    said, now = own or Own(), desk.clock()
    statement = newest(session, occasion.inquiry) if occasion.inquiry else None
    wanted = [
        limits.logistics(session, occasion), limits.angle(occasion), dealings.journalist(session, occasion, known),
        dealings.outlet(session, occasion, known), limits.promised(session, actor, occasion, now, known), _owed(session, occasion, known),
        limits.to_say(statement, occasion) if _shows(statement, occasion) else None,
        part(f"{OWN} {said.by}", said.rows(said.say)) if said.say else None,
        library.messages(held), library.facts(held),
        asking.questions(LIKELY, likely), asking.questions(HOSTILE, hostile),
        limits.not_to_say(occasion, held, now, said.rows(said.not_say)),
        _learnt(session, occasion, known), _before(occasion, past),
    ]  # fmt: skip
    return Material(occasion, held, likely, hostile, [one for one in wanted if one is not None and one.rows])


def with_questions(parts: Sequence[Part], likely: Sequence[Question], hostile: Sequence[Question]) -> list[Part]:
    """The parts with other questions in the place of theirs."""
    new = {LIKELY: asking.questions(LIKELY, likely), HOSTILE: asking.questions(HOSTILE, hostile)}
    return [new.get(one.title, one) for one in parts]


def _shows(statement: StatementRecord | None, occasion: Occasion) -> bool:
    """An interview without a statement needs no word of that; an inquiry alone is answered with one."""
    return statement is not None or occasion.interview is None


def _learnt(session: Session, occasion: Occasion, known: ColumnElement[bool]) -> Part | None:
    """The lessons of this spokesperson's last interviews, then of others with this journalist."""
    own: list[Lesson] = []
    if occasion.spokesperson is not None and occasion.spokesperson.id is not None:
        own = lessons.of_spokesperson(session, occasion.spokesperson.id, known, but=occasion.interview_id)
    theirs = lessons.of_journalists(session, [one.id for one in occasion.journalists], known, but=occasion.interview_id)
    found = list({one.reference: one for one in (*own, *theirs)}.values())
    rows = [
        row(f"{day(one.at, occasion.team.zone)}, {one.who}: {one.text}{f' (went {one.went} of 5)' if one.went else ''}", one.reference)
        for one in found
    ]  # fmt: skip
    return part("Learnt in the last interviews", rows) if rows else None


def _owed(session: Session, occasion: Occasion, known: ColumnElement[bool]) -> Part | None:
    found = lessons.owed_to(session, [one.id for one in occasion.journalists], known)
    rows = [row(f"{one.text} (due {moment(one.due_at, occasion.team.zone)})", reference) for one, reference in found]
    return part("We still owe them", rows) if rows else None


def _before(occasion: Occasion, past: Sequence[PastAnswer]) -> Part | None:
    """The nearest answers that were given before; of an interview alone nothing."""
    if occasion.inquiry is None:
        return None
    title = "What we said before on this"
    if not past:
        return part(title, [row("No earlier answer on the record is near it.")])
    rows = []
    for one in past[:3]:
        where = f" · {one.outlet}" if one.outlet else ""
        told = f"{one.topic}{where}, {day(one.given_at, occasion.team.zone)}, approved by {one.approved_by}:"
        rows += [row(told, one.reference), row(shortened(one_line(one.text), 500), kind="words", most=500)]
    return part(title, rows)

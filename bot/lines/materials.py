"""Materials: the rows that a draft may be made of, and whether a reference still holds.

This is the one door between lines and drafts. What comes through it was approved, holds today, is restricted to nobody, and
fits the matter; nothing else of a line may reach a prompt or be cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlmodel import Session

from bot.authority import WEIGHT
from bot.lines.nearness import scores
from bot.lines.record import Row, Standing, numbered, rows_of, standing
from bot.lines.steps import REFERENCE
from bot.models import House, Line, LineKind, LineStatus, Sensitivity, Terms

DEPTH = {Terms.ON_RECORD: 0, Terms.ON_BACKGROUND: 1, Terms.DEEP_BACKGROUND: 2, Terms.OFF_RECORD: 3}
KIND: dict[LineKind, Literal["fact", "message", "quote"]] = {LineKind.FACT: "fact", LineKind.QUOTE: "quote"}


@dataclass(frozen=True)
class Material:
    """A row that may be used and cited. `reference` is L-0004, F-0012, Q-0007 …; of a house M-0002.0 for its core message,
    M-0002.1 … for its pillars and M-0002.1a … for proof points that are words and no references. `speaker` is empty but for
    quotes, whose `text` is the exact words. `expires_on` is the last day it holds. `about` is what it is found by: the
    issue, the question it answers, the scenario."""

    reference: str
    kind: Literal["fact", "message", "quote"]
    text: str
    speaker: str = ""
    expires_on: date | None = None
    line_id: int | None = None
    house_id: int | None = None
    about: str = ""


def usable(session: Session, *, team_id: str, matter_sensitivity: Sensitivity, terms: Terms, today: date) -> list[Material]:
    """What a draft on a matter of this sensitivity, to be said on these terms, may be made of on that day of the team's own
    calendar (`lines.today`), lines first, each in the order of their numbers.

    A row marked sensitive is for matters of at least that sensitivity. Words for the record may be used on any terms, words
    on background only on background or deeper; what is off the record is in no draft.
    """
    approved = rows_of(session, team_id, status=LineStatus.APPROVED, restricted=False)
    fitting = [one for one in approved if isinstance(one, House) or _said_on(one.terms, terms)]
    holding = [one for one in fitting if standing(one, today) == Standing.APPROVED]
    fit = [one for one in holding if WEIGHT[one.sensitivity] <= WEIGHT[matter_sensitivity]]
    return [material for one in fit for material in materials(one)]


def _said_on(own: Terms, terms: Terms) -> bool:
    return own != Terms.OFF_RECORD and DEPTH[own] <= DEPTH[terms]


def materials(row: Row) -> list[Material]:
    """What a row gives, whether it may be used or not."""
    if isinstance(row, Line):
        about = " ".join(part for part in (row.issue, row.question, row.scenario) if part)
        speaker = row.speaker if row.kind == LineKind.QUOTE else ""
        return [
            Material(
                row.reference, KIND.get(row.kind, "message"), row.text, speaker, row.expires_on, line_id=row.id, about=about
            )
        ]
    texts = [(f"{row.reference}.0", row.core_message)]
    for number, pillar in enumerate(row.pillars, 1):
        texts.append((f"{row.reference}.{number}", pillar["message"]))
        own = [one for one in pillar["proofs"] if not REFERENCE.fullmatch(one)]
        texts += [(f"{row.reference}.{number}{chr(97 + place)}", one) for place, one in enumerate(own)]
    return [
        Material(reference, "message", text, expires_on=row.expires_on, house_id=row.id, about=row.issue)
        for reference, text in texts
    ]


def nearest(found: Sequence[Material], texts: Iterable[str], *, most: int) -> list[Material]:
    """Of these the ones nearest to the texts, at most `most`, the nearest first; those with nothing in common are left out."""
    ranked = scores(list(texts), [f"{one.about}\n{one.text}" for one in found])
    order = sorted(range(len(found)), key=lambda place: -ranked[place].score)
    return [found[place] for place in order[:most] if ranked[place].score > 0]


def standings(session: Session, *, team_id: str, references: Iterable[str], today: date) -> dict[str, Standing | None]:
    """What each cited reference is worth on that day; None where there is no such row of the team. Of a house's parts
    (M-0002.1) what the house is."""
    return {one: _standing(session, team_id, one, today) for one in references}


def _standing(session: Session, team_id: str, reference: str, day: date) -> Standing | None:
    letter, _, rest = reference.partition("-")
    number = rest.partition(".")[0]
    if not number.isdecimal():
        return None
    row = numbered(session, team_id, letter, int(number))
    if row is None:
        return None
    known = letter != "M" or reference in {one.reference for one in materials(row)} | {row.reference}
    return standing(row, day) if known else None

"""Nearness: which lines speak of a text. Counted in memory over the team's rows, of which there are a few hundred.

Words are folded as in the search, endings and other words for the same thing (`thesaurus`) count, and rare words count more.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bot import inquiries, search
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Invalid
from bot.lines.record import LineRecord, Standing, known, records, rows_of
from bot.models import Inquiry, Line, LineStatus
from bot.text import taken
from bot.thesaurus import like, root

SHOWN = 5
NEAR = 0.2  # The least likeness of a line that is shown.
LIKE = 0.8  # What another word for the same thing counts beside the word itself.
FEWEST = 60  # With fewer lines than this it can't be counted yet which words are rare.
ENOUGH = 4  # A text of so many telling words needs two of them in a line, a shorter one only one.


@dataclass(frozen=True)
class Score:
    """How near a text is: `score` from 0 to 1, and how many of the words it has."""

    score: float
    words: int


@dataclass(frozen=True)
class NearLine:
    """A line or house near a text. Expired ones are among them; `record.standing` says so."""

    record: LineRecord
    score: float


def near(desk: Desk, *, actor: Actor, text: str, most: int = SHOWN) -> list[NearLine]:
    """The lines and houses that the actor may know of and that are nearest to a text, retired ones apart. The text is looked
    up in our own database and sent nowhere."""
    authorize(actor, "look")
    text = taken(text, what="The text", most=20_000)
    if not search.words(text):
        raise Invalid("About what? A few words will do, such as “night shelter beds”.")
    with desk.database.read() as session:
        return _nearest(known(session, actor, desk.clock()), [text], most)


def near_inquiry(desk: Desk, *, actor: Actor, inquiry_id: int, most: int = 3) -> list[NearLine]:
    """The same for what an inquiry asks: its topic and questions."""
    authorize(actor, "look")
    with desk.database.read() as session:
        record = inquiries.read(session, actor, inquiry_id)
        texts = [record.inquiry.topic, *(one.text for one in record.questions)]
        return _nearest(known(session, actor, desk.clock()), texts, most)


def for_everybody(session: Session, desk: Desk, inquiry_id: int, most: int = 3) -> list[NearLine]:
    """The same as everybody who sees the inquiry may know it: without restricted lines, and without what nobody approved."""
    record = inquiries.assemble(session, session.get_one(Inquiry, inquiry_id))
    team = record.inquiry.team_id
    rows = rows_of(session, team, restricted=False, status=LineStatus.APPROVED)
    texts = [record.inquiry.topic, *(one.text for one in record.questions)]
    return _nearest(records(session, team, rows, desk.clock()), texts, most)


def _nearest(found: Sequence[LineRecord], texts: Sequence[str], most: int) -> list[NearLine]:
    kept = [one for one in found if one.standing != Standing.RETIRED]
    ranked = scores(texts, [told(one) for one in kept])
    least = 1 if len(search.words(*texts)) < ENOUGH else 2
    pairs = zip(kept, ranked, strict=True)
    near = [NearLine(one, rank.score) for one, rank in pairs if rank.score >= NEAR and rank.words >= least]
    return sorted(near, key=lambda one: (-one.score, one.record.address))[:most]


def told(record: LineRecord) -> str:
    """All that a line or house says, for finding it."""
    row = record.row
    if isinstance(row, Line):
        return "\n".join((row.issue, row.question, row.text, row.speaker, row.source, row.scenario, row.audience, row.unit))
    pillars = [text for one in row.pillars for text in (one["message"], *one["proofs"])]
    return "\n".join((row.issue, row.core_message, *pillars, *row.bridges))


def scores(texts: Sequence[str], documents: Sequence[str]) -> list[Score]:
    """How near each document is to the texts taken together: the cosine of their words, each weighed by its rarity."""
    bags = [{root(one) for one in search.words(document)} for document in documents]
    there = Counter(one for bag in bags for one in bag)
    total = max(len(bags), FEWEST)

    def tells(word: str) -> float:
        return math.log((total + 1) / (there[word] + 0.5))

    asked = {root(word): {root(one) for one in like(word)} for word in search.words(*texts)}
    length = math.sqrt(sum(tells(one) ** 2 for one in asked)) or 1.0
    return [_score(asked, bag, tells, length) for bag in bags]


def _score(asked: dict[str, set[str]], bag: set[str], tells: Callable[[str], float], length: float) -> Score:
    found = 0.0
    words = 0
    for word, besides in asked.items():
        weight = 1.0 if word in bag else LIKE if besides & bag else 0.0
        found += weight * tells(word) ** 2
        words += weight > 0
    own = math.sqrt(sum(tells(one) ** 2 for one in bag)) or 1.0
    return Score(min(1.0, found / (length * own)), words)

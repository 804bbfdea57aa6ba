"""Contradictions: what of a statement says otherwise than what went out before, found when it is saved and kept with it."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session

from bot import recall
from bot.authority import Actor
from bot.desk import Desk
from bot.drafting import split
from bot.models import StatementVersion
from bot.recall.releases import standing_alone
from bot.statements.citations import Doubt
from bot.statements.consistency import Contradiction, Earlier, contradictions
from bot.statements.record import StatementRecord

NEAR = 0.2  # The least share of a text that a statement of its own speaks of, to be held against it.
MOST = 8


def found_in(session: Session, desk: Desk, actor: Actor, found: StatementRecord, text: str) -> list[Contradiction]:
    """Where a text says otherwise than what went out before, on the record, and was not corrected since."""
    if found.inquiry_id is not None:
        past = recall.before(session, desk, actor=actor, inquiry_id=found.inquiry_id)
        earlier = [Earlier(one.reference, one.text) for one in past if not one.corrected_by]
    else:
        texts = [found.subject, text]
        alone = standing_alone(session, found.team, texts, now=desk.clock(), least=NEAR)[:MOST]
        others = [one for one in alone if one.statement.id != found.statement.id and not one.corrected_by]
        earlier = [Earlier(one.statement.reference, one.release.text) for one in others]
    return contradictions(split(text), earlier)


def kept(found: list[Contradiction], sentence: str) -> list[dict[str, Any]]:
    """Those of one sentence, as a version keeps them."""
    return [
        {"reference": one.reference, "text": one.earlier, "what": one.what, "words": one.words}
        for one in found if one.sentence == sentence
    ]  # fmt: skip


def doubts_of(version: StatementVersion) -> list[Doubt]:
    """Those that were found when the version was saved."""
    return [
        as_doubt(Contradiction(one["text"], other["reference"], other["text"], other["what"], other["words"]))
        for one in version.sentences
        for other in one.get("against", ())
    ]


def as_doubt(one: Contradiction) -> Doubt:
    """A contradiction as an approver sees it: with the earlier sentence beside it. It blocks nothing, for things change."""
    beside = f"{one.reference}: “{one.earlier}”"
    return Doubt(one.sentence, ("contradiction",), (beside,), blocks=False, sources=(one.reference,))

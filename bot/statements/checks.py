"""Checks: what in the words of a statement nothing backs, and what of that stands in the way of an approval.

Two weights. What cites a row and says something else, rests on a row that no longer holds, or is still marked
`[VERIFY: …]`, blocks: an approver may override it with a reason. What a person typed without any source is their own word:
where it carries something that can be checked (a figure, a date, a name, a quote, a link, an absolute) it is shown to the
approver as a warning and blocks nothing, so that a desk whose library is empty can work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from bot.statements.record import StatementRecord

VERIFY = re.compile(r"\[VERIFY:?[^\[\]]*\]?", re.IGNORECASE)


@dataclass(frozen=True)
class Doubt:
    """What is wrong with one sentence: the rules it breaks (`grounding.RULES`, or `verify`), the words each of them stumbled
    on in the same order, and whether it stands in the way of an approval. `sources` are the rows it was held against."""

    sentence: str
    rules: tuple[str, ...]
    words: tuple[str, ...] = ()
    blocks: bool = True
    sources: tuple[str, ...] = ()


def doubts(session: Session, found: StatementRecord, *, today: date) -> list[Doubt]:
    """The doubts about this version's words as of that day of the team's own calendar (`lines.today`), in their order."""
    return [Doubt(one[0], ("verify",)) for one in VERIFY.finditer(found.version.text)]

"""Prominence: where an article speaks of us."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coverage.terms import Term, spans
from bot.grounding.words import sentences
from bot.models import Prominence

LEAD = 2  # Sentences.
LATE = 0.5  # The part of an article after which a mention comes late.
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-ZÀ-ÖØ-Þ][\w'’-]+")


def of(title: str, text: str, terms: Sequence[Term]) -> Prominence | None:
    """In the headline, in the first two sentences, in passing (once, late, among others) or in the body; None where none of
    the terms stands in it at all."""
    if spans(terms, title):
        return Prominence.HEADLINE
    told = sentences(text)
    naming = [at for at, sentence in enumerate(told) if spans(terms, sentence)]
    if not naming:
        return None
    if naming[0] < LEAD:
        return Prominence.LEAD
    late = naming[0] >= LATE * len(told)
    return Prominence.PASSING if len(naming) == 1 and late and _among_others(told[naming[0]], terms) else Prominence.BODY


def naming(title: str, text: str, terms: Sequence[Term]) -> list[str]:
    """The title and the sentences that name one of the terms, verbatim, in the order of the article."""
    return [one for one in (title.strip(), *sentences(text)) if one and spans(terms, one)]


def _among_others(sentence: str, terms: Sequence[Term]) -> bool:
    """Whether the sentence names somebody besides."""
    own = spans(terms, sentence)
    return any(not any(start <= name.start() < end for start, end in own) for name in _NAME.finditer(sentence))

"""Feedback on one answer, by rules alone: each remark with its reason and the words it is about."""

from __future__ import annotations

from bot.rehearsals import delivery, figures, jargon, limits, wording
from bot.rehearsals.shapes import RULES, Feedback, Ground
from bot.rehearsals.speech import seconds, spoken_words


def feedback(answer: str, *, question: str, ground: Ground) -> Feedback:
    """What there is to keep and to change of an answer, what would do harm first. The same answer has the same feedback
    everywhere: no model is asked."""
    remarks = [
        *limits.remarks(answer, ground), *figures.remarks(answer, question, ground), *wording.no_comment(answer, delivery.bridge(answer, ground)),
        *wording.repeats(answer, question, ground), *delivery.remarks(answer, ground), *jargon.remarks(answer, question, ground),
        wording.length(answer),
    ]  # fmt: skip
    remarks.sort(key=lambda one: (one.good, RULES.index(one.rule)))
    return Feedback(len(spoken_words(answer)), seconds(answer), tuple(remarks))

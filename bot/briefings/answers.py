"""Answers: which approved row answers a question. Offered wrongly, a row is worse than none, so it must have the question's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot import search
from bot.briefings.library import Library
from bot.lines import Material
from bot.text import one_line, shortened
from bot.thesaurus import like, root

COVERED = 0.6  # The share of a question's telling words that a row must have; half will do where there are two.
ASKED_ALIKE = 0.5  # The share of a Q&A's own question that must be asked.
ANYWHERE = 0.75  # The same of a row that does not speak of the topic.
COUNTS = re.compile(
    r"\bhow (?:many|much|often|long|big|large|high)\b|\bwhat (?:share|proportion|percentage|number)\b", re.IGNORECASE
)


def fitting(question: str, library: Library, asked: dict[str, str]) -> Material | None:
    """The row that answers a question, those near the topic first; None where none does. `asked` has the questions of Q&A lines
    by their reference. What asks for a number is answered with one."""
    numbered = COUNTS.search(question) is not None
    near = {one.reference for one in library.near}
    best: tuple[float, Material] | None = None
    for one in (*library.near, *(each for each in library.materials if each.reference not in near)):
        if numbered and not re.search(r"\d", one.text):
            continue
        share = _share(question, one, asked.get(one.reference, ""))
        least = _least(question) if one.reference in near else ANYWHERE
        if share >= least and (best is None or share > best[0]):
            best = (share, one)
    return best[1] if best else None


def sought(seeks: str, among: Sequence[Material]) -> Material | None:
    """Of these the first with the most, and at least two, of the words that an answer to such a question has."""
    wanted = list({root(word): _alike(word) for word in search.words(seeks)}.values())
    best, most = None, 1
    for one in among if seeks else ():
        there = _roots(one.text)
        count = sum(bool(words & there) for words in wanted)
        if count > most and one.kind != "quote":
            best, most = one, count
    return best


def said(one: Material) -> str:
    """The row as it is said: a quote with its marks and its speaker."""
    spoken = f"“{one.text}” – {one.speaker}" if one.kind == "quote" and one.speaker else one.text
    return shortened(one_line(spoken), 350)


def _share(question: str, one: Material, own_question: str) -> float:
    """How much of the question the row speaks of; nothing where it answers another question."""
    if own_question and _covered(own_question, [question]) < ASKED_ALIKE:
        return 0.0
    return _covered(question, [one.text, own_question])


def _least(question: str) -> float:
    return 0.5 if len(search.words(question)) <= 2 else COVERED


def _covered(text: str, by: Iterable[str]) -> float:
    """The share of a text's telling words that stand in others, or their like."""
    words, there = search.words(text), _roots(*by)
    return sum(bool(_alike(word) & there) for word in words) / len(words) if words else 0.0


def _alike(word: str) -> set[str]:
    return {root(word), *(root(one) for one in like(word))}


def _roots(*texts: str) -> set[str]:
    return {root(word) for word in search.words(*texts)}

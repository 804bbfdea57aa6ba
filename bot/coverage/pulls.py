"""Pulls: how far the messages of our houses came through in an article. Words and figures are counted, and no model is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot import lines, search, teams
from bot.coverage.terms import Term
from bot.grounding.words import sentences
from bot.models import Sensitivity, Terms
from bot.text import shortened
from bot.thesaurus import like, root

MUCH, SOME = 0.75, 0.5  # The part of a message's words that a sentence has.
LIKE = 0.8  # What another word for the same thing counts beside the word itself.
FEWEST = 3  # Words of a message that must be there, or it tells nothing.
LEAD, EARLY = 2, 0.5
MOST_SENTENCES, LONGEST_EVIDENCE = 400, 1_000
_OWN = re.compile(r"\.\d+$")  # The core message and the pillars; proof points have a letter behind.
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_DENIAL = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|without|cannot|den(?:y|ies|ied)|false|untrue)\b|n['’]t\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Message:
    """A message of an active house: M-0002.0 is the core message, M-0002.1 the first pillar."""

    reference: str
    house_id: int
    text: str


@dataclass(frozen=True)
class Pull:
    """How a message came through, 0–2 each; `evidence` is the sentence, verbatim."""

    message: Message
    presence: int
    prominence: int
    accuracy: int
    evidence: str


def messages(session: Session, team_id: str, *, at: datetime) -> list[Message]:
    """The messages of the houses that are approved, hold on the day of `at` and are restricted to nobody, in the order of their references."""
    today = lines.today(teams.team_of(session, team_id), at)
    usable = lines.usable(
        session, team_id=team_id, matter_sensitivity=Sensitivity.CRISIS, terms=Terms.ON_RECORD, today=today
    )  # fmt: skip
    return [Message(one.reference, one.house_id, one.text) for one in usable if one.house_id and _OWN.search(one.reference)]


def found(title: str, text: str, wanted: Sequence[Message], terms: Sequence[Term] = ()) -> list[Pull]:
    """The messages that are there at all, each by the sentence nearest to it. What we are called is no part of a message:
    every article about us has it."""
    told = [one for one in (title, *sentences(text)) if one.strip()][:MOST_SENTENCES]
    bags = [_bag([sentence]) for sentence in told]
    names = _bag(name for term in terms for name in (term.name, *term.aliases))
    pulls = [_pull(message, told, bags, names) for message in wanted]
    return [one for one in pulls if one is not None]


def _pull(message: Message, told: Sequence[str], bags: Sequence[set[str]], names: set[str]) -> Pull | None:
    asked = {root(word): {root(one) for one in like(word)} for word in search.words(message.text) if root(word) not in names}
    if len(asked) < FEWEST or not told:
        return None
    shares = [_share(asked, bag) for bag in bags]
    best = max(range(len(told)), key=lambda at: (shares[at], -at))
    if shares[best] < SOME or shares[best] * len(asked) < FEWEST - 0.5:
        return None
    presence = 2 if shares[best] >= MUCH else 1
    evidence = shortened(told[best], LONGEST_EVIDENCE)
    return Pull(message, presence, _prominence(best, len(told)), _accuracy(message.text, told[best], presence), evidence)


def _share(asked: dict[str, set[str]], bag: set[str]) -> float:
    """The part of a message's words that are there, themselves or by another word for the same thing."""
    return sum(1.0 if word in bag else LIKE if others & bag else 0.0 for word, others in asked.items()) / len(asked)


def _prominence(at: int, count: int) -> int:
    """2 in the headline and the first two sentences, 1 in the first half, 0 after it. The title stands first."""
    return 2 if at <= LEAD else 1 if at <= EARLY * count else 0


def _accuracy(message: str, sentence: str, presence: int) -> int:
    """0 where a figure is another one or yes has become no, 1 where figures or words are missing, 2 else."""
    ours, theirs = _figures(message), _figures(sentence)
    if bool(_DENIAL.search(message)) != bool(_DENIAL.search(sentence)) or (ours and theirs and not ours & theirs):
        return 0
    return 2 if ours <= theirs and presence == 2 else 1


def _figures(text: str) -> set[str]:
    return {one.replace(",", "") for one in _FIGURE.findall(text)}


def _bag(texts: Iterable[str]) -> set[str]:
    return {root(word) for text in texts for word in search.words(text)}

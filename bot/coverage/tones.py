"""Tones: what an article says of us, by a model alone. Without one, or without a sentence that shows it, it is not toned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.coverage.terms import Term, spans
from bot.desk import Desk
from bot.intake.refinement import find
from bot.llm import Answer
from bot.models import Tone
from bot.text import one_line
from prompts import Item, fill, load

PROMPT = "coverage_tone"
MOST_SENTENCES, LONGEST_SENTENCE, FEWEST_WORDS = 12, 900, 3
MOST_NAMES, LONGEST_NAME = 8, 100


class ToneAnswer(Answer):
    """What the model is asked for, as `prompts/coverage_tone.md` describes it."""

    tone: Literal["favourable", "neutral", "unfavourable", "mixed"]
    evidence: str


@dataclass(frozen=True)
class Toned:
    """A tone toward us with the sentence of the article that shows it, verbatim."""

    tone: Tone = Tone.NOT_TONED
    evidence: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked: what we are called, and the sentences that name us."""

    names: tuple[str, ...]
    sentences: tuple[str, ...]

    def key(self, desk: Desk) -> str:
        """Over text, entity, prompt version and model: the same question is asked once."""
        prompt = load(PROMPT)
        models = desk.settings.llm_models
        asked = [self.sentences, self.names, prompt.name, prompt.version, models.get(prompt.model) or models.get("default")]
        return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()


def question(terms: Sequence[Term], naming: Sequence[str]) -> Question | None:
    """The question of an article; None where no sentence that may be asked about names us. One in braces is an answer that
    somebody would like to dictate."""
    kept = [one for one in naming if len(one) <= LONGEST_SENTENCE and not {"{", "}"} & set(one)]
    if not kept:
        return None
    names = [name for term in terms for name in (term.name, *term.aliases)]
    short = dict.fromkeys(one_line(name)[:LONGEST_NAME] for name in names if name.strip())
    return Question(tuple(short)[:MOST_NAMES], tuple(dict.fromkeys(kept))[:MOST_SENTENCES])


def ask(desk: Desk, asked: Question, *, subject: str) -> ToneAnswer:
    """The model's word on it. ModelFailed where there is none; PromptError where it is too long to be asked."""
    prompt = fill(
        load(PROMPT), names=[Item(f"n{number}", name) for number, name in enumerate(asked.names, 1)],
        sentences=[Item(f"s{number}", sentence) for number, sentence in enumerate(asked.sentences, 1)],
    )  # fmt: skip
    return desk.llm.ask(prompt, shape=ToneAnswer, seconds=desk.settings.llm_timeout, subject=subject)


def checked(answer: ToneAnswer, asked: Question, terms: Sequence[Term]) -> Toned:
    """The answer where its evidence stands in a sentence that was asked about and itself names us, white space and kinds of
    marks apart; else not toned."""
    if len(answer.evidence.split()) < FEWEST_WORDS or len(answer.evidence) > LONGEST_SENTENCE:
        return Toned()
    for sentence in asked.sentences:
        if find(answer.evidence, sentence) is not None and spans(terms, sentence):
            return Toned(Tone(answer.tone), sentence)
    return Toned()

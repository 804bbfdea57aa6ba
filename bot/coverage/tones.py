"""Tones: what an article says of us, by a model alone. Without one, or without a sentence that shows it, it is not toned.

Articles are asked about several in a call, for the rules are longer than what an article says of us. Each answer is held against
the sentences of its own article and counts by itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from pydantic import ValidationError, field_validator

from bot.coverage.terms import Term, spans
from bot.desk import Desk
from bot.intake.refinement import find
from bot.llm import Answer, ModelFailed
from bot.models import Tone
from bot.text import one_line
from prompts import Item, PromptError, fill, load

PROMPT = "coverage_tone"
MOST_SENTENCES, LONGEST_SENTENCE, FEWEST_WORDS = 12, 900, 3
MOST_NAMES, LONGEST_NAME = 8, 100
AT_ONCE, LONGEST_CALL = 10, 11_000  # Articles, and characters of their sentences, in one call.
AWAY = {"timeout", "unreachable", "rate_limited", "unavailable", "denied", "over_budget", "no_model"}  # No article is to blame.
PATIENCE = 3  # Calls in a row without an answer after which no more is asked.
# What could be meant for the model is asked about by itself: it may talk itself out of a tone, and no other article.
_ORDERS = re.compile(
    r"\b(?:(?:un)?favou?rabl[ey]|tone|json|prompts?|instructions?|ignore|assistant|language model|article a?\d)\b", re.IGNORECASE
)  # fmt: skip


class ArticleTone(Answer):
    """What the model says of one article, as `prompts/coverage_tone.md` describes it."""

    article: str
    tone: Literal["favourable", "neutral", "unfavourable", "mixed"]
    evidence: str


class TonesAnswer(Answer):
    """What the model is asked for: an answer an article."""

    answers: list[ArticleTone]

    @field_validator("answers", mode="before")
    @classmethod
    def _each_by_itself(cls, given: Any) -> Any:
        """What is no answer loses itself and none beside it."""
        return [one for one in given if _is_answer(one)] if isinstance(given, list) else given


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

    @property
    def text(self) -> str:
        """The sentences as they are sent, one a line."""
        return "\n".join(map(one_line, self.sentences))


@dataclass
class Asker:
    """Asks a model, until it was silent too often. `subject` is what the questions are about, for their record."""

    desk: Desk
    subject: str
    silent: int = 0

    def ask(self, questions: Mapping[str, Question]) -> dict[str, ArticleTone]:
        """The answers that came, by the keys of their questions. Where a call for several fails and the model is there, each is
        asked about by itself: one may be to blame."""
        found: dict[str, ArticleTone] = {}
        waiting = list(_calls(questions))
        while waiting and self.silent < PATIENCE and self.desk.llm.configured:
            call = waiting.pop(0)
            try:
                answer = _asked(self.desk, list(call.values()), subject=self.subject)
            except (ModelFailed, PromptError) as problem:
                self.silent += 1
                if len(call) > 1 and not (isinstance(problem, ModelFailed) and problem.outcome in AWAY):
                    waiting = [{key: one} for key, one in call.items()] + waiting
                continue
            self.silent = 0
            said = {one.article: one for one in reversed(answer.answers)}
            found |= {key: said[f"a{number}"] for number, key in enumerate(call, 1) if f"a{number}" in said}
        return found


def question(terms: Sequence[Term], naming: Sequence[str]) -> Question | None:
    """The question of an article; None where no sentence that may be asked about names us. One in braces is an answer that
    somebody would like to dictate."""
    kept = [one for one in naming if len(one) <= LONGEST_SENTENCE and not {"{", "}"} & set(one)]
    if not kept:
        return None
    names = [name for term in terms for name in (term.name, *term.aliases)]
    short = dict.fromkeys(one_line(name)[:LONGEST_NAME] for name in names if name.strip())
    return Question(tuple(short)[:MOST_NAMES], tuple(dict.fromkeys(kept))[:MOST_SENTENCES])


def checked(answer: ArticleTone, asked: Question, terms: Sequence[Term]) -> Toned:
    """The answer where its evidence stands in a sentence that was asked about and itself names us, white space and kinds of
    marks apart; else not toned."""
    if len(answer.evidence.split()) < FEWEST_WORDS or len(answer.evidence) > LONGEST_SENTENCE:
        return Toned()
    for sentence in asked.sentences:
        if find(answer.evidence, sentence) is not None and spans(terms, sentence):
            return Toned(Tone(answer.tone), sentence)
    return Toned()


def _calls(questions: Mapping[str, Question]) -> Iterator[dict[str, Question]]:
    """What is asked together: under the same names, as many as fit; what could be meant for the model alone."""
    together = {key: one for key, one in questions.items() if not _ORDERS.search(one.text)}
    yield from ({key: one} for key, one in questions.items() if key not in together)
    for _, group in groupby(sorted(together.items(), key=lambda pair: pair[1].names), key=lambda pair: pair[1].names):
        call: dict[str, Question] = {}
        for key, one in group:
            if call and (len(call) >= AT_ONCE or sum(len(each.text) + 40 for each in (*call.values(), one)) > LONGEST_CALL):
                yield call
                call = {}
            call[key] = one
        yield call


def _asked(desk: Desk, asked: Sequence[Question], *, subject: str) -> TonesAnswer:
    """The model's word on them. ModelFailed where there is none; PromptError where it is too long to be asked."""
    prompt = fill(
        load(PROMPT), names=[Item(f"n{number}", name) for number, name in enumerate(asked[0].names, 1)],
        articles=[Item(f"a{number}", one.text) for number, one in enumerate(asked, 1)],
    )  # fmt: skip
    return desk.llm.ask(prompt, shape=TonesAnswer, seconds=desk.settings.llm_timeout, subject=subject)


def _is_answer(given: Any) -> bool:
    try:
        ArticleTone.model_validate(given)
    except ValidationError:
        return False
    return True

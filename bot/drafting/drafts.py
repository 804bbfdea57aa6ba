"""Drafts: the call for one, and what is put together where there is no answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from bot.drafting.sentences import DraftedStatement, DraftSentence, Sentence, checked, sentences_so_far, split
from bot.grounding import Source
from bot.llm import ModelFailed
from bot.models.statements import Origin
from bot.text import one_line
from prompts import Item, PromptError, fill, load

if TYPE_CHECKING:
    from bot.desk import Desk

LONGEST = 6_000
MOST_SENTENCES = 100
MOST_ASSEMBLED = 6  # Rows of which a draft is put together: more would be a library and no answer.
NOTHING_APPROVED = "No approved words are near these questions, so there is nothing to draft from yet."
Progress = Callable[[Sequence[DraftSentence]], None]


@dataclass(frozen=True)
class Draft:
    """A first version. `sentences` are those of the text in order, `sources` the ids its words rest on, `note` what the
    person should know of how it came about."""

    text: str
    sources: tuple[str, ...]
    origin: Origin
    note: str = ""
    sentences: tuple[DraftSentence, ...] = ()


def draft(
    desk: Desk, *, questions: Sequence[str], sources: Sequence[Source], organisation: str, subject: str, today: date,
    guide: str = "", most: int = LONGEST, ask_model: bool = True, progress: Progress | None = None,
) -> Draft:  # fmt: skip
    """A draft of at most `most` characters; empty, with the reason in `note`, where there are no sources.

    `sources` come least near first: where not all fit, the first are left out. The caller says `ask_model=False` where the
    questions may not leave the house. `subject` is our own id, for the Generation row; `guide` says what kind of statement it
    is and how long. `progress` is given the checked sentences so far while the model writes, and may raise ModelFailed to
    stop it: that, and only that, comes out of here.
    """
    sources = [one for one in sources if one.expires is None or one.expires >= today]
    if not sources or not ask_model or not desk.llm.configured:
        return assemble(sources, most=most)
    shown = list(sources)
    try:
        prompt = fill(
            load("statement_draft"), organisation=one_line(organisation), guide=one_line(guide),
            questions=[Item(str(number), text) for number, text in enumerate(questions, 1)],
            sources=[Item(source.id, _told(source)) for source in sources],
        )  # fmt: skip
        shown = shown[prompt.dropped.get("sources", 0) :]

        def so_far(answer: str) -> None:
            if progress is not None:
                progress(_kept([_check(one, shown, organisation, today) for one in sentences_so_far(answer)], most))

        answer = desk.llm.ask(
            prompt, shape=DraftedStatement, seconds=desk.settings.llm_timeout, subject=subject,
            progress=so_far if progress is not None else None,
        )  # fmt: skip
    except ModelFailed as failure:
        if failure.outcome == "cancelled":
            raise
        return assemble(sources, most=most, note=f"{failure.plain} ")
    except PromptError:
        return assemble(sources, most=most, note="This is too long for the model to read. ")
    made = _made(answer.sentences, shown, organisation, today, most)
    if made is None:
        return assemble(sources, most=most, note="Nothing the model wrote stands in approved words. ")
    unread = sum(prompt.dropped.values())
    return made if not unread else _noting(made, f"{unread} questions or approved rows were too long for the model to read.")


def assemble(sources: Sequence[Source], *, most: int = LONGEST, note: str = "") -> Draft:
    """Approved rows word for word, the nearest (last) first, as many whole ones as fit in `most` characters."""
    if not sources:
        return Draft("", (), Origin.ASSEMBLED, NOTHING_APPROVED)
    kept: list[Source] = []
    for source in reversed(sources[-MOST_ASSEMBLED:]):
        if len("\n\n".join(word_for_word(one) for one in (*kept, source))) <= most:
            kept.append(source)
    left_out = len(sources) - len(kept)
    said = f"{note}These are approved words, word for word." if kept else f"{note}No approved row is short enough to fit."
    if kept and left_out:
        said += f" {left_out} more {'is' if left_out == 1 else 'are'} not used."
    sentences = [
        DraftSentence(sentence, (one.id,), one.kind) for one in kept for sentence in split(word_for_word(one))
    ]  # fmt: skip
    text = "\n\n".join(word_for_word(one) for one in kept)
    return Draft(text, tuple(one.id for one in kept), Origin.ASSEMBLED, said, tuple(sentences))


def word_for_word(source: Source) -> str:
    """The row as it stands in a statement: a quote with its marks and its speaker."""
    if source.kind != "quote" or not source.speaker:
        return source.text
    words = source.text.strip().strip('“”"')
    return f"“{words}” – {source.speaker}"


def _told(source: Source) -> str:
    """A row as the model reads it."""
    kind = f"quote, the words of {one_line(source.speaker)}" if source.kind == "quote" and source.speaker else source.kind
    return f"({kind})\n{source.text}"


def _check(sentence: Sentence, rows: Sequence[Source], organisation: str, today: date) -> DraftSentence:
    return checked(sentence, rows=rows, organisation=organisation, today=today)


def _kept(sentences: Sequence[DraftSentence], most: int) -> list[DraftSentence]:
    """Those that stand: none empty, none twice, as many whole ones as fit."""
    kept: list[DraftSentence] = []
    for one in sentences[:MOST_SENTENCES]:
        room = most - sum(len(other.text) + 1 for other in kept)
        if one.text and len(one.text) <= room and one.text not in [other.text for other in kept]:
            kept.append(one)
    return kept


def _made(sentences: Sequence[Sentence], rows: Sequence[Source], organisation: str, today: date, most: int) -> Draft | None:
    """The model's sentences, doubts marked; None where no sentence rests on a source."""
    kept = _kept([_check(one, rows, organisation, today) for one in sentences[:MOST_SENTENCES]], most)
    cited = dict.fromkeys(source for one in kept if not one.rules for source in one.sources)
    if not cited:
        return None
    doubts = [one for one in kept if one.rules]
    notes = [_marked(doubts)] if doubts else []
    if len(kept) < len(sentences):
        notes.append(f"{len(sentences) - len(kept)} more sentences were repeated, empty or did not fit.")
    return Draft(" ".join(one.text for one in kept), tuple(cited), Origin.MODEL, " ".join(notes), tuple(kept))


def _marked(doubts: Sequence[DraftSentence]) -> str:
    """How many parts are marked, and why the first few."""
    said = f"{len(doubts)} {'part is' if len(doubts) == 1 else 'parts are'} marked [VERIFY]: no approved words say so"
    why = [f"{rule.replace('_', ' ')} ({words})" for one in doubts for rule, words in zip(one.rules, one.words, strict=True)]
    return f"{said}: {'; '.join(dict.fromkeys(why[:3]))}."


def _noting(draft: Draft, note: str) -> Draft:
    return replace(draft, note=f"{draft.note} {note}".strip())

"""Drafting: a first version of an answer, from words that were approved before and from nothing else.

With a model, each of its sentences is held against the answers it cites; what they do not say is marked `[VERIFY: …]`.
Without one, or where it fails, past answers stand there word for word. A person edits either and another approves it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from bot.evidence import unsupported, without_strange_contacts
from bot.llm import Answer, ModelFailed
from bot.models.statements import Origin
from bot.text import one_line, shortened
from prompts import Item, PromptError, as_data, fill, load

if TYPE_CHECKING:
    from bot.desk import Desk

LONGEST = 6_000
LONGEST_SENTENCE, LONGEST_DOUBT = 1_000, 500
MOST_SENTENCES = 100
NOTHING_APPROVED = "No approved answer is near these questions, so there is nothing to draft from yet."

_COURTESIES = re.compile(
    r"(?:dear (?:all|colleagues?|editor)|hello|good (?:morning|afternoon)|(?:many )?thanks|thank you(?: very much)?"
    r"(?: for (?:your (?:questions?|e-?mail|message|[ei]nquiry|request|call|interest|patience)|getting in touch|contacting us|asking))?"
    r"|(?:kind|best|warm) (?:regards|wishes)|yours sincerely|please find our answers? below|our answers? (?:is|are) below)[.,!]?",
    re.IGNORECASE,
)
_MENTION = re.compile(r"‹[@!#][^‹›]*›|(?<![\w.])[@＠](?=\w)")
_SLACK_LINK = re.compile(r"‹([^‹›|]*)(?:\|([^‹›]*))?›")


class Source(NamedTuple):
    """Words that were approved and given before; `id` is ours, such as PR-0147."""

    id: str
    text: str


@dataclass(frozen=True)
class Draft:
    """A first version. `sources` are the ids its words rest on, `note` what the person should know of how it came about."""

    text: str
    sources: tuple[str, ...]
    origin: Origin
    note: str = ""


class Sentence(Answer):
    text: str
    sources: list[str]


class DraftedStatement(Answer):
    """What the model is asked for, as `prompts/statement_draft.md` describes it."""

    sentences: list[Sentence]


def draft(
    desk: Desk, *, questions: Sequence[str], sources: Sequence[Source], organisation: str, subject: str, most: int = LONGEST,
    ask_model: bool = True,
) -> Draft:  # fmt: skip
    """A draft of at most `most` characters; empty, with the reason in `note`, where there are no sources.

    `sources` come least near first: where not all fit, the first are left out. The caller says `ask_model=False` where the
    questions may not leave the house (restricted, off the record). `subject` is our own reference, for the Generation row.
    """
    if not sources or not ask_model or not desk.llm.configured:
        return assemble(sources, most=most)
    try:
        prompt = fill(
            load("statement_draft"), organisation=one_line(organisation),
            questions=[Item(str(number), text) for number, text in enumerate(questions, 1)],
            sources=[Item(source.id, source.text) for source in sources],
        )  # fmt: skip
        answer = desk.llm.ask(prompt, shape=DraftedStatement, seconds=desk.settings.llm_timeout, subject=subject)
    except ModelFailed as failure:
        return assemble(sources, most=most, note=f"{failure.plain} ")
    except PromptError:
        return assemble(sources, most=most, note="This is too long for the model to read. ")
    shown = {source.id: source.text for source in sources[prompt.dropped.get("sources", 0) :]}
    checked = _checked(answer.sentences, shown, organisation, most)
    if checked is None:
        return assemble(sources, most=most, note="Nothing the model wrote stands in approved answers. ")
    unread = sum(prompt.dropped.values())
    return (
        checked if not unread else _noting(checked, f"{unread} questions or past answers were too long for the model to read.")
    )


def assemble(sources: Sequence[Source], *, most: int = LONGEST, note: str = "") -> Draft:
    """Past answers word for word, the nearest (last) first, as many whole ones as fit in `most` characters."""
    if not sources:
        return Draft("", (), Origin.ASSEMBLED, NOTHING_APPROVED)
    kept: list[Source] = []
    for source in reversed(sources):
        if len("\n\n".join(one.text for one in (*kept, source))) <= most:
            kept.append(source)
    left_out = len(sources) - len(kept)
    said = f"{note}These are past answers, word for word." if kept else f"{note}No past answer is short enough to fit."
    if kept and left_out:
        said += f" {left_out} more did not fit."
    return Draft("\n\n".join(one.text for one in kept), tuple(one.id for one in kept), Origin.ASSEMBLED, said)


def _checked(sentences: Sequence[Sentence], shown: Mapping[str, str], organisation: str, most: int) -> Draft | None:
    """The model's sentences, doubts marked; None where no sentence rests on a source."""
    kept: list[str] = []
    cited: list[str] = []
    doubts = 0
    for sentence in sentences[:MOST_SENTENCES]:
        text = _harmless(sentence.text)
        holds = len(text) <= LONGEST_SENTENCE and _holds(text, sentence.sources, shown, organisation)
        line = text if holds else _doubt(text, list(shown.values()))
        if not text or line in kept or len(" ".join([*kept, line])) > most:
            continue
        kept.append(line)
        doubts += not holds
        cited += [one for one in sentence.sources if holds and one not in cited]
    if not cited:
        return None
    notes = (
        [f"{doubts} {'part is' if doubts == 1 else 'parts are'} marked [VERIFY]: no approved answer says so."] if doubts else []
    )
    if len(kept) < len(sentences):
        notes.append(f"{len(sentences) - len(kept)} more sentences were repeated, empty or did not fit.")
    return Draft(" ".join(kept), tuple(cited), Origin.MODEL, " ".join(notes))


def _holds(text: str, ids: Sequence[str], shown: Mapping[str, str], organisation: str) -> bool:
    if not ids:
        return _COURTESIES.fullmatch(text) is not None
    return all(one in shown for one in ids) and not unsupported(text, [shown[one] for one in ids], organisation=organisation)


def _doubt(text: str, rows: Sequence[str]) -> str:
    return f"[VERIFY: {without_strange_contacts(shortened(text, LONGEST_DOUBT), rows)}]"


def _harmless(text: str) -> str:
    """A model's words on one line: no mention, no hidden sign, nothing that Slack or our own marks would read as theirs."""
    text = _MENTION.sub("", _MENTION.sub("", as_data(text)))
    text = _SLACK_LINK.sub(lambda found: " ".join(part for part in found.groups() if part), text)
    return one_line(text.replace("[", "(").replace("]", ")"))


def _noting(draft: Draft, note: str) -> Draft:
    return Draft(draft.text, draft.sources, draft.origin, f"{draft.note} {note}".strip())

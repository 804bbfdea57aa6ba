"""Sentences of a draft: what a model wrote, made harmless, held against the rows it cites, and marked where they say otherwise."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import ValidationError

from bot import grounding
from bot.grounding.contacts import contacts
from bot.grounding.words import even, sentences
from bot.llm import Answer
from bot.text import one_line, shortened
from prompts import as_data

LONGEST_SENTENCE, LONGEST_DOUBT = 1_000, 500

_MENTION = re.compile(r"‹[@!#][^‹›]*›|(?<![\w.])[@＠](?=\w)")
_SLACK_LINK = re.compile(r"‹([^‹›|]*)(?:\|([^‹›]*))?›")
_VERIFY = re.compile(r"(\[VERIFY\b[^\[\]]*\][.!?]?)")


class Sentence(Answer):
    """One sentence as the model is asked for it."""

    text: str
    source_ids: list[str]
    kind: Literal["fact", "message", "quote", "courtesy"]


class DraftedStatement(Answer):
    """What the model is asked for, as `prompts/statement_draft.md` describes it."""

    sentences: list[Sentence]


@dataclass(frozen=True)
class DraftSentence:
    """One sentence as it stands in a draft, marked where it did not hold: the ids it rests on, and the rules it broke with
    the words each of them stumbled on."""

    text: str
    sources: tuple[str, ...] = ()
    kind: Literal["fact", "message", "quote", "courtesy"] = "fact"
    rules: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def checked(
    sentence: Sentence, *, rows: Sequence[grounding.Source], organisation: str, today: date
) -> DraftSentence:  # fmt: skip
    """A model's sentence as it may stand in a draft; its text is empty where nothing of it is left."""
    text = harmless(sentence.text)
    ids = tuple(dict.fromkeys(sentence.source_ids))
    rules: tuple[str, ...] = ("uncited",)
    words: tuple[str, ...] = ("more than a sentence",)
    if len(text) <= LONGEST_SENTENCE:
        asked = grounding.Sentence(text, ids, sentence.kind)
        (verdict,) = grounding.check([asked], sources=rows, today=today, organisation=organisation)
        rules, words = verdict.rules, verdict.doubts
    if text and rules:
        text = f"[VERIFY: {without_strange_contacts(shortened(text, LONGEST_DOUBT), [row.text for row in rows])}]"
    known = {row.id for row in rows}
    return DraftSentence(text, tuple(one for one in ids if one in known), sentence.kind, rules, tuple(map(_plain, words)))


def sentences_so_far(answer: str) -> list[Sentence]:
    """The whole sentences in the beginning of an answer that is still being written; none where it is no such answer."""
    start = answer.find("[")
    found: list[Sentence] = []
    decoder = json.JSONDecoder()
    while start >= 0 and (start := answer.find("{", start + 1)) >= 0:
        try:
            value, end = decoder.raw_decode(answer, start)
            found.append(Sentence.model_validate(value, strict=True))
        except (ValueError, ValidationError, RecursionError):
            break
        start = end - 1
    return found


def without_strange_contacts(sentence: str, rows: Sequence[str]) -> str:
    """`sentence` without the links, addresses and phone numbers that stand in none of `rows`."""
    said, known = even(sentence), {one.same for row in rows for one in contacts(even(row))}
    for one in sorted(contacts(said), key=lambda found: -found.span.start):
        if one.same not in known:
            said = f"{said[: one.span.start]}(removed){said[one.span.end :]}"
    return said


def harmless(text: str) -> str:
    """A model's words on one line: no mention, no hidden sign, nothing that Slack or our own marks would read as theirs."""
    text = _MENTION.sub("", _MENTION.sub("", as_data(text)))
    text = _SLACK_LINK.sub(lambda found: " ".join(part for part in found.groups() if part), text)
    return one_line(text.replace("[", "(").replace("]", ")"))


def split(text: str) -> list[str]:
    """The sentences of a text, in order; what is marked `[VERIFY: …]` is one of its own, and a quote is not cut in two."""
    found: list[str] = []
    for part in _VERIFY.split(text):
        if _VERIFY.fullmatch(part.strip()):
            found.append(part.strip())
            continue
        open_quote = ""
        for one in sentences(part):
            open_quote = f"{open_quote} {one}".strip()
            if open_quote.count("“") <= open_quote.count("”") and open_quote.count('"') % 2 == 0:
                found.append(open_quote)
                open_quote = ""
        found += [open_quote] if open_quote else []
    return [one for one in found if re.search(r"\w", one)]


def _plain(words: str) -> str:
    return shortened(harmless(words), 80)

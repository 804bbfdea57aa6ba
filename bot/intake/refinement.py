"""What a model may add to what the rules found: who, outlet, topic and questions, each a part of the text or dropped.

It completes and adds; it takes nothing away that the rules saw, and never touches times, terms or sensitivity. A person
confirms everything. Text that may be off the record, embargoed or sensitive is not shown to a model at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.intake.people import clean_name
from bot.intake.terms import ON_RECORD
from bot.intake.texts import clean, squeeze
from bot.llm import Answer, ModelFailed
from prompts import UNTRUSTED_SIGNS, PromptError, fill, load

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.intake.extraction import Extraction

SECONDS = 4.0
LONGEST_TOPIC, LONGEST_NAME, LONGEST_QUESTION = 250, 120, 1_000
MOST_OFFERED, MOST_JOURNALISTS, MOST_ADDED = 50, 5, 10

#: Wider than the rules for terms, and read over every sign and in quoted and older parts too: a false alarm costs nothing here.
_CONFIDENCE = re.compile(
    r"\boff (?:the )?record\b|\bbackground (?:only|basis|chat|call|briefing|conversation|discussion)\b|\bdeep background\b"
    r"|\b(?:on|as|for) (?:\w+ )?background\b|\bnot for (?:attribution|publication|quot\w+|reporting)|attributable\b|\bunattributed\b"
    r"|\bchatham house\b|\bin (?:strict )?confidence\b|\bembargo|\bunter (?:zwei|drei)\b|\bvertraulich|\bhintergrundgespräch"
    r"|\b(?:en|em) off\b|\bextraoficial|\bfuera de (?:micrófono|grabación)|\bconfidentiel|\bconfidencial|\bsperrfrist|\bsous embargo",
    re.IGNORECASE,
)
_LINK = re.compile(r"://|www\.|@|<|>|\b[\w-]+\.(?:com|org|net|info|io|example)\b|![a-z]", re.IGNORECASE)
#: A name of at most eight words that begins like one and does not end like a sentence.
_OUTLET = re.compile(r"[^\W_a-z][^\s?!:]*(?: [^\s?!:]+){0,7}(?<![.;,])")
_HEADER = re.compile(
    r"(?:from|to|cc|bcc|date|sent|subject|re|fwd?|tel|phone|mobile|von|an|datum|betreff|de|para|fecha|asunto|data|assunto|objet|oggetto|da)\s*:",
    re.IGNORECASE,
)
_SIGNS = str.maketrans(UNTRUSTED_SIGNS)
#: Signs that models like to straighten or curl, and what each may stand for.
_ALIKE = {sign: f"[{group}]" for group in ("'’‘`´ʼ", '"“”„«»', "-‐‑‒–—") for sign in group}


class Refinement(Answer):
    """What the model is asked for, as `prompts/inquiry_extraction.md` describes it."""

    journalists: list[str]
    outlet: str | None
    topic: str
    questions: list[str]


def refine(desk: Desk, extraction: Extraction, text: str) -> Extraction:
    """`extraction` with what a model added; as it was where there is no model, none may be asked, or none answered in time."""
    text = clean(text)
    if not desk.llm.configured or not may_be_shown(extraction, text):
        return extraction
    try:
        prompt = fill(load("inquiry_extraction"), text=text)
        offered = desk.llm.ask(prompt, shape=Refinement, seconds=SECONDS)
    except (ModelFailed, PromptError):
        return extraction
    journalists = _journalists(extraction.journalists, offered.journalists[:MOST_OFFERED], text)
    return replace(
        extraction,
        journalists=journalists,
        outlet=_outlet(extraction.outlet, offered.outlet, journalists, text),
        topic=_topic(extraction, offered.topic, text),
        questions=_questions(extraction.questions, offered.questions[:MOST_OFFERED], text),
    )


def may_be_shown(extraction: Extraction, text: str) -> bool:
    """Whether `text` may be sent to a model: an inquiry, on the record throughout, no embargo, nothing sensitive. What the
    rules take for no inquiry may be a client's message or a private one, and stays here."""
    plain = (
        extraction.is_inquiry
        and extraction.terms == ON_RECORD
        and extraction.terms_words is None
        and extraction.embargo is None
    )
    routine = extraction.sensitivity == "routine" and not extraction.sensitive_words
    return plain and routine and not _CONFIDENCE.search(" ".join(re.findall(r"\w+", text)))


def find(piece: str, text: str) -> re.Match[str] | None:
    """Where `piece` stands in `text`, word for word; case, white space, quote marks and dashes may differ in kind."""
    # A word that began with the sign a gap may hold would let the two trade places without end.
    words = [word.strip("›") for word in clean(piece).translate(_SIGNS).split()]
    spelled = ["".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in words if word]
    if not spelled:
        return None
    return re.search(r"(?<!\w)" + r"[\s›]+".join(spelled) + r"(?!\w)", text.translate(_SIGNS), re.IGNORECASE)


def _verbatim(piece: str, text: str, most: int) -> str | None:
    """`piece` as the text itself writes it, on one line, or None."""
    found = find(piece, text) if 0 < len(piece) <= most else None
    if found is None:
        return None
    own = text[found.start() : found.end()]
    return squeeze(re.sub(r"(?m)^[ \t]*(?:>[ \t]?)+", "", own))


def _journalists(found: tuple[str, ...], offered: Iterable[str], text: str) -> tuple[str, ...]:
    kept = list(found)
    for piece in offered:
        name = _verbatim(clean_name(piece), text, LONGEST_NAME) if len(piece) <= LONGEST_NAME else None
        if name is None or any(_words(name) <= _words(one) for one in kept):
            continue
        shorter = [one for one in kept if _words(one) < _words(name)]
        if shorter:
            kept[kept.index(shorter[0])] = name
        elif len(kept) < MOST_JOURNALISTS:
            kept.append(name)
    return tuple(kept)


def _outlet(found: str | None, offered: str | None, journalists: tuple[str, ...], text: str) -> str | None:
    likely = offered is not None and "\n" not in offered and _OUTLET.fullmatch(squeeze(offered)) and not _LINK.search(offered)
    name = _verbatim(offered or "", text, LONGEST_NAME) if likely else None
    if name is None or any(_words(name) <= _words(one) for one in journalists):
        return found
    return name if found is None or _words(found) < _words(name) else found


def _topic(extraction: Extraction, offered: str, text: str) -> str:
    """The offered topic where it is one plain line made of the text's own words, about what the rules saw."""
    if not offered.strip() or len(offered) > LONGEST_TOPIC or len(offered.splitlines()) > 1 or _LINK.search(offered):
        return extraction.topic
    telling, known = _telling(offered), _words(text)
    seen = _telling(" ".join((extraction.topic, *extraction.questions)))
    if not telling or not telling <= known or (seen and not telling & seen):
        return extraction.topic
    return squeeze(clean(offered))


def _questions(found: tuple[str, ...], offered: Iterable[str], text: str) -> tuple[str, ...]:
    """The rules' questions, each in the fuller wording where one was offered, and new ones, in the order of the text."""
    kept, added = list(found), 0
    for piece in offered:
        question = _verbatim(piece, text, LONGEST_QUESTION)
        if question is None or _LINK.search(question) or _HEADER.match(question):
            continue
        if len(question.split()) < 4 and not question.endswith("?"):
            continue
        alike = [index for index, one in enumerate(kept) if _covers(question, one) or _covers(one, question)]
        if not alike and added < MOST_ADDED:
            kept.append(question)
            added += 1
        elif len(alike) == 1 and len(kept[alike[0]]) < len(question) <= 2 * len(kept[alike[0]]):
            kept[alike[0]] = question
    return tuple(sorted(kept, key=lambda one: _place(one, text))) if added else tuple(kept)


def _place(piece: str, text: str) -> int:
    found = find(piece, text)
    return found.start() if found else len(text)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _telling(text: str) -> set[str]:
    """The words of four letters and more, and every number."""
    return {word for word in _words(text) if len(word) > 3 or any(sign.isdigit() for sign in word)}


def _covers(longer: str, shorter: str) -> bool:
    words = _words(shorter)
    return len(words & _words(longer)) >= 0.8 * len(words)

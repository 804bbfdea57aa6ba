"""One line a duty officer can read aloud: what the story is."""

from __future__ import annotations

import re

from bot.intake.pastes import Paste
from bot.intake.sentences import split_sentences
from bot.intake.texts import squeeze
from bot.intake.timings import is_timing

#: Longest topic; a saved record takes no more.
MAX_TOPIC = 250

_PREFIX = re.compile(
    r"^\s*(?:(?:re|fwd?|fw|aw|wg|rv|tr|sv|antw?|enc|res|i|r|urgent|breaking|deadline[^:–-]{0,25}|time sensitive|important|\[?ext(?:ernal)?\]?|\[[^\]]{1,20}\])\s*[:!]?\]?\s*[:–-]?\s+|(?:re|fwd?|fw|aw|wg|rv|tr|sv|antw?|enc|res)\s*:\s*)+",
    re.I,
)
_LABEL = re.compile(
    r"^(?:urgent )?(?:media|press|interview|journalist|reporter|comment|data|information|photo|filming)? ?(?:enquir(?:y|ies)|inquir(?:y|ies)|request|query|question[s]?|opportunity|demande d['’]interview|solicitud de entrevista|pedido de entrevista|presseanfrage|interviewanfrage|anfrage)\s*(?:re|about|on|for|from)?\s*[:–—-]+\s*",
    re.I,
)
_EMPTY = re.compile(
    r"\b(?:re|fwd|urgent|media|press|enquiry|inquiry|enquiries|request|question|questions|query|quick|interview|comment|response|required|needed|for|a|the|an|about|from|on|deadline|hello|hi|quiet|word|contact|form|right|of|reply|new|message|anfrage|presseanfrage|consulta|prensa|demande|pedido|imprensa)\b",
    re.I,
)
_STORY = re.compile(
    r"\b(?:story|piece|article|feature|report(?:age|aje|ing)?|item|segment|series|documentary|column|investigat\w*|column|paper|explainer|looking (?:at|into)|writing|working on|preparing|covering|following up|hear(?:ing)?|told|understand|about|says?|said|regarding|call(?:ed|ing)|ringing|want\w*|after|episode|confirmed"
    r"|reportaje|prépare|artikel|bericht|beitrag|recherch\w*|articolo|servizio|matéria|reportagem)\b",
    re.I,
)
_PLEASANT = re.compile(
    r"^(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|hope|thanks|thank you|sorry|many thanks|lovely|habari|bonjour|hola|buenos|hallo|olá|greetings|fyi|ok so)\b[^.,!:–-]{0,40}[.,!:–-]*\s*",
    re.I,
)
_CONTENT = re.compile(r"[^\W\d_][\w'’-]{3,}")


def find_topic(paste: Paste, questions: tuple[str, ...], names: tuple[str, ...] = ()) -> str:
    """Return the subject where it says something; else, or after a short one, the sentence that tells the story.

    At most `MAX_TOPIC` characters on one line, made of at most two verbatim pieces joined by " – ".
    Sentences that only say who asks (`names`) are passed over.
    """
    subject = _trim_subject(paste.subject or _quoted_subject(paste))
    strength = len(_CONTENT.findall(_EMPTY.sub("", subject)))
    story = _story(paste, questions, names)
    if strength >= 7:
        return _cap(subject)
    pieces = [subject] if strength else []
    asked = sorted(
        (q for q in questions[:4] if q not in story and story not in q), key=lambda q: -min(len(_CONTENT.findall(q)), 8)
    )
    for piece in (story, *asked):
        if piece and len(pieces) < 2 and sum(map(len, pieces)) + len(piece) + 3 <= MAX_TOPIC:
            pieces.append(piece)
    return _cap(" – ".join(pieces) or story or subject)


def _trim_subject(subject: str) -> str:
    subject = squeeze(subject)
    previous = ""
    while previous != subject:
        previous = subject
        subject = _LABEL.sub("", _PREFIX.sub("", subject)).strip(" -–—:*")
    return subject


def _quoted_subject(paste: Paste) -> str:
    return next((part.headers["subject"] for part in paste.mail.quoted if part.headers.get("subject")), "")


def _story(paste: Paste, questions: tuple[str, ...], names: tuple[str, ...]) -> str:
    """Return the sentence of the text that says most about the story."""
    best, best_score = "", 0.0
    sentences = split_sentences(re.sub(r"(?m)^[ \t]*>[ \t]?", "", paste.body))[:30]
    for index, sentence in enumerate(sentences):
        text = _PLEASANT.sub("", sentence.text).strip()
        bare = text
        for name in names:
            bare = bare.replace(name, "") if name else bare
        content = len({word.casefold() for word in _CONTENT.findall(bare)})
        if content < 3:
            continue
        score = min(content, 16) + (4 if _STORY.search(text) else 0) - 0.9 * index - (2 if sentence.item else 0)
        score -= 6 if re.search(r"(?i)did(?: not|n['’]t) (?:respond|reply|hear)|(?:my|his|her) number is", text) else 0
        score -= (
            8
            if is_timing(text)
            or re.search(
                r"(?i)\b(?:asap|lo antes posible|grand|deadline|works for me|suits me|release received|off the record|on background|embargoed? (?:to|until|till)|(?:thanks|thank you) for|doesn['’]t answer|we haven['’]t met|several questions|the following\b)",
                text,
            )
            else 0
        )
        score -= 5 if any(question in text or text in question for question in questions) else 0
        score -= (
            6
            if re.search(r"(?i)\b(?:deadline|by \d|p\.?m\b|regards|attached|my (?:cell|number))", text) and content < 12
            else 0
        )
        if score > best_score:
            best, best_score = text, score
    if questions and best_score < 3:
        return max(questions[:4], key=lambda question: len({word.casefold() for word in _CONTENT.findall(question)}))
    return best


def _cap(topic: str) -> str:
    """Cut at a word, with an ellipsis."""
    topic = squeeze(topic)
    if len(topic) <= MAX_TOPIC:
        return topic
    return topic[: MAX_TOPIC - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"

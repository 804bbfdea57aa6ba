"""A media inquiry read from pasted text by rules alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.deadlines import Deadline, Embargo, deadline, embargo
from bot.intake.contacts import find_emails, find_phones
from bot.intake.encodings import repair, restore
from bot.intake.outlets import find_outlet
from bot.intake.pastes import Paste, read_paste
from bot.intake.people import find_journalists
from bot.intake.questions import find_questions
from bot.intake.requests import find_request_types, right_of_reply_words
from bot.intake.sensitivity import DEFAULT_SENSITIVE_WORDS, judge
from bot.intake.terms import ON_BACKGROUND, find_terms
from bot.intake.texts import clean, tame
from bot.intake.topics import find_topic
from bot.intake.verdicts import is_inquiry

#: Without one of these no text holds an embargo, and the second reading of its times can be spared.
_HELD = re.compile(r"embarg|sperr|not for|hold|release", re.IGNORECASE)


@dataclass(frozen=True)
class Extraction:
    """What the rules found. Names, addresses, numbers, questions and words are verbatim parts of the cleaned text.

    `topic` is at most 250 characters on one line. `request_types` are from `requests.KINDS`, `terms` from `terms`,
    `sensitivity` is routine, sensitive or crisis, and `channel` is phone, email, slack, web_form, in_person, social or
    request_service. Where `is_inquiry` is False the rest is only what the text seems to hold.
    """

    is_inquiry: bool
    journalists: tuple[str, ...]
    outlet: str | None
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    topic: str
    questions: tuple[str, ...]
    request_types: tuple[str, ...]
    deadline: Deadline
    terms: str
    terms_words: str | None
    embargo: Embargo | None
    sensitivity: str
    sensitive_words: tuple[str, ...]
    channel: str


def extract(
    text: str,
    *,
    received_at: datetime,
    zone: str,
    sensitive_words: Sequence[str] = DEFAULT_SENSITIVE_WORDS,
    day_first: bool | None = None,
) -> Extraction:
    """Return what `text`, received at the aware instant `received_at` by a desk in `zone`, says; never raises on a string."""
    original = clean(text)
    text = tame(repair(original))
    paste = read_paste(text)
    journalists = find_journalists(paste)
    outlet = find_outlet(paste, journalists)
    questions = find_questions(paste)
    terms, terms_words = find_terms(f"{paste.subject}\n{paste.body}", paste.kind)
    level, words = judge("\n".join((paste.words, paste.mail.note)), sensitive_words)
    types = find_request_types(paste, questions, terms)
    accused = right_of_reply_words(paste) if "right_of_reply" in types else None
    if accused and level == "routine":
        level, words = "sensitive", (accused,)
    return Extraction(
        is_inquiry=is_inquiry(paste, journalists, outlet, questions, text),
        journalists=tuple(restore(name, original) for name in journalists),
        outlet=restore(outlet, original) if outlet else None,
        emails=find_emails(paste),
        phones=find_phones(paste),
        topic=find_topic(paste, questions, (*journalists, outlet or "")),
        questions=tuple(restore(question, original) for question in questions),
        request_types=types,
        deadline=deadline(text, received_at=received_at, zone=zone, day_first=day_first),
        terms=terms,
        terms_words=terms_words,
        embargo=embargo(text, received_at=received_at, zone=zone, day_first=day_first) if _HELD.search(text) else None,
        sensitivity=level,
        sensitive_words=words,
        channel=_channel(paste),
    )


def _channel(paste: Paste) -> str:
    """Return how the journalist reached us, as far as the text shows."""
    if paste.kind in {"voicemail"}:
        return "phone"
    if paste.kind == "form":
        return "web_form"
    if paste.kind == "service":
        return "request_service"
    if paste.kind == "chat":
        return "social"
    if paste.kind == "note":
        return _noted_channel(paste.body.casefold())
    has_mail = paste.mail.asker.headers or paste.mail.quoted or paste.signature
    return "email" if has_mail else "social"


def _noted_channel(note: str) -> str:
    """Return the way a colleague's note names; a note that names none came by Slack."""
    ways = (
        ("phone", ("rang", "phone", "called", "call from", "voicemail", "on the line", "mobile")),
        ("email", ("emailed", "e-mail", "email from", "mailed")),
        ("social", ("dm'd", "dm’d", "dmed", " dm ", "tweet", "instagram", "whatsapp", "messaged", "linkedin")),
        (
            "in_person",
            (
                "outside",
                "at the gate",
                "front desk",
                "in person",
                "turned up",
                "stopped by",
                "in reception",
                "at the event",
                "ran into",
            ),
        ),
    )
    found = [(note.find(word), way) for way, words in ways for word in words if word in note]
    return min(found)[1] if found else "slack"


def as_json(identifier: str, extraction: Extraction) -> dict[str, Any]:
    """Return what `python -m bot extract` prints for one text; the fields of a text that is no inquiry are empty."""
    is_one = extraction.is_inquiry
    due, hold = extraction.deadline, extraction.embargo
    has_due = is_one and due.kind != "none"
    return {
        "id": identifier,
        "is_inquiry": is_one,
        "journalists": list(extraction.journalists) if is_one else [],
        "outlet": extraction.outlet if is_one else None,
        "emails": list(extraction.emails) if is_one else [],
        "phones": list(extraction.phones) if is_one else [],
        "topic": extraction.topic if is_one else "",
        "questions": list(extraction.questions) if is_one else [],
        "request_types": list(extraction.request_types) if is_one else [],
        "deadline": {
            "words": (due.words or None) if has_due else None,
            "kind": due.kind if has_due else "none",
            "at": due.at.isoformat() if has_due and due.at else None,
        },
        "terms": "background" if extraction.terms == ON_BACKGROUND else extraction.terms,
        "embargo": {
            "words": hold.words if is_one and hold else None,
            "until": hold.until.isoformat() if is_one and hold and hold.until else None,
        },
        "sensitivity": extraction.sensitivity,
    }


def extract_file(path: str | Path) -> Iterator[dict[str, Any]]:
    """Yield `as_json` for each item of a JSON list of `id, text, received_at, org_tz`; raises ValueError on other JSON."""
    items = json.loads(Path(path).read_text(encoding="utf-8"))
    if not isinstance(items, list):
        raise ValueError("The file must hold a JSON list of texts.")
    for item in items:
        received_at = datetime.fromisoformat(item["received_at"])
        yield as_json(str(item["id"]), extract(item["text"], received_at=received_at, zone=item["org_tz"]))

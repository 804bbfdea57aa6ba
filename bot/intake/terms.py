"""On which terms the asker wants to talk: the words of the newest message only."""

from __future__ import annotations

import re

ON_RECORD, ON_BACKGROUND, DEEP_BACKGROUND, OFF_RECORD = "on_record", "on_background", "deep_background", "off_record"

_TERMS = (
    (
        DEEP_BACKGROUND,
        re.compile(
            r"\b(?:on |as )?deep(?:est)? background\b|\bunter drei\b|\b(?:won['’]t|will not|wouldn['’]t|not) (?:be )?(?:quot\w+|attribut\w+)(?: it| you| anything)? (?:or|and|nor) (?:nam\w+|identify\w*|attribut\w+|quot\w+)",
            re.I,
        ),
    ),
    (
        OFF_RECORD,
        re.compile(
            r"\b(?:strictly |completely |totally |fully |entirely )?off[ -]the[ -]record\b|\bOTR\b|\boff record\b|\bnot for (?:publication|reporting)\b(?! [-–])"
            r"|\bextraoficial(?:mente)?\b|\boff[ -]?the[ -]?record\b|\bfuera de (?:micrófono|grabación)\b|\ben off\b|\bem off\b|\bvertrauliches hintergrund\w*|\bconfidentiellement\b",
            re.I,
        ),
    ),
    (
        ON_BACKGROUND,
        re.compile(
            r"\b(?:strictly |purely |just |all |only )?(?:on|for|as) (?:non-attributable )?background(?: only| basis)?\b(?! checks?)|\bbackground (?:only|chat|briefing|call|conversation|basis|talk|discussion)\b"
            r"|\bnot for (?:attribution|quot(?:ing|ation))\b|\bnon-attributable\b|\bunattribut(?:ed|able)\b|\bchatham house\b|\b(?:i|we) (?:wo(?:n['’]t|uldn['’]t)|will not|would not) (?:be )?(?:quot\w+|nam\w+) (?:anyone|anybody|you|them|people|the (?:organi[sz]ation|charity))\b|\bnothing (?:will be |would be |to be )?(?:quoted|attributed)\b"
            r"|\b(?:not|no) quot(?:es?|ing)\b(?! anyone (?:without|until))|\bhintergrundgespräch\b|\bunter zwei\b|\ben (?:arrière-plan|background)\b|\bsin atribución\b|\bde contexto\b|\bsem atribuição\b|\bin background\b",
            re.I,
        ),
    ),
)
#: Off-record talk of others, of the past, or refused.
_OTHERS = re.compile(
    r"\b(?:spoke|spoken|talked|briefed|shared|gave|given|told|said|speaking|agreed|understood|initially|previously|last (?:week|time|month|year)|earlier|then|sources?|staff|they|he|she|who|had|was|were|everything|nothing)\b[^.?!]{0,70}$",
    re.I,
)
_NEGATED = re.compile(
    r"\b(?:not|isn['’]t|nothing|never|no longer|can['’]t|cannot|don['’]t|won['’]t|rather than|instead of|without)\b[^.?!,;]{0,18}$",
    re.I,
)


def find_terms(text: str, kind: str = "mail") -> tuple[str, str | None]:
    """Return (the terms the asker proposes, the words that say so); on the record where nothing else is said."""
    for terms, pattern in _TERMS:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 90) : match.start()]
            before = re.split(r"[.?!\n]\s", before)[-1]
            if _NEGATED.search(before) and not re.match(r"(?i)not|no |won|would", match[0]):
                continue
            if re.search(
                r"(?i)\b(?:marked|labell?ed|headed|stamped|called|the phrase|the words?|accept)\b[^.?!]{0,60}$", before
            ):
                continue
            if (
                match[0].isupper()
                and "publication" in match[0].casefold()
                and re.search(r"(?:^|\n)\W*$", text[: match.start()])
            ):
                continue
            if "confidential" in before.casefold() and "publication" in match[0].casefold():
                continue
            if (
                kind != "note"
                and _OTHERS.search(before)
                and not re.search(
                    r"(?i)\b(?:call|coffee|chat|talk|speak|could|can|would|happy|like|wonder\w*|hoping|propose|word|want\w*|looking|offer\w*|please|only|strictly|all|everything here|this|these|it|i['’]ll|we['’]ll)\b[^.?!]{0,50}$",
                    before,
                )
            ):
                continue
            return terms, match[0]
    return ON_RECORD, None

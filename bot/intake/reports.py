"""What a colleague's note says the journalist asks: "wants to know did we ask him to leave, did staff call 911"."""

from __future__ import annotations

import re

from bot.intake.asks import CLAUSE, REQUEST, WANTED, WH, is_logistics
from bot.intake.clauses import clause_open, clauses, trim
from bot.intake.pastes import Paste

REPORTED = re.compile(
    r"\b(?:(?:will|möchte|wollte|wollen|möchten) wissen,?|quiere saber|pregunta|(?:veut|voudrait|aimerait) savoir|demande|(?:vuole|vorrebbe) sapere|chiede|quer saber|pergunta|wil(?: graag)? weten|vraagt|fragt,?|wants? to know|wanting to know|(?:is |was |['’]s )?asking|asks|asked|wondering|wonders|would like to know|(?:wants|want|wanted|needs) (?:answers on|to find out|us to say|to hear|to understand|to know)|to know|says?)\b"
    r"[ ]?(?:us |me |him |her )?(?:in the meantime |basically |also |just |about |for |mainly |specifically )?[:,–-]?\s*",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:(?:she|he|they|who)(?:['’]d| would|['’]s| is| are| also| really)* )?\b(?:also )?(?:wants?|would like|looking for|after|wants to know|needs|keen (?:to|on)|hoping (?:for|to)|would love)\s+(?!to know|anything|it\b|asap|something\b|everything|her\b|him\b|a reply|an answer|a call|us by|to hear)(.+)$",
    re.IGNORECASE,
)


def from_report(text: str, paste: Paste) -> list[str]:
    """Return what somebody is said to ask: "wants to know did we ask him to leave, did staff call 911"."""
    are = re.search(rf"(?i)\b(?:things?|questions?|points?|bits?)\b[^.]{{0,60}}\b(?:are|is|were|was)\s+(?={WH}\b)(.+)$", text)
    if are:
        return [trim(piece) for piece in clauses(are[1])]
    put = (
        re.search(
            r"(?i)\b(?:put|alleg\w+|claim\w*|says? (?:he|she|they)(?: has|['’]s)? (?:been told|heard)|saying)\b[^.]{0,50}?[-–:,]?\s+(that .+)$",
            text,
        )
        if paste.kind == "note"
        else None
    )
    if put and re.search(r"(?i)\bput\b.{0,40}\bto (?:him|her|us|them)|\ballegations?\b", text):
        return [trim(piece) for piece in re.split(r",?\s+and\s+(?=that\b)|[,;]\s+(?=that\b)", put[1])]
    if paste.kind != "note":
        trying = re.search(
            rf"(?i)\b(?:i|we)(?:['’]m| am|['’]re| are|['’]ve been| have been|['’]d like| would like| want| need)[^.:]{{0,30}}\b(?:to know|to find out|to ask|to check|to establish|to understand|to work out|to pin down|to figure out|to clarify|trying to see|asking)\s+(?:also |just |exactly )?(?=(?:{WH}|if)\b(?! to\b))(.+)$",
            text,
        )
        return [trim(piece) for piece in clauses(trying[1], reported=True)] if trying and not is_logistics(text) else []
    for match in REPORTED.finditer(text):
        rest = text[match.end() :]
        if match[0].casefold().startswith("say"):
            continue
        if re.match(rf"(?i)(?:also |just |us )?(?:{CLAUSE})", rest) and len(rest.split()) >= 3:
            return [trim(piece) for piece in clauses(rest, reported=True)]
        if re.match(r"(?i)(?:if|ob|se|si|of)\b", rest) and len(clauses(rest, reported=True)) > 1:
            return [trim(piece) for piece in clauses(rest, reported=True)]
        if re.match(r"(?i)(?:us )?(?:if|for|to|ob|se|si|of)\b", rest) and len(rest.split()) >= 4 and not is_logistics(rest):
            return [trim(text[clause_open(text, match.start()) :])]
    listed = [trim(piece) for piece in clauses(text, reported=True)]
    opening = (
        re.match(
            r"(?i)(?:(?:she|he|they|who)(?:['’]d| would)? )?(?:also )?(?:wants?|needs?|is after|are after|would like)\s+(?=(?:an?|the|some|our|any)\b)",
            listed[0],
        )
        if len(listed) > 2
        else None
    )
    if opening:
        return [listed[0][opening.end() :], *listed[1:]]
    text = re.sub(r"(?i),?\s(?:or|otherwise|and|but)\s(?:she|he|they)(?:['’](?:ll|s|re)| will| is| are)\b.*$", "", text)
    parts = re.split(
        r"(?i),?\s(?:and|&|plus)\s(?:also\s)?(?=(?:she|he|they)?(?:['’]d| would)?\s?(?:also\s)?(?:wants?|(?:would )?like|love|asks?|is asking|needs)\b)",
        text,
    )
    if len(parts) > 1:
        return [
            ask
            for part in parts
            for ask in (from_report(part, paste) or ([trim(part)] if WANTED.search(part) and REQUEST.search(part) else []))
        ]
    wants = _WANTS.search(text)
    if wants and len(wants[1].split()) >= 3 and not (is_logistics(wants[0]) and not WANTED.search(wants[1])):
        listed = clauses(wants[1], reported=True)
        if (
            len(listed) > 1
            and WANTED.search(wants[1])
            and not re.match(r"(?i)(?:someone|somebody|one of us|a person)\b", wants[1])
        ):
            return [trim(piece) for piece in listed]
        someone = re.match(r"(?:someone|somebody|one of us|us|you|a person) to (.+)$", wants[1])
        if WANTED.search(wants[1]) or re.match(r"(?:a|an|to|some|our|us to|someone to|somebody to|one of us to)\b", wants[1]):
            return [trim(someone[1] if someone else wants[0])]
    return []

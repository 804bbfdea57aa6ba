"""Who asks: the journalists' names as the text writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.intake.headers import addresses
from bot.intake.introductions import (
    AND_I,
    AT_OUTLET,
    BRACKET,
    CALLED,
    CHECKING,
    CLOSED_WITH,
    COLLEAGUE,
    COMMA,
    GIVEN,
    HAD,
    HANDLE_NAME,
    HEAD,
    HERE,
    INTRODUCED,
    NAME_COMMA,
    NAME_ROLE,
    OF_PAPER,
    ON_PHONE,
    OUR_ROLE,
    OUTLET_THEN_NAME,
    PAIR,
    RANG_FOREIGN,
    RANG_THEN,
    ROLE_BRACKET,
    ROLE_NAME,
    RUNS,
    SIGNED_OFF,
    TWO,
    VERB_AFTER,
)
from bot.intake.names import clean_name, fold, is_outletish, without_place
from bot.intake.pastes import Paste
from bot.intake.signatures import CLOSING
from bot.intake.vocabulary import FULL_NAME, HAS_ROLE, MEDIA_WORD, NAME, OUTLET

_BRANCH = re.compile(
    r"\b(?:desk|team|newsroom|press|office|news|alerts?|noreply|info|media|events|support|service|notifications?|redaktion|redacción|redacao|redação|rédaction|redazione|redactie|show|programme)\b",
    re.IGNORECASE,
)


def find_journalists(paste: Paste) -> tuple[str, ...]:
    """Return everyone who asks, as written, the fullest form of each; a first name alone where that is all."""
    greeted = _greeted(paste.body) - _signed_firsts(paste)
    boxes = _boxes(paste)
    best, best_score = "", 0.0
    for raw, score in _primary(paste):
        name = clean_name(raw)
        if not name or name.split()[0].casefold() in greeted:
            continue
        score += _evidence(name, boxes, paste)
        if score > best_score:
            best, best_score = name, score
    if not best:
        return ()
    names = [_fullest(best, paste)]
    for raw in _others(paste, names[0]):
        name = clean_name(raw)
        if (
            name
            and name.split()[0].casefold() not in greeted
            and not is_outletish(name)
            and not any(_same_person(name, known) for known in names)
        ):
            names.append(name)
    return tuple(names)


def _boxes(paste: Paste) -> list[str]:
    """Return the local parts, letters only and in lower case, of the addresses the asker's words hold."""
    house = {a.casefold() for a in addresses(paste.mail.asker.headers.get("to", ""))}
    text = "\n".join((paste.mail.asker.headers.get("from", ""), paste.fields.get("email", ""), paste.body, *paste.signature))
    return [fold(a.partition("@")[0]) for a in addresses(text) if a.casefold() not in house]


def _evidence(name: str, boxes: list[str], paste: Paste) -> float:
    """Return what the asker's addresses and the look of a name say for or against it."""
    words = [fold(word) for word in re.split(r"[\s-]+", name) if len(fold(word)) > 1]
    score = 0.0
    for box in boxes:
        if len(words) > 1 and (words[-1] in box or (len(words[0]) > 2 and words[0] in box)):
            score = max(score, 60.0)
        elif words and len(words[0]) > 2 and box.startswith(words[0]):
            score = max(score, 40.0)
    score -= 60 if is_outletish(name) else 0
    score -= 15 if " " not in name else 0
    to = paste.mail.asker.headers.get("to", "")
    return score - (80 if " " in name and name in to else 0)


def _greeted(body: str) -> set[str]:
    """Return the first names, in lower case, of those the message greets."""
    opening = body.strip()[:200]
    match = re.match(
        rf"(?i:hi|hey|hello|dear|hiya|morning|good (?:morning|afternoon|evening)|hola|bonjour|hallo|liebe[r]?|olá|oi|ciao|cara|caro|beste)\s+({NAME}(?:\s+(?:&|and)\s+{NAME})?)(?=\s*(?:[,.!:–—-]|\n|$))",
        opening,
    )
    named = re.match(rf"({NAME})\s*,(?!\s*(?:from|of|at)\b)", opening)
    if named and " " in named[1]:
        named = None
    return {name.casefold() for found in (match, named) if found for name in re.findall(r"[^\W\d_]+", found[1])}


def _signed_firsts(paste: Paste) -> set[str]:
    return {line.split()[0].casefold().strip(",.") for line in paste.signature if line.split()}


def _same_person(one: str, other: str) -> bool:
    a, b = one.casefold().split(), other.casefold().split()
    return a[0] == b[0] and (len(a) == 1 or len(b) == 1 or a[-1] == b[-1])


def _primary(paste: Paste) -> Iterator[tuple[str, float]]:
    """Yield (a name that may be the first asker's, how well its place supports it); earlier ones win a tie."""
    fields = paste.fields
    if fields.get("first_name") and fields.get("last_name"):
        yield f"{fields['first_name']} {fields['last_name']}", 400
    if fields.get("name") or fields.get("first_name"):
        yield re.split(r"[,(|<]", fields.get("name") or fields["first_name"])[0], 380
    if paste.speaker and not paste.speaker.startswith("@") and re.fullmatch(FULL_NAME, paste.speaker):
        yield paste.speaker, 250
    for name in _header_name(paste):
        yield name, 240
    if paste.fields:
        for match in HANDLE_NAME.finditer(paste.lead):
            yield match[1], 200
    if paste.kind == "note":
        for name, score in _in_note(paste.body):
            yield name, 180 + 4 * score
    spoken = list(_in_speech(paste.body))
    if paste.kind in {"voicemail", "chat"}:
        for place, name in enumerate(spoken):
            yield name, 190 - place
    for place, name in enumerate(_signed_names(paste)):
        yield name, (170 if " " in name else 165) - place
    for place, name in enumerate(spoken):
        yield name, 150 - place
    for name, score in _in_note(paste.body):
        if " " in name:
            yield name, 80 + 4 * score
    for name in _signed_names(paste, lone=True):
        yield name, 90
    if paste.speaker:
        yield paste.speaker.lstrip("@"), 60


def _header_name(paste: Paste) -> Iterator[str]:
    """Yield the sender's name from the From header, unless it is a desk."""
    header = paste.mail.asker.headers.get("from", "")
    name = re.sub(r"<.*|\[mailto.*|\(.*|\bvia\b.*|\S+@\S+", "", header).strip(" \"'")
    if not name or _BRANCH.search(name):
        return
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 2 and len(parts[0].split()) == 1 and re.fullmatch(NAME, parts[1]) and not MEDIA_WORD.search(parts[1]):
        turned = f"{parts[1]} {parts[0]}"
        if turned in paste.words:
            yield turned
    yield parts[0]


def _in_speech(text: str) -> Iterator[str]:
    """Yield names people give for themselves."""
    text = text[:5000]
    early = text[:1200]
    for match in SIGNED_OFF.finditer(text.strip()):
        yield match[1]
    head = HEAD.match(text) or NAME_COMMA.search(text[:400])
    if head:
        yield without_place(head[1])
    for pattern in (ROLE_BRACKET, HANDLE_NAME, INTRODUCED, GIVEN, HERE, NAME_ROLE):
        for match in pattern.finditer(early):
            name = next(group for group in match.groups() if group)
            if not re.search(r"(?:^|\W)(?:[Tt]he|Die|Das|Le|La|El|Il|De|Het)\s+$", early[: match.start(match.lastindex or 1)]):
                yield without_place(name)
    for match in AT_OUTLET.finditer(text):
        if (
            MEDIA_WORD.search(match[2])
            or "@" in match[0]
            or (
                match.start() < 160
                and re.search(r"(?:^|[?!.…,:]\s*|\b(?:hi|hey|hello|hiya) )$", text[: match.start(1)], re.IGNORECASE)
            )
        ):
            yield match[1]
    last = text.strip().split("\n")[-1]
    for match in re.finditer(rf"(?:^|[\s.!?-])({NAME})\s*(?:@|\||,|\()\s*({OUTLET})", last):
        yield match[1]
    closing = re.search(rf"(?:^|[.!?…)]\s+|\bxx?\s+)({NAME})\s*(?:\(@?[\w.]+\))?\s*[.x]*$", last)
    if closing:
        yield closing[1]


def _in_note(text: str) -> Iterator[tuple[str, float]]:
    """Yield names a colleague gives for the one who asks, best supported first."""
    text = text[:2500]
    found: list[tuple[float, int, str]] = []
    score: float
    for pattern, score in (
        (CALLED, 6),
        (OF_PAPER, 6),
        (RANG_THEN, 6),
        (RANG_FOREIGN, 5),
        (OUTLET_THEN_NAME, 8),
        (HAD, 6),
        (NAME_ROLE, 6),
        (RUNS, 5),
        (AT_OUTLET, 5),
        (BRACKET, 5),
        (COMMA, 3),
        (ON_PHONE, 5),
        (VERB_AFTER, 5),
        (ROLE_NAME, 5),
        (INTRODUCED, 3),
    ):
        for match in pattern.finditer(text):
            name = clean_name(next((group for group in match.groups() if group), ""))
            if not name:
                continue
            around = match[2] if pattern.groups >= 2 and match[2] else ""
            place = next(match.start(number) for number in range(1, pattern.groups + 1) if match[number])
            before = text[max(0, place - 24) : place]
            extra: float = 3 if MEDIA_WORD.search(around) or HAS_ROLE.search(around) else 0
            if pattern in (BRACKET, COMMA) and not extra and not re.search(r"\d{3}", around):
                extra = -3
            extra += 1 if " " in name else 0
            extra -= 2 if " " not in name and not MEDIA_WORD.search(around) and pattern in (RANG_FOREIGN, AT_OUTLET) else 0
            extra -= 6 if is_outletish(name) else 0
            extra -= (
                5
                if re.search(
                    r"(?i)\b(?:from|at|of|for|outside|to|about|in|near|our|called by|hi|dear|im|vom|am|zum|zur|der|die|das|dem|den|beim|en|el|del|al|au|du|nel|sul|no|na)\s+(?:the\s+)?$",
                    before,
                )
                and pattern not in (ON_PHONE, OUTLET_THEN_NAME)
                else 0
            )
            extra -= (
                5
                if re.search(rf"(?i)@{re.escape(name)}|\b(?:hi|hey|hello|dear|morning|thanks) {re.escape(name)}\b", text)
                else 0
            )
            extra -= 6 if re.search(r"[&+]\s*$|\b(?:btw|fyi|cc)\W*$", before, re.IGNORECASE) and " " not in name else 0
            found.append((-(score + extra), match.start(), name))
    for score, _, name in sorted(found):
        if score <= (-3 if " " in name else -4):
            yield name, -score


def _signed_names(paste: Paste, *, lone: bool = False) -> Iterator[str]:
    """Yield names from the signature: full ones first, then a first name after the closing words."""
    firsts: list[str] = []
    for line in paste.signature:
        line = CLOSED_WITH.sub("", line)
        pair = PAIR.match(line)
        if pair:
            yield pair[1]
        piece = re.split(r"\s[|•·–—/-]\s|\s*\||,\s|\s*\(|\t|:", line.strip(" -–—*_"))[0].strip(" *_.,")
        if re.fullmatch(r"[a-z]{2,}(?: [a-z'’-]{2,}){1,2}", piece) and not CLOSING.match(line) and not HAS_ROLE.search(line):
            yield piece
        if CLOSING.match(line) or HAS_ROLE.search(piece) or addresses(piece):
            continue
        if re.fullmatch(FULL_NAME, piece) and not is_outletish(piece):
            yield piece
        elif re.fullmatch(NAME, piece) and " " not in piece:
            firsts.append(piece)
    yield from firsts
    if lone and paste.body:
        last = paste.body.strip().split("\n")[-1].strip(" -–—*_.")
        if re.fullmatch(NAME, last):
            yield last


def _fullest(name: str, paste: Paste) -> str:
    """Return the longest form of a first name that the text gives: in the signature, the headers or the quoted part."""
    if " " in name:
        return name
    places = [*paste.signature, paste.mail.asker.headers.get("from", "")]
    quoted: list[str] = []
    for part in paste.mail.quoted:
        quoted += [part.headers.get("from", ""), part.headers.get("to", "")]
    places += quoted
    places.append(paste.body)
    for place in places:
        ending = r"[^\W\d_]*" if len(name) > 2 and place in quoted else ""
        match = re.search(rf"(?<!\w){re.escape(name)}{ending}[ \t]+(?:{FULL_NAME}|{NAME})", place)
        if match:
            full = clean_name(match[0])
            if " " in full and not is_outletish(full):
                return full
    return name


def _others(paste: Paste, first: str) -> Iterator[str]:
    """Yield further people who ask with the first one."""
    for line in paste.signature:
        pair = PAIR.match(line)
        if pair:
            yield from (pair[1], pair[2])
        piece = re.split(r"\s[|•·–—-]\s|\s*\||,\s|\s*\(", line)[0].strip(" -–—*_")
        if re.fullmatch(FULL_NAME, piece) and len(piece) < len(line.strip(" -–—*_")) and not is_outletish(piece):
            rest = line.replace(piece, "", 1)
            if HAS_ROLE.search(rest) or addresses(rest):
                yield piece
    for match in AND_I.finditer(paste.body):
        name = next(group for group in match.groups() if group)
        yield _fullest(clean_name(name), paste) if clean_name(name) else ""
    for pattern in (COLLEAGUE, OUR_ROLE):
        for match in pattern.finditer(paste.body):
            yield match[1]
    for match in CHECKING.finditer(paste.body):
        yield match[1]
    for match in TWO.finditer(paste.body):
        if first in match.groups() or clean_name(match[1]) == first:
            yield match[2] if clean_name(match[1]) == first else match[1]
    if paste.kind == "note":
        pair = re.search(rf"{re.escape(first)}\s+(?:and|&|\+)\s+({FULL_NAME})", paste.body)
        if pair:
            yield pair[1]

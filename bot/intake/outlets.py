"""The outlet an asker writes for: the best-supported name among those the text puts forward."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.intake.contacts import find_emails
from bot.intake.headers import addresses
from bot.intake.mastheads import (
    ACTS,
    AFTER,
    AIRED,
    BEFORE,
    COMMA,
    FOR,
    FROM,
    INTRO,
    JOURNO_FROM,
    KIND_THEN_NAME,
    MADE,
    NAMED,
    NAMED_KIND,
    ON_AIR,
    PAREN,
    PREPARING,
    ROLE_BRACKET,
    SELF,
    THEN_NAME,
)
from bot.intake.names import fold
from bot.intake.pastes import Paste
from bot.intake.signatures import CLOSING
from bot.intake.vocabulary import HAS_ROLE, MEDIA_WORD, OUTLET, ROLE, STATION_WORD

_PLACE = re.compile(
    r"\b(?:Rd|St|Street|Road|Ave|Avenue|Lane|School|Primary|Academy|Park|Council|Hospital|Foundation|Trust|University|College|Ministry|Department|Agency|Parliament|Committee|County|City|Police|Court|Bridge|Square|House|Church|Station|Commission|Charity|Association|Society|Centre|Center|Clinic|NHS|HSE|CEO|FOI|PM|AM|GMT|BST|EST|PT|ET)$"
)
_TRAIL = re.compile(
    r"(?:\s+(?:magazine|newspaper|website|programme|program|podcast|show|newsletter|blog|radio show|freelance|Ltd\.?|Limited|Inc\.?|LLC|GmbH|plc))+$|\s*\(.*$|[\s,.;:–-]+$"
)
_STOP_FIRST = re.compile(
    r"^(?:The\s)?(?:(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?:$|\s(?:\d|January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec|The|In|At|We|I)\b)|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Spring|Summer|Autumn|Winter|Fall|Christmas|Easter|Ramadan|Hi|Hello|Dear|Thanks|Please|I|We|My|Our|It|Can|Could|Would|If|And|But|Mr|Mrs|Ms|Dr|Myself|Me|Sir|Madam|Zoom|Teams|Signal|WhatsApp|Twitter|Facebook|Instagram|Email|Tel|\d+)\b",
)
_SECTION = re.compile(
    r"(?i)^(?:features?|news|politics|political|sports?|business|culture|arts?|health|education|opinion|comment|investigations?(?: team| unit)?|research|science|money|travel|weekend|books|food|lifestyle|environment"
    r"|lokales?|lokalredaktion|chronik|rubrique.*|ressort.*|redaktion \w+|metro|national|world|data|digital|social|audience|audio|video|picture|climate|housing|crime|courts?|local|city hall|consumer|tech|technology|foreign|home|general)(?: (?:desk|team|unit|editor|section|reporter))?$"
)
_DAY_ONLY = re.compile(r"^(?:The )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")


def trim_outlet(outlet: str) -> str:
    """Return an outlet without what follows its name ("magazine", brackets, a full stop)."""
    previous = ""
    freelance = re.match(
        rf"(?i:freelance[rd]?|contributor|independent|self-employed|contract)\b.*?\b(?i:for|with|commissioned by|on contract for|at)\s+({OUTLET})",
        outlet,
    )
    outlet = freelance[1] if freelance else outlet
    outlet = outlet.strip(" \t*_\"“”'’")
    outlet = re.sub(r"^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day['’]s\s+(?=[^a-z])", "", outlet)
    while previous != outlet:
        previous, outlet = outlet, _TRAIL.sub("", outlet)
    outlet = re.sub(r"^(?:the|le|la|les|el|il|de|het|die|der|das|o|a)\s+(?=\S)", "", outlet)
    outlet = re.sub(
        r"^(?i:redacción|redaktion|rédaction|redazione|redação|redactie|lokalredaktion|newsroom|news desk|newsdesk)(?:\s+(?:de|der|des|di|da|do|du|van))?[:,\s]\s*(?=\S)",
        "",
        outlet,
    )
    outlet = re.sub(r"['’]s$", "", outlet)
    on_air = re.match(rf"(.+?) on (?:the )?({OUTLET})$", outlet)
    if on_air and MEDIA_WORD.search(on_air[2]):
        return on_air[2]
    place = re.match(r"(.+?) in [A-Z]", outlet)
    return place[1] if place and MEDIA_WORD.search(place[1]) else outlet


def find_outlet(paste: Paste, names: tuple[str, ...]) -> str | None:
    """Return the outlet as written, or None where no words of the text name it."""
    if paste.fields.get("outlet"):
        written = paste.fields["outlet"].split("\n")[0]
        titled = re.search(r"[\"“]([^\"”]{3,60})[\"”]", written)
        if titled and re.match(r"(?i)n/?a\b|none|freelance|independent|self|personal|own\b|blog", written):
            return titled[1]
        outlet = trim_outlet(written.strip(" ()"))
        meant = (
            re.search(rf"(?i:\bi mean|\bit['’]s|\bactually|\bcommissioned by|\bfor|\bwith)\s+({OUTLET})", written)
            if re.match(r"(?i)\W*(?:n/a|none|freelance)", written)
            else None
        )
        if meant:
            return trim_outlet(meant[1])
        return None if re.fullmatch(r"(?i)n/?a|none|freelance[rd]?|self|tbc|independent|-+|", outlet) else _shorten(outlet)
    scores: dict[str, float] = {}
    spelled: dict[str, str] = {}
    hosts = _hosts(paste)
    for raw, score in _candidates(paste, names):
        outlet = raw if re.fullmatch(rf"{OUTLET} magazine", raw) and raw in paste.signature else trim_outlet(raw)
        if not _is_possible(outlet, names, paste):
            continue
        key = re.sub(r"^the\s+", "", outlet.casefold())
        spelled.setdefault(key, outlet)
        scores[key] = max(scores.get(key, 0), score + _bonus(outlet, hosts) - (25 if _PLACE.search(outlet) else 0))
    if not scores:
        return None
    best = max(scores, key=lambda key: scores[key])
    if scores[best] < 60:
        return None
    station = _station(paste, best, scores)
    return station or spelled[best]


def _shorten(outlet: str) -> str:
    return re.sub(r"\s*[(,–—|/].*$", "", outlet) if re.search(r"\s[(–—|/]|\(", outlet) else outlet


def _station(paste: Paste, best: str, scores: dict[str, float]) -> str | None:
    """Return the station where the best name is only a programme on it."""
    if STATION_WORD.search(best):
        return None
    for match in ON_AIR.finditer(paste.body):
        outlet = trim_outlet(match["outlet"])
        if re.search(r"\b(?:Radio|FM|TV|Television|Channel|Broadcasting)\b", outlet) and not _DAY_ONLY.match(outlet):
            return outlet if not MEDIA_WORD.search(best) or scores[best] < 110 else None
    return None


def _hosts(paste: Paste) -> set[str]:
    """Return the squeezed host names of the asker's addresses: "harrowmerecourier"."""
    boxes = find_emails(paste)
    labels = (re.sub(r"[^a-z0-9]", "", box.rpartition("@")[2].split(".")[0].casefold()) for box in boxes)
    return {re.sub(r"^the(?=.{4})", "", label) for label in labels if len(label) > 3}


def _bonus(outlet: str, hosts: set[str]) -> float:
    """Return what a media word and an address of that name add."""
    bare = _squeezed(outlet)
    bonus = 12.0 if MEDIA_WORD.search(outlet) else 0.0
    for host in hosts:
        if bare == host or (len(bare) >= 5 and (host.startswith(bare) or bare.startswith(host) or bare.endswith(host))):
            bonus += 60
    return bonus - (8 if len(outlet.split()) > 5 else 0)


def _is_possible(outlet: str, names: tuple[str, ...], paste: Paste) -> bool:
    if not 2 <= len(outlet) <= 60 or _DAY_ONLY.match(outlet) or outlet in names or "@" in outlet or _SECTION.match(outlet):
        return False
    if _STOP_FIRST.match(outlet) and not MEDIA_WORD.search(outlet.split(" ", 1)[-1] if " " in outlet else ""):
        return False
    if HAS_ROLE.fullmatch(outlet) or any(outlet in name or name == outlet for name in names):
        return False
    if re.fullmatch(r"[A-Z.]{1,4}", outlet) and any(
        outlet.replace(".", "") == "".join(word[0] for word in re.split(r"[ -]", name))
        or (outlet[0] == name[0] and len(outlet) == 2)
        for name in names
    ):
        return False
    if any(name in outlet for name in names if " " in name):
        return False
    if re.fullmatch(r"(?i)(?:the )?(?:radio|tv|news|press|media|channel|newspaper|times|podcast)", outlet):
        return False
    to = " ".join(a.rpartition("@")[2].split(".")[0] for a in addresses(paste.mail.asker.headers.get("to", "")))
    bare = re.sub(r"[^a-z0-9]", "", outlet.casefold())
    return not (to and len(bare) > 4 and bare in to.casefold())


def _candidates(paste: Paste, names: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """Yield (a name, how well the words around it support it)."""
    yield from _signed(paste, names)
    yield from _earlier(paste, names)
    header = paste.mail.asker.headers.get("from", "").split("<")[0].strip(' "')
    if "," in header or "(" in header or "|" in header:
        yield re.split(r"[,(|]", header)[-1].strip(" )"), 62
    text = paste.body[:6000]
    for place in re.finditer(rf"\b(?i:based|living|born|here|out) (?:at|in|of)\s+({OUTLET})", text):
        text = text.replace(place[0], " " * len(place[0]))
    for run in _of_hosts(paste, _hosts(paste)):
        yield run, 30
    first = {name.split()[0] for name in names}
    for match in INTRO.finditer(text):
        yield match["outlet"], 78 - 2 * len(match["gap"].split())
    for match in re.finditer(
        rf"(?i:film|documentary|series|programme|program|podcast|strand),\s+(?:called |titled )?[\"“]?{OUTLET}[\"”]?,\s+(?:made )?for\s+({OUTLET})",
        text,
    ):
        yield match[1], 92
    for match in re.finditer(r"(?:\bw/|\bfrom|\bwith|\bat|\bfor)\s+@([A-Za-z][\w.]{2,29})", text):
        yield match[1], 80
    more = paste.fields.get("name", "").partition(",")[2].strip()
    if re.fullmatch(OUTLET, more) and not HAS_ROLE.search(more):
        yield more, 90
    for match in JOURNO_FROM.finditer(text):
        yield match["outlet"], 84
    for match in AIRED.finditer(text):
        yield (
            match["outlet"],
            100
            if re.search(r"(?i)\b(?:films?|productions?|pictures|studios?)\b", " ".join(paste.signature))
            or paste.kind == "note"
            else 64,
        )
    for match in KIND_THEN_NAME.finditer(text):
        yield match["quoted"] or match["outlet"], 84 if match["quoted"] else 78
    for match in NAMED_KIND.finditer(text):
        yield match["outlet"], 100
    for match in ROLE_BRACKET.finditer(text):
        yield match["outlet"], 90
    for match in SELF.finditer(text):
        yield match["outlet"], 66
    for pattern, score in ((NAMED, 80), (THEN_NAME, 90), (PAREN, 82), (COMMA, 66)):
        for match in pattern.finditer(text):
            known = match["name"].split()[0] in first or match["name"] in names
            yield match["outlet"], score if known else 40
    yield from _near_names(text, names)
    for pattern, score in ((MADE, 76), (ACTS, 64), (FOR, 68)):
        for match in pattern.finditer(text):
            yield match["outlet"], score
    for match in PREPARING.finditer(text):
        yield match["outlet"] or match["outlet2"], 62
    for match in re.finditer(rf"(?:–|—|-|\||:)\s+({OUTLET})\s*$", paste.subject):
        yield match[1], 40
    for match in re.finditer(OUTLET, f"{paste.subject}\n{text}"):
        yield match[0], 25


def _near_names(text: str, names: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """Yield what stands beside the askers' names: "Ana Roe … from X", "X reporter Ana Roe", "X (Ana Roe"."""
    for name in names:
        for match in list(re.finditer(re.escape(name), text))[:4]:
            after = AFTER.match(text[match.end() : match.end() + 140])
            if after and not re.search(
                r"(?i)\b(?:bylines?|previously|formerly|ex-|used to|work has|appeared|written for|clips|about|the (?:story|piece|article))\b",
                after["gap"],
            ):
                led = re.search(rf"{FROM}\s+(?:[a-z]+ )?[\"“]?$", after[0][: after.start("outlet")])
                yield after["outlet"], (84 if led else 62) - 1.5 * len(after["gap"].split())
            before = BEFORE.search(text[max(0, match.start() - 90) : match.start()])
            if before:
                led = re.match(rf"{FROM}\s", before[0])
                yield (
                    before["outlet"],
                    (84 if before[0].rstrip().endswith("(") else 78 if led else 60) - 2 * len((before["gap"] or "").split()),
                )


def _of_hosts(paste: Paste, hosts: set[str]) -> Iterator[str]:
    """Yield the runs of words, from all that was pasted, that an address of the asker spells out."""
    if not hosts:
        return
    text = "\n".join((paste.subject, paste.body, *paste.signature, *(part.body for part in paste.mail.quoted)))
    words = [
        (match[0], match.start(), match.end())
        for match in re.finditer(r"[\w'’.+]+|&", re.sub(r"\S+@\S+|https?:\S+|www\.\S+", lambda m: " " * len(m[0]), text))
    ]
    for index, (word, start, _) in enumerate(words[:2000]):
        if not (word[0].isupper() or word[0].isdigit()):
            continue
        for last in range(index, min(index + 6, len(words))):
            run = text[start : words[last][2]]
            if "\n" in run:
                break
            if words[last][0] != "&" and _squeezed(run) in hosts:
                yield run.rstrip(".")


def _squeezed(run: str) -> str:
    return re.sub(r"^the(?=.{4})", "", fold(run.replace("&", "and").replace("+", "and")))


def _earlier(paste: Paste, names: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """Yield names from the asker's own earlier mails in the quoted part."""
    for part in paste.mail.quoted:
        if any(name.split()[0] in part.headers.get("from", "") for name in names):
            for pattern in (INTRO, SELF, JOURNO_FROM):
                for match in pattern.finditer(part.body):
                    yield match["outlet"], 72
            for match in re.finditer(
                rf"(?m)^.{{0,40}}\b(?:For|for|Pour|pour|Para|para|Für|für|Per|per|Voor|voor)\s+({OUTLET})", part.body
            ):
                yield match[1], 62


def _signed(paste: Paste, names: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """Yield the names in signature lines that are neither person, role nor contact."""
    seen_name = False
    for line in paste.signature:
        pieces = [
            p.strip(" *_")
            for p in re.split(r"\s[|•·–—/-]\s|\s*\|\s*|,\s+|\s*/\s*(?=\S+@|\d|https?)|\t", line)
            if p.strip(" *_")
        ]
        with_role = any(HAS_ROLE.search(piece) for piece in pieces)
        for piece in pieces:
            if any(piece.casefold() == name.casefold() or piece in name for name in names):
                seen_name = True
                continue
            if addresses(piece) or re.search(r"\d{3}[\d ().-]{4,}", piece) or CLOSING.match(piece):
                continue
            inside = re.search(
                rf"(?i:{ROLE})\b[\w &'’,-]*?\s\(?(?:at|for|with|of|bei|für|de|en|da|do|di|del|della|pour|voor|bij)\s+({OUTLET})",
                piece,
            )
            if inside:
                yield inside[1], 88
            elif HAS_ROLE.search(piece):
                if piece.startswith("The ") and re.fullmatch(OUTLET, piece):
                    yield piece, 70
            elif re.fullmatch(rf"{OUTLET}(?: (?:magazine|podcast))?", piece.strip(" .")) or re.fullmatch(
                OUTLET, trim_outlet(piece)
            ):
                yield piece.strip(" ."), 86 if with_role else 74 if seen_name else 64

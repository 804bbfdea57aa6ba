"""The asker's own mail addresses and phone numbers."""

from __future__ import annotations

import re

from bot.intake.headers import addresses
from bot.intake.mail import first_name
from bot.intake.pastes import Paste
from bot.intake.texts import squeeze

_GENERAL_BOX = re.compile(
    r"^(?:info|press|news|newsdesk|newsroom|postmaster|corrections?|no-?reply|do-?not-?reply|contact|hello|hi|office|media|enquiries"
    r"|subscriptions?|support|docket|desk|pictures|picturedesk|photos?|tips|editor|editors|editorial|letters|redaccion|redaktion"
    r"|redazione|redacao|redactie|presse|prensa|stampa|imprensa|pers|admin|mail|webmaster|privacy|legal|complaints|events|features"
    r"|team|comms|communications|help|helpdesk|it|service|feedback|ads|advertising)@",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.@/:#£$€-])(?<!\d[ ,])(\+?\(?\d(?:[ \t().\-–,/]{0,3}\d){6,14})(?![\w@%])(?!:\d)")
_DATE_LIKE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d\b"
)
_IP = re.compile(r"^\d{1,3}(?:\.\d{1,3}){3}$")
_THOUSANDS = re.compile(r"\d{1,3}(?:[,.]\d{3})+(?![\d-])$")
_NOT_THEIRS = re.compile(
    r"(?:meeting id|passcode|conference id|pin|fax|ip|case|ref(?:erence)?|invoice|order|charity (?:no|number)|registered|company no"
    r"|iban|account|vat|isbn|isrc|ticket|job|switchboard|your (?:office|press office|number|line|helpline|switchboard)|press office"
    r"|helpline|hotline|advertis\w+|subscriptions?|circulation|sales|accounts|classified|news ?desk|picture desk|photo desk|city desk|newsroom|front desk|reception|main line|main office|general line|zentrale|centralita|centralino|standard|central geral|accueil|911|dial[- ]in)\W{0,3}(?:no\.?|number|is|on|at|:|#)?\W{0,3}$",
    re.IGNORECASE,
)
_GENERAL_LINE = re.compile(
    r"\s?\((?:newsroom|news ?desk|switchboard|reception|main|general|fax|zentrale|centralita|standard)\b", re.IGNORECASE
)
_CUE = re.compile(
    r"(?:tel|phone|call|ring|text|cell|mobile|number|signal|whatsapp|reach|direct|desk|office|at|on|me|t|m|p|c|o)\W{0,4}$", re.I
)
_DIGIT_WORD = (
    r"(?:oh|o|zero|nought|naught|one|two|three|four|five|six|seven|eight|nine|double|treble|triple|hundred|thousand|ten|eleven"
    r"|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|plus|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|cero|zéro|un|deux|trois|quatre|cinq|sept|huit|neuf|null|eins|zwei|drei"
    r"|vier|fünf|sechs|sieben|acht|neun)"
)
_SPOKEN = re.compile(rf"(?<![\w-]){_DIGIT_WORD}(?:[\s,.–-]+{_DIGIT_WORD}){{5,17}}(?![\w-])", re.IGNORECASE)


def digits(number: str) -> str:
    """Return only the digits of a number."""
    return re.sub(r"\D", "", number)


def find_phones(paste: Paste) -> tuple[str, ...]:
    """Return the asker's numbers as written, each once, in order; spelled-out ones stay as spoken."""
    text = "\n".join([paste.lead if paste.kind == "voicemail" else "", paste.fields.get("phone", ""), *_own_words(paste)])
    found = _numbers(text)
    return found or next((numbers for part in _their_earlier(paste) if (numbers := _numbers(part))), ())


def _their_earlier(paste: Paste) -> list[str]:
    """Return what the asker wrote in the quoted part, told by the address or the name in its headers."""
    boxes = {box.casefold() for box in find_emails(paste)}
    parts = [part for part in paste.mail.quoted if boxes & {a.casefold() for a in addresses(part.headers.get("from", ""))}]
    return [part.body for part in (*paste.mail.revived, *parts)]


def _numbers(text: str) -> tuple[str, ...]:
    """Return the phone numbers in `text` that are nobody else's."""
    found: list[str] = []
    for match in _PHONE.finditer(text):
        number = (
            re.split(r"(?<=\d)[.,/]\s+(?=\+?\(?\d)", match[1])[-1].strip(" -–,./\t")
            if ". " in match[1]
            else match[1].strip(" -–,./\t")
        )
        if number.count("(") != number.count(")"):
            number = number.strip("()")
        before = text[max(0, match.start() - 30) : match.start()].split("\n")[-1]
        after = text[match.end() : match.end() + 24].split("\n")[0]
        if not _is_phone(number, before) or _NOT_THEIRS.search(before) or _GENERAL_LINE.match(after):
            continue
        if not any(_same_number(number, other) for other in found):
            found.append(number)
    if not found:
        found.extend(squeeze(match[0]) for match in _SPOKEN.finditer(text))
        found = list(dict.fromkeys(found))[:1]
    return tuple(found)


def _same_number(one: str, other: str) -> bool:
    a, b = digits(one).lstrip("0"), digits(other).lstrip("0")
    shorter = min(len(a), len(b))
    return shorter >= 7 and a[-min(shorter, 10) :] == b[-min(shorter, 10) :]


def _is_phone(number: str, before: str) -> bool:
    count = len(digits(number))
    if _DATE_LIKE.search(number) or _IP.match(number) or _THOUSANDS.fullmatch(number):
        return False
    if re.search(r",\S", number) or number.count(",") > 4:
        return False
    if count >= 9:
        return bool(re.search(r"[ ().–-]", number) or number[0] in "+0" or _CUE.search(before) or not before.strip())
    return bool(re.search(r"\d{3,4}[ .-]\d{4}", number) and _CUE.search(before)) or bool(re.match(r"555[ -]\d{4}", number))


def _own_words(paste: Paste) -> list[str]:
    """Return the asker's text, with the machine's lines of a form where the fields do not hold it."""
    return [paste.body, *paste.signature]


def find_emails(paste: Paste) -> tuple[str, ...]:
    """Return the asker's own addresses, in order; never the house's, a colleague's or a general desk's."""
    headers = paste.mail.asker.headers
    theirs_to = addresses(f"{headers.get('to', '')} {headers.get('cc', '')}")
    ours = {address.rpartition("@")[2].casefold() for address in addresses(headers.get("to", ""))}
    sender = addresses(headers.get("from", ""))
    sender = [] if paste.fields else sender
    candidates = [*sender, *addresses(paste.fields.get("email", "")), *addresses("\n".join(_own_words(paste)))]
    if not sender and not paste.fields:
        candidates = [*_from_quoted(paste), *candidates]
    own = {address.rpartition("@")[2].casefold() for address in sender}
    in_form = addresses(paste.fields.get("email", ""))
    found: list[str] = []
    for address in candidates:
        domain = address.rpartition("@")[2].casefold()
        if address.casefold() in (known.casefold() for known in found):
            continue
        if address in in_form:
            found.append(address)
        elif _GENERAL_BOX.match(address) or address in theirs_to or (domain in ours and domain not in own):
            continue
        else:
            found.append(address)
    return tuple(found)


def _from_quoted(paste: Paste) -> list[str]:
    """Return the asker's address from the headers of what they answer, matched by the name they sign with."""
    last = paste.body.strip().split("\n")[-1]
    end = "\n".join([*paste.signature, last if len(last.split()) <= 4 else ""]).casefold()
    found: list[str] = []
    for part in paste.mail.quoted:
        for header in ("from", "to"):
            for piece in part.headers.get(header, "").split(";"):
                name = first_name(piece.split("<")[0].strip() or piece)
                boxes = addresses(piece)
                if (
                    boxes
                    and len(name) > 1
                    and any(name == word or (len(word) > 2 and name.startswith(word)) for word in re.findall(r"[^\W\d_]+", end))
                ):
                    found.append(boxes[0])
    return list(dict.fromkeys(found))

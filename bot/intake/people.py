"""Who asks: the journalists' names as the text writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.intake.headers import addresses
from bot.intake.pastes import Paste
from bot.intake.signatures import CLOSING
from bot.intake.vocabulary import FULL_NAME, HAS_ROLE, MEDIA_WORD, NAME, OUTLET, ROLE

_INTRODUCED = re.compile(
    rf"(?:(?i:\b(?:this is|it['’]?s|its|i['’]?m|i am|my name is|my name['’]s|name['’]?s|name is|me llamo|soy|mi nombre es|je m['’]appelle|je suis|ici"
    rf"|ich bin|mein name ist|ich heiße|hier (?:ist|spricht)|mi chiamo|sono|aqui (?:é|fala)(?: [oa])?|meu nome é|me chamo|sou(?: [oa])?|ik ben|mijn naam is|met)),?(?:\s+(?:uh|um|er|erm|ehm|ah),?)*)\s+((?:(?:Mrs|Ms|Mr|Miss|Dr|Prof)\.?\s+)?{NAME})"
)
_SIGNED_OFF = re.compile(rf"[.!?)\w]\s+[–—-]{{1,2}}\s*({NAME})\s*(?:[,|(@].{{0,60}})?$")
_ROLE_BRACKET = re.compile(rf"(?i:\b{ROLE})\s+\(({FULL_NAME}),")
_COLLEAGUE = re.compile(rf"\b[Mm]y (?:colleague|co-?author|co-?writer|producer|editor)\s+({FULL_NAME})\s+(?:and|runs|edits|is|will|who|can)\b")
_HERE = re.compile(rf"(?:^|[\s,.!\"“])({NAME})\s+(?i:here)\b")
_AT_OUTLET = re.compile(rf"(?:^|[\s,.!(\"“-])({NAME})\s*(?:@|(?:\s+-\s+)|\s+(?:from|of|at|with|w/)\s+(?:our\s+)?)\s*({OUTLET})", re.M)
_BRACKET = re.compile(rf"({FULL_NAME}|{NAME})\s+\((?=[^()\n]{{2,80}}\))([^()\n]{{2,80}})\)")
_COMMA = re.compile(rf"({FULL_NAME}),\s+((?:[^,.\n]{{0,40}}?\b)?{OUTLET})")
_ROLE_NAME = re.compile(rf"(?i:\b{ROLE})(?:\s+(?i:called|named|by the name of))?,?\s+({FULL_NAME})")
_ON_PHONE = re.compile(rf"(?i:\b(?:call|email|e-mail|message|dm|text|note|query|request|word|phone|voicemail|mail|spoke|speaking|chatted|hearing|heard|press enquiry|media enquiry|enquiry|inquiry) (?:w/|with|from|to|by))\s+({NAME})")
_HAD = re.compile(rf"(?i:\bhad|have|got)\s+({NAME})\s+(?i:on the (?:line|phone|blower))|({NAME})\s+(?i:(?:is |are )?on the (?:line|phone|blower))")
_OUTLET_THEN_NAME = re.compile(rf"(?i:\b(?:from|at|for|of|with)\s+(?:the\s+)?){OUTLET}\s+\(({NAME})[,)]")
_NAME_ROLE = re.compile(rf"({FULL_NAME}),\s+(?:(?:an?|the|their|our)\s+)?(?:[\w-]+\s+){{0,3}}(?i:{ROLE})\b")
_RUNS = re.compile(rf"({FULL_NAME})\s*(?:,|who|–|-|[,]?\s+s?he)\s+(?:who\s+|s?he\s+|they\s+)?(?i:runs|writes|edits|hosts|presents|covers|does)\b")
_VERB_AFTER = re.compile(
    rf"({NAME})\s+(?:\([^)]*\)\s+)?(?i:(?:just |has |is |'s )?(?:rang|called|emailed|e-mailed|phoned|messaged|texted|dm['’]?d|wants|asking|asks|after|chasing|working|writing|doing|needs|wondering|back (?:on|in) touch))\b"
)
_AND_I = re.compile(rf"({NAME})\s+and\s+I\b|\b(?:me|I)\s+and\s+({NAME})|\b(?:my colleague|with my colleague|alongside)\s+({NAME})")
_CHECKING = re.compile(rf"(?i:fact-?check\w*|checking|research\w*)[^.\n]{{0,40}}?\b(?:on|for)\s+({FULL_NAME})['’]s?\s+(?:\w+\s+){{0,3}}(?:feature|piece|story|article|essay|report)")
_PAIR = re.compile(rf"^\s*({FULL_NAME})\s+(?:and|&|et|y|und|e)\s+({FULL_NAME})\s*(?:[,|(–—-].*)?$")
_NOT_A_NAME = re.compile(
    r"^(?:Hi|Hello|Hey|Dear|Thanks|Thank|He|She|They|There|Their|His|Her|Warmly|Inbound|Passing|FYI|Fyi|Many|Kind|Best|Warm|Warmest|Regards|Cheers|Please|The|A|An|This|That|It|Its|We|I|My|Our|You|Your|If|And|But|So|Ok|Can"
    r"|Could|Would|Who|What|When|Where|Why|How|Is|Are|Do|Does|Did|Has|Have|Any|Got|Says|Said|Wants|Also|Not|No|Yes|Just|Sorry|Yeah|Oh|Um|Morning"
    r"|Good|Afternoon|Evening|Sent|From|To|Date|Subject|Re|Tel|Mobile|Cell|Phone|Signal|Email|Office|Direct|Press|Media|News|Investigations|Research|Features"
    r"|Politics|Sport|Business|Editorial|Senior|Chief|Staff|Deputy|Special|Health|Science|Education|Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun|Monday"
    r"|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|July|September|October|November"
    r"|December|Cordialement|Merci|Saludos|Gracias|Atentamente|Obrigado|Obrigada|Abraço|Grazie|Saluti|Viele|Mit|Freundliche|Gruß|Grüße|Bonjour|Hola|Olá"
    r"|Ciao|Hallo|Buenos|Buenas|Boa|Bom|Prezados?|Prezadas?|Caros?|Caras?|Rubrique|Ressort|Redaktion|Freelance|Heads|Update|Urgent|Breaking|Question|Need|Bye|Both|All|Team"
    r"|Let|As|At|On|In|For|With|By|Of|Up|Via|Voicemail|Transcript|Message|Call|Twitter|Instagram|Facebook|Reporter|Producer|Journalist|Editor|Yours|Sincerely|Looking|Speak|Talk|Take|Pitch|Reminder|Cheerio|Bye|Ta|Slán|Adios|Tschüss|Copy|Anonymous|Anything|Someone|Somebody|Everyone|Nobody|People|Would|Did|Does|Have|Had|Were|Was|Been|New|Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays|Zoom|Teams)$"
)
_BRANCH = re.compile(r"\b(?:desk|team|newsroom|press|office|news|alerts?|noreply|info|media|events|support|service|notifications?|redaktion|redacción|redacao|redação|rédaction|redazione|redactie|show|programme)\b", re.IGNORECASE)


def clean_name(raw: str) -> str:
    """Return a name without titles of greeting or marks around it, or "" where it cannot be one."""
    name = raw.strip(" \t\"'“”*_,.-–—|:;()")
    name = re.sub(r"^(?:Mrs|Ms|Mr|Miss|Dr|Prof|Sir|Dame)\.?\s+(?=\S)", "", re.sub(r"['’]s$", "", name))
    if raw.strip().endswith(".") and re.search(r"\b[^\W\d_]\.$", raw.strip()) and len(raw.strip()) > 2:
        name += ""
    words = name.split()
    while words and _NOT_A_NAME.match(words[0]):
        words = words[1:]
    while words and _NOT_A_NAME.match(words[-1]) and len(words) > 1:
        words = words[:-1]
    name = " ".join(words)
    is_lower = re.fullmatch(r"[a-z]{2,} [a-z'’-]{2,}", name) and raw == name
    return name if (re.fullmatch(NAME, name) or is_lower) and len(name) > 1 else ""


def find_journalists(paste: Paste) -> tuple[str, ...]:
    """Return everyone who asks, as written, the fullest form of each; a first name alone where that is all."""
    names: list[str] = []
    greeted = _greeted(paste.body)
    for raw in _primary(paste):
        name = clean_name(raw)
        if name and name.split()[0].casefold() not in greeted - _signed_firsts(paste):
            names.append(name)
            break
    if not names:
        return ()
    names[0] = _fullest(names[0], paste)
    for raw in _others(paste, names[0]):
        name = clean_name(raw)
        if name and not any(_same_person(name, known) for known in names):
            names.append(name)
    return tuple(names)


def _greeted(body: str) -> set[str]:
    """Return the first names, in lower case, of those the message greets."""
    opening = body.strip()[:200]
    match = re.match(rf"(?i:hi|hey|hello|dear|hiya|morning|good (?:morning|afternoon|evening)|hola|bonjour|hallo|liebe[r]?|olá|oi|ciao|cara|caro|beste)\s+({NAME}(?:\s+(?:&|and)\s+{NAME})?)(?=\s*(?:[,.!:–—-]|\n|$))", opening)
    named = re.match(rf"({NAME})\s*,(?!\s*(?:from|of|at)\b)", opening)
    if named and " " in named[1]:
        named = None
    return {name.casefold() for found in (match, named) if found for name in re.findall(r"[^\W\d_]+", found[1])}


def _signed_firsts(paste: Paste) -> set[str]:
    return {line.split()[0].casefold().strip(",.") for line in paste.signature if line.split()}


def _same_person(one: str, other: str) -> bool:
    a, b = one.casefold().split(), other.casefold().split()
    return a[0] == b[0] and (len(a) == 1 or len(b) == 1 or a[-1] == b[-1])


def _primary(paste: Paste) -> Iterator[str]:
    """Yield names for the first asker, the surest source first."""
    fields = paste.fields
    if fields.get("first_name") and fields.get("last_name"):
        yield f"{fields['first_name']} {fields['last_name']}"
    if fields.get("name") or fields.get("first_name"):
        yield re.split(r"[,(|]", fields.get("name") or fields["first_name"])[0]
    if paste.speaker and not paste.speaker.startswith("@") and re.fullmatch(FULL_NAME, paste.speaker):
        yield paste.speaker
    yield from _header_name(paste)
    if paste.kind == "note":
        yield from _in_note(paste.body)
    if paste.kind in {"voicemail", "chat"}:
        yield from _in_speech(paste.body)
    yield from _signed_names(paste)
    yield from _in_speech(paste.body)
    yield from (name for name in _in_note(paste.body) if " " in name)
    yield from _signed_names(paste, lone=True)
    if paste.speaker:
        yield paste.speaker.lstrip("@")


def _header_name(paste: Paste) -> Iterator[str]:
    """Yield the sender's name from the From header, unless it is a desk."""
    header = paste.mail.asker.headers.get("from", "")
    name = re.sub(r"<.*|\[mailto.*|\(.*|\bvia\b.*|\S+@\S+", "", header).strip(' "\'')
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
    for match in _SIGNED_OFF.finditer(text.strip()):
        yield match[1]
    for pattern in (_ROLE_BRACKET, _INTRODUCED, _HERE, _NAME_ROLE):
        for match in pattern.finditer(early):
            yield match[1]
    for match in _AT_OUTLET.finditer(text):
        if MEDIA_WORD.search(match[2]) or "@" in match[0]:
            yield match[1]
    last = text.strip().split("\n")[-1]
    for match in re.finditer(rf"(?:^|[\s.!?-])({NAME})\s*(?:@|\||,|\()\s*({OUTLET})", last):
        yield match[1]
    closing = re.search(rf"(?:^|[.!?…)]\s+|\bxx?\s+)({NAME})\s*(?:\(@?[\w.]+\))?\s*[.x]*$", last)
    if closing:
        yield closing[1]


def _in_note(text: str) -> Iterator[str]:
    """Yield names a colleague gives for the one who asks, best supported first."""
    text = text[:5000]
    found: list[tuple[int, int, str]] = []
    for pattern, score in ((_OUTLET_THEN_NAME, 8), (_HAD, 6), (_NAME_ROLE, 6), (_RUNS, 5), (_AT_OUTLET, 5), (_BRACKET, 5), (_COMMA, 3), (_ON_PHONE, 5), (_VERB_AFTER, 5), (_ROLE_NAME, 5), (_INTRODUCED, 3)):
        for match in pattern.finditer(text):
            name = clean_name(next(group for group in match.groups() if group))
            if not name:
                continue
            around = match[2] if pattern.groups >= 2 and match[2] else ""
            before = text[max(0, match.start() - 24) : match.start(1) if match[1] else match.start()]
            extra = 3 if MEDIA_WORD.search(around) or HAS_ROLE.search(around) else 0
            if pattern in (_BRACKET, _COMMA) and not extra and not re.search(r"\d{3}", around):
                extra = -3
            extra += 1 if " " in name else 0
            extra -= 6 if _is_outletish(name) else 0
            extra -= 5 if re.search(r"(?i)\b(?:from|at|of|for|outside|to|about|in|near|our|called by|hi|dear)\s+(?:the\s+)?$", before) and pattern not in (_ON_PHONE, _OUTLET_THEN_NAME) else 0
            extra -= 5 if re.search(rf"(?i)@{re.escape(name)}|\b(?:hi|hey|hello|dear|morning|thanks) {re.escape(name)}\b", text) else 0
            found.append((-(score + extra), match.start(), name))
    for score, _, name in sorted(found):
        if score <= (-3 if " " in name else -4):
            yield name


def _signed_names(paste: Paste, *, lone: bool = False) -> Iterator[str]:
    """Yield names from the signature: full ones first, then a first name after the closing words."""
    firsts: list[str] = []
    for line in paste.signature:
        pair = _PAIR.match(line)
        if pair:
            yield pair[1]
        piece = re.split(r"\s[|•·–—/-]\s|\s*\||,\s|\s*\(|\t|:", line.strip(" -–—*_"))[0].strip(" *_.,")
        if re.fullmatch(r"[a-z]{2,}(?: [a-z'’-]{2,}){1,2}", piece) and not CLOSING.match(line) and not HAS_ROLE.search(line):
            yield piece
        if CLOSING.match(line) or HAS_ROLE.search(piece) or addresses(piece):
            continue
        if re.fullmatch(FULL_NAME, piece) and not _is_outletish(piece):
            yield piece
        elif re.fullmatch(NAME, piece) and " " not in piece:
            firsts.append(piece)
    yield from firsts
    if lone and paste.body:
        last = paste.body.strip().split("\n")[-1].strip(" -–—*_.")
        if re.fullmatch(NAME, last):
            yield last


def _is_outletish(piece: str) -> bool:
    return bool(MEDIA_WORD.search(piece)) or piece.startswith(("The ", "Le ", "La ", "El ", "Diario ", "Die ", "Der ", "Das "))


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
            if " " in full and not _is_outletish(full):
                return full
    return name


def _others(paste: Paste, first: str) -> Iterator[str]:
    """Yield further people who ask with the first one."""
    for line in paste.signature:
        pair = _PAIR.match(line)
        if pair:
            yield from (pair[1], pair[2])
        piece = re.split(r"\s[|•·–—-]\s|\s*\||,\s|\s*\(", line)[0].strip(" -–—*_")
        if re.fullmatch(FULL_NAME, piece) and len(piece) < len(line.strip(" -–—*_")) and not _is_outletish(piece):
            rest = line.replace(piece, "", 1)
            if HAS_ROLE.search(rest) or addresses(rest):
                yield piece
    for match in _AND_I.finditer(paste.body):
        name = next(group for group in match.groups() if group)
        yield _fullest(clean_name(name), paste) if clean_name(name) else ""
    for match in _COLLEAGUE.finditer(paste.body):
        yield match[1]
    for match in _CHECKING.finditer(paste.body):
        yield match[1]
    if paste.kind == "note":
        pair = re.search(rf"{re.escape(first)}\s+(?:and|&|\+)\s+({FULL_NAME})", paste.body)
        if pair:
            yield pair[1]

"""Who asks: the journalists' names as the text writes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.intake.headers import addresses
from bot.intake.pastes import Paste
from bot.intake.signatures import CLOSING
from bot.intake.vocabulary import FULL_NAME, HAS_ROLE, MEDIA_WORD, NAME, OUTLET, ROLE

_INTRODUCED = re.compile(
    rf"(?:(?i:\b(?:this is|it['’]?s|its|i['’]?m|i am|my name is|my name['’]s|name['’]?s|name is|me llamo|soy|mi nombre es|je m['’]appelle|je suis|ici"
    rf"|ich bin|mein name ist|ich heiße|hier (?:ist|spricht)|mi chiamo|sono|aqui (?:é|fala)(?: [oa])?|meu nome é|me chamo|sou(?: [oa])?|ik ben|mijn naam is|met)),?(?:\s+(?:uh|um|er|erm|ehm|ah),?)*)\s+((?:(?:Mrs|Ms|Mr|Miss|Dr|Prof)\.?\s+)?{NAME})"
)
#: Ways of giving a name that stand around it rather than before it.
_GIVEN = re.compile(
    rf"({NAME})\s+(?i:is (?:my|the) name|speaking\b|calling\b|ringing\b|phoning\b|am apparat|à l['’]appareil|al (?:aparato|habla)|al telefono)"
    rf"|\b(?i:myself|the name is|the name['’]s|under the name|signed|les (?:escribe|saluda|habla)|le (?:escribe|saluda|habla)|te (?:escribe|habla|saluda)|os escribe|habla|escribe|c['’]est"
    rf"|aqu[ií](?: es)?|aqui quem fala é|quem (?:fala|escreve) é [oa]?|quem escreve é|fala [oa]|parla|vi scrive|le scrive|ti scrive|scrive|es (?:meldet sich|schreibt ihnen)|mit|(?:u spreekt|je spreekt) met|hier)\s+({NAME})"
)
#: "someone called X", "a woman by the name of X", "a bloke, X, from".
_CALLED = re.compile(
    rf"\b(?i:someone|somebody|anyone|one|woman|man|guy|lady|girl|lad|fella|bloke|chap|gentleman|person|kid|student|freelancer|team|crew|namens|llamad[oa]|nommée?|appelée?|di nome|chamad[oa])"
    rf"(?:,? (?i:called|named|by the name of|namens|who (?:said|says) (?:her|his|their) name (?:was|is)))?,?\s+({NAME})"
)
#: The message was taken from, left by or is about the call of somebody, in the languages of the desk.
_RANG_FOREIGN = re.compile(
    rf"(?i:hat|habe?n?|a|ha|heeft|han|llamó|llama|ha llamado|ligou|telefonou|a appelé|anruf von|anfrage von|mail von|llamada de|correo de|mensaje de|appel de|mail de|message de|telefonata di|chiamata di|mail di|ligação de|telefonema de|telefoontje van|mail van|belde)\s+(?:mich |uns |gerade |eben |grad |justo |ook )?({NAME})"
    rf"|({NAME})\s+(?:(?:vom|von der|von|bei|beim|de|del|de la|du|da|do|di|della|van|van de|van het)\s+{OUTLET}\s+)?(?i:hat (?:gerade |eben |grad |heute |uns |mich |hier )*(?:angerufen|geschrieben|gemailt|gefragt|sich gemeldet)|rief|ruft an|schreibt|möchte|will wissen|fragt|bittet|llamó|ha llamado|llama|pregunta|quiere|a appelé|appelle|demande|voudrait|ha chiamato|chiede|vuole|ligou|telefonou|quer|pergunta|belde|heeft gebeld|vraagt|wil)\b"
)
#: "… has just rung, X": the name after the news of the call.
_RANG_THEN = re.compile(rf"(?i:\b(?:angerufen|gemeldet|geschrieben|called|rang|rung|phoned|emailed|wrote in|messaged|llamado|appelé|chiamato|ligado|gebeld))\s*(?:[,:(–—-]|\s-)\s*({FULL_NAME})")
#: "the Echo's Ana Roe has asked".
_OF_PAPER = re.compile(rf"\w['’]s\s+({FULL_NAME})\s+(?i:has|have|is|was|rang|called|emailed|phoned|wants|wanted|asked|asks|says|would|wrote|got|just)\b")
#: Two people in one breath: "(Ana Roe + Bo Lee)", "Ana Roe and Bo Lee from".
_TWO = re.compile(rf"({FULL_NAME})\s*(?:\+|&|/|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b)\s*({FULL_NAME})")
_FROM = r"(?:calling from|ringing from|phoning from|writing from|calling for|writing for|reporting for|on behalf of|per conto di|chiamo da|over at|from|of|at|with|w/|@|for|vom|von der|von|bei der|beim|bei|für|del|dello|della|de la|de|di|da|do|du|des|chez|pour|para|per|voor|van de|van het|van)"
#: A full name tied to an outlet at the head of the message: "Dex Moyle from The Brine here".
_HEAD = re.compile(rf"^\W*(?:(?i:hi|hey|hello|hiya|hola|bonjour|hallo|ciao|olá|oi|salut|morning|good (?:morning|afternoon|evening)|buenas|guten (?:tag|morgen)|buonasera|buongiorno|bom dia|boa tarde)(?: (?:there|all|team|folks|everyone|\w+))?\W+)?({FULL_NAME}),?\s+{_FROM}\s+(?:(?:the|il|la|le|el|het|de|der|die|das)\s+)?{OUTLET}")
#: "Hi, Hugo Delamere, Six O'Clock South." at the head of a message or of the words a colleague pasted.
_NAME_COMMA = re.compile(rf"(?:^|[\"“])\W*(?:(?i:hi|hey|hello|hiya|good (?:morning|afternoon|evening)|morning|evening)(?: (?:there|all|team|folks|both))?[,.!]*\s+)?({FULL_NAME}),\s+{OUTLET}(?=\s*(?:[.,;!(]|here\b|\n|$))")
#: Somebody of theirs who will ask as well.
_OUR_ROLE = re.compile(rf"\b(?i:our|my)\s+(?:[\w-]+\s){{0,2}}?(?i:correspondent|reporter|journalist|presenter|producer|columnist|writer|editor|host|anchor),?\s+({FULL_NAME})")
_CLOSED_WITH = re.compile(rf"^\W*(?i:many thanks|thanks(?: so much| again| a million)?|thank you|cheers|ta|best|all best|all the best|best wishes|regards|kind regards|best regards|warm regards|warmly|yours|sincerely|gratefully|saludos|gracias|un saludo|merci|cordialement|grazie|obrigad[oa]|viele grüße|lg|vg|mfg|groet(?:jes)?)\s*[,!.–-]*\s+(?={NAME}\s*(?:[,|(·–—-].*|$|xx?$))")
#: Journalists named in brackets after a handle, or after the paper they come from.
_HANDLE_NAME = re.compile(rf"@[\w.]+\s+\(({FULL_NAME})[,)]")
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
_OUTLET_THEN_NAME = re.compile(rf"(?i:\b(?:from|at|for|of|with)\s+(?:the\s+)?){OUTLET}\s*(?:\(|[,–—:-]\s+)({NAME})(?=\s*(?:[,)+&.;]|and\b|-))")
_NAME_ROLE = re.compile(rf"({FULL_NAME}),\s+(?:(?:an?|the|their|our)\s+)?(?:[\w-]+\s+){{0,3}}(?i:{ROLE})\b")
_RUNS = re.compile(rf"({FULL_NAME})\s*(?:,|who|–|-|[,]?\s+s?he)\s+(?:who\s+|s?he\s+|they\s+)?(?i:runs|writes|edits|hosts|presents|covers|does)\b")
_VERB_AFTER = re.compile(
    rf"({NAME})\s+(?:\([^)]*\)\s+)?(?:(?:from|at|of|with|@|over at)\s+(?:the )?{OUTLET}\s+)?(?i:(?:has |have |is |are |'s |was )?(?:just |also |already )?(?:rang|rung|ringing|called|emailed|e-mailed|phoned|messaged|texted|dm['’]?d|wants|asking|asks|after|chasing|working|writing|doing|needs|wondering|back (?:on|in) touch))\b"
)
_AND_I = re.compile(rf"({NAME})\s+and\s+I\b(?!\s(?:am|was|do|need|want|just|also|thought|wondered)\b|['’])|\b(?:me|I)\s+and\s+({NAME})|\b(?:my colleague|with my colleague|alongside)\s+({NAME})")
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
    r"|Let|As|At|On|In|For|With|By|Of|Up|Via|Voicemail|Transcript|Message|Call|Twitter|Instagram|Facebook|Reporter|Producer|Journalist|Editor|Yours|Sincerely|Looking|Btw|Diolch|Slán|Fao|Attn|Attention|Dr|Mrs|Myself|Head|Chair|Director|Speak|Talk|Take|Pitch|Reminder|Cheerio|Bye|Ta|Slán|Adios|Tschüss|Copy|Anonymous|Anything|Someone|Somebody|Everyone|Nobody|People|Would|Did|Does|Have|Had|Were|Was|Been|New|Mondays|Tuesdays|Wednesdays|Thursdays|Fridays|Saturdays|Sundays|Zoom|Teams)$"
)
_BRANCH = re.compile(r"\b(?:desk|team|newsroom|press|office|news|alerts?|noreply|info|media|events|support|service|notifications?|redaktion|redacción|redacao|redação|rédaction|redazione|redactie|show|programme)\b", re.IGNORECASE)


def clean_name(raw: str) -> str:
    """Return a name without titles of greeting or marks around it, or "" where it cannot be one."""
    name = raw.strip(" \t\"'“”*_,.-–—|:;()")
    name = re.sub(r"^(?:Mrs|Ms|Mr|Miss|Mme|Mlle|Dr|Prof|Professor|Sir|Dame|Rev|Canon|Herr|Frau|Sig|Dott|Sr|Sra)\.?\s+(?=\S)", "", re.sub(r"['’]s$", "", name))
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
        if name and name.split()[0].casefold() not in greeted and not _is_outletish(name) and not any(_same_person(name, known) for known in names):
            names.append(name)
    return tuple(names)


def _boxes(paste: Paste) -> list[str]:
    """Return the local parts, letters only and in lower case, of the addresses the asker's words hold."""
    house = {a.casefold() for a in addresses(paste.mail.asker.headers.get("to", ""))}
    text = "\n".join((paste.mail.asker.headers.get("from", ""), paste.fields.get("email", ""), paste.body, *paste.signature))
    return [fold(a.partition("@")[0]) for a in addresses(text) if a.casefold() not in house]


def fold(text: str) -> str:
    """Return the letters and digits of `text` without case or accents, for comparing names with addresses."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    return re.sub(r"[^a-z0-9]", "", plain)


def _evidence(name: str, boxes: list[str], paste: Paste) -> float:
    """Return what the asker's addresses and the look of a name say for or against it."""
    words = [fold(word) for word in re.split(r"[\s-]+", name) if len(fold(word)) > 1]
    score = 0.0
    for box in boxes:
        if len(words) > 1 and (words[-1] in box or (len(words[0]) > 2 and words[0] in box)):
            score = max(score, 60.0)
        elif words and len(words[0]) > 2 and box.startswith(words[0]):
            score = max(score, 40.0)
    score -= 60 if _is_outletish(name) else 0
    score -= 15 if " " not in name else 0
    to = paste.mail.asker.headers.get("to", "")
    return score - (80 if " " in name and name in to else 0)


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
        for match in _HANDLE_NAME.finditer(paste.lead):
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
    head = _HEAD.match(text) or _NAME_COMMA.search(text[:400])
    if head:
        yield without_place(head[1])
    for pattern in (_ROLE_BRACKET, _HANDLE_NAME, _INTRODUCED, _GIVEN, _HERE, _NAME_ROLE):
        for match in pattern.finditer(early):
            name = next(group for group in match.groups() if group)
            if not re.search(r"(?:^|\W)(?:[Tt]he|Die|Das|Le|La|El|Il|De|Het)\s+$", early[: match.start(match.lastindex or 1)]):
                yield without_place(name)
    for match in _AT_OUTLET.finditer(text):
        if MEDIA_WORD.search(match[2]) or "@" in match[0] or (match.start() < 160 and re.search(r"(?:^|[?!.…,:]\s*|\b(?:hi|hey|hello|hiya) )$", text[: match.start(1)], re.IGNORECASE)):
            yield match[1]
    last = text.strip().split("\n")[-1]
    for match in re.finditer(rf"(?:^|[\s.!?-])({NAME})\s*(?:@|\||,|\()\s*({OUTLET})", last):
        yield match[1]
    closing = re.search(rf"(?:^|[.!?…)]\s+|\bxx?\s+)({NAME})\s*(?:\(@?[\w.]+\))?\s*[.x]*$", last)
    if closing:
        yield closing[1]


def without_place(name: str) -> str:
    """Return "Ximena Tlapale" for "Ximena Tlapale de Nopalera": after two words, "de" and the like lead to the outlet."""
    match = re.match(rf"({FULL_NAME}?)\s+(?:de|di|da|do|du|von|van|del|della)\s", name)
    return match[1] if match and " " in match[1] else name


def _in_note(text: str) -> Iterator[tuple[str, float]]:
    """Yield names a colleague gives for the one who asks, best supported first."""
    text = text[:2500]
    found: list[tuple[float, int, str]] = []
    for pattern, score in ((_CALLED, 6), (_OF_PAPER, 6), (_RANG_THEN, 6), (_RANG_FOREIGN, 5), (_OUTLET_THEN_NAME, 8), (_HAD, 6), (_NAME_ROLE, 6), (_RUNS, 5), (_AT_OUTLET, 5), (_BRACKET, 5), (_COMMA, 3), (_ON_PHONE, 5), (_VERB_AFTER, 5), (_ROLE_NAME, 5), (_INTRODUCED, 3)):
        for match in pattern.finditer(text):
            name = clean_name(next((group for group in match.groups() if group), ""))
            if not name:
                continue
            around = match[2] if pattern.groups >= 2 and match[2] else ""
            place = next(match.start(number) for number in range(1, pattern.groups + 1) if match[number])
            before = text[max(0, place - 24) : place]
            extra = 3 if MEDIA_WORD.search(around) or HAS_ROLE.search(around) else 0
            if pattern in (_BRACKET, _COMMA) and not extra and not re.search(r"\d{3}", around):
                extra = -3
            extra += 1 if " " in name else 0
            extra -= 2 if " " not in name and not MEDIA_WORD.search(around) and pattern in (_RANG_FOREIGN, _AT_OUTLET) else 0
            extra -= 6 if _is_outletish(name) else 0
            extra -= 5 if re.search(r"(?i)\b(?:from|at|of|for|outside|to|about|in|near|our|called by|hi|dear|im|vom|am|zum|zur|der|die|das|dem|den|beim|en|el|del|al|au|du|nel|sul|no|na)\s+(?:the\s+)?$", before) and pattern not in (_ON_PHONE, _OUTLET_THEN_NAME) else 0
            extra -= 5 if re.search(rf"(?i)@{re.escape(name)}|\b(?:hi|hey|hello|dear|morning|thanks) {re.escape(name)}\b", text) else 0
            extra -= 6 if re.search(r"[&+]\s*$|\b(?:btw|fyi|cc)\W*$", before, re.IGNORECASE) and " " not in name else 0
            found.append((-(score + extra), match.start(), name))
    for score, _, name in sorted(found):
        if score <= (-3 if " " in name else -4):
            yield name, -score


def _signed_names(paste: Paste, *, lone: bool = False) -> Iterator[str]:
    """Yield names from the signature: full ones first, then a first name after the closing words."""
    firsts: list[str] = []
    for line in paste.signature:
        line = _CLOSED_WITH.sub("", line)
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
    for pattern in (_COLLEAGUE, _OUR_ROLE):
        for match in pattern.finditer(paste.body):
            yield match[1]
    for match in _CHECKING.finditer(paste.body):
        yield match[1]
    for match in _TWO.finditer(paste.body):
        if first in match.groups() or clean_name(match[1]) == first:
            yield match[2] if clean_name(match[1]) == first else match[1]
    if paste.kind == "note":
        pair = re.search(rf"{re.escape(first)}\s+(?:and|&|\+)\s+({FULL_NAME})", paste.body)
        if pair:
            yield pair[1]

"""A pasted text read as what it is: a mail, a form, a chat, a voicemail transcript or a colleague's note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.intake.forms import read_form
from bot.intake.headers import addresses
from bot.intake.mail import Mail, Part, read_mail
from bot.intake.signatures import Letter, split_letter
from bot.intake.vocabulary import FULL_NAME, NAME, UPPER

_VOICEMAIL = re.compile(
    r"messaggio vocale|mensaje de voz|nota de voz|message vocal|sprachnachricht|mensagem de voz|nota de áudio|voice ?(?:bericht|note|memo|to text|-to-text)|ingesproken|mailbox-?nachricht|voice\s?-?mail|voice message|transcri(?:pt|bed|ption)|left (?:a |on |wed|mon|tue|thu|fri|sat|sun)|message left"
    r"|answer\s?phone|missed call|mailbox|buzón de voz|messagerie vocale|anrufbeantworter|segreteria|correio de voz|recado",
    re.IGNORECASE,
)
_CHAT = re.compile(
    rf"^\[?(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?\s+)?\d{{1,2}}[:.]\d{{2}}(?::\d{{2}})?\s?(?:[APap]\.?[Mm]\.?)?\]?\s*[-–]?\s*"
    rf"(@?[{UPPER}\w][\w .'’-]{{1,40}}?)\s*:\s+(.*)$"
)
_HANDLE = re.compile(rf"^\s*({FULL_NAME}|@[\w.]{{2,30}})\s*(?:\(@[\w.]+\)\s*)?(?:[·•|,(\[].{{0,40}})?:\s+(\S.*)$")
#: A colleague speaking of the journalist: third person, or the house's own talk.
_THIRD_PERSON = re.compile(
    r"\b(?:she|he|they)(?:['’]s|['’]d|['’]ll|['’]re)?\b.{0,40}?\b(?:want\w*|ask\w*|need\w*|say\w*|said|call\w*|rang|fil(?:ing|es)|after"
    r"|writ\w+|on|do|doing|looking|wondering|mention\w*|working|record\w*|deadline)\b"
    r"|\b(?:her|his|their) (?:cell|mobile|number|email|deadline|desk|editor|piece|story|questions?)\b"
    r"|\b(?:just )?(?:rang|called|emailed|phoned|messaged|dm['’]?d|texted|pinged|collared|cornered|grabbed|doorstepped|turned up)\b"
    r"|@here\b|@channel\b|\bheads[ -]up\b|\boff the phone\b|\bgot (?:a call|an? (?:e-?mail|dm|text))|\b(?:wants|asking|asked) (?:to|if|for|us|about|what|why|how|whether)\b"
    r"|\b(?:journo|reporter|journalist|producer)\b.{0,30}\b(?:from|at|with|outside|on the (?:phone|line))\b|\bwants\b|\bname['’]?s\b"
    r"|\bcan (?:someone|somebody|anyone|anybody) (?:take|call|ring|pick|handle|get)\b"
    r"|\b(?:hat|haben) (?:\S+ ){0,6}?(?:angerufen|geschrieben|gemailt|nachgefragt|sich gemeldet)\b|\b(?:will|möchte|wollte|wollen) (?:wissen|mit)\b|\b(?:sie|er) (?:will|möchte|braucht|fragt|meint|schreibt|bittet)\b"
    r"|\b(?:ha llamado|llamó|ha escrito|quiere saber|pregunta (?:si|por|qué|cuánt\w+)|pide)\b|\b(?:a appelé|a écrit|voudrait savoir|veut savoir|demande si|elle veut|il veut)\b|\b(?:ha chiamato|ha scritto|vuole sapere|chiede (?:se|di))\b"
    r"|\b(?:ligou|telefonou|mandou|quer saber|pergunta (?:se|quant\w+)|pediu)\b|\b(?:heeft gebeld|belde|wil weten|vraagt (?:of|hoeveel))\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(
    r"\b(?:i['’]?m|i am|it['’]?s|its|this is|my name is|here from)\b.{0,40}\b(?:from|at|with|for|of|on|reporter|journalist|writer|producer)\b"
    r"|\bi(?:['’]?m| am) (?:writing|working|doing|researching)|\bwe(?:['’]re| are) (?:writing|running|publishing)|\bi (?:host|edit|write|run|produce|cover|present|work|report|am|have|was|would)\b|\bi['’](?:d|ve|ll)\b|\byour\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    r"(?:journalist|media|press|source|reporter) (?:request|quer(?:y|ies)|opportunit|alert|enquiry #)|request (?:from|#)|query #|\bedition\b"
    r"|#?journorequest|responses? (?:needed|wanted)|source (?:request|wanted)|requirements\s*:",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Paste:
    """The text in the parts the rules work on. `kind` is mail, form, service, chat, voicemail or note."""

    kind: str
    mail: Mail
    letter: Letter
    fields: Mapping[str, str] = field(default_factory=dict)
    speaker: str = ""
    lead: str = ""

    @property
    def body(self) -> str:
        """The asker's running text, without signature and small print."""
        return self.letter.body

    @property
    def signature(self) -> tuple[str, ...]:
        """The lines of the asker's signature."""
        return self.letter.signature

    @property
    def subject(self) -> str:
        """The subject as written, or ""."""
        return self.fields.get("subject", "") or self.mail.asker.headers.get("subject", "")

    @property
    def words(self) -> str:
        """All the asker wrote: subject, body and signature."""
        return "\n".join(part for part in (self.subject, self.body, "\n".join(self.signature)) if part)


def read_paste(text: str) -> Paste:
    """Return cleaned `text` as a `Paste`."""
    mail = read_mail(text)
    asker = mail.asker
    fields = read_form(asker.body)
    if fields:
        message = "\n".join(v for v in (fields.get("message", ""),) if v)
        opening = asker.body[:200]
        service = bool(_SERVICE.search(opening)) or (
            "outlet" in fields
            and bool(
                re.search(
                    r"(?mi)^\W*(?:\d+[.)]\s*)?(?:query|request|seeking|the ask|requirements|journalist|media title|reply to|pitch(?:es)? to|send replies to)\b.{0,12}[:|=>]",
                    asker.body[:2000],
                )
            )
        )
        return Paste("service" if service else "form", mail, Letter(message, ()), fields, lead=opening)
    if not asker.headers and not mail.quoted:
        card = _read_card(asker.body)
        if card:
            return Paste("chat", mail, card[1], speaker=card[0])
        chat = _read_chat(asker.body)
        if chat:
            speaker, body = chat
            return Paste("chat", mail, Letter(body, ()), speaker=speaker)
        if _VOICEMAIL.search(asker.body[:220]):
            lead, body = _read_voicemail(asker.body)
            return Paste("voicemail", mail, Letter(body, ()), lead=lead)
        letter = split_letter(asker.body)
        if not _is_signed(letter) and _is_note(asker.body):
            return Paste("note", mail, Letter(asker.body.strip(), ()))
    else:
        letter = split_letter(asker.body)
    return Paste("mail", mail, letter)


def _read_chat(body: str) -> tuple[str, str] | None:
    """Return (the asker's name or handle, what they wrote) from chat lines, or None."""
    said: dict[str, list[str]] = {}
    speaker = ""
    matches = 0
    for line in body.split("\n"):
        match = _CHAT.match(line[:1500]) or (_HANDLE.match(line[:1500]) if not speaker or matches else None)
        if match and not re.search(r"https?$", match[1]):
            speaker, matches = match[1], matches + 1
            said.setdefault(speaker, []).append(match[2] + line[1500:])
        elif speaker and line.strip():
            said[speaker].append(line)
        elif line.strip():
            return None
    if not said or (matches < 2 and not _CHAT.match(body.strip().split("\n")[0][:1500])):
        return None
    first = max(said, key=lambda name: ("\n".join(said[name]).count("?"), len("\n".join(said[name]))))
    return first, "\n\n".join(said[first])


_CLOCK_LINE = re.compile(
    r"^\s*(?:(?:today|yesterday|mon|tue|wed|thu|fri|sat|sun)\w*,?\s*)?(?:at\s)?\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?\s*$|^\s*(?:sent|seen|active|1st|2nd|3rd)\b.{0,40}$",
    re.IGNORECASE,
)
_REQUEST_LINE = re.compile(
    r"^\s*(?:(?:new |instagram |facebook |linkedin |twitter |x |bluesky |whatsapp |signal )*(?:message|dm|direct message|inmail)(?: request)?(?: from)?:?|instagram|linkedin|messenger|whatsapp)\s*$",
    re.IGNORECASE,
)
_HANDLE_LINE = re.compile(
    rf"^\s*(?:{FULL_NAME}|@?[a-z0-9]+(?:[._][a-z0-9]+)+|@\w{{3,30}})(?:\s+\d{{1,2}}:\d{{2}}\s?(?:[AP]M)?)?\s*$"
)


def _read_card(body: str) -> tuple[str, Letter] | None:
    """Return (who writes, the letter) from a direct message under its sender's name, as networks show it, or None."""
    lines = [line for line in body.split("\n") if line.strip()]
    named = bool(lines) and bool(_REQUEST_LINE.match(lines[0]))
    if named:
        lines = lines[1:]
    titled = re.match(rf"\s*({FULL_NAME})\s*[|·•–-]\s*(\S.{{1,60}})$", lines[0]) if len(lines) > 1 else None
    if titled and re.match(
        r"(?i)\s*(?:hi|hey|hello|hiya|dear|good (?:morning|afternoon|evening)|morning|hola|bonjour|hallo|olá|oi|ciao)\b",
        lines[1],
    ):
        return titled[1], Letter("\n\n".join(lines[1:]), (titled[2],))
    if len(lines) < 2 or not _HANDLE_LINE.match(lines[0]) or len(lines[0]) > 60:
        return None
    top = lines[1:4]
    clocks = [line for line in top if _CLOCK_LINE.match(line)]
    if not clocks and not named and not re.search(r"\d:\d{2}", lines[0]):
        return None
    about = tuple(line.strip() for line in top[: top.index(clocks[0])]) if clocks and clocks[0] in top else ()
    about = about if all(len(line) < 90 for line in about) else ()
    words = [line for line in lines[1 + len(about) :] if not _CLOCK_LINE.match(line) and line.strip() != lines[0].strip()]
    return re.sub(r"\s+\d{1,2}:\d{2}.*$", "", lines[0].strip()), Letter("\n\n".join(words), about)


def _read_voicemail(body: str) -> tuple[str, str]:
    """Return the machine's line about the call, and what was said."""
    paragraphs = body.strip().split("\n\n", 1)
    if len(paragraphs) == 2 and len(paragraphs[0]) < 300:
        return paragraphs[0], paragraphs[1].strip(' \n"“”')
    inline = re.match(r"^(.{10,140}?(?:\)|\d):)\s+(?=[^\W\d_]|[\"“])", body.strip())
    if inline and re.search(r"\d", inline[1]):
        return inline[1], body.strip()[inline.end() :].strip(' \n"“”')
    first, _, rest = body.strip().partition("\n")
    if rest and len(first) < 200:
        return first, rest.strip(' \n"“”')
    return "", body.strip()


def _is_signed(letter: Letter) -> bool:
    """Say whether a message ends with the card of the one who wrote it: a name, and a role, an address or a number."""
    card = letter.signature
    return (
        len(card) >= 3
        and any(re.match(rf"\W*{FULL_NAME}\s*(?:[,|(].*)?$", line) for line in card)
        and bool(addresses("\n".join(card)))
    )


def _is_note(body: str) -> bool:
    """Say whether a colleague passes on what a journalist wants."""
    body = re.sub(r"(?i)\b(?:an?|the|our|my) (?:\w+ ){1,3}called\b", "", body[:3000])
    third, first = len(_THIRD_PERSON.findall(body)), len(_FIRST_PERSON.findall(re.sub(r"(?m)^>.*$", "", body)))
    greeting = re.match(
        r"\s*(?:hi|hello|dear|hey|good (?:morning|afternoon|evening)|hola|bonjour|hallo|olá|ciao|prezad\w+)\b[^\n]{0,40}\n",
        body,
        re.I,
    )
    return third >= (3 if greeting else 1) and third > first * (2 if greeting else 0.8)


__all__ = ["FULL_NAME", "NAME", "Part", "Paste", "read_paste"]

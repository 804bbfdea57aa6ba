"""A pasted text taken apart: the newest part, forwarded and quoted mails with the moment each was sent, and the noise.

Relative words in a mail count from when that mail was sent, which its header or the line "On … wrote:" tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.deadlines import instants
from bot.deadlines.calendars import Setting
from bot.deadlines.mentions import find_mentions
from bot.deadlines.tokens import cut

_KEYS = (
    "from|to|cc|bcc|date|sent|subject|reply-to|attachments?|importance|de|para|a|à|fecha|asunto|enviado(?: el| em)?|enviada em|cc|assunto|data|"
    "envoyé|objet|von|an|gesendet|betreff|datum|da|inviato|oggetto|van|aan|verzonden|onderwerp|received|mime-version|message-id|x-[a-z-]{1,30}"
)
_HEADER = re.compile(rf"\s{{0,4}}\*?({_KEYS})\s?:\*?(?:\s|$)", re.IGNORECASE)
_DATE_KEYS = re.compile(
    r"\s{0,4}\*?(?:date|sent|fecha|enviad[oa](?: el| em)?|envoyé|gesendet|datum|data|inviato|verzonden)\s?:\*?\s*(.{4,80})",
    re.IGNORECASE,
)
_FROM_KEY = re.compile(r"\s{0,4}\*?(?:from|de|von|da|van)\s?:", re.IGNORECASE)
_SUBJECT = re.compile(r"\s{0,4}\*?(?:subject|asunto|assunto|objet|betreff|oggetto|onderwerp|re)\s?:", re.IGNORECASE)
_FORWARD = re.compile(
    r"[\s>]*(?:-{2,}\s*(?:forwarded message|message transféré|weitergeleitete nachricht|mensaje reenviado|messaggio inoltrato|"
    r"doorgestuurd bericht|mensagem encaminhada)|begin forwarded message|anfang der weitergeleiteten|début du message)",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[\s>]*-{3,}\s*(?:original message|original-?nachricht|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale|"
    r"oorspronkelijk bericht|mensagem original)",
    re.IGNORECASE,
)
_WROTE = re.compile(r"(?:wrote|writes|a écrit|schrieb|escribió|ha scritto|schreef|escreveu)\b[^\n]{0,80}:?\s*$", re.IGNORECASE)
_SCHREEF = re.compile(
    r"^[\s>]*(?:op|am|on|le|el|il|em)\b.{4,120}(?:wrote|schreef|schrieb|a écrit|escribió|ha scritto|escreveu).{0,80}:\s*$",
    re.IGNORECASE,
)
_GROUPWISE = re.compile(r"^>>> .{1,120} (\d{1,2}/\d{1,2}/\d{2,4} \d{1,2}:\d{2} ?[AP]M) >>>", re.IGNORECASE)
_QUOTE = re.compile(r"^\s{0,3}((?:>\s?)+)")
_CHAT = re.compile(
    r"^\s?\[(?:\d{1,2}[/.]\d{1,2}[/.]\d{2,4}),? \d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?\] ?[^:\n]{0,60}:", re.IGNORECASE
)
_BOILERPLATE = re.compile(
    r"confidential|intended (?:only )?for|intended recipient|addressee|privileged|unsubscribe|disclaimer|suspicious|phishing|help ?desk|"
    r"report an error|corrections?(?: form| received|:)|opt(?:ed|ing)?[- ]out|stop@|to skip (?:the |tomorrow|next|this)|you(?: are|'re)? (?:get|getting|receiv\w+) this|next (?:digest|batch)\b|preferences|records calls|calls (?:are|may be) (?:recorded|monitored)|opinions are|virus|in error|complaints about our|traditional owners|office hours|"
    r"view in browser|privacy (?:notice|policy)|the environment|do not open|terms (?:of|and) |registered (?:in|office|charity)|"
    r"every thursday since|switchboard|opening hours|i (?:usually )?work |working (?:days|hours) are|my (?:working|office) (?:days|hours)|don't work |part[- ]time",
    re.IGNORECASE,
)
_STAMP = re.compile(
    r"^[\s\[(\"{]*(?:new )?(?:voice ?mail|voice ?message|transcript|message (?:\d|left|received)|received|submitted|left (?:on |at )?(?:mon|tue|wed|thu|fri|sat|sun|\d)|"
    r"sent (?:from|on|at|via)|posted|logged|call (?:received|logged|time)|time of call|timestamp|created|caller|duration|ref(?:erence)?\b|"
    r"inviato\b|ricevuto\b|envoyée?\b|reçue?\b|enviado\b|recibido\b|recebido\b|gesendet\b|eingegangen\b|eingang\b|verzonden\b|ontvangen\b|query \d|ticket|invoice|date(?: of call| received| submitted)?:)",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\b(?:deadline|respon[ds]\w{0,5}|comments?|statement|reply|needed by)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?] )")
_SIGNATURE = re.compile(r"^--\s?$")


# No thread worth reading has more mails than this, and each costs a pass over the whole text.
MOST_PARTS = 12
# A longer line holds more than a stamp: the message itself stands on it.
_LONGEST_STAMP = 90


@dataclass(frozen=True)
class Part:
    """A piece of the text by one writer: its body blanked of headers and noise, and when it was sent (None: unknown)."""

    body: str  # as long as the text, with all that is not this part's own words blanked
    sent: datetime | None
    quoted: bool  # an earlier mail the newest part answers
    forwarded: bool  # an earlier mail handed on with a forward mark


@dataclass
class _Piece:
    lines: list[tuple[int, str]]
    sent: datetime | None = None
    quoted: bool = False
    forwarded: bool = False
    depth: int = 0


def take_apart(text: str, *, received_at: datetime, zone: str) -> list[Part]:
    """The parts of a text, the newest first; the first one always exists."""
    pieces = _pieces(text, received_at, zone)
    parts = []
    for piece in pieces:
        parts.append(Part(_blank(text, piece.lines), piece.sent, piece.quoted, piece.forwarded))
    return parts


def _lines(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for line in text.split("\n"):
        found.append((at, line))
        at += len(line) + 1
    return found


def _pieces(text: str, received_at: datetime, zone: str) -> list[_Piece]:
    lines = _lines(text)
    pieces = [_Piece([])]
    in_header = _starts_with_header(lines)
    seen_body = False
    depth = 0
    i = 0
    while i < len(lines):
        at, line = lines[i]
        quote = _QUOTE.match(line)
        level = quote.group(1).count(">") if quote else 0
        bare = line[quote.end() :] if quote else line
        current = pieces[-1]
        start = None
        if _FORWARD.match(line):
            start = _Piece([], forwarded=True, depth=level)
        elif _ORIGINAL.match(line):
            start = _Piece([], quoted=True, depth=level)
        elif groupwise := _GROUPWISE.match(line):
            level = 0  # These are marks of the header, not of quotation.
            start = _Piece([], sent=_moment(groupwise.group(1), received_at, zone), quoted=True)
        elif (len(bare) < 200 and bare.rstrip().endswith(":") and _WROTE.search(bare)) or _SCHREEF.match(bare[:240]):
            source = _attribution(lines, i, current)
            start = _Piece([], sent=_moment(source, received_at, zone), quoted=True, depth=level)
        elif seen_body and not in_header and _FROM_KEY.match(bare) and _is_header_block(lines, i):
            start = _Piece([], quoted=not current.forwarded or bool(current.lines), depth=level)
            if current.forwarded and not any(_QUOTE.sub("", text_line).strip() for _, text_line in current.lines):
                start = None
        if start is not None and len(pieces) >= MOST_PARTS:
            i += 1
            continue
        if start is not None:
            pieces.append(start)
            in_header = True
            seen_body = True
            depth = level
            if not _FROM_KEY.match(bare) or start.forwarded:
                i += 1
                continue
            current = start
        header = _HEADER.match(bare)
        if in_header and header:
            stamp = _DATE_KEYS.match(bare)
            if stamp and current.sent is None:
                current.sent = _moment(stamp.group(1), received_at, zone)
            if _SUBJECT.match(bare):
                current.lines.append((at, line))
            i += 1
            continue
        if bare.strip():
            in_header = False
            seen_body = True
        if current.quoted and depth and level < depth and bare.strip():
            # The quotation is over; what follows below it is the newest writer again.
            current = pieces[0]
        current.lines.append((at, line))
        i += 1
    return [piece for k, piece in enumerate(pieces) if piece.lines or k == 0]


def _starts_with_header(lines: list[tuple[int, str]]) -> bool:
    first = next((line for _, line in lines if line.strip()), "")
    return bool(_HEADER.match(first))


def _is_header_block(lines: list[tuple[int, str]], i: int) -> bool:
    hits = 0
    for _, line in lines[i : i + 6]:
        quote = _QUOTE.match(line)
        if _HEADER.match(line[quote.end() :] if quote else line):
            hits += 1
    return hits >= 2


def _attribution(lines: list[tuple[int, str]], i: int, current: _Piece) -> str:
    """ "On Mon, 5 Oct 2026 at 12:14, Samira <…> wrote:", also when wrapped onto two lines."""
    line = lines[i][1]
    if not re.search(r"\d", line) and i > 0 and re.search(r"\d", lines[i - 1][1]) and len(lines[i - 1][1]) < 160:
        if current.lines and current.lines[-1][0] == lines[i - 1][0]:
            current.lines.pop()
        line = lines[i - 1][1] + " " + line
    return line


def _moment(words: str, received_at: datetime, zone: str) -> datetime | None:
    """When a mail was sent, from the words of its header; None unless it lies in the year before receipt."""
    words = re.sub(r"<[^>\n]{0,120}>", " ", words)[:160]
    offset = re.search(r"[+-]\d{4}\b", words)
    tokens = cut(words[: offset.start()] if offset else words)
    for mention in find_mentions(tokens, alone=True):
        if mention.day is None or mention.day.kind == "rel":
            continue
        if offset:
            mention.zone = ""
        found = instants.place(mention, Setting(received_at, zone, past=True))
        if found is None:
            continue
        at = found.at
        if offset:
            shift = offset.group()
            minutes = int(shift[1:3]) * 60 + int(shift[3:])
            at = datetime.fromisoformat(f"{at:%Y-%m-%dT%H:%M:%S}{shift[0]}{minutes // 60 % 24:02d}:{minutes % 60:02d}")
        if mention.clock is None:
            at = at.replace(hour=9, minute=0)
        if received_at - timedelta(days=400) <= at <= received_at + timedelta(hours=26):
            return min(at, received_at)
    return None


def _blank(text: str, lines: list[tuple[int, str]]) -> str:
    """The text with everything outside these lines, and the noise in them, turned to blanks of the same length."""
    kept: list[str] = []
    at = 0
    signature = False
    for start, line in lines:
        kept.append(_whitespace(text[at:start]))
        quote = _QUOTE.match(line)
        cover = quote.end() if quote else 0
        bare = line[cover:]
        signature = signature or bool(_SIGNATURE.match(bare))
        stamped = len(bare) <= _LONGEST_STAMP and bool(_STAMP.match(bare)) and not _ASKED.search(bare[:200])
        if stamped and '"' in bare[8:]:
            # The words of the message stand on the line of its time stamp.
            cover, stamped = cover + bare.index('"', 8), False
        if signature or stamped:
            kept.append(" " * len(line))
        else:
            chat = _CHAT.match(bare)
            cover += chat.end() if chat else 0
            kept.append(" " * cover + _without_notices(line[cover:]))
        at = start + len(line)
    kept.append(_whitespace(text[at:]))
    return "".join(kept)


def _whitespace(gap: str) -> str:
    return "".join("\n" if c == "\n" else " " for c in gap) if gap else ""


def _without_notices(line: str) -> str:
    """The line with sentences that are legal notices, banners or office hours blanked: no time there is a deadline."""
    if not _BOILERPLATE.search(line):
        return line
    sentences = _SENTENCE.split(line)
    return "".join(" " * len(s) if _BOILERPLATE.search(s) and not _ASKED.search(s) else s for s in sentences)

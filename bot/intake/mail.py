"""A pasted mail in its parts: who passes it on, who asks, and what was quoted from before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.intake.headers import addresses, read_block, read_header

_FORWARD = re.compile(
    r"^\W*(?:begin forwarded message|forwarded message|fwd message|weitergeleitete nachricht"
    r"|anfang der weitergeleiteten (?:nachricht|e-?mail)|mensaje reenviado|inicio del mensaje reenviado|message transféré"
    r"|début du message (?:transféré|réexpédié)|messaggio inoltrato|inizio messaggio inoltrato|mensagem encaminhada"
    r"|início da mensagem encaminhada|doorgestuurd bericht|begin doorgestuurd bericht|forwarded by .{1,60})\W*$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"^\W*(?:original message|original appointment|ursprüngliche nachricht|message d['’]origine|mensaje original"
    r"|messaggio originale|mensagem original|oorspronkelijk bericht)\W*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^[ \t]*[_-]{8,}[ \t]*$")
_WROTE = re.compile(
    r"^\s*(?:(?:on|am|le|el|il(?: giorno)?|em|a|op|den|at)\s.{6,160}?|.{4,120}@.{3,60}|[\w .'’-]{3,60})\s?"
    r"(?:wrote|schrieb(?: .{1,80})?|a écrit|escribió|ha scritto|escreveu|schreef(?: .{1,80})?|said)\s?(?:<.{3,80}>)?\s?:\s*$",
    re.IGNORECASE,
)
#: How GroupWise opens a quoted mail: ">>> Name <address> 7/13/2026 5:20 PM >>>", here without its first marks.
_GROUPWISE = re.compile(r"^([^<>\n]{2,60})<([^<>\s]{3,80})>\s+\d{1,2}/\d{1,2}/\d{2,4}.{0,20}>>>\s*$")
_WROTE_OPENS = re.compile(r"^\s*(?:on|am|le|el|il|em|op)\s.{6,120}$", re.IGNORECASE)
_WROTE_NAME = re.compile(r"([^,;:<>\d]{2,60}?)\s*(?:<|\(|wrote|a écrit|escribió|ha scritto|escreveu|said)")
_WROTE_AFTER = re.compile(r"(?:schrieb|schreef)\s+([^<:]{2,60})", re.IGNORECASE)
_DATE_WORDS = re.compile(
    r"^.*(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?|uhr|\d{4})\s*(?:[ap]\.?m\.?)?\s*(?:gmt|utc|bst|[ecmp][ds]t)?(?:[+-]\d{2}:?\d{2})?\)?,?\s+",
    re.IGNORECASE,
)
_ROLE_BOX = re.compile(
    r"\b(?:press|media|news|info|contact|comms|communications|enquiries|inquiries|hello|office|admin|fundraising|presse"
    r"|prensa|medios|stampa|imprensa|pers|pressestelle|mediaenquiries|pr|ed|director|support|team)@",
    re.IGNORECASE,
)
_PASSES_ON = re.compile(
    r"\b(?:fyi|fwd|forward(?:ing|ed)?|see below|below\b|this (?:landed|came|went|arrived|just)|pass(?:ing|ed) (?:this|it) on"
    r"|one for (?:you|us)|can (?:you|someone|anyone) (?:take|handle|pick|deal|reply|pull)|not repl(?:ying|ied)|comms\b"
    r"|zur info|siehe unten|para tu información|ver abajo|pour info|voir ci-dessous|vedi sotto|veja abaixo|ter info)",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\b(?:story|article|piece|deadline|filing|publish\w*|reporter|journalist|producer|editor|interview|quote|on air|paper|episode|podcast|page|desk|print|bulletin|for the record|on the record|run a|first version|column|feature"
    r"|reportaje|reportage|artikel|beitrag|matéria|articolo)\b",
    re.IGNORECASE,
)
_REVIVES = re.compile(
    r"\b(?:same (?:\w+ )?questions|questions (?:below|as before|from (?:my|the) (?:first|last|previous|earlier))|as before"
    r"|my (?:original|earlier|previous|first|last) (?:questions|e-?mail|message|note)|still (?:need|waiting|keen|stands?)"
    r"|re-?sending|chasing (?:this|the)|following up on (?:this|my|the)|(?:e-?mail|message|request|questions) below"
    r"|mismas preguntas|mêmes questions|gleichen fragen|mesmas perguntas|stesse domande)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """One message: its headers (lower-case names, see `headers`) and its own words without `>` marks."""

    role: str
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Mail:
    """What was pasted: the asker's message, a colleague's words around it, and what was quoted before."""

    asker: Part
    note: str = ""
    quoted: tuple[Part, ...] = ()
    revived: tuple[Part, ...] = ()


@dataclass
class _Draft:
    role: str
    depth: int
    headers: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def has_words(self) -> bool:
        return any(line.strip() for line in self.lines)


def _unquote(line: str) -> tuple[int, str]:
    """Return how deep a line is quoted, and the line without its `>` marks."""
    depth, rest = 0, line
    while True:
        trimmed = rest.lstrip(" \t") if depth == 0 else rest.removeprefix(" ")
        if not trimmed.startswith(">"):
            return depth, (rest.removeprefix(" ") if depth else rest)
        depth, rest = depth + 1, trimmed[1:]


def _wrote_headers(line: str) -> dict[str, str]:
    """Return the writer named by an "On … wrote:" line as a From header."""
    mail = addresses(line)
    after = _WROTE_AFTER.search(line)
    match = after or _WROTE_NAME.search(_DATE_WORDS.sub("", line))
    name = re.sub(r"^\s*(?:[AP]\.?M\.?|Uhr)?,?\s+", "", match[1]).strip(" \"'*") if match else ""
    return {"from": f"{name} <{mail[0]}>" if mail else name}


def split_parts(text: str) -> list[Part]:
    """Return the messages in cleaned `text`, the outermost first."""
    pairs = [_unquote(line) for line in text.split("\n")]
    lines = [line for _, line in pairs]
    drafts = [_Draft("newest", 0)]
    current, index, pending = drafts[0], 0, ""
    while index < len(lines):
        depth, line = pairs[index]
        if depth < current.depth and line.strip() and not _RULE.match(line):
            current = next(draft for draft in reversed(drafts) if draft.depth <= depth)
        marker = "forwarded" if _FORWARD.match(line) else "original" if _ORIGINAL.match(line) else ""
        if marker:
            pending, index = marker, index + 1
            continue
        wrote = _wrote(lines, index)
        if wrote:
            said, index = wrote
            inner = next((d for d, words in pairs[index : index + 3] if words.strip()), depth)
            current = _Draft("quoted", max(inner, depth) if inner > depth else min(inner, depth), _wrote_headers(said))
            drafts.append(current)
            continue
        if not current.headers and not current.has_words() and len(drafts) == 1 and _lone_subject(lines, index):
            current.headers["subject"] = read_header(line)[1]  # type: ignore[index]
            index += 1
            continue
        block = read_block(lines, index) if read_header(line) else None
        if block:
            headers, index = block
            if current.has_words() or (current.headers and drafts):
                current = _Draft(pending or ("quoted" if depth else "block"), depth)
                drafts.append(current)
            current.headers = {**headers, **current.headers}
            if pending:
                current.role = pending
            pending = ""
            continue
        if pending and line.strip():
            current = _Draft(pending, depth)
            drafts.append(current)
            pending = ""
        current.lines.append("" if _RULE.match(line) else line)
        index += 1
    return [Part(d.role, d.headers, "\n".join(d.lines).strip("\n")) for d in drafts if d.headers or d.has_words()]


def _lone_subject(lines: list[str], index: int) -> bool:
    """Say whether the text opens with a subject line and nothing else of a header."""
    header = read_header(lines[index])
    following = read_header(lines[index + 1]) if index + 1 < len(lines) else None
    return bool(header and header[0] == "subject" and header[1] and not following)


def _wrote(lines: list[str], index: int) -> tuple[str, int] | None:
    """Return an "On … wrote:" line (it may be wrapped) and the index after it, or None."""
    line = lines[index]
    if len(line) > 300:
        return None
    groupwise = _GROUPWISE.match(line)
    if groupwise:
        return f"{groupwise[1].strip()} <{groupwise[2]}> wrote:", index + 1
    if line.rstrip().endswith(":") and _WROTE.match(line):
        return line, index + 1
    if index + 1 < len(lines) and len(lines[index + 1]) < 200 and _WROTE_OPENS.match(line) and any(c.isdigit() for c in line):
        both = f"{line.strip()} {lines[index + 1].strip()}"
        if both.endswith(":") and _WROTE.match(both):
            return both, index + 2
    return None


def first_name(name: str) -> str:
    """Return the first word of a name, in lower case."""
    words = re.findall(r"[^\W\d_]+", name)
    return words[0].casefold() if words else ""


def _last_words(body: str, count: int = 8) -> str:
    return "\n".join([line for line in body.split("\n") if line.strip()][-count:])


def _journalism(body: str) -> int:
    """Return how much a message sounds like one that asks for a story: its questions and the words of the trade."""
    return min(3, body.count("?")) + min(3, len({word.casefold() for word in _TRADE.findall(body)}))


def _is_reply(newest: Part, below: Part) -> bool:
    """Say whether the newest words answer the message below them, rather than pass it on."""
    if below.role == "forwarded":
        return False
    score = _journalism(newest.body) - _journalism(below.body) + (1 if below.role == "quoted" else 0)
    quoted_to, quoted_from = below.headers.get("to", ""), below.headers.get("from", "")
    end = _last_words(newest.body).casefold()
    opening = next((line for line in newest.body.split("\n") if line.strip()), "").casefold()
    if first_name(quoted_from) and re.search(rf"\b{re.escape(first_name(quoted_from))}\b", end[len(opening) :]):
        return True
    to_whole = re.sub(r"<.*", "", quoted_to).strip(' "')
    score += 3 if below.role == "quoted" and " " in to_whole and to_whole.casefold() in end else 0
    score += 1 if first_name(quoted_to) and re.search(rf"\b{re.escape(first_name(quoted_to))}\b", end) else 0
    score += 3 if first_name(quoted_from) and re.search(rf"\b{re.escape(first_name(quoted_from))}\b", opening[:60]) else 0
    score += 1 if re.match(r"\s*(?:re|aw|rv|sv|antw?)\s*:", below.headers.get("subject", ""), re.IGNORECASE) else 0
    score += 2 if _ROLE_BOX.search(quoted_from) else 0
    score -= 2 if _ROLE_BOX.search(quoted_to) else 0
    score -= 2 if _PASSES_ON.search(newest.body) else 0
    return score > 0


def read_mail(text: str) -> Mail:
    """Return cleaned `text` as a `Mail`; text that is no mail at all is the asker's body as it stands."""
    parts = split_parts(text)
    if not parts:
        return Mail(Part("newest", {}, ""))
    newest, rest = parts[0], parts[1:]
    if not rest:
        return Mail(newest)
    if not newest.body.strip():
        return Mail(rest[0], "", tuple(rest[1:]), _revived(rest[0], rest[1:]))
    forwarded = next((i for i, part in enumerate(rest) if part.role == "forwarded"), None)
    if forwarded is not None and not _is_reply(newest, rest[0]):
        index = forwarded
    elif _is_reply(newest, rest[0]):
        return Mail(newest, "", tuple(rest), _revived(newest, rest))
    else:
        index = 0
    index = _past_the_house(rest, index)
    later = tuple(rest[index + 1 :])
    return Mail(rest[index], newest.body, later, _revived(rest[index], list(later)))


def _past_the_house(rest: list[Part], index: int) -> int:
    """Return where the asker's part stands, when the one at `index` is by somebody who only passed it on inside the house."""
    while index + 1 < len(rest) and rest[index + 1].role in {"forwarded", "block", "original"}:
        here, below = rest[index], rest[index + 1]
        ours = {a.rpartition("@")[2].casefold() for a in addresses(here.headers.get("from", ""))}
        receivers = {
            a.rpartition("@")[2].casefold() for a in addresses(f"{here.headers.get('to', '')} {below.headers.get('to', '')}")
        }
        senders = {a.rpartition("@")[2].casefold() for a in addresses(below.headers.get("from", ""))}
        passed_on = (
            bool(ours & receivers)
            or _PASSES_ON.search(here.body)
            or re.match(r"(?i)\s*(?:fwd?|wg|tr|rv|enc|i)\s*:", here.headers.get("subject", ""))
        )
        if (
            not below.body.strip()
            or (ours and ours == senders)
            or not passed_on
            or (_journalism(below.body) < _journalism(here.body))
        ):
            break
        index += 1
    return index


def _revived(asker: Part, quoted: list[Part] | tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the quoted parts by the asker, when the newest words ask the old questions again."""
    if not _REVIVES.search(asker.body):
        return ()
    box = addresses(asker.headers.get("from", ""))
    end = _last_words(asker.body, 6).casefold()
    return tuple(
        part
        for part in quoted
        if (box and box[0] in part.headers.get("from", ""))
        or (first_name(part.headers.get("from", "")) and first_name(part.headers.get("from", "")) in end)
    )

"""The header lines of a mail, as clients of several languages paste them."""

from __future__ import annotations

import re

_NAMES = {
    "from": "from|de|von|da|van|absender",
    "to": "to|para|an|à|a|aan|pour|cc|bcc|cci|kopie|copia",
    "date": "date|sent|fecha|enviado|enviado el|enviada em|gesendet|datum|envoyé|envoyé le|data|inviato|verzonden|received",
    "subject": "subject|asunto|betreff|objet|oggetto|assunto|onderwerp|re",
    "other": "reply-to|attachments|attachment|importance|anhang|anhänge|anlagen|pièces jointes|adjuntos|anexos|bijlagen"
    "|allegati|priority|x-[a-z-]+|message-id|mime-version|content-type|organization|organisation",
}
_KIND = {name: kind for kind, names in _NAMES.items() for name in names.split("|")}
_HEADER = re.compile(r"^[*_ \t]{0,3}([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ -]{0,18}?)[*_]{0,2}[ \t]?:[*_]{0,2}[ \t]*(.*)$")
_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")


def read_header(line: str) -> tuple[str, str] | None:
    """Return (`from`, `to`, `cc`, `date`, `subject` or `other`; its value) when `line` is a header, else None."""
    if len(line) > 2000:
        return None
    match = _HEADER.match(line)
    if not match:
        return None
    name = match[1].strip().casefold()
    kind = _KIND.get(name)
    if kind == "to" and name.startswith(("cc", "bcc", "kop", "cop")):
        kind = "cc"
    return (kind, match[2].strip()) if kind else None


def read_block(lines: list[str], start: int) -> tuple[dict[str, str], int] | None:
    """Return the headers that begin at `lines[start]` and the index of the line after them, or None.

    A block needs a From line and one more of To, Date and Subject, or a leading Subject with another header.
    """
    found: dict[str, str] = {}
    index, blanks, last = start, 0, ""
    while index < len(lines) and index - start < 25:
        line = lines[index]
        header = read_header(line)
        if header:
            found.setdefault(header[0], header[1])
            last, blanks = header[0], 0
        elif not line.strip():
            blanks += 1
            if blanks > 1 or not (index + 1 < len(lines) and read_header(lines[index + 1])):
                break
        elif last in {"to", "cc", "other", "subject"} and line[:1] in " \t" and found:
            found[last] += " " + line.strip()
        else:
            break
        index += 1
    useful = found.keys() & {"from", "to", "date", "subject"}
    if "from" in found and len(useful) >= 2 and (_ADDRESS.search(found["from"]) or len(found["from"]) < 80):
        return found, index
    return None


def addresses(text: str) -> list[str]:
    """Return the mail addresses written in `text`, in order, each once."""
    return list(dict.fromkeys(match.rstrip(".-'") for match in _ADDRESS.findall(text)))

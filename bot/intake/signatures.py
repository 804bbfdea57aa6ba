"""What a message says, apart from how it is signed and what a mail system adds below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.intake.headers import addresses
from bot.intake.vocabulary import FULL_NAME, HAS_ROLE, NAME

_BOILERPLATE = re.compile(
    r"intended (?:only )?(?:for|recipient|solely)|received (?:this|it)(?: e-?mail| message)? in error|confidentiality notice"
    r"|legally privileged|this (?:e-?mail|message|transmission)(?: and| is| may| came| originated| was| contains)|privileged"
    r"|before printing|opinions (?:are|expressed)|unsubscribe|view in browser|came from outside|external (?:e-?mail|sender)|think before you click"
    r"|do not (?:click|open) (?:links|attachments)|traditional owners|registered (?:office|in england|charity|company)"
    r"|complaints about our|corrections? form|report suspicious|scanned (?:by|for)|virus|sent from (?:my|outlook|yahoo|gmail)"
    r"|get outlook for|von meinem iphone|envoyé de mon|enviado desde mi|inviato da|enviado do meu|disclaimer|datenschutz(?:hinweis|erklärung)\w*"
    r"|vertraulich|confidentiel|confidencial|riservat|privacy (?:notice|policy)|follow us|subscribe|support local|join at",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^\s*(?:(?:many|kind|best|warm|warmest|with|very|all|yours|thanks?|thank|warmly|cheers|warm|regards|sincerely|gratefully|best wishes|ta|thx"
    r"|take care|talk soon|speak soon|respectfully|cordially|mit|freundliche|beste|viele|liebe|herzliche|lg|mfg|vg|cordialement"
    r"|bien|sincères|merci|saludos|un|atentamente|cordialmente|muchas|gracias|grazie|cordiali|distinti|saluti|atenciosamente"
    r"|abraços?|obrigad[oa]|cumprimentos|com os|met|groet|groeten|bedankt|in anticipation|appreciatively|faithfully|xx?|thanking)\b"
    r"[^.?:]{0,45}[,.!]?|--+|—|–)\s*$",
    re.IGNORECASE,
)
_LINE_NAME = re.compile(rf"^[\s\-–—*_]*({NAME})(?=[\s,|/()•·:*_-]|$)")
_ONLY_NAME = re.compile(rf"^[\s\-–—*_]*{NAME}[.,]?[*_]?\s*$")
_ONLY_FULL_NAME = re.compile(rf"^[\s\-–—*_]*{FULL_NAME}[.,]?[*_]?\s*$")
_CONTACT = re.compile(
    r"\d[\d ().-]{6,}\d|@|https?:|www\.|^\s*(?:t|m|tel|cell|mobile|phone|direct|signal|office|e|email)\s*[:.]", re.I
)


@dataclass(frozen=True)
class Letter:
    """A message in two: its running text, and the lines of its signature (each stripped, none empty)."""

    body: str
    signature: tuple[str, ...]
    small_print: str = ""


def _paragraphs(text: str) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def is_boilerplate(paragraph: str) -> bool:
    """Say whether a paragraph is a disclaimer, a mail system's warning or a footer; one that asks something is none."""
    return bool(_BOILERPLATE.search(paragraph)) and not re.search(r"\?\s*$", paragraph, re.MULTILINE)


def _without_small_print(paragraph: list[str]) -> list[str]:
    """Return the lines of a paragraph that are no small print; below a name or a number it may follow without a blank line."""
    if not is_boilerplate("\n".join(paragraph)):
        return paragraph
    first = next((index for index, line in enumerate(paragraph) if _BOILERPLATE.search(line)), 0)
    above = paragraph[:first]
    return above if above and all(_looks_signed(line) for line in above) else []


def _looks_signed(line: str) -> bool:
    """Say whether one line could stand in a signature block."""
    line = line.strip()
    if len(line) > 110 or line.endswith(("?", ":")):
        return False
    if _ONLY_NAME.match(line) or CLOSING.match(line):
        return True
    if (
        CLOSING.match(re.split(r"[,!.]\s", line)[0])
        and len(line.split()) <= 6
        and _ONLY_NAME.match(re.split(r"[,!.]\s", line)[-1])
    ):
        return True
    if re.search(r"\b(?:I|[Ww]e|[Yy]ou|[Yy]our)\b(?![.-])", line) and len(line.split()) > 4:
        return False
    if (_CONTACT.search(line) or HAS_ROLE.search(line)) and len(line) < 100:
        return not re.search(r"[.!?]\s+\w", re.sub(r"\b\w\.|\b(?:Tel|Ext|Mob|St)\.", "", line)) and not line.endswith(
            ("!", "?")
        )
    if re.fullmatch(r"[a-z]{2,}(?: [a-z'’-]{2,}){1,2}(?: \((?:she|he|they)\b[^)]*\))?", line):
        return True
    if len(re.split(r"\s[|·•]\s", line)) > 1 and _LINE_NAME.match(line) and not line.endswith("."):
        return True
    if (
        len(line.split()) <= 5
        and re.search(r"(?i)\b(?:desk|team|unit|bureau|newsroom|section)[.,]?$", line)
        and line[:1].isupper()
    ):
        return True
    words = line.split()
    if len(words) <= 5 and words[-1:] and words[-1] in {"magazine", "newspaper", "podcast", "newsletter"}:
        return True
    capitals = sum(word[:1].isupper() or word[:1] in "&|·•-–" for word in words)
    return len(words) <= 9 and capitals >= len(words) * 0.6 and not line.endswith((".", "!"))


def split_letter(text: str) -> Letter:
    """Return the running text of a message and its signature, without disclaimers."""
    paragraphs = _paragraphs(text)
    kept = [part for p in paragraphs if (part := _without_small_print(p))]
    small = ["\n".join(p) for p in paragraphs if is_boilerplate("\n".join(p))]
    kept = _without_tail(_without_mixed_footers(kept))
    lines: list[str] = []
    for paragraph in kept:
        lines.extend([*paragraph, ""])
    while lines and not lines[-1]:
        lines.pop()
    start = len(lines)
    blocks = _blocks(lines)
    for index in range(len(lines) - 1, max(-1, len(lines) - 26), -1):
        line = lines[index]
        if not line:
            continue
        if CLOSING.match(line) and len(line) < 60:
            start = index
            continue
        if not _looks_signed(line) and not any(index in block for block in blocks):
            break
        start = index
    signature = tuple(line.strip() for line in lines[start:] if line.strip())
    if not _is_signature(signature):
        return Letter("\n".join(lines).strip(), (), "\n\n".join(small))
    return Letter("\n".join(lines[:start]).strip(), signature, "\n\n".join(small))


def _without_mixed_footers(paragraphs: list[list[str]]) -> list[list[str]]:
    """Drop what stands below a lone `--` that follows a contact line: an outlet's own advertisement."""
    for index, paragraph in enumerate(paragraphs):
        cut = next((i for i, line in enumerate(paragraph) if line.strip() == "--"), None)
        if cut is None:
            continue
        before = "\n".join("\n".join(p) for p in paragraphs[:index]) + "\n" + "\n".join(paragraph[:cut])
        if addresses(before) and index == len(paragraphs) - 1 and any(len(line) > 60 for line in paragraph[cut:]):
            return [*paragraphs[:index], paragraph[:cut]] if cut else paragraphs[:index]
    return paragraphs


def _without_tail(paragraphs: list[list[str]]) -> list[list[str]]:
    """Drop the one or two paragraphs below the card a mail ends with, where they ask for nothing."""
    for index in range(len(paragraphs) - 1, max(0, len(paragraphs) - 4), -1):
        if _is_block(paragraphs[index]) and _CONTACT.search("\n".join(paragraphs[index])):
            tail = "\n".join("\n".join(p) for p in paragraphs[index + 1 :])
            asks = re.search(r"(?i)\?|^\s*p\.?\s?s\b|\b(?:could|please|also)\b|@|\d{3}[ .-]\d{3,4}", tail, re.MULTILINE)
            shouted = re.match(r"\s*(?:[A-Z]{4,}|[*_-]{2,})", tail)
            return paragraphs[: index + 1] if shouted or not asks else paragraphs
    return paragraphs


def _blocks(lines: list[str]) -> list[range]:
    """Return where the paragraphs stand, from the last eight, that are cards in themselves."""
    found: list[range] = []
    end = len(lines)
    for index in range(len(lines) - 1, max(-2, len(lines) - 60), -1):
        if index < 0 or not lines[index]:
            if _is_block(lines[index + 1 : end]):
                found.append(range(index + 1, end))
            end = index
    return found


def _is_block(lines: list[str]) -> bool:
    """Say whether the lines of one paragraph, a bare name first, look like a card: short and no sentences."""
    if not 2 <= len(lines) <= 9 or not _ONLY_FULL_NAME.match(
        re.sub(r"\s*\(\w+/\w+.*?\)$|^[A-Za-z ]{2,20}[,!]\s+(?=[^\W\d_])", "", lines[0])
    ):
        return False
    if not any(_CONTACT.search(line) or HAS_ROLE.search(line) or len(line.split()) <= 5 for line in lines[1:]):
        return False
    return all(len(line) <= 110 and not re.search(r"[?!:]\s*$|[a-z]{3}\.\s*$", line) for line in lines[1:])


def _is_signature(lines: tuple[str, ...]) -> bool:
    return any(_LINE_NAME.match(line) or HAS_ROLE.search(line) or _CONTACT.search(line) for line in lines)

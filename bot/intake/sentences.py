"""Running text cut into list items and sentences, with wrapped lines joined again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.intake.asks import DIRECT
from bot.intake.texts import UPPER, squeeze
from bot.intake.vocabulary import BULLET

_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-HJ-TV-Za-hj-tv-z]|mr|mrs|ms|dr|st|sr|sra|prof|rev|gen|sen|rep|gov|hon|jr|vs|v|no|nos|nr|approx|inc|ltd|co|dept|est|fig|al|etc|e\.g|i\.e|cf"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|ext|tel|mme|mlle|bzw|z\.b|d\.h|ca|usw|dra|avda|p\.ej)\.|\b[ap]\.m\.)$",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_STARTS = re.compile(
    r"(?:The|I|We|My|Can|Could|Would|Will|Are|Is|Do|Does|Did|Has|Have|If|It|Please|Also|Any|What|Who|How|When|Where|Why|And|But|You|Your|Thanks|Happy|This|That|There|Our|So)\b"
)
_END = re.compile(r"(?<![.?!…])[.?!…]+[\"”’')\]*_]*(?=\s)")


@dataclass(frozen=True)
class Sentence:
    """One sentence or one whole list item. `paragraph` counts paragraphs, `lead` is the line a list hangs on."""

    text: str
    item: bool
    paragraph: int
    lead: str = ""


def split_prose(text: str) -> list[str]:
    """Return the sentences of one paragraph, word for word, on one line each."""
    text = squeeze(text)
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        before, after = text[max(start, end - 24) : end], text[end:].lstrip()
        if match[0].startswith(".") and _ABBREVIATION.search(before) and not (_CLOCK.search(before) and _STARTS.match(after)):
            continue
        if match[0][0] in ".…" and len(match[0]) > 1 and match[0][:2] == ".." and after[:1].islower():
            continue
        if after[:1].islower() and match[0][-1] in "!)…" and "?" not in match[0]:
            continue
        found.append(text[start:end].strip())
        start = end
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def split_sentences(text: str) -> list[Sentence]:
    """Return list items and sentences in order."""
    found: list[Sentence] = []
    block: list[str] = []
    is_item, lead, number, last_blank = False, "", 0, True

    def flush() -> None:
        nonlocal block, lead
        words = squeeze(" ".join(block))
        block = []
        if not words:
            return
        if is_item:
            found.append(Sentence(words, True, number, lead))
            return
        sentences = split_prose(words)
        found.extend(Sentence(sentence, False, number) for sentence in sentences)
        lead = sentences[-1]

    lines = text.split("\n")
    listed = _listed_lines(lines)
    for place, line in enumerate(lines):
        if place in listed:
            flush()
            is_item, last_blank = True, False
            block.append(_LETTER.sub("", line, count=1).strip().rstrip(";"))
            continue
        if not line.strip():
            flush()
            is_item, last_blank = False, True
            number += 1
            continue
        bullet = BULLET.match(line)
        if bullet and not _is_prose_dash(line, bullet[0]):
            flush()
            is_item, line = True, line[bullet.end() :]
        elif block and not last_blank and _is_hard_break(block[-1], line, is_item):
            flush()
            is_item = False
        block.append(line.strip())
        last_blank = False
    flush()
    return found


_LETTER = re.compile(r"^[ \t]*\(?(?:[A-Ha-h]|\d{1,2})[.)][ \t]+")


def _listed_lines(lines: list[str]) -> set[int]:
    """Return the lines that are items without a bullet: lettered A., B. in a row, or lines ended by semicolons under a colon."""
    found: set[int] = set()
    letters = [
        (index, match[0].strip(" \t(.)"))
        for index, line in enumerate(lines)
        if (match := _LETTER.match(line)) and match[0].strip(" \t(.)").isalpha()
    ]
    for (one, a), (other, b) in pairwise(letters):
        if (ord(b) - ord(a) == 1 and a in "Aa") or (one in found and ord(b) - ord(a) == 1):
            found |= {one, other}
    for index, line in enumerate(lines):
        if not line.rstrip().endswith(":"):
            continue
        following = [i for i in range(index + 1, min(index + 14, len(lines))) if lines[i].strip()]
        ended = []
        for i in following:
            ended.append(i)
            if not lines[i].rstrip().endswith((";", "; and", "; or", ",")):
                break
        if (
            len(ended) >= 2
            and all(lines[i].rstrip().endswith((";", "; and", "; or")) for i in ended[:-1])
            and not BULLET.match(lines[ended[0]])
        ):
            found |= set(ended)
    return found


def _is_prose_dash(line: str, bullet: str) -> bool:
    """Say whether a leading dash signs a name rather than opens a list item."""
    return bullet.strip() in {"—", "–", "-", "--"} and len(line.split()) <= 3 and not line.rstrip().endswith("?")


def _is_hard_break(previous: str, line: str, is_item: bool) -> bool:
    """Say whether the writer ended a line here, rather than the mail program wrapping it."""
    if is_item:
        return not line.startswith((" ", "\t")) and len(previous) < 55
    if previous.rstrip().endswith(":"):
        return True
    if previous.rstrip()[-1:] in ".?!;":
        return not (len(previous) >= 60 and line[:1].islower())
    if len(previous) < 68 and DIRECT.match(line) and not previous.rstrip().endswith((",", " and", " or", " the")):
        return True
    if len(previous) < 62 and re.match(r"(?i)any\b.*\?$", line.strip()):
        return True
    if len(previous) >= 50:
        return False
    return bool(re.match(rf"[{UPPER}¿¡]", line)) or len(previous) < 40

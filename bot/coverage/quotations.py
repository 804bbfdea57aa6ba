"""Where an article has words in quotation marks: every style of mark, over several paragraphs, and split by who said it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DOUBLE = re.compile(
    r"“(?P<a>[^“”]*)(?P<ae>”|$)|„(?P<b>[^„“”]*)(?P<be>[“”]|$)|«(?P<c>[^«»]*)(?P<ce>»|$)|»(?P<d>[^«»]*)(?P<de>«|$)"
    r"|``(?P<e>.*?)(?P<ee>''|$)|\"(?P<f>[^\"]*)(?P<fe>\"|$)|＂(?P<g>[^＂]*)(?P<ge>＂|$)|「(?P<h>[^「」]*)(?P<he>」|$)"
)
# A single mark opens before a word and closes after one or after punctuation, never within a word.
_SINGLE = re.compile(
    r"(?<![\w’'])[‘'‚‹](?=[\w\[£$€…])(?P<a>(?:[^‘’'‹›\n]|(?<=\w)[’'](?=\w)|(?<=s)[’'](?=\s\w)(?=[^‘\n]*[.,!?…][’']))*)(?P<ae>[’'‘›](?!\w)|$)"
)
_OPENING = "“„«»\"＂「‘'"
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Piece:
    """A run of words between two marks: where the marks begin and end in the article, and the words."""

    start: int
    end: int
    words: str
    closed: bool = True


def pieces(article: str) -> list[Piece]:
    """The quotations in the order of the article, one that runs over paragraphs as one. Words in single marks inside double
    ones are part of those."""
    style = _DOUBLE if re.search(r"[“”„«»\"＂「]|``", article) else _SINGLE
    found: list[Piece] = []
    for paragraph in _PARAGRAPH.finditer(article):
        text, start = paragraph[0].rstrip(), paragraph.start()
        for at, piece in enumerate(_in_paragraph(text, start, style)):
            before = found[-1] if found else None
            goes_on = at == 0 and before is not None and not before.closed and text.lstrip()[:1] in _OPENING
            if goes_on and before is not None:
                found[-1] = Piece(before.start, piece.end, f"{before.words} {piece.words}", piece.closed)
            else:
                found.append(piece)
    if style is _DOUBLE:
        taken = [(piece.start, piece.end) for piece in found]
        for paragraph in _PARAGRAPH.finditer(article):
            for piece in _in_paragraph(paragraph[0].rstrip(), paragraph.start(), _SINGLE):
                if piece.closed and not any(start < piece.end and piece.start < end for start, end in taken):
                    found.append(piece)
    return sorted((piece for piece in found if re.search(r"\w", piece.words)), key=lambda piece: piece.start)


def _in_paragraph(text: str, start: int, style: re.Pattern[str]) -> Iterator[Piece]:
    for match in style.finditer(text):
        name = next((name for name in "abcdefgh" if name in match.re.groupindex and match[name] is not None), "")
        yield Piece(start + match.start(), start + match.end(), match[name].strip(), bool(match[f"{name}e"]))

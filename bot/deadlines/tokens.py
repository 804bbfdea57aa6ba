"""A text cut once into words, numbers and marks, with their offsets and the white space before them."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# One pass, no backtracking: "b4" (before), digits, letters (with inner apostrophes), or a run of one mark.
_PIECE = re.compile(r"\b[bB]4\b|\d+|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|([^\w\s]|_)\1*")
# A line that begins so is an item of a list and continues no sentence.
_ITEM = re.compile(r"\d{1,2}[.)]\s|[-•*–] ")
# A line this long was probably wrapped by a mail program, so the sentence goes on below it.
WRAPPED = 58

NONE, SPACE, LINE, PARAGRAPH = 0, 1, 2, 3


class Token(NamedTuple):
    """One word, number or mark; `low` is folded and without accents, `value` the number of up to 8 digits."""

    text: str
    low: str
    start: int
    end: int
    gap: int  # white space before it: NONE, SPACE, LINE (a break after a short line), PARAGRAPH
    value: int  # -1 where the token is no number


def fold(word: str) -> str:
    """Lower case, straight apostrophes, no accents, no English possessive."""
    low = word.casefold().replace("’", "'").replace("ʼ", "'")
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFD", low) if not unicodedata.combining(c))
    return low[:-2] if low.endswith("'s") else low


def cut(text: str, *, offset: int = 0) -> list[Token]:
    """All tokens of `text`; `offset` is added to the positions."""
    tokens: list[Token] = []
    end = 0
    for match in _PIECE.finditer(text):
        piece, start = match.group(), match.start()
        value = int(piece) if len(piece) <= 8 and piece.isdecimal() else -1
        tokens.append(Token(piece, fold(piece), start + offset, match.end() + offset, _gap(text, end, start), value))
        end = match.end()
    return tokens


def _gap(text: str, end: int, start: int) -> int:
    if start == end:
        return NONE
    if start == end + 1 and text[end] == " ":
        return SPACE
    breaks = text.count("\n", end, start)
    if breaks == 0:
        return SPACE
    if breaks > 1:
        return PARAGRAPH
    line_start = text.rfind("\n", 0, end) + 1
    return SPACE if end - line_start >= WRAPPED and not _ITEM.match(text, start) else LINE

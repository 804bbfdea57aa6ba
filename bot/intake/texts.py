"""Pasted text made safe to search: control characters gone, one kind of line end, one kind of space."""

from __future__ import annotations

import re
import unicodedata

#: Longer text is cut here before anything looks at it; the stored original is not touched.
MAX_CHARS = 30_000

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_LONG_WORDS = re.compile("[^\\s\u3000-\u9fff\uac00-\ud7af]{150,}")
_LONG_SPACES = re.compile(r"[ \t]{13,}")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*\n")
_BLANKS = re.compile(r"\s+")
_QUOTE_MARKS = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+")

#: Every upper-case letter of Latin, Greek and Cyrillic, for use inside a character class.
UPPER = "".join(chr(code) for code in range(0x41, 0x0530) if chr(code).isupper())
#: Every lower-case letter of the same scripts.
LOWER = "".join(chr(code) for code in range(0x61, 0x0530) if chr(code).islower())

#: Control, zero-width, direction and tag characters, and lone surrogates. Tabs and line feeds stay.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)


def clean(text: str) -> str:
    """Return `text` without control, zero-width and direction characters, in NFC, with plain spaces and line ends."""
    text = _LINE_ENDS.sub("\n", text[:MAX_CHARS])
    text = _INVISIBLE.sub("", _SPACES.sub(" ", text))
    return unicodedata.normalize("NFC", text)


def tame(text: str) -> str:
    """Return cleaned text without what no person writes: words of 150 letters and more, and long runs of blank lines.

    Patterns stay fast on such text this way, and nothing worth finding stands in it.
    """
    return _BLANK_LINES.sub("\n\n", _LONG_SPACES.sub(" " * 12, _LONG_WORDS.sub(" ", text)))


def squeeze(text: str) -> str:
    """Return `text` on one line, with single spaces."""
    return _BLANKS.sub(" ", text).strip()


def is_verbatim(piece: str, text: str) -> bool:
    """Say whether `piece` stands in `text` word for word.

    Only line breaks, runs of spaces, the `>` of quoted lines and invisible characters may differ.
    """
    return squeeze(clean(piece)) in squeeze(_QUOTE_MARKS.sub("", clean(text))) or (
        squeeze(clean(piece)) in squeeze(clean(text))
    )

"""Text that was read in the wrong encoding ("Iâ€™d", "JosÃ©"): readable for the rules, and written back as it stood."""

from __future__ import annotations

_PUNCTUATION = "’‘“”–—…•€"


def _broken(char: str) -> str | None:
    """Return what a character looks like when its UTF-8 bytes are read as Windows-1252, or None where that fails."""
    try:
        return char.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return None


_REPAIRS = {broken: char for char in _PUNCTUATION + "".join(map(chr, range(0xC0, 0x180))) if (broken := _broken(char))}


def repair(text: str) -> str:
    """Return `text` with broken characters made whole."""
    if "â€" not in text and "Ã" not in text and "Å" not in text and "Ä" not in text:
        return text
    for broken, char in _REPAIRS.items():
        text = text.replace(broken, char)
    return text


def restore(piece: str, original: str) -> str:
    """Return `piece` as `original` writes it, where only broken characters differ."""
    if piece in original:
        return piece
    written = piece
    for broken, char in _REPAIRS.items():
        if broken in original:
            written = written.replace(char, broken)
    return written if written in original else piece

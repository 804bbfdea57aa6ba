"""Text from outside: taken whole or refused with a reason, never silently changed."""

from __future__ import annotations

import re
import unicodedata

from bot.errors import Invalid

ERASED = "(text erased)"  # What stands where a text was forgotten.
LONGEST = 40_000  # Slack's own limit for one message's text.
# What Excel, LibreOffice and Google Sheets take for the start of a formula, full-width forms included
# (https://owasp.org/www-community/attacks/CSV_Injection).
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
CONTROL = ("\t", "\r", "\n")


def taken(text: str, *, what: str, most: int = LONGEST, field: str = "text", blank: bool = True) -> str:
    """`text` as it came, without white space round it. Invalid where it is too long, empty though it may not be, or
    holds characters that no database stores (NUL, halves of surrogate pairs)."""
    kept = text.strip()
    if "\x00" in kept or any("\ud800" <= letter <= "\udfff" for letter in kept):
        wrong = f"{what} has characters in it that can't be stored; paste it as plain text."
    elif len(kept) > most:
        wrong = f"{what} is {len(kept):,} characters long; at most {most:,} fit."
    elif not kept and not blank:
        wrong = f"{what} is empty."
    else:
        return kept
    raise Invalid(wrong, **{field: wrong})


def one_line(text: str) -> str:
    """Every run of white space as one space."""
    return " ".join(text.split())


def shortened(text: str, most: int) -> str:
    """At most `most` characters, with an ellipsis where something is missing."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def folded(name: str) -> str:
    """A name for comparison: case, accents, a leading "The" and punctuation do not count."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    words = re.sub(r"[^\w\s]", " ", plain.casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words) or name.strip().casefold()


def would_run(text: str) -> bool:
    """Whether a spreadsheet takes a cell with this text for a formula; an apostrophe before it keeps it from that."""
    return text.startswith(CONTROL) or text.lstrip().startswith(FORMULA)

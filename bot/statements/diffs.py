"""Diffs: what changed between two texts, word by word, in the order in which it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

NEAR = 240  # Characters of unchanged text that are shown whole; of longer stretches the ends.
EDGE = 80
ALIKE = 0.35  # Below this two paragraphs have so little in common that a diff of their words would be unreadable.
LINES = re.compile(r"[^\n]*\n|[^\n]+")
WORDS = re.compile(r"\S+[^\S\n]*|\s")


@dataclass(frozen=True)
class Change:
    """A stretch of text that stayed, went or came. Of a `folded` one the middle is left out."""

    kind: Literal["same", "gone", "new"]
    text: str
    folded: bool = False


def readable(old: str, new: str, *, fold: bool = True) -> list[Change]:
    """How `old` became `new`. Unfolded, the old text is all that stayed and went, the new one all that stayed and came."""
    found = list(_merged(_changes(LINES.findall(old), LINES.findall(new), lines=True)))
    return [_folded(one, first=at == 0, last=at == len(found) - 1) for at, one in enumerate(found)] if fold else found


def _changes(old: Sequence[str], new: Sequence[str], *, lines: bool) -> Iterator[Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        went, came = "".join(old[a:b]), "".join(new[c:d])
        if what == "equal":
            yield Change("same", went)
        elif lines and went and came:
            yield from _words(went, came)
        else:
            yield Change("gone", went)
            yield Change("new", came)


def _words(old: str, new: str) -> Iterator[Change]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    if SequenceMatcher(None, before, after, autojunk=False).ratio() < ALIKE:
        yield Change("gone", old)
        yield Change("new", new)
        return
    yield from _changes(before, after, lines=False)


def _merged(changes: Iterator[Change]) -> Iterator[Change]:
    """Neighbours of one kind as one; what went stands before what came in its place."""
    gone, came, same = "", "", ""
    for one in changes:
        if one.kind == "same":
            yield from (Change(kind, text) for kind, text in (("gone", gone), ("new", came)) if text)  # type: ignore[arg-type]
            gone, came, same = "", "", same + one.text
        elif one.text:
            if same:
                yield Change("same", same)
                same = ""
            gone, came = (gone + one.text, came) if one.kind == "gone" else (gone, came + one.text)
    yield from (Change(kind, text) for kind, text in (("gone", gone), ("new", came), ("same", same)) if text)  # type: ignore[arg-type]


def _folded(one: Change, *, first: bool, last: bool) -> Change:
    """A long unchanged stretch with its middle left out; at the start and the end of the text only what is near a change."""
    if one.kind != "same" or len(one.text) <= NEAR:
        return one
    head = "" if first else _whole_words(one.text[:EDGE], at_end=True)
    tail = "" if last else _whole_words(one.text[-EDGE:], at_end=False)
    return Change("same", f"{head} … {tail}" if head or tail else "…", folded=True)


def _whole_words(text: str, *, at_end: bool) -> str:
    """Without the word that was cut."""
    kept = text.rpartition(" ")[0] if at_end else text.partition(" ")[2]
    return kept or text

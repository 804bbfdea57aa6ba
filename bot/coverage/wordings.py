"""Printed words against approved ones: the same, cut, changed, or others."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

_CUT = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.(?:\s?\.){2,})\s*")
_BRACKET = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*%?|[^\W\d_]+(?:'[^\W\d_]+)*|[£$€%&]")
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+")
_DENIAL_WORDS = (
    "not never no nobody none nothing neither nor without hardly barely cannot deny denies denied untrue false wrong unless if "
    "except whether doubt doubts refuse refuses reject rejects unlikely"
)
_DENIAL = frozenset(_DENIAL_WORDS.split())
_CONDITION = frozenset({"if", "unless", "except", "provided", "until", "without", "only", "not", "never"})
FEWEST_ALIKE = 4


@dataclass(frozen=True)
class Likeness:
    """`kind` is exact, trimmed, altered or never_said; `share` is the part of the printed words that are approved ones."""

    kind: str
    share: float = 0.0


ORDER = ("exact", "trimmed", "altered", "never_said")


def words(text: str) -> list[str]:
    """The words as they count: case, kinds of marks and dashes and punctuation do not."""
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans("‘’‛ʼ´`", "''''''"))
    return [
        word.replace(",", "") if word[0].isdigit() else word
        for word in _WORD.findall(plain.casefold().replace("per cent", "%"))
    ]


def likeness(printed: str, approved: str) -> Likeness:
    """How the printed words relate to the approved text."""
    theirs, ours = words(printed), words(approved)
    if not theirs or not ours:
        return Likeness("never_said")
    if theirs == ours:
        return Likeness("exact", 1.0)
    cuts = [part for part in (words(part) for part in _CUT.split(_BRACKET.sub(" … ", printed))) if part]
    if cuts and (spans := _spans(cuts, ours)):
        if _meaning_kept(spans, approved):
            return Likeness("trimmed", 1.0)
        return Likeness("altered", 1.0)
    share, longest = _share(theirs, ours)
    alike = share >= (0.6 if len(theirs) >= 8 else 0.66) and (longest >= 3 or share >= 0.75)
    return Likeness("altered" if alike and len(theirs) >= FEWEST_ALIKE else "never_said", share)


def _spans(cuts: list[list[str]], ours: list[str]) -> list[tuple[int, int]]:
    """Where each cut stands in the approved words, one after the other; empty where one does not."""
    found, after = [], 0
    for cut in cuts:
        at = next((at for at in range(after, len(ours) - len(cut) + 1) if ours[at : at + len(cut)] == cut), None)
        if at is None:
            return []
        found.append((at, at + len(cut)))
        after = at + len(cut)
    return found


def _meaning_kept(spans: list[tuple[int, int]], approved: str) -> bool:
    """Whether no sentence lost what turned it round: a denial or a condition before, between or after the words printed."""
    begin = 0
    for sentence in _SENTENCE.split(approved):
        own = words(sentence)
        end = begin + len(own)
        kept = {at for start, stop in spans for at in range(max(start, begin), min(stop, end))}
        if kept and len(kept) < len(own):
            first, last = min(kept) - begin, max(kept) - begin
            for at, word in enumerate(own):
                if at + begin in kept:
                    continue
                if at < last and (word in _DENIAL or word.endswith("n't")):
                    return False
                if at > last and at <= last + 4 and word in _CONDITION and not _apart(own, last, at):
                    return False
            del first
        begin = end
    return True


def _apart(own: list[str], last: int, at: int) -> bool:
    """Whether a clause of its own begins between the last printed word and this one."""
    return bool({"and", "but", "because", "which", "so", "while"} & set(own[last + 1 : at]))


def _share(theirs: list[str], ours: list[str]) -> tuple[float, int]:
    """The part of the printed words that stand in the approved text in the same order, and the longest run of them."""
    blocks = SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks()
    real = [block for block in blocks if block.size]
    if not real:
        return 0.0, 0
    return sum(block.size for block in real) / len(theirs), max(block.size for block in real)

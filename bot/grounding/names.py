"""Names: people, places and bodies that a sentence names are named in the cited rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.grounding.shapes import Doubt, Span
from bot.grounding.vocabulary import PLAIN, STARTERS, TITLES
from bot.grounding.words import is_near, is_ordinary, stem

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

_NAME = re.compile(r"[A-ZÄÖÜÉ][\w]*(?:['-][\w]+)*(?:\.(?=\s[A-Z]))?")
_JOINED = re.compile(r"^\s+$|^\s+(?:of|of the|for|and|&|the|de|van|von|der|la|upon|on|in|at)\s+$|^ \($|^, ?$|^'s? $")
_RUN = re.compile(r"[A-Z][\w'-]*(?:\s+(?:of|for|and|the|on|in|&|[A-Z][\w'-]*))*\s+[A-Z][\w'-]*")
_BODIES = frozenset(["Trust", "Charity", "Foundation", "Society", "Association"])  # What a draft may call its own house.
_LONGEST = 7  # The words that one short name stands for, at most.
_PEOPLES = ("n", "an", "ian", "ish", "ese", "er", "ers", "ns", "ans", "ians")
_INITIALISM = re.compile(r"[A-Z]{2,6}s?$")
_INITIAL = re.compile(r"(?:^|[.!?:;…]\s+[\"“„«‘']?|^[\"“„«‘'])$")
_ORDINARY = frozenset(re.findall(r"\S+", "i tv ok am pm internet q&a faq ceo cfo pdf"))


def names(text: str) -> tuple[str, ...]:
    """Every word with a capital, a possessive taken off, in order; sentence starts too."""
    return tuple(_bare(one[0]) for one in _NAME.finditer(text))


def spans(text: str) -> tuple[frozenset[str], ...]:
    """The words of each name of `text`, small joining words between them allowed, folded."""
    found: list[set[str]] = []
    end = -1
    for one in _NAME.finditer(text):
        if end >= 0 and _JOINED.match(text[end : one.start()]):
            found[-1].add(_bare(one[0]).casefold())
        else:
            found.append({_bare(one[0]).casefold()})
        end = one.end()
    return tuple(frozenset(one) for one in found)


def strange(said: Reading, cited: Sequence[Reading], *, organisation: str) -> list[Doubt]:
    """The names of a sentence that are neither in the cited rows nor the organisation's own."""
    known = frozenset(name.casefold() for row in cited for name in row.names) | {
        name.casefold() for name in names(organisation)
    }
    common = frozenset().union(*(row.common for row in cited))
    short = {letters for row in cited for letters in row.initials} | initials(organisation)
    spelled = _spelled_out(said.bare, known - short - TITLES)
    doubts: list[str] = []
    for one in _NAME.finditer(said.bare):
        name = _bare(one[0])
        if (
            _is_known(name, known, common, joined=_is_joined(one, said.bare))
            or name.casefold() in short
            or any(start <= one.start() < end for start, end in spelled)
        ):
            continue
        if (
            _begins(said.bare, one.start())
            and _is_plain_start(name, one, said, known, common)
            and not _stands_for_another(name, said.bare[one.end() :], cited)
        ):
            continue
        doubts.append(name)
    doubts = [
        name for name in doubts if not (name in _BODIES and re.search(rf"\b(?:[Tt]he|[Oo]ur) {name}\b(?! [A-Z])", said.bare))
    ]
    doubts = doubts or _crossed(said, cited)
    return [Doubt("name", " ".join(dict.fromkeys(doubts)))] if doubts else []


def _bare(name: str) -> str:
    return re.sub(r"'s?$|\.$", "", name)


def _is_known(name: str, known: frozenset[str], common: frozenset[str], *, joined: bool = False) -> bool:
    """Whether a name is one of `known` or a word of `common` with a capital; in a run of names the word itself, not a bend of it."""
    folded = name.casefold()
    if folded in known or folded in TITLES or folded in _ORDINARY or folded.split("'")[0] in PLAIN:
        return True
    if "-" in name and all(_is_known(part, known, common) for part in name.split("-") if part):
        return True
    if any(_is_people(folded, other) or _is_people(other, folded) for other in known if other[:3] == folded[:3]):
        return True
    if _INITIALISM.match(name):
        return name.removesuffix("s").casefold() in known
    return (folded in PLAIN and len(folded) > 1) or (
        stem(name) in common
        and (not joined or (stem(name) == folded[: len(stem(name))] and not re.search(r"(?:ing|ed)$", folded)))
    )


def common(text: str) -> frozenset[str]:
    """The stems of the words of `text` that are no names: those with a small letter, or with a capital at a sentence's start only."""
    small = [one for one in re.findall(r"(?<![\w'])[a-zäöüß][\w]*", text)]
    begun = [
        one[0] for one in _NAME.finditer(text)
        if _INITIAL.search(text[max(0, one.start() - 4) : one.start()]) and not re.match(r" [A-Z]", text[one.end() :])
    ]  # fmt: skip
    return frozenset(stem(one) for one in (*small, *begun))


def _is_joined(one: re.Match[str], text: str) -> bool:
    """Whether another name follows or precedes directly."""
    return bool(re.match(r" [A-ZÄÖÜ]", text[one.end() :]) or re.search(r"[A-ZÄÖÜ][\w'-]* $", text[: one.start()]))


def _is_people(longer: str, shorter: str) -> bool:
    """Whether one word is a place and the other its people: Kenya, Kenyan; Britain, British."""
    root = shorter[:-2] if shorter.endswith(("ain", "any")) else shorter.rstrip("aeyd") if len(shorter) > 5 else shorter
    return len(root) > 3 and any(longer in (shorter + end, root + end) for end in _PEOPLES)


def initials(text: str) -> set[str]:
    """What the names of `text` shorten to, small words left out or not."""
    found = set()
    for part in re.finditer(
        r"[A-Z][\w'-]*(?:\s+(?:of|for|and|the|on|in|&)\b)*(?:\s+[A-Z][\w'-]*(?:\s+(?:of|for|and|the|on|in|&)\b)*)+", text
    ):
        if re.match(r" \([A-Z]{2,}\)", text[part.end() :]):
            continue  # The text says itself what it is called for short.
        letters = re.findall(r"\w+", part[0])
        for first in range(len(letters) - 1):
            for last in range(first + 2, min(first + _LONGEST, len(letters)) + 1):
                run = letters[first:last]
                found |= {
                    "".join(word[0] for word in run if word[0].isupper()).casefold(),
                    "".join(word[0] for word in run).casefold(),
                }
    return {one for one in found if len(one) > 1}


def _spelled_out(text: str, known: frozenset[str]) -> list[Span]:
    """Where runs of names stand whose initials are a short name of the rows."""
    short = {name for name in known if 1 < len(name) < 7}
    return [Span(*run.span()) for run in _RUN.finditer(text) if short and initials(run[0]) & short]


def _begins(text: str, start: int) -> bool:
    """Whether a word is the first of a sentence, a quote or a list item."""
    before = text[:start].rstrip()
    return not before or before[-1] in '.!?:;…"“„«‘(•-'


def _is_plain_start(name: str, one: re.Match[str], said: Reading, known: frozenset[str], common: frozenset[str]) -> bool:
    """Whether the first word of a sentence has its capital only for that: a word everybody knows, or one bent as verbs are."""
    folded = name.casefold()
    if re.match(r"\s+[A-ZÄÖÜ]", said.bare[one.end() :]) and folded not in STARTERS and folded not in PLAIN:
        return bool(re.search(r"(?:ly|ing|ed)$", folded))
    if (
        folded in STARTERS
        or folded.rstrip("s") in STARTERS
        or folded in PLAIN
        or re.search(r"(?:ly|ing|ed|tion|ment|ness|ity|ism|ship)s?$", folded)
    ):
        return True
    if one[0].endswith(("'s", "'")):
        return False
    if is_ordinary(stem(name)):
        return True
    return is_near(stem(name), common) and folded[:4] not in {other[:4] for other in known}


def _stands_for_another(name: str, after: str, cited: Sequence[Reading]) -> bool:
    """Whether the first word of a sentence stands where a name of the rows has another word: "Farmers First" for "Fields First"."""
    following = re.match(r" ([A-ZÄÖÜ][\w-]*)", after)
    if following is None or name.casefold() in PLAIN:
        return False
    before = {one[1].casefold() for row in cited for one in re.finditer(rf"([A-ZÄÖÜ][\w-]+) {following[1]}\b", row.text)}
    alone = any(re.search(rf"(?<![A-ZÄÖÜ\w] )(?<![A-ZÄÖÜ][\w-] )\b(?:[a-z]\w* |^){following[1]}\b", row.text) for row in cited)
    return bool(before) and name.casefold() not in before and not alone


def _crossed(said: Reading, cited: Sequence[Reading]) -> list[str]:
    """Names put together of parts of two: the first of one person, the last of another."""
    together = [span for row in cited for span in row.spans]
    for run in re.finditer(r"[A-Z][\w'-]+ (?:(?:de|van|von|der|den|la|el|bin|al|of) )?[A-Z][\w'-]+", said.bare):
        first, *_, last = (_bare(word).casefold() for word in run[0].split())
        if first in TITLES or (_begins(said.bare, run.start()) and first in STARTERS | PLAIN):
            continue
        both = [any(part in span for span in together) for part in (first, last)]
        if all(both) and not any(first in span and last in span for span in together):
            return [run[0]]
    return []

"""Hedges: what the cited rows say with "may", "allegedly" or "so far" a sentence does not say without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from bot.grounding.shapes import Doubt
from bot.grounding.words import content, is_near

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

#: Each kind of hedge: its words, and the kinds that keep as much doubt.
_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "possible": (r"may(?! \d)|might|could(?! not|n't)|possibl[ey]|perhaps|potential(?:ly)?|can(?= (?:help|lead|cause|reduce|affect|be|fall|rise|take))", ("possible",)),
    "likely": (
        r"likely(?= to)|probabl[ey]|expect(?:s|ed|ing)?|plan(?:s|ned|ning)?(?= (?:to|for))|hop(?:e|es|ed|ing)(?= (?:to|that))|intend(?:s|ed|ing)?|aim(?:s|ed|ing)?(?= (?:to|for|at))"
        r"|appear(?:s|ed)?(?= to| that)|seem(?:s|ed)?|suggest(?:s|ed)?|indicat(?:e|es|ed)|believ(?:e|es|ed)|think(?= )|thought(?= to| that)|projected|proposed|forecast|seek(?:s|ing)? to|as far as we know|so far as we know|to our knowledge|to the best of our knowledge|in our view",
        ("possible", "likely", "alleged"),
    ),
    "alleged": (
        r"alleg\w+|reportedly|reported to|suspect(?:s|ed)?|accus\w+|purported(?:ly)?|apparent(?:ly)?|supposed(?:ly)?|claim(?:s|ed)?(?= (?:to|that|they|it|he|she))|said to (?:be|have)|rumoured|unconfirmed|unverified",
        ("alleged", "possible"),
    ),
    "sofar": (r"so far(?! as)|to date|up to now|until now|as yet|provisional(?:ly)?|preliminary|interim|initial (?:findings|results|figures|estimates?)|early (?:findings|results|figures|signs)", ("sofar",)),
    "partly": (r"some(?= [a-z])|most(?= (?:of|[a-z]+s\b|people))|mostly|mainly|largely|partly|partially|in part|often|sometimes|usually|generally|typically|tends? to|nearly|almost|in many cases|in some cases|around half|majority|on average|average|broadly", ("partly",)),
    "estimated": (r"estimat\w+|approximately|roughly|about(?= (?:half|a|the same|as))", ("estimated", "possible", "partly")),
    "if": (r"if(?! asked)|subject to|unless|provided(?: that)?(?= )|pending|depend(?:s|ing) on|conditional on|as long as|should (?:the|it)(?= \w+ (?:be|agree))", ("if", "possible")),
}  # fmt: skip
_PATTERNS = {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w])", re.IGNORECASE) for kind, (words, _) in _KINDS.items()}
_CLAUSE = re.compile(r"[,;:.!?()]|\b(?:and|but|while|although|though|whereas|because|which|who)\b")
_TRAILING = ("sofar", "if", "partly", "estimated", "likely", "alleged")


class Hedge(NamedTuple):
    """One hedge: its kind, its word, and the telling stems it is about: those after it in its clause, and those before."""

    kind: str
    words: str
    after: tuple[str, ...]
    before: tuple[str, ...]


@lru_cache(maxsize=8192)
def hedges(text: str) -> tuple[Hedge, ...]:
    """Every hedge of `text`."""
    found = []
    for kind, pattern in _PATTERNS.items():
        for one in pattern.finditer(text):
            if one[0] == "May":
                continue
            after = next((part for part in _CLAUSE.split(text[one.end() :]) if content(part)), "")
            before = next((part for part in reversed(_CLAUSE.split(text[: one.start()])) if content(part)), "")
            found.append(Hedge(kind, one[0], tuple(content(after)[:4]), tuple(content(before)[-4:])))
    return tuple(found)


def strange(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """The hedges of the rows that a sentence leaves out where it says what they are about; at most one doubt."""
    mine = {one.kind for one in hedges(said.bare)} | {"estimated" for one in said.quantities if one.qualifier == "about"}
    known = frozenset(said.telling) | said.stems
    for row in cited:
        for one in hedges(row.bare):
            if not mine & set(_KINDS[one.kind][1]) and _is_about(one, known):
                return [Doubt("hedge", f"without “{one.words}”")]
    return []


def _is_about(hedge: Hedge, known: frozenset[str]) -> bool:
    """Whether a sentence says what a hedge of the rows is about."""
    after = [is_near(one, known) for one in hedge.after]
    before = [is_near(one, known) for one in hedge.before]
    if hedge.kind in ("possible", "likely", "alleged"):
        return bool(after) and sum(after) * 2 >= len(after) and (after[0] or sum(after) * 3 >= len(after) * 2)
    if hedge.kind == "partly":
        return bool(after) and after[0] and sum(after) * 2 >= len(after)
    both = after + before
    return bool(both) and sum(both) * 3 >= len(both) * 2

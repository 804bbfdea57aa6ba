"""Denials: what a text says no to and what it says plainly, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from bot.grounding.vocabulary import PLAIN
from bot.grounding.words import stem

_TOKEN = re.compile(
    r"(?P<idle>\bno\.(?=\s)|\b(?:not even|not only|not just|not least|not merely|not simply|no doubt|no matter|whether or not|or not|not-for-profit|non-profit|no sooner|without (?:any |a )?doubt|without exception|no exceptions?|under (?:any|no) circumstances|not to mention|if not|"
    r"no (?:more|fewer|less|later|earlier|longer|higher) than|not (?:more|less|fewer|later|earlier) than|nothing but)\b)"
    r"|(?P<no>\b(?:no longer|yet to(?= [a-z])|zero|exclud(?:e|es|ed)|no-one|no one|cannot|can not|not|nobody|none|nothing|nowhere|never|neither|nor|no|without|\w+n't|hardly|scarcely|barely|"
    r"fail(?:s|ed|ing)? to|failure to|unable to|den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing) to|refus(?:es|ed|ing)|refuse(?= (?:an?|the|any|us|them|him|her|people)\b)|declin(?:e|es|ed|ing) to|reject(?:s|ed|ing)?|"
    r"far from|(?<!not )(?<!never )too \w+(?= to\b)|rul(?:ed?|es|ing)(?: \w+)? out|nicht|kein\w*|nie|niemals|ohne)\b)"
    r"|(?P<end>[,;:.!?()]| - |\b(?:and|but|while|although|though|whereas|because|which|who|however|so|yet|except|unless)\b)|(?P<who>\b(?:we|they|he|she|I)\b)|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)|(?P<figure>\d+)",
    re.IGNORECASE,
)
PURE = re.compile(r"not|never|cannot|nor|\w+n't", re.IGNORECASE)
THING = re.compile(r"nothing|none|nobody|no one|no-one|never|zero", re.IGNORECASE)
_DONE = re.compile(r"refused|rejected|denied|declined|excluded|rul\w+(?: \w+)? out", re.IGNORECASE)
_SUFFERED = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+ly)? $", re.IGNORECASE)
_REACH = 6


class Denial(NamedTuple):
    """One word that says no, and the stems it reaches, in order."""

    mark: str
    head: tuple[str, ...]
    back: bool = False


@dataclass(frozen=True)
class Polarity:
    """What a text denies, what it says plainly and what it denies twice, as stems, and each of its denials."""

    denied: frozenset[str]
    plain: frozenset[str]
    undone: frozenset[str]
    denials: tuple[Denial, ...]


@lru_cache(maxsize=8192)
def polarity(text: str) -> Polarity:
    """What `text` says yes and no to. A denial reaches the next telling words of its clause; two over one word undo each other."""
    told: list[tuple[str, int]] = []
    found: list[tuple[str, list[int], int]] = []
    reaching: list[list[int]] = []
    denied = begun = 0
    apart: list[int] | None = None  # What "without" reaches: it begins anew, and a new subject ends it.
    for token in _TOKEN.finditer(text):
        if token["no"]:
            # "Do not and never will" is one denial, and "neither … nor" are two that do not add up.
            idle = [one for one in reaching if not one] if PURE.fullmatch(token["no"]) else []
            found = [one for one in found if not any(one[1] is other for other in idle)]
            reaching = [] if token["no"].casefold() == "nor" else [one for one in reaching if one or not idle]
            found.append((token["no"], [], len(told)))
            denied = token.end()
            if told and _SUFFERED.search(text[: token.start()]) and _DONE.fullmatch(token["no"]):
                _reach_back(found[-1], told, begun)  # "Consent was refused" says of consent what "refused consent" does.
                continue
            if token["no"].casefold() == "without":
                reaching, apart = [], found[-1][1]
            reaching.append(found[-1][1])
        elif token["who"]:
            reaching = [one for one in reaching if one is not apart]
        elif token["end"]:
            bare = bool(token["end"] in ",.!?;:" and found and not found[-1][1] and reaching)
            if bare and (THING.fullmatch(found[-1][0]) or re.search(r"\w", text[denied : token.start()])):
                _reach_back(found[-1], told, begun)  # "Families pay nothing; …", "The alarm did not go off, …"
                reaching = []
            reaching = [one for one in reaching if not one]
            begun = len(told) if token["end"] in ";.!?" else begun
        elif token["word"] and not _is_plain(token["word"]):
            for reached in reaching:
                reached.append(len(told))
            told.append((stem(token["word"]), len(reaching)))
            reaching = [one for one in reaching if len(one) < _REACH]
    for one in found:
        if not one[1]:  # Nothing follows: it is about what stands before, as in "something that nobody should do".
            _reach_back(one, told, begun if begun <= one[2] - 1 else 0)
            break
    parity = [(word, count % 2 == 1) for word, count in told]
    return Polarity(
        frozenset(word for word, no in parity if no),
        frozenset(word for word, no in parity if not no),
        frozenset(word for word, count in told if count and count % 2 == 0),
        tuple(
            Denial(mark, tuple(parity[at][0] for at in head if parity[at][1]), bool(head) and head[0] < begins)
            for mark, head, begins in found
        ),
    )


def _reach_back(denial: tuple[str, list[int], int], told: list[tuple[str, int]], begun: int) -> None:
    """The denial reaches the last telling words before it."""
    _, head, at = denial
    start = max(begun, at - 4)
    head.extend(range(start, at))
    again = denial[0].casefold() == "none"  # "We promise no cure, for there is none" denies it once.
    told[start:at] = [(word, count if count and again else count + 1) for word, count in told[start:at]]


def _is_plain(word: str) -> bool:
    bare = re.sub(r"'\w+$", "", word.casefold())
    return (bare in PLAIN or len(bare) < 2) and bare not in ("any", "every", "well", "include", "included")

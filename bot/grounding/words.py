"""Words: one writing for like signs, what stays of a word when it is bent, and which words stand for one another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from bot import thesaurus
from bot.grounding.shapes import Span
from bot.grounding.vocabulary import IRREGULAR, LIKE, PLAIN

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_GERMAN = re.compile(
    r"\b(?:der|die|das|und|ist|sind|nicht|wir|ein|eine|einen|für|mit|auf|von|zum|zur|haben|wurden?|wird|im|am|als|den|dem|des|mehr|bei|nach|sich|unser\w*|ihr\w*|insgesamt|sagte?|Uhr|Prozent\w*)\b",
    re.I,
)
_END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“„'‘(\[]?[A-ZÄÖÜ0-9])|\n+")
_LOOK = 12
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Rev|Cllr|No|approx|c|e\.g|i\.e|[A-Z])\.$")


@lru_cache(maxsize=4096)
def even(text: str) -> str:
    """`text` with one kind of apostrophe, dash, digit and space. Quotation marks other than ’ stay as they are."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub(r"(?<=\d)[\u00a0\u202f\u2009](?=\d{3}(?!\d))", ",", text)
    if not text.isascii():
        text = "".join(str(unicodedata.digit(sign)) if not sign.isascii() and sign.isdigit() else sign for sign in text)
    text = re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff]", "", text.replace("’", "'").replace("ʼ", "'"))
    return re.sub(r"\s+", " ", re.sub(r"[‐‑‒–—−]", "-", text.replace("—", " - "))).strip()


def is_german(text: str) -> bool:
    """Whether `text` reads as German, where every noun has a capital."""
    return len(_GERMAN.findall(text)) * 7 > len(text.split())


def blanked(text: str, spans: Iterable[Span]) -> str:
    """`text` of the same length, with `spans` made spaces."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`; a title or an initial ends none."""
    parts, start = [], 0
    for found in _END.finditer(text):
        # What is short is at most a few signs long, so no more is looked at however far the last sentence's end is.
        if not _SHORT.search(text[max(start, found.start() - _LOOK) : found.start()]):
            parts.append(text[start : found.end()])
            start = found.end()
    return tuple(part.strip() for part in (*parts, text[start:]) if part.strip())


def words(text: str) -> list[str]:
    return _WORD.findall(text)


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """What stays of an English word when it is bent."""
    word = re.sub(r"'s?$", "", word.casefold())
    word = "un" + IRREGULAR[word[2:]] if word.startswith("un") and word[2:] in IRREGULAR else IRREGULAR.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif re.search(r"(?:ch|sh|ss|x|z)es$", word):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    word = re.sub(r"(?<=[a-z]{2})ied$", "y", word)
    bent = re.sub(r"(?:ing|ed)$", "", word)
    if bent != word and len(bent) > 2 and re.search(r"[aeiouy]", bent):
        word = re.sub(r"([bdgmnprt])\1$", r"\1", bent)
    word = word[:-1] if len(word) > 3 and word.endswith("e") else word
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def content(text: str) -> list[str]:
    """Stems of the words that tell something, in order."""
    return [stem(word) for word in words(text) if len(word) > 1 and re.sub(r"'\w+$", "", word.casefold()) not in PLAIN]


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The stems of every word, the plain ones too."""
    return frozenset(stem(word) for word in words(text))


@lru_cache(maxsize=16384)
def likes(one: str) -> frozenset[str]:
    """The stems that may stand for this one, itself among them."""
    return frozenset({one}) | _like().get(one, frozenset())


def is_near(one: str, known: frozenset[str]) -> bool:
    """Whether a stem, one that may stand for it, or one that begins like it, is among `known`."""
    if one.startswith("re") and one[2:] in known:
        return True
    if len(one) > 5 and one[:4] in known:
        return True
    return not known.isdisjoint(likes(one)) or (len(one) > 4 and one[:5] in _beginnings(known)) or one in _beginnings(known)


def is_same(one: str, known: frozenset[str] | set[str]) -> bool:
    """Whether a stem, or a bend of it that changes more than the end, is among `known`."""
    return one in known or (len(one) > 5 and any(other[:6] == one[:6] for other in known))


@lru_cache(maxsize=8192)
def _beginnings(known: frozenset[str]) -> frozenset[str]:
    return frozenset(one[:length] for one in known if len(one) > 4 for length in (4, 5))


@cache
def _like() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in (*LIKE.strip().splitlines(), *thesaurus.GROUPS.strip().splitlines()):
        bent = [stem(word) for word in group.split()]
        for one in bent:
            found.setdefault(one, set()).update(bent)
    return {one: frozenset(group) for one, group in found.items()}


def is_ordinary(one: str) -> bool:
    """Whether a stem is of a common word, one that others may stand for."""
    return one in _like()


def coverage(telling: Sequence[str], known: frozenset[str]) -> float:
    """The share of `telling` stems that are near to known ones; 1 where there are none."""
    return sum(is_near(one, known) for one in telling) / len(telling) if telling else 1.0

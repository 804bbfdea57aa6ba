"""Contacts: links, e-mail addresses, phone numbers, postcodes and handles stand in the cited rows letter for letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bot.grounding.shapes import Doubt, Span

_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”„«»)\]]+|\b(?:[a-z0-9-]+\.)+(?:[a-z]{2,})\b(?:/[^\s<>\"“”„«»)\]]*)?", re.IGNORECASE
)
_PHONE = re.compile(r"(?<![\w.,£$€])(?:\+\d{1,3}[\s.-]?)?(?:\(\d{1,5}\)[\s.-]?)?\d(?:[\s.()/-]{0,2}\d){5,14}(?![\w%]|[.,]\d)")
#: The codes of countries have one, two or three digits, and none begins another.
_CODES = r"1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\d\d"
_COUNTRY = re.compile(rf"(?:\+|00)({_CODES})")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_HANDLE = re.compile(r"(?<![\w@.])[@#][\w.-]*\w")
_ABBREVIATION = re.compile(r"(?:[a-z]\.)+[a-z]", re.IGNORECASE)


class Contact(NamedTuple):
    """One way to reach somebody: the rule it falls under, as written, and as it is compared."""

    rule: str
    words: str
    same: str
    span: Span


def contacts(text: str) -> tuple[Contact, ...]:
    """Every contact in `text`, none inside another."""
    found: list[Contact] = []
    for rule, pattern, alike in (
        ("contact", _MAIL, str.casefold), ("url", _LINK, _address), ("contact", _POSTCODE, _close), ("contact", _HANDLE, str.casefold),
        ("contact", _PHONE, _digits),
    ):  # fmt: skip
        for one in pattern.finditer(text):
            words = one[0].rstrip(".,;:!?'")
            span = Span(one.start(), one.start() + len(words))
            if not _is_in(span, found) and not _ABBREVIATION.fullmatch(words) and (pattern is not _PHONE or _is_phone(words)):
                found.append(Contact(rule, words, alike(words), span))
    return tuple(found)


def strange(said: Sequence[Contact], cited: Sequence[Contact]) -> list[Doubt]:
    """The contacts of a sentence that the cited rows do not have."""
    return [Doubt(one.rule, one.words) for one in said if not any(_is_same(one, other) for other in cited)]


def _is_same(one: Contact, other: Contact) -> bool:
    """Whether two are the same, and dialled from abroad, where both say how, with the same code of the country."""
    codes = {found[1] for each in (one, other) if (found := _COUNTRY.match(each.words))}
    return one.same == other.same and len(codes) < 2


def _is_in(span: Span, found: Sequence[Contact]) -> bool:
    return any(one.span.start < span.end and span.start < one.span.end for one in found)


def _address(link: str) -> str:
    host, _, rest = re.sub(r"^(?:https?://)?(?:www\.)?", "", link, flags=re.IGNORECASE).partition("/")
    return f"{host.casefold()}/{rest}".rstrip("/")


def _close(words: str) -> str:
    return words.replace(" ", "").casefold()


def _digits(words: str) -> str:
    """Only the digits, from the zero of the area on, whatever country it is dialled from."""
    bare = re.sub(r"\(0\)", "", words)
    national = re.sub(rf"^(?:\+|00(?=[1-9]))(?:{_CODES})[\s.-]?\(?0?", "0", bare)
    return re.sub(r"\D", "", national)


def _is_phone(words: str) -> bool:
    """Whether digits and signs are a phone number and no date, amount or span of years."""
    if re.fullmatch(
        r"\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d|\d{1,3}(?: \d{3})+", words
    ):
        return words.startswith("0") and not re.search(r"[./]", words)
    if re.match(r"(?:19|20)\d\d ", words):
        return False
    return words[0] in "+(0" or (len(re.sub(r"\D", "", words)) > 6 and not words.isdigit())

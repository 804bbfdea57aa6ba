"""Lengths of time that name a moment: "in 2 hours", "within the hour", "three weeks from tomorrow"."""

from __future__ import annotations

from functools import cache

from bot.deadlines import words
from bot.deadlines.atoms import Atom, Mention, Span, Tokens, gap, low, value
from bot.deadlines.days import day_at
from bot.deadlines.lengths import span_at
from bot.deadlines.tokens import LINE, SPACE

_SPAN_BEFORE = words.bag(
    "in within under inside for next dans sous d'ici en entro tra fra binnen innerhalb dentro em over "
    "deadline have got you you've i've hold wait give + given only last past following first another "
    "approximately"
)
# "innerhalb von 48 Stunden", "en un plazo de 48 horas": read as if the short word stood there.
_OF = words.bag("von de di van of d'")
_TERMS = {
    "innerhalb": "innerhalb",
    "binnen": "binnen",
    "plazo": "dentro",
    "delai": "dans",
    "giro": "entro",
    "termine": "entro",
    "termijn": "binnen",
    "prazo": "dentro",
    "period": "within",
    "space": "within",
}
_GIVING = words.bag(
    "sit sitting hold holding held give giving gives wait allow allowing keep keeping delay delaying buy bought spare grant leaves"
)
_RECEIVERS = words.bag("it this you them that ye us story page slot piece line space")
ANSWERING = words.bag("respond reply comment answer get come provide send consider")


def span_piece_at(tokens: Tokens, i: int, mention: Mention | None, *, alone: bool) -> Atom | None:
    before = low(tokens, i - 1)
    token = tokens[i]
    if token.value < 0 and token.low not in span_words():
        return None
    if before in _OF and (head := next((low(tokens, j) for j in (i - 2, i - 3) if low(tokens, j) in _TERMS), "")):
        before = _TERMS[head]
    lang = {
        "dans": "fr",
        "sous": "fr",
        "d'ici": "fr",
        "en": "es",
        "dentro": "es",
        "de": "es",
        "entro": "it",
        "tra": "it",
        "fra": "it",
        "binnen": "nl",
        "innerhalb": "de",
        "in": "de",
        "em": "pt",
    }.get(before, "")
    if token.low in ("mezz'ora", "un'ora", "half_uur"):
        return Atom("span", Span(seconds=1800 if token.low == "mezz'ora" else 3600), i + 1) if before in _SPAN_BEFORE else None
    if token.low in ("next", "the") and low(tokens, i + 1) in ("minute", "min", "hour") and low(tokens, i + 2) in ("after", ""):
        unit = 3600 if low(tokens, i + 1) == "hour" else 60
        if alone or before in ("in", "within"):
            return Atom("span", Span(seconds=unit), min(i + 3, len(tokens)))
    found = span_at(tokens, i, lang=lang)
    if not found:
        if alone and before == "in" and 1 <= token.value <= 90 and low(tokens, i + 1) in ("", "'", '"', "´", "′"):
            return Atom("span", Span(seconds=token.value * (1 if low(tokens, i + 1) == '"' else 60)), min(i + 2, len(tokens)))
        return None
    span, end = found
    after = low(tokens, end)
    if (gap(tokens, end) <= SPACE and after in ("from", "after") and (span.days or span.months)) or (after == "+" and mention):
        k = end + 1
        if low(tokens, k) in ("now", "receipt", "receiving"):
            return Atom("span", span, k + 1)
        if k < len(tokens) and low(tokens, k) not in ("the",) and gap(tokens, k) <= SPACE:
            anchor = day_at(tokens, k, alone=True)
            if anchor and anchor.slot in ("day", "weekday"):
                return Atom("span", (span, anchor), anchor.end)
    tail = _span_tail(tokens, end)
    if tail > end:
        return Atom("span", span.back() if after == "ago" else span, tail)
    if mention is not None:
        return Atom("span", span, end)
    if after == "to" and low(tokens, end + 1) in ANSWERING:
        return Atom("span", span, end)
    given = (low(tokens, i - 1) in _RECEIVERS or before == "for") and any(
        low(tokens, j) in _GIVING for j in range(max(0, i - 5), i - 1)
    )
    if (
        not given
        and _opens_sentence(tokens, i)
        and (after == "left" or low(tokens, end + 1) == "then" or (bool(span.days) and after in ("tops", "max")))
    ):
        given = True
    if given or before in _SPAN_BEFORE or alone or low(tokens, i - 1) in ("have", "story"):
        return Atom(
            "span", span, end, weak=before in ("for", "last", "past", "first", "give", "over") and not alone and not given
        )
    return None


def _opens_sentence(tokens: Tokens, i: int) -> bool:
    return gap(tokens, i) >= LINE or low(tokens, i - 1) in (".", "!", "?", "")


def _span_tail(tokens: Tokens, end: int) -> int:
    word = low(tokens, end)
    if gap(tokens, end) > SPACE:
        return end
    if word == "from" and low(tokens, end + 1) in ("now", "receipt"):
        return end + 2
    if word == "from" and low(tokens, end + 1) == "right" and low(tokens, end + 2) == "now":
        return end + 3
    if word == "ago":
        return end + 1
    if word in ("later", "hence") or (word == "out" and low(tokens, end + 1) in ("", ".")):
        return end + 1
    return end


def clock_rather(tokens: Tokens, i: int) -> bool:
    """ "17h00" and "15h" are clocks unless a word of length stands before them ("in 2h")."""
    return (
        low(tokens, i + 1) == "h"
        and low(tokens, i - 1) not in _SPAN_BEFORE
        and (
            tokens[i].value > 12
            or (value(tokens, i + 2) >= 0 and gap(tokens, i + 2) <= SPACE and low(tokens, i + 3) not in words.UNITS)
        )
    )


@cache
def span_words() -> frozenset[str]:
    foreign = {w for table in words.FOREIGN_NUMBERS.values() for w in table}
    return frozenset(
        {
            *words.NUMBERS,
            *words.ARTICLES,
            *foreign,
            "half",
            "½",
            "couple",
            "few",
            "several",
            "the",
            "next",
            "about",
            "around",
            "~",
            "quarter",
            "hour",
            "mezz'ora",
            "un'ora",
            "demi",
            "mezza",
            "media",
            "halben",
            "roughly",
            "approx",
            "just",
            "only",
            "another",
            "les",
            "las",
            "prossime",
            "proximas",
            "nachsten",
            "komende",
            "max",
            "maximum",
            "minute",
            "ein",
            "een",
        }
        - {""}
    )

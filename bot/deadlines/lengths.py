"""Lengths of time: "90 minutes", "half an hour", "1d 2hr 5min", "two working days"."""

from __future__ import annotations

from bot.deadlines import words
from bot.deadlines.atoms import Span, Tokens, gap, low, spoken_number, value
from bot.deadlines.tokens import LINE, NONE, SPACE

_SECONDS = {"second": 1, "minute": 60, "hour": 3600}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_VAGUE = {"couple": 2, "pair": 2, "few": 3, "several": 3, "deux": 2}
_BUSINESS = frozenset({"business", "working", "work", "biz"})


def span_of(count: float, unit: str) -> Span:
    """`count` units as a span."""
    if unit in _SECONDS:
        return Span(seconds=count * _SECONDS[unit])
    if unit in _DAYS:
        return Span(days=count * _DAYS[unit])
    return Span(months=round(count * _MONTHS[unit]))


def span_at(tokens: Tokens, i: int, *, lang: str = "") -> tuple[Span, int] | None:
    """A length at `i` such as "90 minutes", "half an hour", "1d 2hr 5min", "an hour and a half"."""
    first = _one_span(tokens, i, lang=lang)
    if not first:
        return None
    total, end = first
    for _ in range(3):
        k = end
        while low(tokens, k) in (",", "and", "et", "und", "y", "e", "en") and k < end + 2:
            k += 1
        more = _one_span(tokens, k, lang=lang) if k < len(tokens) and gap(tokens, k) <= SPACE else None
        if not more or (k == end and gap(tokens, k) == NONE and value(tokens, k) < 0):
            break
        if more[0].seconds >= total.seconds > 0 or (more[0].days and more[0].days >= total.days):
            break
        total, end = total.plus(more[0]), more[1]
    return total, end


def _one_span(tokens: Tokens, i: int, *, lang: str) -> tuple[Span, int] | None:
    k = i
    while low(tokens, k) in (
        "~",
        "about",
        "around",
        "roughly",
        "approx",
        "approximately",
        "next",
        "the",
        "only",
        "just",
        "another",
        "les",
        "de",
        "las",
        "los",
        "le",
        "circa",
        "etwa",
        "ongeveer",
        "maximum",
        "max",
        "prochaines",
        "proximas",
        "prossime",
        "nachsten",
        "komende",
        "under",
        "sous",
    ):
        k += 1
        if k > i + 4:
            return None
    count = _count_at(tokens, k, lang=lang)
    if count is None:
        return None
    number, k, vague = count
    if low(tokens, k) == "of" and not vague and number >= 1:
        return None
    while (
        low(tokens, k) in ("of", "more", "an", "a", "d'", "-", "full", "short", "next")
        or low(tokens, k) in _BUSINESS
        or low(tokens, k) in ("prochaines", "nachsten", "clear", "calendar", "jours_")
    ):
        if low(tokens, k) in _BUSINESS and low(tokens, k + 1) in ("day", "days", "hours"):
            unit = "day" if low(tokens, k + 1) != "hours" else "hour"
            return (Span(days=number, business=True) if unit == "day" else Span(seconds=number * 3600)), k + 2
        k += 1
        if k > i + 9:
            return None
    if gap(tokens, k) >= LINE:
        return None
    word = low(tokens, k)
    if word.startswith("d'"):
        word = word[2:]
    unit_name = words.UNITS.get(word)
    if unit_name is None and gap(tokens, k) == NONE and value(tokens, k - 1) >= 0:
        unit_name = words.LETTER_UNITS.get(word)
    if unit_name is None and word == "h" and gap(tokens, k) == SPACE:
        unit_name = "hour"
    if unit_name is None:
        return None
    end = k + 1
    if low(tokens, end) == "." and word in ("min", "mins", "hr", "hrs", "std") and gap(tokens, end) == NONE:
        end += 1
    if low(tokens, end) in ("ouvres", "ouvrables", "habiles", "lavorativi", "uteis", "werkdagen"):
        return Span(days=number, business=True), end + 1
    if word in ("werktage", "werktagen", "werkdagen", "arbeitstage", "arbeitstagen"):
        return Span(days=number, business=True), end
    span = span_of(number, unit_name)
    if low(tokens, end) == "and" and low(tokens, end + 1) == "a" and low(tokens, end + 2) == "half":
        return span.plus(span_of(0.5, unit_name)), end + 3
    if low(tokens, end) == "et" and low(tokens, end + 1) == "demie":
        return span.plus(span_of(0.5, unit_name)), end + 2
    if low(tokens, end) == "or" and low(tokens, end + 1) in ("two", "so", "less"):
        end += 2
    return (Span(span.seconds, span.days, span.months, False, True) if vague else span), end


def _count_at(tokens: Tokens, i: int, *, lang: str) -> tuple[float, int, bool] | None:
    token_value = value(tokens, i)
    if 0 <= token_value <= 9999:
        k = i + 1
        if low(tokens, k) == "." and gap(tokens, k) == NONE and value(tokens, k + 1) >= 0 and gap(tokens, k + 1) == NONE:
            return float(f"{token_value}.{tokens[k + 1].text}"), k + 2, False
        if low(tokens, k) in ("/", "⁄") and value(tokens, k + 1) in (2, 4):
            return token_value / value(tokens, k + 1), k + 2, False
        if low(tokens, k) in ("-", "–", "to", "or") and value(tokens, k + 1) > token_value:
            return token_value, k + 2, False
        if low(tokens, k) == "and" and low(tokens, k + 1) in ("a", "an") and low(tokens, k + 2) == "half":
            return token_value + 0.5, k + 3, False
        return token_value, k, False
    word = low(tokens, i)
    if word in ("½", "half", "demi", "halben", "halbe", "media", "mezz'ora", "mezza", "half_", "halfuur", "meia"):
        if word == "mezz'ora":
            return None
        k = i + 1
        return 0.5, k, False
    if word == "three" and low(tokens, i + 1) in ("-", "quarters"):
        k = i + (3 if low(tokens, i + 1) == "-" else 2)
        return 0.75, k, False
    if word in words.ARTICLES:
        after = low(tokens, i + 1)
        if after in ("couple", "pair", "few"):
            return _VAGUE[after], i + 2, True
        if after == "quarter" and low(tokens, i + 2) == "of":
            return 0.25, i + 2 + 1, False
        if after in ("half", "demi"):
            return 0.5, i + 2, False
        if after == "-" and low(tokens, i + 2) == "half":
            return 0.5, i + 3, False
        return 1, i + 1, False
    if word == "quarter" and low(tokens, i + 1) == "of":
        return 0.25, i + 2, False
    if word in ("couple", "few", "several"):
        return _VAGUE[word], i + 1, True
    if word == "hour" or word == "minute":
        return 1, i, False
    spoken = spoken_number(tokens, i, lang=lang) or (spoken_number(tokens, i) if lang else None)
    if spoken:
        number, k = spoken
        if low(tokens, k) == "and" and low(tokens, k + 1) in ("a", "an") and low(tokens, k + 2) == "half":
            return number + 0.5, k + 3, False
        return number, k, False
    return None

"""The smallest pieces a time is said with: a clock, a part of the day, a day, a weekday, a zone, a span.

Each recogniser looks at the tokens from one position on, at most a handful of them, and answers an Atom or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.deadlines import words, zones
from bot.deadlines.tokens import LINE, NONE, SPACE, Token

Tokens = list[Token]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `sure` when the hour needs no guess between morning and afternoon."""

    hour: int
    minute: int = 0
    second: int = 0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Day:
    """A day, week, month or year, not yet placed in the calendar.

    kind: "rel" (n days on), "date" (month, day, year or 0), "numeric" (n/day, order unknown), "dom" (day of month),
    "week" | "weekend" | "month" | "quarter" | "year" (n of them on, with an edge), "named" (a month, with an edge).
    """

    kind: str
    n: int = 0
    month: int = 0
    day: int = 0
    year: int = 0
    edge: str = ""  # "start" | "mid" | "end" | ""
    named_next: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday, Monday 0; `shift` whole weeks after the coming one."""

    n: int
    mod: str = ""  # "" | "this" | "next" | "last"
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time; hours and less are elapsed time, days and more move the calendar."""

    seconds: float = 0
    days: float = 0
    months: int = 0
    business: bool = False
    vague: bool = False

    def plus(self, other: Span) -> Span:
        """Both together."""
        return Span(self.seconds + other.seconds, self.days + other.days, self.months + other.months,
                    self.business or other.business, self.vague or other.vague)


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece found at some token, up to token `end`; a weak one counts only beside a stronger one or a preposition."""

    slot: str  # "clock" | "part" | "day" | "weekday" | "zone" | "span"
    value: object
    end: int
    weak: bool = False
    part: str = ""


def low(tokens: Tokens, i: int) -> str:
    """The folded word at `i`, or "" outside the text."""
    return tokens[i].low if 0 <= i < len(tokens) else ""


def value(tokens: Tokens, i: int) -> int:
    """The number at `i`, or -1."""
    return tokens[i].value if 0 <= i < len(tokens) else -1


def gap(tokens: Tokens, i: int) -> int:
    """The white space before token `i`; outside the text as wide as a paragraph."""
    return tokens[i].gap if 0 <= i < len(tokens) else 3


def match_phrase(tokens: Tokens, i: int, table: words.Phrases) -> tuple[str, int] | None:
    """The longest phrase of the table that starts at `i`, as (its value, the token after it)."""
    for phrase, meaning in table.get(tokens[i].low, ()):
        end = i + len(phrase)
        if end <= len(tokens) and all(
            tokens[i + k].low == phrase[k] and tokens[i + k].gap < LINE for k in range(1, len(phrase))
        ):
            return str(meaning), end
    return None


@cache
def number_words() -> dict[str, int]:
    """English number words up to ninety."""
    return words.NUMBERS


def spoken_number(tokens: Tokens, i: int, *, lang: str = "") -> tuple[int, int] | None:
    """A number in words ("thirty-six", "five"), as (number, next token)."""
    if lang:
        found = words.FOREIGN_NUMBERS[lang].get(low(tokens, i))
        return (found, i + 1) if found else None
    first = words.NUMBERS.get(low(tokens, i))
    if first is None:
        return None
    after = i + 1
    if first >= 20 and first % 10 == 0:
        if low(tokens, after) == "-":
            after += 1
        ones = words.NUMBERS.get(low(tokens, after), 99)
        if 0 < ones < 10 and gap(tokens, after) <= SPACE:
            return first + ones, after + 1
    return first, i + 1


# ---- zones -------------------------------------------------------------------------------------------------------

_TIME_WORDS = frozenset({"time", "daylight", "standard", "zeit", "ortszeit", "tijd", "hora", "ora", "summer"})


def zone_at(tokens: Tokens, i: int, *, after_clock: bool, meridiem: bool = False) -> Atom | None:
    """A zone at `i`: "ET", "BST", "London time", "(UK time)", "heure de Paris", "Eastern"."""
    token = tokens[i]
    name = zones.abbreviations().get(token.low)
    if name and after_clock and (token.text.isupper() or token.low not in zones.SHY or (meridiem and token.low != "at")):
        return Atom("zone", name, _past_time_word(tokens, i + 1))
    if token.text == "AT" and meridiem and (gap(tokens, i + 1) >= LINE or not low(tokens, i + 1).isalpha()):
        return Atom("zone", "~America/Halifax", i + 1)
    region = match_phrase(tokens, i, zones.regions())
    if region:
        end = _past_time_word(tokens, region[1])
        if end > region[1] or (after_clock and (token.text[0].isupper() or meridiem)):
            return Atom("zone", region[0], end)
    place = match_phrase(tokens, i, zones.places())
    if place:
        end = _past_time_word(tokens, place[1])
        if end > place[1] or (after_clock and place[0] != zones.DESK and token.text[0].isupper() and
                              (gap(tokens, end) >= LINE or not low(tokens, end).isalpha() or low(tokens, end) in
                               _AFTER_PLACE)):
            return Atom("zone", place[0], end)
    if token.low in ("heure", "hora", "ora", "heures"):
        k = i + 1
        while low(tokens, k) in ("de", "d", "di", "del", "la", "locale", "local"):
            if low(tokens, k) in ("locale", "local"):
                return Atom("zone", zones.DESK, k + 1)
            k += 1
        there = match_phrase(tokens, k, zones.places()) if k < len(tokens) and k > i + 1 else None
        if there:
            return Atom("zone", there[0], there[1])
    return None


_AFTER_PLACE = frozenset({"on", "today", "tomorrow", "tonight", "please", "at", "if", "so", "and", "or", "for", *words.WEEKDAYS})


def _past_time_word(tokens: Tokens, i: int) -> int:
    end = i
    while low(tokens, end) in _TIME_WORDS and gap(tokens, end) <= SPACE and end < i + 2:
        end += 1
    return end


# ---- spans -------------------------------------------------------------------------------------------------------

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
    while low(tokens, k) in ("~", "about", "around", "roughly", "approx", "approximately", "next", "the", "only", "just", "another", "les", "de",
                             "las", "los", "le", "circa", "etwa", "ongeveer", "maximum", "max", "prochaines", "proximas",
                             "prossime", "nachsten", "komende", "under", "sous"):
        k += 1
        if k > i + 4:
            return None
    count = _count_at(tokens, k, lang=lang)
    if count is None:
        return None
    number, k, vague = count
    while low(tokens, k) in ("of", "more", "an", "a", "d'", "-", "full", "short", "next") or low(tokens, k) in _BUSINESS \
            or low(tokens, k) in ("prochaines", "nachsten", "clear", "calendar", "jours_"):
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

"""Minutes told around an hour: ten to five, zehn vor halb sechs, las seis menos diez, cinq heures moins le quart."""

from __future__ import annotations

from bot.deadlines import words
from bot.deadlines.atoms import Atom, Clock, Tokens, gap, low, spoken_number, value
from bot.deadlines.halves import MAY_FOLLOW, half_at, shifted, whole_hour
from bot.deadlines.tokens import LINE, SPACE

_FULL_FIVES = frozenset({5, 10, 20, 25})
_UNITS = words.bag("minutes minute min mins minuti minuten minutos")
# "from ten to five", "open 10 to 5" and "five to ten people" are ranges and counts.
_RANGES = words.bag("from between open opens opening hours ouvert geoffnet von de dalle van about roughly some")
_BEFORE_CLOCK = words.bag("by before at until till til around about is @ say for no")
_LATER = frozenset({"past", "after", "from", "nach", "over", "gone"})
_FOREIGN = {"de": ("vor", "nach"), "nl": ("voor", "over"), "pt": ("para", "pras")}
_FOREIGN_LEANS = frozenset(word for pair in _FOREIGN.values() for word in pair)
_TAIL_WORDS = {"y": 1, "e": 1, "et": 1, "menos": -1, "meno": -1, "moins": -1}
_TAIL_HALVES = words.bag("media mezza mezzo demie demi meia")
_TAIL_QUARTERS = words.bag("cuarto quarto quart")


def minutes_past(tokens: Tokens, i: int) -> Atom | None:
    """ "15 past 3pm", "20 min past eight", "ten to five", "15 to noon", "ten of four", "zehn vor fünf"."""
    foreign = _foreign_minutes(tokens, i)
    if foreign:
        return foreign
    spoken = spoken_number(tokens, i)
    minutes, k = (tokens[i].value, i + 1) if tokens[i].value >= 0 else (spoken or (-1, i))
    if not 0 < minutes < 60:
        return None
    units = low(tokens, k) in _UNITS
    k += units
    word = low(tokens, k)
    if gap(tokens, k) > SPACE or word not in ("past", "to", "after", "from", "before", "gone", "til", "till", "of"):
        return None
    if word in ("after", "from", "before", "gone") and not units and tokens[i].value < 0:
        return None
    if (not units and minutes % 5) or (word in ("from", "before", "gone") and not units):
        return None
    sure_only = word in ("from", "after", "before") or (word == "to" and not units)
    if word in ("to", "til", "till", "of") and not units:
        if word != "to" and not _leans(tokens, i, minutes, k + 1):
            return None
        sure_only = not _leans(tokens, i, minutes, k + 1)
    hour = whole_hour(tokens, k + 1, sure_only=sure_only)
    return shifted(hour, minutes if word in _LATER else -minutes) if hour else None


def _leans(tokens: Tokens, i: int, minutes: int, k: int) -> bool:
    """Whether "ten to five" is a clock: after "by" or "at", or in words and no range; a noun after it makes it a count."""
    before = low(tokens, i - 1)
    written_out = tokens[i].value < 0
    if minutes not in _FULL_FIVES or before in _RANGES:
        return False
    if (
        before not in _BEFORE_CLOCK
        and not (written_out and i and tokens[i].gap == 0)
        and not (written_out and _starts(tokens, i))
    ):
        return False
    number, end = (value(tokens, k), k + 1) if value(tokens, k) >= 0 else (spoken_number(tokens, k) or (0, k))
    return 1 <= number <= 12 and (half_at(tokens, end) is not None or clock_may_end(tokens, end))


def _starts(tokens: Tokens, i: int) -> bool:
    return i == 0 or tokens[i].gap >= LINE or low(tokens, i - 1) in (".", ",", ";", "!", "?", ":", "-", "–", "(", "and", "or")


def clock_may_end(tokens: Tokens, end: int) -> bool:
    """Whether what follows leaves a bare hour a clock and does not make it a count."""
    after = low(tokens, end)
    return (
        gap(tokens, end) >= LINE or not after[:1].isalpha() or after.partition("'")[0] in MAY_FOLLOW or after in words.WEEKDAYS
    )


def _foreign_minutes(tokens: Tokens, i: int) -> Atom | None:
    if not _FOREIGN_LEANS & {low(tokens, i + 1), low(tokens, i + 2)}:
        return None
    for lang, (before, after) in _FOREIGN.items():
        minutes, k = words.FOREIGN_NUMBERS[lang].get(low(tokens, i), value(tokens, i)), i + 1
        if minutes not in _FULL_FIVES and minutes != 15:
            continue
        k += low(tokens, k) in _UNITS
        if low(tokens, k) not in (before, after):
            continue
        sign = 1 if low(tokens, k) == after else -1
        k += 1
        k += low(tokens, k) in ("as", "a")
        half = low(tokens, k) in ("halb", "half")
        hour = whole_hour(tokens, k + half, lang=lang)
        if hour and isinstance(hour.value, Clock) and hour.value.hour >= 1 and clock_may_end(tokens, hour.end):
            return shifted(hour, sign * minutes - 30 * half)
    return None


def with_tail(tokens: Tokens, found: Atom | None) -> Atom | None:
    """A clock on the hour with the Romance minutes after it: "y media", "e un quarto", "moins le quart", "y veinte"."""
    if found is None or not isinstance(found.value, Clock) or found.value.minute:
        return found
    tail = tail_at(tokens, found.end)
    if tail is None:
        return found
    moved = shifted(Atom("clock", found.value, tail[1]), tail[0])
    return moved or found


def tail_at(tokens: Tokens, k: int) -> tuple[int, int] | None:
    """The minutes said after an hour, as (minutes, next token)."""
    sign = _TAIL_WORDS.get(low(tokens, k))
    if sign is None or gap(tokens, k) > SPACE:
        return None
    k += 1
    k += low(tokens, k) in ("le", "un", "um")
    word = low(tokens, k)
    if word in _TAIL_HALVES and sign > 0:
        return 30, k + 1
    if word in _TAIL_QUARTERS:
        return 15 * sign, k + 1
    number = max(words.FOREIGN_NUMBERS[lang].get(word, 0) for lang in ("fr", "es", "it", "pt"))
    number = number or (value(tokens, k) if sign < 0 else 0)
    if number % 5 or not 5 <= number <= 55 or not clock_may_end(tokens, k + 1):
        return None
    return sign * number, k + 1

"""Times of day in figures: 3pm, 3.30, 17h00, 1630hrs, 0710, 17 Uhr, a bare 5."""

from __future__ import annotations

from bot.deadlines import parts, words
from bot.deadlines.atoms import Atom, Clock, Tokens, gap, low, value
from bot.deadlines.halves import MAY_FOLLOW, half_at, with_half
from bot.deadlines.minutes import minutes_past, tail_at, with_tail
from bot.deadlines.spoken import worded_clock_at
from bot.deadlines.tokens import LINE, NONE, SPACE

_HOUR_WORDS = words.bag("h hrs hr uhr heures heure uur horas u")
_DAY_WORDS = frozenset({"today", "tomorrow", "tonight", "tmrw", "tmr", "sharp", "please", "pls", "this", *words.WEEKDAYS})
_DAYS_BEFORE = words.bag("oggi domani hoy manana stasera")
_PRONOUNS = words.bag("i we you he she it they that there who")
_COUNTED = words.bag("% £ $ € percent per / º ° # x +")
_CLOCK_PREPOSITIONS = words.bag(
    "by before b4 until untill till til at @ around about approx approximately circa from after between than "
    "to latest ca past deadline cutoff for avant vers bis um vor gegen ab entro alle dalle prima per antes "
    "hasta las os as ate om voor tegen rond uiterlijk spatestens ore a , - – : ( ~ realistically within "
    "sharp le"
)
_LENGTH_BEFORE = words.bag(
    "in within next for dans les sous en of dentro binnen innerhalb d'ici depuis pendant seit last past the "
    "de prochaines proximas"
)


def clock_at(tokens: Tokens, i: int, *, alone: bool = False) -> Atom | None:
    """A time of day starting at token `i`; `alone` says the text is nothing but one expression."""
    if tokens[i].value >= 0:
        return with_tail(tokens, _numeric(tokens, i, alone=alone))
    return with_tail(tokens, worded_clock_at(tokens, i, alone=alone))


def _numeric(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    number, text = tokens[i].value, tokens[i].text
    before = low(tokens, i - 1)
    glued = gap(tokens, i) == NONE and i > 0
    if before in words.CURRENCY or (
        glued and before in (".", "/", ":", "_", "#", "-", "+") and value(tokens, i - 2) >= 0 and before != "-"
    ):
        return None
    if len(text) > 6:
        return None
    past = minutes_past(tokens, i)
    if past:
        return past
    if len(text) <= 2 and number <= 24:
        for separator in (_colon, _hour_word, _dotted):
            found = separator(tokens, i)
            if found is not None:
                return found
    if len(text) in (3, 4, 6) and (found := _run_together(tokens, i, alone=alone)):
        return found
    if len(text) > 2 or number > 24:
        return None
    return _bare(tokens, i, alone=alone)


def _colon(tokens: Tokens, i: int) -> Atom | None:
    if low(tokens, i + 1) != ":" or gap(tokens, i + 1) != NONE or gap(tokens, i + 2) != NONE:
        return None
    minute = value(tokens, i + 2)
    if not 0 <= minute < 60 or len(tokens[i + 2].text) != 2:
        return None
    second, end = 0, i + 3
    if low(tokens, end) == ":" and gap(tokens, end) == NONE and 0 <= value(tokens, end + 1) < 60:
        second, end = value(tokens, end + 1), end + 2
        if (
            low(tokens, end) == "."
            and gap(tokens, end) == NONE
            and gap(tokens, end + 1) == NONE
            and value(tokens, end + 1) >= 0
        ):
            end += 2
    if low(tokens, end) in ("h", "uhr", "uur", "horas", "heures", "hrs", "hr") and gap(tokens, end) <= SPACE:
        end += 1
    return with_half(tokens, i, tokens[i].value, minute, second, end, weak=False)


def _hour_word(tokens: Tokens, i: int) -> Atom | None:
    word = low(tokens, i + 1)
    if word not in _HOUR_WORDS or gap(tokens, i + 1) > SPACE:
        return None
    if word in ("hrs", "hr") or (word == "u" and gap(tokens, i + 1) != NONE):
        return None
    hour, end, minute = tokens[i].value, i + 2, 0
    if word in ("h", "u") and tokens[i + 1].text == "H" and gap(tokens, i + 1) != NONE:
        return None
    if (
        0 <= value(tokens, end) < 60
        and len(tokens[end].text) == 2
        and gap(tokens, end) <= SPACE
        and (word != "u" or gap(tokens, end) == NONE)
    ):
        minute, end = value(tokens, end), end + 1
    elif word in ("heures", "heure", "h") and low(tokens, end) == "et" and low(tokens, end + 1) in ("demie", "quart"):
        minute, end = (30 if low(tokens, end + 1) == "demie" else 15), end + 2
    elif word == "u":
        if low(tokens, end) == ".":
            end += 1
        elif low(tokens, i - 1) not in ("om", "voor", "tegen", "tot"):
            return None
    elif word in ("h", "heures", "heure", "horas", "uur") and low(tokens, i - 1) in _LENGTH_BEFORE:
        return None
    if hour == 24 and minute == 0 and word != "uhr":
        return None
    return with_half(
        tokens,
        i,
        hour,
        minute,
        0,
        end,
        weak=word in ("uur", "horas", "heures") and hour <= 12 and not minute,
        sure=hour > 12 or hour == 0 or tokens[i].text.startswith("0") or word in ("uhr", "h", "heures", "heure"),
    )


def _dotted(tokens: Tokens, i: int) -> Atom | None:
    if low(tokens, i + 1) != "." or gap(tokens, i + 1) != NONE or gap(tokens, i + 2) != NONE:
        return None
    minute = value(tokens, i + 2)
    if not 0 <= minute < 60 or len(tokens[i + 2].text) != 2:
        return None
    end = i + 3
    if (
        low(tokens, end) in (".", "/")
        and gap(tokens, end) == NONE
        and value(tokens, end + 1) >= 0
        and gap(tokens, end + 1) == NONE
    ):
        return None
    after = low(tokens, end)
    if after in _COUNTED or after in ("million", "m", "bn", "billion", "k", "km", "kg", "gb", "per", "miles", "mbps"):
        return None
    if after in ("hours", "hrs", "hr", "uhr", "uur", "h", "heures", "horas") and gap(tokens, end) <= SPACE:
        end += 1
        return with_half(tokens, i, tokens[i].value, minute, 0, end, weak=False)
    if low(tokens, i - 1) in ("version", "section", "v", "point", "figure", "table", "appendix", "page", "p"):
        return None
    return with_half(tokens, i, tokens[i].value, minute, 0, end, weak=True)


def _run_together(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    text, number, end = tokens[i].text, tokens[i].value, i + 1
    if len(text) == 6:
        hour, minute, second = int(text[:2]), int(text[2:4]), int(text[4:])
        if not alone or len(tokens) > 1 or hour > 23 or minute > 59 or second > 59:
            return None
        return Atom("clock", Clock(hour, minute, second), end)
    hour, minute = divmod(number, 100)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    marked = low(tokens, end) in ("hrs", "hr", "h", "hours", "hour", "uhr", "gmt", "z") and gap(tokens, end) <= SPACE
    if marked:
        end = end if low(tokens, end) in ("gmt", "z") else end + 1
        return with_half(tokens, i, hour, minute, 0, end, weak=False, sure=len(text) == 4)
    half = half_at(tokens, end)
    if half and 1 <= hour <= 12:
        return with_half(tokens, i, hour, minute, 0, end, weak=False)
    spoken = alone and low(tokens, i - 1) in ("at", "by", "")
    if len(text) == 3 and not spoken and low(tokens, end) not in _DAY_WORDS:
        return None
    if _among_numbers(tokens, i):
        return None
    if (
        1900 <= number < 2100
        and low(tokens, i - 1) not in ("at", "@")
        and not (i + 1 < len(tokens) and low(tokens, i + 1) in ("today", "tonight", "tomorrow", "on", "bst"))
    ):
        return None
    if low(tokens, end) not in MAY_FOLLOW and low(tokens, end).isalpha() and gap(tokens, end) < LINE and not alone:
        return None
    if low(tokens, i - 1) not in _CLOCK_PREPOSITIONS and not alone:
        return None
    sure = text.startswith("0") or hour > 12 or hour >= 10
    if low(tokens, end) == "ish":
        end += 1
    return Atom("clock", Clock(hour, minute, 0, sure), end, weak=True)


def _among_numbers(tokens: Tokens, i: int) -> bool:
    """True for a group of a phone, account or house number."""

    def number_beside(k: int, step: int) -> bool:
        near = k + step
        if low(tokens, near) in ("-", "/", ".", ")", "(", "+") and gap(tokens, max(near, k)) <= SPACE:
            near += step
        return value(tokens, near) >= 0 and low(tokens, k + step) != "." and (step < 0 or gap(tokens, near) <= SPACE)

    if low(tokens, i - 1) == "/" or low(tokens, i + 1) == "/":
        return True
    return (number_beside(i, -1) and gap(tokens, i) <= SPACE and not _is_date_before(tokens, i)) or (
        number_beside(i, 1) and low(tokens, i + 1) != "," and not low(tokens, i + 1).isalpha()
    )


def _is_date_before(tokens: Tokens, i: int) -> bool:
    k = i - 1
    return value(tokens, k) > 999 or low(tokens, k - 1) in words.MONTHS


def _bare(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    number, end = tokens[i].value, i + 1
    if alone and len(tokens) == 1 and 13 <= number <= 23:
        return Atom("clock", Clock(number), end)
    half = half_at(tokens, end)
    if half:
        if 1 <= number <= 12 or (number > 12 and half[0] == "pm"):
            return with_half(tokens, i, number, 0, 0, end, weak=half[2] and not alone)
        return None
    if low(tokens, end) == "ish" and gap(tokens, end) <= SPACE and 1 <= number <= 12:
        return with_half(tokens, i, number, 0, 0, end + 1, weak=False)
    if low(tokens, end) == "noon" and number == 12:
        return Atom("clock", Clock(12), end + 1)
    if low(tokens, end) in ("midnight", "minuit") and number == 12:
        return None
    if low(tokens, end) in ("o'clock", "oclock") and 1 <= number <= 12:
        return with_half(tokens, i, number, 0, 0, end + 1, weak=False)
    if alone and 0 <= value(tokens, end) < 60 and len(tokens[end].text) == 2 and number <= 23 and gap(tokens, end) == SPACE:
        return Atom("clock", Clock(number, value(tokens, end), 0, number > 12), end + 1, weak=True)
    if not _bare_fits(tokens, i, alone=alone):
        return None
    return with_half(tokens, i, number, 0, 0, end, weak=True)


def _bare_fits(tokens: Tokens, i: int, *, alone: bool) -> bool:
    number, end = tokens[i].value, i + 1
    after = low(tokens, end)
    if number > 23 or (
        number > 12
        and not (low(tokens, i - 1) == "le" and low(tokens, i - 2) in ("entro", "verso", "per", "dopo"))
        and low(tokens, i - 1) not in ("um", "las", "alle", "ore", "om", "dalle", "bis", "as")
    ):
        return False
    if low(tokens, i - 1) in ("alle", "las") and (low(tokens, i - 2) in words.WEEKDAYS or low(tokens, i - 2) in _DAYS_BEFORE):
        return True
    if low(tokens, i - 1) == "um" and after.isalpha() and tokens[end].text.islower():
        # German nouns have a capital, so this is no count: "morgen um 10 abgeben".
        return True
    if tokens[i].text.startswith("0") and number < 10 and not alone:
        return False
    if gap(tokens, i) >= LINE and after in (".", ")", ":", "/") and i:
        return False
    if after in _COUNTED or (after == "-" and gap(tokens, end) == NONE and low(tokens, end + 1).isalpha()):
        return False
    if (
        after in (".", ",", ":", ")")
        and gap(tokens, end) == NONE
        and gap(tokens, end + 1) == NONE
        and value(tokens, end + 1) >= 0
    ):
        return False
    if (after in words.MONTHS and after not in ("may", "march", "mar")) or (
        after in words.ORDINAL_ENDS and gap(tokens, end) == NONE
    ):
        return False
    if after in ("/", "-", "–", "or", "to") and value(tokens, end + 1) >= 0 and not alone:
        return False
    if gap(tokens, end) >= LINE or (not after.isalpha() and "'" not in after) or alone or after.partition("'")[0] in _PRONOUNS:
        return True
    if tail_at(tokens, end):
        return True
    return after in MAY_FOLLOW or after in words.WEEKDAYS or after in parts.PARTS or after in ("o'clock", "aujourd'hui")

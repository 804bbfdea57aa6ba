"""Dates: 14/05/2026, 2026-03-13, 18 June, Sept. 21, the 18th, 3 de junio de 2026, 5.3."""

from __future__ import annotations

from bot.deadlines import words
from bot.deadlines.atoms import Atom, Day, Tokens, gap, low, value
from bot.deadlines.tokens import NONE, SPACE

_AFTER_ORDINAL = words.bag(
    "at by if so please pls and or but for in to as we i it is would that when because thanks with before after until "
    "latest cob eod noon midday around close end of which works should will could from since then morning afternoon evening "
    "lunchtime the rather on instead not though too also , this next yes"
)


def numeric_date_at(tokens: Tokens, i: int) -> Atom | None:
    """2026-03-13, 2026/3/13, 14/05/2026, 3/13/26, 18/06, 23.04.2022, 5.3., 04/2016, 2 - 15."""
    first = tokens[i].value
    separator = low(tokens, i + 1)
    if separator not in ("-", "/", ".") or len(tokens[i].text) > 4:
        return None
    if i > 0 and gap(tokens, i) == NONE and low(tokens, i - 1) in ("-", "/", ".", ":", "#", "+") and value(tokens, i - 2) >= 0:
        return None
    if low(tokens, i - 1) in words.CURRENCY:
        return None
    spaced = gap(tokens, i + 1) == SPACE and gap(tokens, i + 2) == SPACE
    if not spaced and (gap(tokens, i + 1) != NONE or gap(tokens, i + 2) != NONE):
        return None
    if spaced and (separator == "." or first > 31):
        return None
    second, end = value(tokens, i + 2), i + 3
    month_word = words.MONTHS.get(low(tokens, i + 2)) if second < 0 else None
    third = -1
    if (
        low(tokens, end) == separator
        and gap(tokens, end) <= SPACE
        and value(tokens, end + 1) >= 0
        and (spaced or gap(tokens, end + 1) == NONE)
    ):
        third, end = value(tokens, end + 1), end + 2
        digits = len(tokens[end - 1].text)
        if digits not in (1, 2, 4):
            return None
    if month_word:
        return _month_in_the_middle(first, month_word, third, end)
    if second < 0:
        return None
    if len(tokens[i].text) == 4:
        if third < 0 or not 1 <= second <= 12 or not 1 <= third <= 31 or not 1900 <= first <= 2200:
            return None
        if low(tokens, end) == "t" and gap(tokens, end) == NONE and value(tokens, end + 1) >= 0:
            end += 1
        return Atom("day", Day("date", month=second, day=third, year=first), end)
    if third < 0:
        return _two_numbers(tokens, i, first, second, separator, end)
    if len(tokens[end - 1].text) not in (2, 4):
        return None
    year = third + 2000 if third < 100 else third
    if not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12) or not 1900 <= year <= 2200:
        return None
    kind_mark = "dmy" if separator == "." else ""
    return Atom("day", Day("numeric", n=first, day=second, year=year, edge=kind_mark), end)


def _month_in_the_middle(first: int, month: int, third: int, end: int) -> Atom | None:
    """8/Oct/2012 and 2012/Aug/10."""
    if first >= 1900 and 1 <= third <= 31:
        return Atom("day", Day("date", month=month, day=third, year=first), end)
    if 1 <= first <= 31:
        year = third + 2000 if 0 <= third < 100 else max(third, 0)
        return Atom("day", Day("date", month=month, day=first, year=year), end)
    return None


def _two_numbers(tokens: Tokens, i: int, first: int, second: int, separator: str, end: int) -> Atom | None:
    if 1 <= first <= 12 and 1900 <= second <= 2200 and separator in ("/", "-"):
        return Atom("day", Day("named", month=first, year=second), end, weak=True)
    if not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12) or len(tokens[i + 2].text) > 2:
        return None
    if separator == ".":
        # "5.3." is a date and "3.30" a time: a second dot, or a month that no minute could be, decides.
        if (
            low(tokens, end) == "."
            and gap(tokens, end) == NONE
            and second <= 12
            and (
                gap(tokens, end + 1) >= SPACE
                and (
                    low(tokens, end + 1) in ("um", "bis", "at", "-", "uhr", ",", "(")
                    or low(tokens, end + 2) in ("uhr", "h")
                    or low(tokens, i - 1) in ("am", "bis", "den", "zum", "vom", ",", "der", "dem")
                )
            )
        ):
            return Atom("day", Day("numeric", n=first, day=second, edge="dmy"), end + 1)
        return None
    weak = separator == "-" or low(tokens, i - 1) in ("and", "about", "over", "roughly")
    if low(tokens, end) in ("%", "st", "nd", "rd", "th") or (low(tokens, end) in ("am", "pm") and separator == "-"):
        return None
    if (
        separator == "-"
        and gap(tokens, i + 1) == NONE
        and (low(tokens, i - 1) in ("open", "hours", "scored") or low(tokens, end) in words.UNITS)
    ):
        return None
    return Atom("day", Day("numeric", n=first, day=second), end, weak=weak)


def day_month_at(tokens: Tokens, i: int) -> Atom | None:
    """18 June 2026, 18th of June, 14april, le 5 mars, 3. Juli, 3 de junio de 2026."""
    day, k = tokens[i].value, i + 1
    if len(tokens[i].text) == 4 and 1900 <= day <= 2200:
        month = words.MONTHS.get(low(tokens, k), 0)
        if month and 1 <= value(tokens, k + 1) <= 31 and gap(tokens, k) <= SPACE and len(tokens[k + 1].text) <= 2:
            return Atom("day", Day("date", month=month, day=value(tokens, k + 1), year=day), k + 2)
        return None
    if not 1 <= day <= 31 or len(tokens[i].text) > 2:
        return None
    if (low(tokens, k) in words.ORDINAL_ENDS and gap(tokens, k) == NONE) or (
        low(tokens, k) in (".", "º", "°") and gap(tokens, k) == NONE
    ):
        k += 1
    if low(tokens, k) in ("of", "de", "di", "do", "day") and gap(tokens, k) == SPACE:
        k += 1
    month = words.MONTHS.get(low(tokens, k), 0)
    if not month or gap(tokens, k) > SPACE:
        return None
    if (
        low(tokens, k) in ("may", "march")
        and tokens[k].text.islower()
        and low(tokens, k + 1) in ("be", "have", "not", "on", "to", "in")
    ):
        return None
    end = k + 1
    if low(tokens, end) == "." and gap(tokens, end) == NONE and len(tokens[k].text) <= 5:
        end += 1
    return _with_year(tokens, end, month, day)


def _with_year(tokens: Tokens, end: int, month: int, day: int) -> Atom:
    k = end
    if low(tokens, k) in (",", "'", "de", "’", "del"):
        k += 1
    year = value(tokens, k)
    if gap(tokens, k) <= SPACE and k < len(tokens):
        if len(tokens[k].text) == 4 and 1900 <= year <= 2200 and low(tokens, k + 1) not in ("hrs", "h", "uhr"):
            return Atom("day", Day("date", month=month, day=day, year=year), k + 1)
        if 2400 < year < 2700 and low(tokens, k + 1) == "be":
            return Atom("day", Day("date", month=month, day=day, year=year - 543), k + 2)
        if (
            (len(tokens[k].text) == 2 and 20 <= year <= 60)
            or (len(tokens[k].text) == 2 and 13 <= year <= 60 and k == end and not _clock_follows(tokens, k))
        ) and not _clock_follows(tokens, k):
            return Atom("day", Day("date", month=month, day=day, year=2000 + year), k + 1)
    return Atom("day", Day("date", month=month, day=day), end)


def _clock_follows(tokens: Tokens, k: int) -> bool:
    return (
        low(tokens, k + 1) in (":", ".", "h", "uhr", "am", "pm", "heures", "hrs", "u", "uur", "a", "p")
        and gap(tokens, k + 1) <= SPACE
        and (low(tokens, k + 1) != "." or value(tokens, k + 2) >= 0)
    )


def month_first_at(tokens: Tokens, i: int) -> Atom | None:
    """March 13, Sept. 21, February the 15th, oct/2, march, 6th 2016, january twenty fourth."""
    month = words.MONTHS.get(tokens[i].low, 0)
    if not month:
        return None
    k = i + 1
    if low(tokens, k) == "." and gap(tokens, k) == NONE:
        k += 1
    if low(tokens, k) in (",", "/", "the", "-") and gap(tokens, k) <= SPACE:
        k += 1
    if gap(tokens, k) > SPACE or k >= len(tokens):
        return None
    day, end = tokens[k].value, k + 1
    if day < 0:
        spoken = _ordinal_word(tokens, k)
        if not spoken:
            return None
        day, end = spoken
    elif len(tokens[k].text) > 2:
        return None
    if not 1 <= day <= 31:
        return None
    if low(tokens, end) in ("st", "nd", "rd", "th") and gap(tokens, end) == NONE:
        end += 1
    elif (
        (_clock_follows(tokens, k) and low(tokens, k + 1) != "." and low(tokens, k + 1) != "a")
        or low(tokens, end) in ("%", "people", "percent")
        or low(tokens, end) in words.UNITS
    ):
        return None
    return _with_year_after(tokens, end, month, day)


def _with_year_after(tokens: Tokens, end: int, month: int, day: int) -> Atom:
    found = _with_year(tokens, end, month, day)
    if found.end > end:
        return found
    # "Thu Oct 26 11:00:09 2023" puts the year after the clock.
    k = end
    if (
        value(tokens, k) >= 0
        and low(tokens, k + 1) == ":"
        and low(tokens, k + 3) == ":"
        and 1900 <= value(tokens, k + 5) <= 2200
    ):
        return Atom("day", Day("date", month=month, day=day, year=value(tokens, k + 5)), end)
    return found


def _ordinal_word(tokens: Tokens, i: int) -> tuple[int, int] | None:
    word = low(tokens, i)
    if word in words.ORDINALS:
        return words.ORDINALS[word], i + 1
    if word in ("twenty", "thirty"):
        k = i + 2 if low(tokens, i + 1) == "-" else i + 1
        ones = words.ORDINALS.get(low(tokens, k), 0)
        if 1 <= ones <= 9:
            return words.NUMBERS[word] + ones, k + 1
    return None


def worded_ordinal_at(tokens: Tokens, i: int) -> Atom | None:
    """ "the third of March", "the twenty seventh", "the 18th"."""
    k = i
    the = low(tokens, k) in ("the", "le", "il", "el", "den", "dem", "am")
    if the:
        k += 1
    if k >= len(tokens) or (gap(tokens, k) > SPACE and k > i):
        return None
    if tokens[k].value > 0:
        return None
    spoken = _ordinal_word(tokens, k)
    if not spoken:
        return None
    day, end = spoken
    if low(tokens, end) == "of" and low(tokens, end + 1) in words.MONTHS:
        return _with_year(tokens, end + 2, words.MONTHS[low(tokens, end + 1)], day)
    if low(tokens, end) in words.MONTHS and low(tokens, end) not in words.SHY_MONTHS:
        return _with_year(tokens, end + 1, words.MONTHS[low(tokens, end)], day)
    if the and ((day > 4 and low(tokens, i - 1) in words.WEEKDAYS) or low(tokens, i - 1) in words.WEEKDAYS):
        return Atom("day", Day("dom", n=day), end)
    return None


def ordinal_day_at(tokens: Tokens, i: int) -> Atom | None:
    """ "the 18th", "Thu 15th", "Friday 9th"; a bare number only right after a weekday, where the caller decides."""
    day, k = tokens[i].value, i + 1
    if not 1 <= day <= 31 or len(tokens[i].text) > 2:
        return None
    if low(tokens, k) in ("st", "nd", "rd", "th") and gap(tokens, k) == NONE:
        after = low(tokens, k + 1)
        noun = after.isalpha() and gap(tokens, k + 1) <= SPACE and after not in _AFTER_ORDINAL and after not in words.WEEKDAYS
        before_fits = (
            low(tokens, i - 1) in ("the", "by", "on", "before", "until", "till")
            or low(tokens, i - 1) in words.WEEKDAYS
            or low(tokens, i - 1) in (".", ",")
        )
        if noun or not before_fits:
            return Atom("day", Day("dom", n=day), k + 1, weak=True) if not noun else None
        return Atom("day", Day("dom", n=day), k + 1)
    return None

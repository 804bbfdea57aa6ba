"""Times of day in words: half past two, quarter to six, half five, halb fünf, twelve oh three, a las dos."""

from __future__ import annotations

from bot.deadlines import words
from bot.deadlines.atoms import Atom, Clock, Tokens, gap, low, spoken_number, value
from bot.deadlines.halves import NOON, half_at, shifted, whole_hour, with_half
from bot.deadlines.minutes import clock_may_end, minutes_past, tail_at
from bot.deadlines.tokens import NONE, SPACE


def minutes_past_at(tokens: Tokens, i: int) -> Atom | None:
    """A clock said as minutes past or to an hour ("quarter past 3pm", "20 minutes to 2pm"), before any other reading."""
    if tokens[i].low in ("a", "an", "quarter"):
        return _fraction(tokens, i)
    return minutes_past(tokens, i)


def worded_clock_at(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    word = tokens[i].low
    if word in NOON:
        end = i + 1
        if low(tokens, end) == "ish":
            end += 1
        return Atom("clock", Clock(12), end)
    if word == "12noon":
        return Atom("clock", Clock(12), i + 1)
    if (word in ("mid", "high") and low(tokens, i + 1) in ("day", "noon")) or (
        word == "mid" and low(tokens, i + 1) == "-" and low(tokens, i + 2) == "day"
    ):
        return Atom("clock", Clock(12), i + (3 if low(tokens, i + 1) == "-" else 2))
    if word in ("mittag", "mittags", "middag") and low(tokens, i - 1) in (
        "bis",
        "um",
        "vor",
        "gegen",
        "am",
        "zum",
        "voor",
        "tegen",
        "'s",
        *words.WEEKDAYS,
        "heute",
    ):
        return Atom("clock", Clock(12), i + 1)
    if (word in ("meio", "meia") and low(tokens, i + 1) == "-" and low(tokens, i + 2) == "dia") or (
        word == "medio" and low(tokens, i + 1) == "dia"
    ):
        return Atom("clock", Clock(12), i + (3 if low(tokens, i + 1) == "-" else 2))
    if word in ("half", "halb", "halfe", "quarter", "a", "an", "viertel", "kwart", "dreiviertel"):
        return _fraction(tokens, i)
    past = minutes_past(tokens, i)
    if past:
        return past
    return _spoken_clock(tokens, i, alone=alone)


def _fraction(tokens: Tokens, i: int) -> Atom | None:
    """ "half past two", "half five", "a quarter to six", "halb fünf", "kwart voor vijf"."""
    word = tokens[i].low
    if word in ("a", "an"):
        return _fraction(tokens, i + 1) if low(tokens, i + 1) in ("quarter", "half") and gap(tokens, i + 1) <= SPACE else None
    after = low(tokens, i + 1)
    if after == "-":
        i, after = i + 1, low(tokens, i + 2)
    if word in ("half", "quarter") and after in ("past", "after", "gone", "over"):
        hour = whole_hour(tokens, i + 2)
        return shifted(hour, 30 if word == "half" else 15) if hour else None
    if word == "quarter" and after in ("to", "of", "til", "till", "before"):
        hour = whole_hour(tokens, i + 2)
        return shifted(hour, -15) if hour else None
    if word in ("viertel", "kwart") and after in ("vor", "nach", "voor", "over"):
        hour = whole_hour(tokens, i + 2, lang="de" if word == "viertel" else "nl")
        return shifted(hour, 15 if after in ("nach", "over") else -15) if hour else None
    if word in ("halb", "half"):
        lang = "de" if word == "halb" else "nl"
        foreign = whole_hour(tokens, i + 1, lang=lang) if value(tokens, i + 1) < 0 or word == "halb" else None
        if foreign and (word == "halb" or words.FOREIGN_NUMBERS["nl"].get(after)):
            return shifted(foreign, -30)
        if word == "half" and _half_hour_fits(tokens, i):
            hour = whole_hour(tokens, i + 1)
            return shifted(hour, 30) if hour else None
    return None


def _half_hour_fits(tokens: Tokens, i: int) -> bool:
    """ "by half five", and not "half 20 people" or "half one's life"."""
    number = value(tokens, i + 1)
    end = i + 2
    if number < 0:
        spoken = spoken_number(tokens, i + 1)
        if not spoken:
            return False
        number, end = spoken
    return 1 <= number <= 12 and clock_may_end(tokens, end)


def _spoken_clock(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    """ "three o'clock", "ten thirty", "twelve oh three", "by three"; foreign hours after "a las", "alle", "um", "à"."""
    foreign = _foreign_hour(tokens, i)
    spoken = foreign or spoken_number(tokens, i)
    if not spoken:
        return None
    hour, end = spoken
    if not 1 <= hour <= (23 if foreign else 12):
        return None
    k = end + 1 if low(tokens, end) == "-" else end
    minute = -1
    if low(tokens, k) in ("zero", "o", "oh", "ou"):
        ones = spoken_number(tokens, k + 1 if low(tokens, k + 1) != "-" else k + 2)
        if ones and ones[0] < 10:
            minute, end = ones
    else:
        tail = spoken_number(tokens, k) if gap(tokens, k) <= SPACE else None
        if tail and 10 <= tail[0] < 60:
            minute, end = tail
    if minute < 0 and value(tokens, end) in (15, 30, 45) and gap(tokens, end) == SPACE and (alone or half_at(tokens, end + 1)):
        minute, end = value(tokens, end), end + 1
    after = low(tokens, end)
    if minute < 0 and after in ("uhr", "uur", "heures", "heure", "horas"):
        if after == "uhr" and value(tokens, end + 1) in range(60) and gap(tokens, end + 1) == SPACE:
            return Atom("clock", Clock(hour, value(tokens, end + 1), 0, hour > 12), end + 2)
        return Atom("clock", Clock(hour, 0, 0, hour > 12), end + 1, weak=True)
    found = with_half(tokens, i, hour, max(minute, 0), 0, end, weak=True)
    if found is None or found.end > end or minute >= 0:
        return found
    fits = clock_may_end(tokens, end)
    if fits or alone or (foreign and tail_at(tokens, end)):
        return None if after == "-" and gap(tokens, end) == NONE else found
    return None


_HOUR_LEADS = {
    word: lang
    for lang, row in {
        "es": "las",
        "it": "alle ore dalle entro",
        "de": "um gegen bis",
        "nl": "om voor tegen rond",
        "pt": "as",
        "fr": "a vers avant des",
    }.items()
    for word in row.split()
}
_LE_LEADS = words.bag("entro verso per dopo prima delle")


def _foreign_hour(tokens: Tokens, i: int) -> tuple[int, int] | None:
    before = low(tokens, i - 1)
    lang = _HOUR_LEADS.get(before)
    if before in ("le", "delle") and (before == "delle" or low(tokens, i - 2) in _LE_LEADS):
        lang = "it"
    if not lang:
        return None
    found, end = words.FOREIGN_NUMBERS[lang].get(tokens[i].low), i + 1
    if lang == "fr" and tokens[i].low == "dix" and low(tokens, end) == "-":
        ones = words.FOREIGN_NUMBERS[lang].get(low(tokens, end + 1), 0)
        found, end = (10 + ones, end + 2) if ones in (7, 8, 9) else (found, end)
    if not found or (lang == "fr" and low(tokens, end) not in ("heures", "heure", "h")):
        return None
    return found, end

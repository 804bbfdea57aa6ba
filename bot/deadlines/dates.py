"""Days as people name them: tomorrow, Friday week, the 18th, 14/05/2026, Sept. 21, end of March, EOW."""

from __future__ import annotations

from functools import cache

from bot.deadlines import words
from bot.deadlines.atoms import Atom, Day, Tokens, Weekday, gap, low, match_phrase, value
from bot.deadlines.tokens import NONE, SPACE

_WEEK_PHRASES = {
    "week:0:end": "eow|end of the week|end of week|end of this week|week's end|week end_|later this week|fin de semaine|fin de la semaine"
                  "|fin de cette semaine|ende der woche|wochenende_|ende dieser woche|final de semana_|finales de semana|final de esta semana|fine settimana_"
                  "|fine della settimana|einde van de week|eind van de week|einde van deze week|eind deze week|fim da semana|close of the week|week's close",
    "week:1:end": "end of next week|end of the next week|the end of next week|eow next week|end next week|late next week|later next week|fin de la semaine prochaine"
                  "|fin de semaine prochaine|ende nachster woche|ende der nachsten woche|ende der kommenden woche|finales de la semana que viene|final de la proxima semana|fine della prossima settimana"
                  "|eind volgende week|einde van volgende week|fim da proxima semana|end of the following week",
    "week:0:mid": "middle of the week|midweek|mid - week|mid week|mid this week",
    "week:1:mid": "middle of next week|midweek next week|mid next week|mid - next week",
    "week:1:start": "early next week|start of next week|beginning of next week|next week|the start of next week|the following week|following week|la semaine prochaine|semaine prochaine"
                    "|debut de semaine prochaine|nachste woche|kommende woche|anfang nachster woche|la semana que viene|la proxima semana|proxima semana|prossima settimana|la prossima settimana|volgende week"
                    "|na proxima semana|early in the week",
    "week:0:": "this week|cette semaine|diese woche|esta semana|questa settimana|deze week|sometime this week|current week",
    "weekend:0:": "weekend|the weekend|this weekend|wochenende|this weekend's|am wochenende|ce week - end|week - end|fin de semana|este fin de semana|fine settimana|fim de semana",
    "weekend:1:": "next weekend|the weekend after next|following weekend",
    "weekend:0:end": "end of the weekend|end of this weekend",
    "month:0:end": "eom|end of the month|end of month|end of this month|month end|month's end|the month's end|fin du mois|fin de ce mois|fin de mois|ende des monats|monatsende|ende dieses monats|fin de mes|final de mes"
                   "|finales de mes|fine mese|fine del mese|einde van de maand|eind van de maand|eind deze maand|fim do mes|end of the current month",
    "month:1:end": "end of next month|the end of next month|fin du mois prochain|ende nachsten monats|fine del mese prossimo|eind volgende maand",
    "month:0:mid": "middle of the month|mid - month|mid month|mitte des monats",
    "month:1:start": "next month|start of next month|early next month|beginning of next month|le mois prochain|nachsten monat|proximo mes|prossimo mese|volgende maand",
    "quarter:0:end": "eoq|end of the quarter|end of quarter|quarter end",
    "year:0:end": "eoy|end of the year|end of year|end of this year|year end|year - end|year's end|fin d'annee|fin de l'annee|jahresende|ende des jahres|fin de ano|fine anno|fine dell'anno|einde van het jaar|eind van het jaar|fim do ano",
    "year:1:start": "next year",
    "quarter:1:start": "next quarter|next qtr",
    "month:0:": "this month|ce mois - ci|diesen monat|este mes|questo mese|deze maand",
}
_WEEK_AFTER = frozenset({"week"})
_NEXT_BEFORE = frozenset({"next", "following"})
_COMING_BEFORE = frozenset({"this", "coming", "upcoming", "ce", "diesen", "dieser", "kommenden", "kommender", "nachsten", "nachster", "este",
                            "proximo", "questo", "prossimo", "deze", "komende", "aanstaande", "volgende", "proxima", "esta"})
_THIS_BEFORE = words.bag("this ce diesen dieser este esta questo deze")
_COMING_AFTER = frozenset({"prochain", "prossimo", "prossima", "proximo", "coming"})
_LAST_BEFORE = frozenset({"last", "previous", "past", "letzten", "vergangenen", "vorigen", "pasado", "scorso", "afgelopen", "vorige"})
_LAST_AFTER = frozenset({"last", "dernier", "pasado", "scorso", "scorsa", "jongstleden"})
_EDGES = {"end": "end", "late": "end", "close": "end", "ende": "end", "fin": "end", "fine": "end", "eind": "end", "einde": "end",
          "final": "end", "finales": "end", "fim": "end", "early": "start", "start": "start", "beginning": "start", "anfang": "start",
          "debut": "start", "principios": "start", "inizio": "start", "begin": "start", "mid": "mid", "middle": "mid", "mitte": "mid",
          "mi": "mid", "mediados": "mid", "meta": "mid", "half": "mid", "mid-": "mid", "midway": "mid"}


@cache
def week_phrases() -> words.Phrases:
    """Phrases for a week, weekend, month, quarter or year, by first word."""
    rows = {key: "|".join(p for p in row.split("|") if not p.endswith("_")) for key, row in _WEEK_PHRASES.items()}
    return words.compile_rows(rows)


def day_at(tokens: Tokens, i: int, *, alone: bool = False) -> Atom | None:
    """A day, weekday or longer stretch starting at token `i`."""
    token = tokens[i]
    if token.value >= 0:
        return _numeric_date(tokens, i) or _day_month(tokens, i) or _ordinal_day(tokens, i)
    word = token.low
    phrase = match_phrase(tokens, i, week_phrases())
    if phrase:
        kind, n, edge = phrase[0].split(":")
        return _week_with_weekday(tokens, phrase[1], Day(kind, n=int(n), edge=edge))
    near = match_phrase(tokens, i, words.day_phrases())
    if near and not (word == "morgen" and (low(tokens, i - 1) in ("am", "guten", "goede", "jeden") or low(tokens, i - 1) in words.WEEKDAYS)) \
            and not (word == "manana" and low(tokens, i - 1) in ("la", "buena")):
        offset, _, part = near[0].partition(":")
        if offset.startswith("b"):
            return Atom("day", Day("business", n=int(offset[1:])), near[1])
        return Atom("day", Day("rel", n=int(offset)), near[1], part=part)
    return (_weekday(tokens, i, alone=alone) or _month_first(tokens, i) or _named_edge(tokens, i, alone=alone)
            or _worded_ordinal(tokens, i) or _week_on(tokens, i) or _named_month(tokens, i, alone=alone))


# ---- weekdays ----------------------------------------------------------------------------------------------------

def _weekday(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    word, mod, k = tokens[i].low, "", i
    if compound := words.weekday_parts().get(word):
        return Atom("weekday", Weekday(compound[0]), i + 1, part=compound[1])
    if word in _NEXT_BEFORE or word in _COMING_BEFORE or word in _LAST_BEFORE:
        mod = "next" if word in _NEXT_BEFORE else ("last" if word in _LAST_BEFORE else ("this" if word in _THIS_BEFORE else "coming"))
        k += 1
        if low(tokens, k) == "week" and mod == "next":
            return None
        word = low(tokens, k)
        if gap(tokens, k) > SPACE:
            return None
        if low(tokens, k + 1) in words.MONTHS and value(tokens, k) > 0:
            return None
    number = words.WEEKDAYS.get(word)
    short = number is None
    if short:
        number = words.SHORT_WEEKDAYS.get(word)
    if number is None or (tokens[k].text.isupper() and len(word) <= 3 and short):
        return None
    end = k + 1
    full = low(tokens, end) == "-" and low(tokens, end + 1) == "feira"
    if full:
        end += 2
    elif low(tokens, end) == "feira":
        end += 1
    elif word in ("segunda", "terca", "quarta", "quinta", "sexta") and not tokens[k].text[0].isupper() and low(tokens, k - 1) not in (
            "na", "ate", "de", "nesta", "a", "proxima"):
        return None
    if low(tokens, end) == "." and gap(tokens, end) == NONE and len(word) <= 5:
        end += 1
    if short and not _number_follows(tokens, end, word) and not (alone and word in ("sa", "su")):
        return None
    if word in words.SHY_WEEKDAYS and tokens[k].text.islower() and not mod and not alone and not full and not _shy_fits(tokens, k, end):
        return None
    if mod == "this" and word in words.SHY_WEEKDAYS and tokens[k].text.islower() and not _shy_fits(tokens, k, end):
        return None
    return _after_weekday(tokens, end, number, mod)


def _number_follows(tokens: Tokens, end: int, word: str) -> bool:
    k = end + 1 if low(tokens, end) == "," else end
    if low(tokens, k) in ("den", "le", "il", "el"):
        k += 1
    dated = value(tokens, k + 0) > 0 and (low(tokens, k + 1) in words.MONTHS or low(tokens, k + 1) in (".", "/") or
                                          low(tokens, k + 1) in ("de", "uhr", "h"))
    return dated and word not in ("so_",)


def _shy_fits(tokens: Tokens, k: int, end: int) -> bool:
    before, after = low(tokens, k - 1), low(tokens, end)
    return before in ("by", "on", "before", "until", "till", "this", "next", "cob", "eod") or value(tokens, end) >= 0 or after in (
        "at", "noon", "morning", "lunchtime", "evening", "afternoon", "night", "by") or value(tokens, k - 1) >= 0 or before in (
        "pm", "am", "noon", "h")


def _after_weekday(tokens: Tokens, end: int, number: int, mod: str) -> Atom:
    shift = 0
    word = low(tokens, end)
    if gap(tokens, end) <= SPACE:
        if word == "week" and low(tokens, end + 1) not in ("of", "long"):
            shift, end = 1, end + 1
        elif word == "fortnight":
            shift, end = 2, end + 1
        elif word in _COMING_AFTER:
            mod, end = mod or "coming", end + 1
        elif word in _LAST_AFTER and low(tokens, end + 1) not in ("thing", "minute"):
            mod, end = "last", end + 1
        elif word == "en" and low(tokens, end + 1) in ("huit", "quinze"):
            shift, end = (1 if low(tokens, end + 1) == "huit" else 2), end + 2
        elif word == "que" and low(tokens, end + 1) == "viene":
            mod, end = "coming", end + 2
        elif word == "in" and low(tokens, end + 1) == "einer" and low(tokens, end + 2) == "woche":
            shift, end = 1, end + 3
        else:
            k = end + 1 if word in ("of", "in") else end
            phrase = match_phrase(tokens, k, week_phrases()) if k < len(tokens) and gap(tokens, k) <= SPACE else None
            if phrase and phrase[0] in ("week:1:start", "week:0:"):
                return Atom("weekday", Weekday(number, "next" if phrase[0] == "week:1:start" else "this"), phrase[1])
    return Atom("weekday", Weekday(number, mod, shift), end)


def _week_with_weekday(tokens: Tokens, end: int, day: Day) -> Atom:
    """ "next week Wednesday", "next week on Tuesday", "volgende week maandag"."""
    if day.kind == "week" and day.edge in ("start", "") and end < len(tokens):
        k = end + 1 if low(tokens, end) in ("on", ",", "le", "am", "op", "il", "el") else end
        number = words.WEEKDAYS.get(low(tokens, k)) if gap(tokens, k) <= SPACE else None
        if number is not None:
            return Atom("weekday", Weekday(number, "next" if day.n else "this"), k + 1)
    return Atom("day", day, end, weak=True)


def _week_on(tokens: Tokens, i: int) -> Atom | None:
    """ "a week on Friday", "a week today", "week Monday"; "two weeks from" is a span and handled there."""
    k, weeks = i, 1
    word = low(tokens, k)
    if word in ("a", "one", "two", "three"):
        weeks = {"two": 2, "three": 3}.get(word, 1)
        k += 1
    if low(tokens, k) not in ("week", "weeks", "fortnight"):
        return None
    weeks *= 2 if low(tokens, k) == "fortnight" else 1
    k += 1
    if gap(tokens, k) > SPACE or k >= len(tokens):
        return None
    on = low(tokens, k) in ("on", "from", "this", "next")
    if on:
        k += 1
    number = words.WEEKDAYS.get(low(tokens, k))
    if number is not None and (on or k > i + 1 or low(tokens, i) == "week"):
        if low(tokens, k) in words.SHY_WEEKDAYS and tokens[k].text.islower():
            return None
        return Atom("weekday", Weekday(number, "", weeks), k + 1)
    if low(tokens, k) in ("today", "tomorrow") and k > i + 1:
        return Atom("day", Day("rel", n=7 * weeks + (low(tokens, k) == "tomorrow")), k + 1)
    return None


# ---- dates -------------------------------------------------------------------------------------------------------

def _numeric_date(tokens: Tokens, i: int) -> Atom | None:
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
    if low(tokens, end) == separator and gap(tokens, end) <= SPACE and value(tokens, end + 1) >= 0 and (
            spaced or gap(tokens, end + 1) == NONE):
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
        if low(tokens, end) == "." and gap(tokens, end) == NONE and second <= 12 and (
                gap(tokens, end + 1) >= SPACE and (low(tokens, end + 1) in ("um", "bis", "at", "-", "uhr", ",", "(") or
                                                   low(tokens, i - 1) in ("am", "bis", "den", "zum", "vom", ",", "der", "dem"))):
            return Atom("day", Day("numeric", n=first, day=second, edge="dmy"), end + 1)
        return None
    weak = separator == "-" or low(tokens, i - 1) in ("and", "about", "over", "roughly")
    if low(tokens, end) in ("%", "st", "nd", "rd", "th") or (low(tokens, end) in ("am", "pm") and separator == "-"):
        return None
    if separator == "-" and gap(tokens, i + 1) == NONE and (low(tokens, i - 1) in ("open", "hours", "scored") or
                                                            low(tokens, end) in words.UNITS):
        return None
    return Atom("day", Day("numeric", n=first, day=second), end, weak=weak)


def _day_month(tokens: Tokens, i: int) -> Atom | None:
    """18 June 2026, 18th of June, 14april, le 5 mars, 3. Juli, 3 de junio de 2026."""
    day, k = tokens[i].value, i + 1
    if len(tokens[i].text) == 4 and 1900 <= day <= 2200:
        month = words.MONTHS.get(low(tokens, k), 0)
        if month and 1 <= value(tokens, k + 1) <= 31 and gap(tokens, k) <= SPACE and len(tokens[k + 1].text) <= 2:
            return Atom("day", Day("date", month=month, day=value(tokens, k + 1), year=day), k + 2)
        return None
    if not 1 <= day <= 31 or len(tokens[i].text) > 2:
        return None
    if (low(tokens, k) in words.ORDINAL_ENDS and gap(tokens, k) == NONE) or (low(tokens, k) in (".", "º", "°") and gap(tokens, k) == NONE):
        k += 1
    if low(tokens, k) in ("of", "de", "di", "do", "day") and gap(tokens, k) == SPACE:
        k += 1
    month = words.MONTHS.get(low(tokens, k), 0)
    if not month or gap(tokens, k) > SPACE:
        return None
    if low(tokens, k) in ("may", "march") and tokens[k].text.islower() and low(tokens, k + 1) in ("be", "have", "not", "on", "to", "in"):
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
        if (len(tokens[k].text) == 2 and 20 <= year <= 60) or (len(tokens[k].text) == 2 and 13 <= year <= 60 and k == end and
                                                            not _clock_follows(tokens, k)):
            if not _clock_follows(tokens, k):
                return Atom("day", Day("date", month=month, day=day, year=2000 + year), k + 1)
    return Atom("day", Day("date", month=month, day=day), end)


def _clock_follows(tokens: Tokens, k: int) -> bool:
    return low(tokens, k + 1) in (":", ".", "h", "uhr", "am", "pm", "heures", "hrs", "u", "uur", "a", "p") and gap(tokens, k + 1) <= SPACE and (
        low(tokens, k + 1) != "." or value(tokens, k + 2) >= 0)


def _month_first(tokens: Tokens, i: int) -> Atom | None:
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
    elif (_clock_follows(tokens, k) and low(tokens, k + 1) != "." and low(tokens, k + 1) != "a") or low(tokens, end) in ("%", "people", "percent") or low(tokens, end) in words.UNITS:
        return None
    return _with_year_after(tokens, end, month, day)


def _with_year_after(tokens: Tokens, end: int, month: int, day: int) -> Atom:
    found = _with_year(tokens, end, month, day)
    if found.end > end:
        return found
    # "Thu Oct 26 11:00:09 2023" puts the year after the clock.
    k = end
    if value(tokens, k) >= 0 and low(tokens, k + 1) == ":" and low(tokens, k + 3) == ":" and 1900 <= value(tokens, k + 5) <= 2200:
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


def _worded_ordinal(tokens: Tokens, i: int) -> Atom | None:
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


def _ordinal_day(tokens: Tokens, i: int) -> Atom | None:
    """ "the 18th", "Thu 15th", "Friday 9th"; a bare number only right after a weekday, where the caller decides."""
    day, k = tokens[i].value, i + 1
    if not 1 <= day <= 31 or len(tokens[i].text) > 2:
        return None
    if low(tokens, k) in ("st", "nd", "rd", "th") and gap(tokens, k) == NONE:
        after = low(tokens, k + 1)
        noun = after.isalpha() and gap(tokens, k + 1) <= SPACE and after not in _AFTER_ORDINAL and after not in words.WEEKDAYS
        before_fits = low(tokens, i - 1) in ("the", "by", "on", "before", "until", "till") or low(tokens, i - 1) in words.WEEKDAYS \
            or low(tokens, i - 1) in (".", ",")
        if noun or not before_fits:
            return Atom("day", Day("dom", n=day), k + 1, weak=True) if not noun else None
        return Atom("day", Day("dom", n=day), k + 1)
    return None


_AFTER_ORDINAL = frozenset(
    ["at", "by", "if", "so", "please", "pls", "and", "or", "but", "for", "in", "to", "as", "we", "i", "it", "is", "would", "that", "when", "because", "thanks", "with", "before", "after", "until", "latest", "cob", "eod", "noon", "midday", "around", "close", "end", "of", "which", "works", "should", "will", "could", "from", "since", "then", "morning", "afternoon", "evening", "lunchtime", "the", "rather", "on", "instead", "not", "though", "too", "also", ",", "this", "next", "yes"])


# ---- months ------------------------------------------------------------------------------------------------------

def _named_edge(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    """ "end of March", "early September", "mid-April", "Ende März", "fin mars", "late in June"."""
    edge = _EDGES.get(tokens[i].low)
    if not edge:
        return None
    k = i + 1
    while low(tokens, k) in ("of", "in", "-", "de", "di", "du", "van", "to", "the", "del") and k < i + 4:
        k += 1
    month = words.MONTHS.get(low(tokens, k), 0)
    if not month or gap(tokens, k) > SPACE or low(tokens, k) in ("mai", "mag", "mars_", "set"):
        return None
    if low(tokens, k) in words.SHY_MONTHS and tokens[k].text.islower() and low(tokens, k) in ("may", "march", "mar") and not alone:
        return None
    year, end = value(tokens, k + 1), k + 1
    if 1900 <= year <= 2200 and gap(tokens, end) <= SPACE:
        return Atom("day", Day("named", month=month, year=year, edge=edge), end + 1)
    return Atom("day", Day("named", month=month, edge=edge), end)


def _named_month(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    month = words.MONTHS.get(tokens[i].low, 0)
    if not month or (not alone and (tokens[i].text.islower() or low(tokens, i - 1) not in ("by", "before", "until", "till", "in", "of",
                                                                                        "entro", "ate", "bis", "avant"))):
        return None
    if alone and tokens[i].low in ("mai", "mars", "mag", "set") and len(tokens) > 2:
        return None
    end = i + 1
    if low(tokens, end) == "." and gap(tokens, end) == NONE:
        end += 1
    year = value(tokens, end)
    if 1900 <= year <= 2200 and gap(tokens, end) <= SPACE:
        return Atom("day", Day("named", month=month, year=year), end + 1)
    return Atom("day", Day("named", month=month), end, weak=not alone)

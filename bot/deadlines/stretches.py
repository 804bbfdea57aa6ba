"""Weeks, weekends, months and years: EOW, end of next week, early March, the last Friday of the month."""

from __future__ import annotations

from functools import cache

from bot.deadlines import words
from bot.deadlines.atoms import Atom, Day, Tokens, gap, low, value
from bot.deadlines.tokens import NONE, SPACE

_WEEK_PHRASES = {
    "week:0:end": "before the week out|before the week is out|before the week is over|end of your week|eow|end of the week|end of week|end of this week|week's end|week end_|later this week|fin de semaine|fin de la semaine"
    "|fin de cette semaine|ende der woche|wochenende_|ende dieser woche|final de semana_|finales de semana|final de esta semana|fine settimana_"
    "|fine della settimana|einde van de week|eind van de week|einde van deze week|eind deze week|fim da semana|close of the week|week's close",
    "week:1:end": "end of next week|end of the next week|the end of next week|eow next week|end next week|late next week|later next week|fin de la semaine prochaine"
    "|fin de semaine prochaine|ende nachster woche|ende der nachsten woche|ende der kommenden woche|finales de la semana que viene|final de la proxima semana|fine della prossima settimana"
    "|eind volgende week|einde van volgende week|fim da proxima semana|end of the following week",
    "week:0:mid": "middle of the week|midweek|mid - week|mid week|mid this week",
    "week:1:mid": "middle of next week|midweek next week|mid next week|mid - next week",
    "week:1:start": "early next week|next wk|start of next week|beginning of next week|next week|the start of next week|the following week|following week|la semaine prochaine|semaine prochaine"
    "|debut de semaine prochaine|nachste woche|kommende woche|anfang nachster woche|la semana que viene|la proxima semana|proxima semana|prossima settimana|la prossima settimana|volgende week"
    "|na proxima semana|early in the week",
    "week:0:": "this week|cette semaine|diese woche|esta semana|questa settimana|deze week|sometime this week|current week",
    "week:2:start": "the week after next|week after next|in der ubernachsten woche|ubernachste woche",
    "weekend:0:": "weekend|the weekend|this weekend|wochenende|this weekend's|am wochenende|ce week - end|week - end|fin de semana|este fin de semana|fine settimana|fim de semana",
    "weekend:1:": "next weekend|the weekend after next|following weekend",
    "weekend:0:end": "end of the weekend|end of this weekend",
    "month:0:end": "before the month out|before the month is out|eom|end of the month|end of month|end of this month|month end|month's end|the month's end|fin du mois|fin de ce mois|fin de mois|ende des monats|monatsende|ende dieses monats|fin de mes|final de mes"
    "|finales de mes|fine mese|fine del mese|einde van de maand|eind van de maand|eind deze maand|fim do mes|end of the current month",
    "month:1:end": "end of next month|the end of next month|fin du mois prochain|ende nachsten monats|fine del mese prossimo|eind volgende maand",
    "month:0:mid": "middle of the month|mid - month|mid month|mitte des monats",
    "month:1:start": "next month|start of next month|early next month|beginning of next month|le mois prochain|nachsten monat|proximo mes|prossimo mese|volgende maand",
    "quarter:0:end": "eoq|end of the quarter|end of quarter|quarter end",
    "year:0:end": "before the year out|before the year is out|eoy|end of the year|end of year|end of this year|year end|year - end|year's end|fin d'annee|fin de l'annee|jahresende|ende des jahres|fin de ano|fine anno|fine dell'anno|einde van het jaar|eind van het jaar|fim do ano",
    "year:1:start": "next year",
    "quarter:1:start": "next quarter|next qtr",
    "month:0:": "this month|ce mois - ci|diesen monat|este mes|questo mese|deze maand",
}
EDGES = {
    "end": "end",
    "late": "end",
    "close": "end",
    "ende": "end",
    "fin": "end",
    "fine": "end",
    "eind": "end",
    "einde": "end",
    "final": "end",
    "finales": "end",
    "fim": "end",
    "early": "start",
    "start": "start",
    "beginning": "start",
    "anfang": "start",
    "debut": "start",
    "principios": "start",
    "inizio": "start",
    "begin": "start",
    "mid": "mid",
    "middle": "mid",
    "mitte": "mid",
    "mi": "mid",
    "mediados": "mid",
    "meta": "mid",
    "half": "mid",
    "mid-": "mid",
    "midway": "mid",
}


@cache
def week_phrases() -> words.Phrases:
    """Phrases for a week, weekend, month, quarter or year, by first word."""
    rows = {key: "|".join(p for p in row.split("|") if not p.endswith("_")) for key, row in _WEEK_PHRASES.items()}
    return words.compile_rows(rows)


def counted_day_at(tokens: Tokens, i: int) -> Atom | None:
    """ "last Friday of March", "third Tuesday in September 2014", "last day of October", "20th of next month"."""
    k = i + 1 if tokens[i].low == "the" else i
    if k >= len(tokens):
        return None
    count = -1 if low(tokens, k) == "last" else words.ORDINALS.get(low(tokens, k), value(tokens, k))
    k += 1
    if value(tokens, k - 1) > 0:
        if low(tokens, k) not in ("st", "nd", "rd", "th", "of"):
            return None
        k += low(tokens, k) != "of"
    weekday = words.WEEKDAYS.get(low(tokens, k), 7 if low(tokens, k) == "day" else 8)
    if weekday < 8:
        k += 1
    if count == 0 or low(tokens, k) not in ("of", "in") or gap(tokens, k) > SPACE:
        return None
    k += 2 if low(tokens, k + 1) == "the" else 1
    month, year, offset = words.MONTHS.get(low(tokens, k), 0), 0, 0
    if month and weekday < 8:
        k += 1
        if 1900 <= value(tokens, k) <= 2200:
            year, k = value(tokens, k), k + 1
    elif low(tokens, k) in ("next", "this", "following") and low(tokens, k + 1) == "month":
        offset, k = int(low(tokens, k) != "this"), k + 2
    elif low(tokens, k) == "month" and k > i + 2:
        k += 1
    else:
        return None
    if weekday == 8:
        return (
            Atom("day", Day("nth", n=count, month=month, year=year, day=7, edge=str(offset)), k) if 1 <= count <= 31 else None
        )
    return Atom("day", Day("nth", n=count, month=month, year=year, day=weekday, edge=str(offset)), k) if count <= 31 else None


def named_edge_at(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    """ "end of March", "early September", "mid-April", "Ende März", "fin mars", "late in June"."""
    edge = EDGES.get(tokens[i].low)
    if not edge:
        return None
    k = i + 1
    while low(tokens, k) in ("of", "in", "-", "de", "di", "du", "van", "to", "the", "del") and k < i + 4:
        k += 1
    month = words.MONTHS.get(low(tokens, k), 0)
    if not month or gap(tokens, k) > SPACE or low(tokens, k) in ("mai", "mag", "mars_", "set"):
        return None
    if (
        low(tokens, k) in words.SHY_MONTHS
        and tokens[k].text.islower()
        and low(tokens, k) in ("may", "march", "mar")
        and not alone
    ):
        return None
    year, end = value(tokens, k + 1), k + 1
    if 1900 <= year <= 2200 and gap(tokens, end) <= SPACE:
        return Atom("day", Day("named", month=month, year=year, edge=edge), end + 1)
    return Atom("day", Day("named", month=month, edge=edge), end)


def named_month_at(tokens: Tokens, i: int, *, alone: bool) -> Atom | None:
    month = words.MONTHS.get(tokens[i].low, 0)
    if not month or (
        not alone
        and (
            tokens[i].text.islower()
            or low(tokens, i - 1) not in ("by", "before", "until", "till", "in", "of", "entro", "ate", "bis", "avant")
        )
    ):
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

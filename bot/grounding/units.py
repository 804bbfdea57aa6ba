"""Units: what a figure counts, by any of its names, and how big one is beside its like."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from bot.grounding.currencies import CODES, NAMES

#: Canonical unit: (dimension, size, names as a pattern).
_TABLE: dict[str, tuple[str, str, str]] = {
    "pp": ("pp", "1", r"percentage[ -]points?|per ?cent points?|% points?|points|ppts?|pp|prozentpunkten?"),
    "bp": ("bp", "1", r"basis points?|bps"),
    "%": ("%", "1", r"%|per ?cent|pct|pc|prozent"),
    "permille": ("permille", "1", r"‰|per mille?|promille"),
    "mg/l": ("density", "1", r"mg/l|milligrams? (?:per|a) lit(?:re|er)"), "g/l": ("density", "1000", r"g/l|grams? (?:per|a) lit(?:re|er)"),
    "µg/m³": ("airborne", "1", r"[µμ]g/m(?:3|³)|micrograms? per cubic met(?:re|er)"),
    "mg/m³": ("airborne", "1000", r"mg/m(?:3|³)|milligrams? per cubic met(?:re|er)"), "µg/l": ("density", "1/1000", r"[µμ]g/l|micrograms? (?:per|a) lit(?:re|er)"),
    "km/h": ("speed", "1", r"km/h|kmh|kph|kilomet(?:res|ers) (?:per|an) hour"), "mph": ("mph", "1", r"mph|miles (?:per|an) hour"),
    "km²": ("area", "1000000", r"km²|km2|sq\.? ?km|square kilomet(?:re|er)s?"), "m²": ("area", "1", r"m²|m2|sq\.? ?m|square met(?:re|er)s?"),
    "ha": ("area", "10000", r"hectares?|ha"), "acre": ("acre", "1", r"acres?"), "sq mile": ("sq mile", "1", r"sq\.? ?miles?|square miles?"),
    "sq ft": ("sq ft", "1", r"sq\.? ?ft|square f(?:ee|oo)t"),
    "m³": ("volume", "1000", r"m³|m3|cubic met(?:re|er)s?"), "ml": ("volume", "1/1000", r"ml|millilit(?:re|er)s?"),
    "l": ("volume", "1", r"lit(?:re|er)s?|l"), "gallon": ("gallon", "1", r"gallons?"), "pint": ("pint", "1", r"pints?"),
    "km": ("length", "1000", r"km|kilomet(?:re|er)s?|kms"), "cm": ("length", "1/100", r"cm|centimet(?:re|er)s?"),
    "mm": ("length", "1/1000", r"mm|millimet(?:re|er)s?"), "m": ("length", "1", r"met(?:re|er)s?|m"), "mile": ("mile", "1", r"miles?"),
    "nmile": ("nmile", "1", r"nautical miles?"), "ft": ("ft", "1", r"feet|foot|ft"), "yd": ("yd", "1", r"yards?|yds?"), "in": ("in", "1", r"inch(?:es)?"),
    "kt": ("mass", "1000000000", r"kilotonnes?|kt"), "Mt": ("mass", "1000000000000", r"megatonnes?|Mt"),
    "t": ("mass", "1000000", r"(?:metric )?tonnes?|t|metric tons?"), "ton": ("ton", "1", r"tons?"), "kg": ("mass", "1000", r"kg|kgs|kilograms?|kilogrammes?|kilos?"),
    "mg": ("mass", "1/1000", r"mg|milligrams?"), "g": ("mass", "1", r"grams?|grammes?|g"), "lb": ("lb", "1", r"lbs?|pounds? in weight"), "stone": ("stone", "1", r"stone"),
    "oz": ("oz", "1", r"ounces?|oz"),
    "century": ("months", "1200", r"centur(?:y|ies)"), "decade": ("months", "120", r"decades?"), "working day": ("working day", "1", r"(?:working|business) days?"),
    "year": ("months", "12", r"years?|yrs?|-year-olds?|jahren?"), "month": ("months", "1", r"months?|monate?n?"),
    "fortnight": ("time", "1209600", r"fortnights?"), "week": ("time", "604800", r"weeks?|wochen?"), "day": ("time", "86400", r"days?|tagen?"), "night": ("night", "1", r"nights?"),
    "hour": ("time", "3600", r"hours?|hrs?|stunden?"), "minute": ("time", "60", r"minutes?|mins?|minuten?"), "second": ("time", "1", r"seconds|secs?"),
    "kWh": ("energy", "1", r"kWh|kilowatt[ -]hours?"), "MWh": ("energy", "1000", r"MWh|megawatt[ -]hours?"), "GWh": ("energy", "1000000", r"GWh|gigawatt[ -]hours?"),
    "kW": ("power", "1", r"kW|kilowatts?"), "MW": ("power", "1000", r"MW|megawatts?"), "GW": ("power", "1000000", r"GW|gigawatts?"),
    "°C": ("°C", "1", r"°C|° ?C|degrees? celsius|degrees? c|celsius"), "°F": ("°F", "1", r"°F|° ?F|degrees? fahrenheit|fahrenheit"), "°": ("°", "1", r"°|degrees?"),
    "dB": ("dB", "1", r"dB|decibels?"), "GB": ("data", "1000", r"GB|gigabytes?"), "MB": ("data", "1", r"MB|megabytes?"), "TB": ("data", "1000000", r"TB|terabytes?"),
    "p": ("GBP", "1/100", r"pence|p"), "cent": ("cent", "1", r"cents?"), "times": ("times", "1", r"times|-?fold"),
} | {code: (code, "1", names) for code, names in NAMES.items()}  # fmt: skip
CURRENCIES = frozenset({*CODES, "p", "cent"})
#: Units that cannot be left out without changing what is said.
TELLING = CURRENCIES | {"%", "pp", "bp", "permille"}
_CASED = {"Mt", "m", "t", "g", "l", "p", "MW", "kW", "GW", "MB", "GB", "TB", "in", "kt"}
_EACH = [(re.compile(row[2] if canon in _CASED else rf"(?i:{row[2]})"), canon) for canon, row in _TABLE.items()]
UNIT = "|".join(row[2] for row in _TABLE.values())


@lru_cache(maxsize=1024)
def canonical(words: str) -> str:
    """The one name of the unit that is written so; empty where it is none."""
    return next((canon for pattern, canon in _EACH if pattern.fullmatch(words)), "")


@lru_cache(maxsize=4096)
def measured(value: Fraction, unit: str) -> tuple[str, Fraction]:
    """A value in its dimension, so that 1,000 m and 1 km are the same."""
    dimension, size, _ = _TABLE.get(unit, (unit, "1", ""))
    return dimension, value * Fraction(size)

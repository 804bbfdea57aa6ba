"""Figures: when two of them are the same, however they are written, and when one is the other rounded."""

from __future__ import annotations

from fractions import Fraction

from bot.grounding.currencies import GENERIC
from bot.grounding.quantities import Quantity
from bot.grounding.units import TELLING, measured


def is_same(one: Quantity, other: Quantity) -> bool:
    """Whether a figure of a sentence and one of the rows are the same, in whatever words, digits and units."""
    if "vague" in (one.kind, other.kind):
        return one.kind == other.kind and one.unit == other.unit
    if _metres(one) == measured(other.value, other.unit) or _metres(other) == measured(one.value, one.unit):
        return True
    if one.unit == "clock12" and other.unit == "minute":
        return one.value == other.value  # A winner's time: 2:09 is 2 hours 9 minutes.
    if "clock" in (one.kind, other.kind):
        return (
            one.kind == other.kind and (one.value - other.value) % (720 if "clock12" in (one.unit, other.unit) else 1440) == 0
        )
    if "ordinal" in (one.kind, other.kind) and one.kind != other.kind:
        return False
    if one.unit == other.unit == "%" and (one.kind == "percent") != (other.kind == "percent"):
        return _is_share(one.value, other.value) if one.kind == "percent" else _is_share(other.value, one.value)
    if measured(one.value, one.unit) == measured(other.value, other.unit) or (
        one.value == other.value and _is_broader(one.unit, other.unit)
    ):
        return True
    if _is_age(one, other):
        return True
    return one.value == other.value and not one.unit and other.unit not in TELLING and _is_unit_said(one, other)


def _metres(one: Quantity) -> tuple[str, Fraction] | None:
    """What "900m" is if it is no 900 million."""
    return measured(one.value / 10**6, "m") if one.words.endswith("m") and one.scale == "m" and not one.unit else None


def _is_broader(unit: str, other: str) -> bool:
    """Whether `unit` is the other one's bare name: "kroner" where the rows have Swedish ones, "degrees" where they have Celsius."""
    return other in GENERIC.get(unit, ()) or (unit == "°" and other in ("°C", "°F"))


def _is_share(fraction: Fraction, figure: Fraction) -> bool:
    """Whether a per cent figure is a fraction's; one that has no end, such as a third, may be rounded."""
    places = 0 if figure.denominator == 1 else 1 if 10 % figure.denominator == 0 else 2
    endless = 1000 % fraction.denominator != 0
    return fraction == figure or (endless and abs(fraction - figure) * 2 <= Fraction(1, 10**places))


def _is_age(one: Quantity, other: Quantity) -> bool:
    """Whether two like figures are both somebody's age, one of them without its "years old"."""
    return (
        one.value == other.value
        and {one.unit, other.unit} == {"year", ""}
        and any("old" in each.words for each in (one, other))
    )


def _is_unit_said(one: Quantity, other: Quantity) -> bool:
    return other.unit in ("year", "times", "") or not one.nouns


def is_rounded(one: Quantity, other: Quantity) -> bool:
    """Whether `one` is a round figure that says less than the exact `other`, and says so."""
    if (
        one.kind != "number"
        or other.qualifier
        or other.kind != "number"
        or one.unit != other.unit
        or one.value <= 0
        or one.value.denominator != 1
    ):
        return False
    if other.value < 1:
        return False
    digits = len(str(int(one.value)).rstrip("0"))
    if digits >= len(str(int(other.value)).rstrip("0")) or abs(one.value - other.value) * 20 > other.value:
        return False
    unit = Fraction(10) ** (len(str(int(one.value))) - digits)
    low = one.value <= other.value < one.value + unit
    return {
        "over": low,
        "nearly": one.value - unit < other.value <= one.value,
        "about": abs(one.value - other.value) * 2 <= unit,
    }.get(one.qualifier, False)

"""Numbers: whether each figure of a sentence is one of the cited rows, with its scale, its unit and its "about"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from bot.grounding.quantities import Quantity
from bot.grounding.shapes import Doubt
from bot.grounding.units import TELLING, measured
from bot.grounding.words import content, is_near, likes

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

#: What a qualifier of the rows may be called in a sentence; any other is a doubt under "hedge".
_CLAUSE = re.compile(r"[,;:()]|\b(?:and|but|while|whereas|against|compared)\b")
_KEPT = {
    "": {"", "about", "atleast"}, "about": {"about"}, "nearly": {"nearly", "under"}, "over": {"over", "atleast"}, "under": {"under"}, "upto": {"upto"},
    "atleast": {"atleast"},
}  # fmt: skip


def strange(said: Reading, cited: Sequence[Reading], others: Sequence[Reading]) -> list[Doubt]:
    """The figures of a sentence that are not the cited rows'; `others` are the rows that it does not cite."""
    known = [one for row in cited for one in row.figures]
    elsewhere = [one for row in others for one in row.figures]
    doubts = []
    for one in said.quantities:
        rule = _rule(one, known, elsewhere, cited)
        if rule:
            doubts.append(Doubt(rule, one.words))
    return doubts or _crossed(said, known) or _reversed(said, cited) or _misplaced(said, cited)


def _rule(one: Quantity, known: Sequence[Quantity], elsewhere: Sequence[Quantity], cited: Sequence[Reading]) -> str:
    if one.kind == "one":
        return _one(one, known)
    if one.value == 0 and one.kind == "number" and any(re.search(r"\b(?:no|none|nil|not)\b", row.text, re.I) for row in cited):
        return ""
    same = [other for other in known if _is_same(one, other)]
    if same:
        return _with_same(one, same, cited)
    if one.qualifier and any(_rounds(one, other) for other in known):
        return ""
    if one.kind == "clock":
        return "number"
    if one.kind != "vague" and any(
        _is_same(one, other) and (one.value >= 10 or _counts_alike(one, other)) for other in elsewhere
    ):
        return "wrong_source"
    return _near_miss(one, known) or "number"


def _with_same(one: Quantity, same: Sequence[Quantity], cited: Sequence[Reading]) -> str:
    """What is wrong though the figure is right: what it is per, what it counts, or its qualifier."""
    if one.per and all(other.per and other.per != one.per for other in same):
        return "unit"
    if one.kind == "number" and not one.unit and _counts_unknown(one, same, cited):
        return "unit"
    if not any(one.qualifier in _KEPT[other.qualifier] for other in same):
        return "hedge"
    return ""


def _near_miss(one: Quantity, known: Sequence[Quantity]) -> str:
    for other in known:
        if (
            other.value == one.value
            and other.unit != one.unit
            and one.kind in ("number", "percent")
            and other.kind in ("number", "percent")
        ):
            if {one.unit, other.unit} == {"%", "pp"}:
                return "percent_points"
            return "scale" if {one.unit, other.unit} <= {"t", "kt", "Mt"} else "unit"
    if one.kind == "vague":
        return "scale" if any(other.kind == "vague" for other in known) else "number"
    for other in known:
        if other.unit == one.unit and one.value and other.value and _is_power(one.value / other.value) and one.kind == "number":
            return (
                "scale"
                if one.scale != other.scale or one.scale or abs(one.value / other.value) in (1000, Fraction(1, 1000))
                else "number"
            )
    return ""


def _is_power(ratio: Fraction) -> bool:
    return ratio != 1 and any(ratio in (Fraction(10) ** power, Fraction(10) ** -power) for power in range(1, 13))


def _is_same(one: Quantity, other: Quantity) -> bool:
    if "vague" in (one.kind, other.kind):
        return one.kind == other.kind and one.unit == other.unit
    if "clock" in (one.kind, other.kind):
        return (
            one.kind == other.kind and (one.value - other.value) % (720 if "clock12" in (one.unit, other.unit) else 1440) == 0
        )
    if "ordinal" in (one.kind, other.kind) and one.kind != other.kind:
        return False
    if one.unit == other.unit == "%" and (one.kind == "percent") != (other.kind == "percent"):
        fraction, figure = (one.value, other.value) if one.kind == "percent" else (other.value, one.value)
        places = 0 if figure.denominator == 1 else 1 if 10 % figure.denominator == 0 else 2
        endless = 1000 % fraction.denominator != 0
        return fraction == figure or (endless and abs(fraction - figure) * 2 <= Fraction(1, 10**places))
    if measured(one.value, one.unit) == measured(other.value, other.unit):
        return True
    if _is_age(one, other):
        return True
    return one.value == other.value and not one.unit and other.unit not in TELLING and _is_unit_said(one, other)


def _is_age(one: Quantity, other: Quantity) -> bool:
    """Whether two like figures are both somebody's age, one of them without its "years old"."""
    return (
        one.value == other.value
        and {one.unit, other.unit} == {"year", ""}
        and any("old" in each.words for each in (one, other))
    )


def _is_unit_said(one: Quantity, other: Quantity) -> bool:
    return other.unit in ("year", "times", "") or not one.nouns


def _counts_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two equal figures may count like things; one whose thing is not said counts anything."""
    if one.unit or not one.nouns or not other.nouns:
        return True
    return any(likes(a) & set(other.nouns) or any(a[:5] == b[:5] for b in other.nouns) for a in one.nouns)


def _counts_unknown(one: Quantity, same: Sequence[Quantity], cited: Sequence[Reading]) -> bool:
    """Whether a figure counts things of which the rows, that count others with it, do not speak at all."""
    if not one.plural or not all(other.nouns for other in same):
        return False
    return not any(is_near(noun, row.stems) for noun in one.nouns for row in cited)


def _rounds(one: Quantity, other: Quantity) -> bool:
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


def _one(one: Quantity, known: Sequence[Quantity]) -> str:
    """ "One" is mostly no figure; it is where the rows count another number of the same things."""
    counted = [other for other in known if one.nouns and set(one.nouns[-1:]) & set(other.nouns)]
    return "number" if counted and all(other.value != 1 for other in counted) else ""


def _crossed(said: Reading, known: Sequence[Quantity]) -> list[Doubt]:
    """A figure of the rows that is put to what another of their figures counts."""
    for one in said.quantities:
        if one.kind != "number" or not one.nouns or one.unit:
            continue
        own = [other for other in known if _is_same(one, other)]
        if not any(set(one.nouns) & set(other.nouns) or not other.nouns for other in own) and any(
            one.nouns[-1] in other.nouns for other in known if other.kind == "number" and not _is_same(one, other)
        ):
            return [Doubt("number", one.words)]
    return []


def _changes(row: Reading) -> set[tuple[Fraction, Fraction]]:
    """What goes from where to where in a text: "from 12 to 15", "to 15 from 12"."""
    starts = [one for one in row.quantities if re.search(r"\bfrom (?:just |only |the )?$", row.text[: one.span.start])]
    ends = [one for one in row.quantities if re.search(r"\bto (?:just |only |the )?$", row.text[: one.span.start])]
    return {(a.value, b.value) for a in starts for b in ends if abs(a.span.start - b.span.start) < 60 and a.unit == b.unit}


def _reversed(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """What goes from where, in the rows, it comes to."""
    known = {change for row in cited for change in _changes(row)}
    return [Doubt("number", f"from {a} to {b}") for a, b in _changes(said) if (b, a) in known and (a, b) not in known]


def _dated(row: Reading) -> set[tuple[Fraction, str, str]]:
    """Figures with the date that directly follows each: "52 % in 2010"."""
    found = set()
    for one in row.quantities:
        for day in row.days:
            between = row.text[one.span.end : day.span.start] if day.span.start >= one.span.end else "."
            if re.fullmatch(
                r"(?: [a-z]+){0,2},? (?:in|on|by|for|during) (?:the )?(?:spring |summer |autumn |winter )?", between
            ):
                found.add((one.value, one.unit, f"{day.day} {day.month} {day.year}"))
    return found


def _misplaced(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """A figure that a sentence puts to the date of another figure of the rows, which have a date of its own for it."""
    known = {one for row in cited for one in _dated(row)}
    for value, unit, day in _dated(said) - known:
        own = {other for a, u, other in known if (a, u) == (value, unit)}
        if own and any(other == day and (a, u) != (value, unit) for a, u, other in known):
            return [Doubt("number", f"{float(value):g} for {day.split()[-1]}")]
    return _swapped(said, cited)


def _swapped(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """The one figure of a sentence, where its words are those that the rows put to another figure of the same unit."""
    if len(said.quantities) != 1 or said.quantities[0].kind != "number":
        return []
    one = said.quantities[0]
    telling = {f"{day.day} {day.month} {day.year}" for day in said.days}.union(said.telling)
    around = [
        (other, _around(other, row))
        for row in cited
        for other in row.quantities
        if other.kind == "number" and other.unit == one.unit
    ]
    own = [words for other, words in around if other.value == one.value]
    for other, words in around:
        if (
            other.value != one.value
            and own
            and all(telling & (words - mine) and not telling & (mine - words) for mine in own)
            and len(telling & words) > 1
        ):
            return [Doubt("number", one.words)]
    return []


def _around(one: Quantity, row: Reading) -> set[str]:
    """The telling stems of the clause round a figure."""
    cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(row.bare)), len(row.bare)]
    start = max(cut for cut in cuts if cut <= one.span.start)
    end = min((cut for cut in cuts if cut > one.span.start), default=len(row.bare))
    dates = {f"{day.day} {day.month} {day.year}" for day in row.days if start <= day.span.start < end}
    return dates.union(content(row.bare[start:end]))

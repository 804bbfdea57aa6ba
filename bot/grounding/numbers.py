"""Numbers: whether each figure of a sentence is one of the cited rows, with its scale, its unit and its "about"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from bot.grounding import placements
from bot.grounding.figures import is_rounded, is_same
from bot.grounding.notations import PACES
from bot.grounding.quantities import Quantity
from bot.grounding.shapes import Doubt
from bot.grounding.units import measured
from bot.grounding.words import is_near, likes, stem

if TYPE_CHECKING:
    from bot.grounding.reading import Reading

#: What a qualifier of the rows may be called in a sentence; any other is a doubt under "hedge".
_KEPT = {
    "": {"", "about", "atleast", "within"}, "about": {"about"}, "nearly": {"nearly", "under"}, "over": {"over", "atleast"}, "under": {"under"}, "within": {"within", "upto", "under", ""}, "upto": {"upto"},
    "atleast": {"atleast"},
}  # fmt: skip

_PACE = re.compile(rf"\b(?:{'|'.join(pace for pace in PACES if pace != 'annual')})\b", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each) (day|night|week|fortnight|month|quarter|year|hour)\b", re.IGNORECASE)
_MANY = 30  # A sentence with more figures is a table: each is compared, but not with its neighbours.
_LASTING = ("months", "time", "night")  # What may go on "over" so many of them; then it is no "more than".
_STAGES = frozenset(
    stem(one) for one in ("weekend", "season", "term", "round", "stage", "phase", "session", "shift", "generation")
)
#: Words that keep a figure as unsure as the rows have it, wherever they stand in the sentence.
_UNSURE = {
    "about": re.compile(r"\b(?:estimat\w+|roughly|approximately|thought to|believed to|reckon\w*|projected|forecast\w*|put at|in the region of)\b", re.I),
    "upto": re.compile(r"\b(?:up to|no more than|at most|maximum|limit(?:ed)? (?:of|to)|capped at|cap of|ceiling of)\b", re.I),
    "atleast": re.compile(r"\b(?:at least|minimum|no fewer than|no less than|or more)\b", re.I),
}  # fmt: skip
_ANYTHING = frozenset(
    stem(one) for one in ("case", "occasion", "instance", "time", "example", "place")
)  # Stems of what may be counted in anything.


def strange(said: Reading, cited: Sequence[Reading], others: Sequence[Reading]) -> list[Doubt]:
    """The figures of a sentence that are not the cited rows'; `others` are the rows that it does not cite."""
    known = [one for row in cited for one in row.figures]
    elsewhere = [one for row in others for one in row.figures]
    doubts = []
    for one in said.quantities:
        rule = _rule(one, known, elsewhere, cited, said)
        if rule and not (rule == "number" and _is_difference(one, said)):
            doubts.append(Doubt(rule, one.words))
    if doubts or len(said.quantities) > _MANY:
        return doubts
    return _paced(said, cited) or placements.strange(said, cited)


def _is_difference(one: Quantity, said: Reading) -> bool:
    """Whether a figure is what lies between two others of its sentence: "up five points, from 9 % to 14 %"."""
    unit = "%" if one.unit == "pp" else one.unit
    like = [other for other in said.quantities if other is not one and other.unit == unit and other.kind == one.kind]
    rest = re.search(r"\b(?:by|more|fewer|less|up|down|points?|increase|rise|fall|drop|difference)\b", said.text, re.IGNORECASE)
    return bool(rest) and one.unit != "%" and any(abs(a.value - b.value) == one.value for a, b in combinations(like, 2))


def _is_end_alone(one: Quantity, cited: Sequence[Reading], said: Reading) -> bool:
    """Whether a figure, said as exact, is one end of what the rows give as "2 to 4" or "between 2 and 4"."""
    if one.qualifier or one.kind != "number" or len(said.quantities) > _MANY:
        return False
    alone = False
    for row in cited:
        for low, high in pairwise(row.quantities):
            if not (is_same(one, low) or is_same(one, high)):
                continue
            between, before = row.text[low.span.end : high.span.start], row.text[: low.span.start]
            ranged = between in (" to ", "-") or (between == " and " and re.search(r"\bbetween $", before))
            if not ranged or re.search(r"\bfrom $|\bby $", before) or not low.unit or low.unit != high.unit:
                return False
            other = high if is_same(one, low) else low
            alone = not any(is_same(each, other) for each in said.quantities)
    return alone


def _paced(said: Reading, cited: Sequence[Reading]) -> list[Doubt]:
    """A "weekly" or "a month" where the rows have another time that it is per, and not this one."""
    known = {pace for row in cited for _, pace in _paces(row)}
    known |= {one[1].casefold() for row in cited for one in _EVERY.finditer(row.wordy)}
    return [Doubt("unit", words) for words, pace in _paces(said) if known and pace not in known][:1]


def _paces(text: Reading) -> list[tuple[str, str]]:
    found = [(one[0], PACES[one[0].casefold()]) for one in _PACE.finditer(text.wordy)]
    return found + [
        (f"{one.words} a {pace}", pace) for one in text.quantities for pace in one.per.split() if pace in PACES.values()
    ]


def _rule(
    one: Quantity, known: Sequence[Quantity], elsewhere: Sequence[Quantity], cited: Sequence[Reading], said: Reading
) -> str:
    if one.kind == "one":
        return _one(one, known)
    if (
        one.words.startswith(("a ", "an "))
        and one.kind == "number"
        and _lasts(one)
        and not any(_lasts(other) for other in known)
    ):
        return ""  # "For a year": how long is told by dates, if at all.
    if one.value == 0 and one.kind == "number" and any(re.search(r"\b(?:no|none|nil|not)\b", row.text, re.I) for row in cited):
        return ""
    if one.kind == "ordinal" and any(day.day == one.value for row in cited for day in row.days):
        return ""  # "On the 24th" of the month that is known.
    if (
        one.value == 1
        and one.unit
        and not one.qualifier
        and (each := re.match(r"(?:one|1|an?) (\w+)$", one.words, re.IGNORECASE))
        and any(re.search(rf"\b(?:an?|per|each|every) {each[1]}\b", row.text, re.IGNORECASE) for row in cited)
    ):
        return ""
    same = [other for other in known if is_same(one, other)]
    if same:
        return _with_same(one, same, cited, said)
    if one.qualifier and any(is_rounded(one, other) for other in known):
        return ""
    if one.kind == "clock":
        return "number"
    if one.kind != "vague" and any(
        is_same(one, other) and (one.value >= 10 or _counts_alike(one, other)) for other in elsewhere
    ):
        return "wrong_source"
    return _near_miss(one, known) or "number"


def _with_same(one: Quantity, same: Sequence[Quantity], cited: Sequence[Reading], said: Reading) -> str:
    """What is wrong though the figure is right: what it is per, what it counts, or its qualifier."""
    if one.per and all(other.per and not set(one.per.split()) <= set(other.per.split()) for other in same):
        return "unit"
    if one.kind == "number" and not one.unit and _counts_unknown(one, same, cited):
        return "unit"
    if not any(_is_kept(one, other, cited, said) for other in same) or _is_end_alone(one, cited, said):
        return "hedge"
    return ""


def _is_kept(one: Quantity, other: Quantity, cited: Sequence[Reading], said: Reading) -> bool:
    """Whether a figure is as exact as that of the rows, or less so."""
    bound = one.qualifier in ("upto", "atleast") and any(
        f"{word} {other.words}" in row.text for row in cited for word in ("only", "just")
    )
    if one.qualifier in _KEPT[other.qualifier]:
        return not (bound and one.qualifier == "atleast")
    if not one.qualifier and other.qualifier in _UNSURE and _UNSURE[other.qualifier].search(said.bare):
        return True
    if one.qualifier == "upto" and (
        bound or any(re.search(rf"\bbetween [^.;,]{{1,30}} and {re.escape(other.words)}", row.text) for row in cited)
    ):
        return True
    lasting = (_lasts(other) or not _STAGES.isdisjoint(other.nouns[:1])) and not any(
        f"more than {other.words}" in row.text for row in cited
    )
    return lasting and {one.qualifier, other.qualifier} == {"", "over"}


def _lasts(one: Quantity) -> bool:
    return measured(one.value, one.unit)[0] in _LASTING


def _near_miss(one: Quantity, known: Sequence[Quantity]) -> str:
    """The rule for a figure that differs from one of the rows' in its unit or its scale only; empty for any other."""
    plain = ("number", "percent")
    for other in known:
        if other.value == one.value and other.unit != one.unit and one.kind in plain and other.kind in plain:
            if {one.unit, other.unit} == {"%", "pp"}:
                return "percent_points"
            return "scale" if {one.unit, other.unit} <= {"t", "kt", "Mt"} else "unit"
    if one.kind == "vague":
        return "scale" if any(other.kind == "vague" for other in known) else "number"
    alike = [other for other in known if one.kind == "number" and other.unit == one.unit and one.value and other.value]
    return "scale" if any(_is_scaled(one, other) for other in alike) else ""


def _is_scaled(one: Quantity, other: Quantity) -> bool:
    """Whether a figure is another one with zeros more or fewer, by its word for the size or by whole thousands."""
    ratio = one.value / other.value
    return _is_power(ratio) and bool(one.scale or other.scale or abs(ratio) in (1000, Fraction(1, 1000)))


def _is_power(ratio: Fraction) -> bool:
    return ratio != 1 and any(ratio in (Fraction(10) ** power, Fraction(10) ** -power) for power in range(1, 13))


def _counts_alike(one: Quantity, other: Quantity) -> bool:
    """Whether two equal figures may count like things; one whose thing is not said counts anything."""
    if one.unit or not one.nouns or not other.nouns:
        return True
    return any(likes(a) & set(other.nouns) or any(a[:5] == b[:5] for b in other.nouns) for a in one.nouns)


def _counts_unknown(one: Quantity, same: Sequence[Quantity], cited: Sequence[Reading]) -> bool:
    """Whether a figure counts things of which the rows, that count others with it, do not speak at all."""
    if not one.plural or not all(other.nouns for other in same):
        return False
    if _ANYTHING & set(one.nouns):
        return False
    return not any(is_near(noun, row.stems) for noun in one.nouns for row in cited)


def _one(one: Quantity, known: Sequence[Quantity]) -> str:
    """The word "one" is mostly no figure; it is where the rows count another number of the same things."""
    counted = [other for other in known if one.nouns and set(one.nouns[-1:]) & set(other.nouns)]
    return "number" if counted and all(other.value != 1 for other in counted) else ""

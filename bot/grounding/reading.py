"""Reading: what stands in one text, taken apart once: contacts, dates, figures, names, and the bare words that are left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from bot.grounding import names
from bot.grounding.contacts import Contact, contacts
from bot.grounding.dates import Day, Loose, Weekday, days, loose, weekdays
from bot.grounding.phrasings import alike
from bot.grounding.quantities import Quantity, compounds, quantities
from bot.grounding.units import measured
from bot.grounding.words import blanked, content, is_german, stems


@dataclass(frozen=True)
class Reading:
    """One text taken apart. `wordy` has contacts and dates blanked, `bare` the figures too."""

    text: str
    contacts: tuple[Contact, ...]
    days: tuple[Day, ...]
    weekdays: tuple[Weekday, ...]
    loose: tuple[Loose, ...]
    quantities: tuple[Quantity, ...]
    figures: tuple[Quantity, ...]
    names: tuple[str, ...]
    spans: tuple[frozenset[str], ...]
    initials: frozenset[str]
    wordy: str
    bare: str
    stems: frozenset[str]
    common: frozenset[str]
    telling: tuple[str, ...]
    german: bool


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """`text`, which is even already, taken apart."""
    text = alike(text)
    reached = contacts(text)
    unreached = blanked(text, [one.span for one in reached])
    dated = days(unreached)
    on = weekdays(unreached, dated)
    seen = loose(unreached, dated)
    undated = blanked(unreached, [*(day.span for day in dated), *(day.span for day in on)])
    found = quantities(_german_figures(undated) if is_german(text) else undated)
    years = tuple(
        Quantity(day.words, day.span, Fraction(value), kind="number") for day in dated
        if day.day is None and day.month is None and (day.year or "").isdigit() and (value := int(day.year or 0))
    )  # fmt: skip
    parts = tuple(
        part._replace(nouns=()) for one in found if one.kind == "percent" and " out of " in one.words for part in quantities(one.words.replace(" out of ", " / "))
    )  # fmt: skip
    elided = tuple(
        after._replace(unit=one.unit) for one, after in pairwise(found)
        if one.unit and one.kind == after.kind == "number" and not after.unit and not after.nouns
        and measured(one.value, one.unit)[0] != one.unit and re.match(r" ?[(.,;)]|$", undated[after.span.end :])
    )  # fmt: skip
    bare = blanked(
        undated,
        [figure.span for figure in found if figure.kind not in ("ordinal", "one") and figure.words.casefold() != "zero"],
    )
    return Reading(
        text, reached, dated, on, seen, found, found + years + parts + elided + compounds(found, undated), names.names(unreached), names.spans(unreached),
        frozenset(names.initials(unreached)), undated, bare, stems(unreached), names.common(unreached), tuple(content(bare)), is_german(text),
    )  # fmt: skip


def _german_figures(text: str) -> str:
    """`text` of the same length, with the points and commas of its figures as English has them."""
    whole = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "\0", text)
    return re.sub(r"(?<=\d),(?=\d)", ".", whole).replace("\0", ",")

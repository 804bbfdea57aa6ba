"""Entries: what a person or a file says a line or a house is, cleaned and checked field by field."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from bot.errors import Invalid
from bot.models import House, Line, LineKind, Sensitivity, Terms
from bot.text import one_line, taken

LONGEST = 3_000  # What fits a Slack text box, so that it can always be edited there.
LEAST_PILLARS, MOST_PILLARS, MOST_PROOFS, MOST_BRIDGES = 3, 5, 8, 8
SHORT = {
    "issue": ("The issue", 200), "audience": ("The audience", 200), "figure": ("The figure", 100), "unit": ("The unit", 100),
    "source": ("The source", 500), "speaker": ("The speaker", 200), "said_where": ("Where it was said", 500),
    "scenario": ("The scenario", 200),
}  # fmt: skip
NEEDED = {
    LineKind.LINE: {"issue": "Which issue is it for?"},
    LineKind.Q_AND_A: {"question": "Which question does it answer?"},
    LineKind.FACT: {"figure": "Which figure?", "source": "Where does the figure come from?", "as_of": "Of which day is it?"},
    LineKind.QUOTE: {"speaker": "Who said it?"},
    LineKind.BOILERPLATE: {},
    LineKind.HOLDING: {"scenario": "For which scenario?"},
}  # fmt: skip
_MARKS = re.compile(r'[“"„«]([^“”"„«»]*)[”"“»]')
_DIGITS = re.compile(r"\d+(?:[.,'’\u00a0\u202f ]\d+)*")


@dataclass(frozen=True)
class LineEntry:
    """A line as it shall be. `owner_id` "" is whoever saves it. The last four fields are no words: changing them alone
    need not take an approval away."""

    kind: LineKind
    text: str
    issue: str = ""
    audience: str = ""
    reactive: bool = True
    question: str = ""
    figure: str = ""
    unit: str = ""
    source: str = ""
    as_of: date | None = None
    speaker: str = ""
    said_where: str = ""
    scenario: str = ""
    sensitivity: Sensitivity = Sensitivity.ROUTINE
    terms: Terms = Terms.ON_RECORD
    restricted: bool = False
    owner_id: str = ""
    review_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class Pillar:
    """One pillar: its message, and proof points, each a text or the reference of a line, such as F-0012."""

    message: str
    proofs: tuple[str, ...] = ()


@dataclass(frozen=True)
class HouseEntry:
    """A message house as it shall be; the last four fields are no words."""

    issue: str
    core_message: str
    pillars: tuple[Pillar, ...]
    bridges: tuple[str, ...] = ()
    sensitivity: Sensitivity = Sensitivity.ROUTINE
    restricted: bool = False
    owner_id: str = ""
    review_on: date | None = None
    expires_on: date | None = None


Entry = LineEntry | HouseEntry
NO_WORDS = ("restricted", "owner_id", "review_on", "expires_on")


def entry_of(row: Line | House) -> Entry:
    """The row as an entry, which is what an edit begins with."""
    kind = LineEntry if isinstance(row, Line) else HouseEntry
    values = {one.name: getattr(row, one.name) for one in fields(kind)}
    if isinstance(row, House):
        values["pillars"] = tuple(Pillar(one["message"], tuple(one["proofs"])) for one in row.pillars)
        values["bridges"] = tuple(row.bridges)
    return kind(**values)


def columns(entry: Entry) -> dict[str, object]:
    """The entry as a row keeps it."""
    values: dict[str, object] = {one.name: getattr(entry, one.name) for one in fields(entry)}
    if isinstance(entry, HouseEntry):
        values["pillars"] = [{"message": one.message, "proofs": list(one.proofs)} for one in entry.pillars]
        values["bridges"] = list(entry.bridges)
    return values


def checked(entry: Entry, *, today: date, before: Entry | None = None) -> Entry:
    """The entry, cleaned. Invalid with every field that is wrong, by the names of the fields (of a house's pillars
    `pillar_1` …). A day that is over is only wrong where `before` did not say it already."""
    checks = _Checks()
    kept = _line(checks, entry, today) if isinstance(entry, LineEntry) else _house(checks, entry)
    for name, what in (("expires_on", "It would be expired already."), ("review_on", "That day is over.")):
        day = getattr(kept, name)
        if day is not None and day < today and (before is None or getattr(before, name) != day):
            checks.wrong[name] = f"{what} Choose a day from {today:%-d %B %Y} on."
    if kept.review_on and kept.expires_on and kept.review_on > kept.expires_on:
        checks.wrong["review_on"] = "It is reviewed before it expires."
    if checks.wrong:
        raise Invalid("Something in the form needs a look.", **checks.wrong)
    return kept


class _Checks:
    """Takes texts and collects what is wrong with them, by field."""

    def __init__(self) -> None:
        self.wrong: dict[str, str] = {}

    def take(self, field: str, text: str, what: str, most: int, *, line: bool = False, blank: bool = True) -> str:
        try:
            even = text.replace("\r\n", "\n").replace("\r", "\n")
            return taken(one_line(even) if line else even, what=what, most=most, field=field, blank=blank)
        except Invalid as problem:
            self.wrong.update(problem.fields)
            return text


def _line(checks: _Checks, entry: LineEntry, today: date) -> LineEntry:
    short: dict[str, Any] = {
        name: checks.take(name, getattr(entry, name), what, most, line=True) for name, (what, most) in SHORT.items()
    }
    kept = replace(
        entry, text=checks.take("text", entry.text, "The text", LONGEST, blank=False),
        question=checks.take("question", entry.question, "The question", LONGEST),
        **short,
    )  # fmt: skip
    for name, ask in NEEDED[entry.kind].items():
        if not getattr(kept, name) and name not in checks.wrong:
            checks.wrong[name] = ask
    if entry.as_of is not None and entry.as_of > today:
        checks.wrong["as_of"] = "That day is still to come."
    if entry.kind == LineKind.QUOTE and (bare := _MARKS.fullmatch(kept.text)):
        # The marks round it are not words that anybody said.
        kept = replace(kept, text=bare[1].strip())
    if entry.kind == LineKind.FACT and "figure" not in checks.wrong and not _holds(kept.text, kept.figure):
        checks.wrong["text"] = f"The sentence says another number than the figure, {kept.figure}."
    return kept


def _holds(text: str, figure: str) -> bool:
    """Whether a sentence with numbers in it has those of the figure; one that spells them out is not judged."""
    there, wanted = _numbers(text), _numbers(figure)
    return not there or wanted <= there


def _numbers(text: str) -> set[str]:
    return {re.sub(r"[,'’\u00a0\u202f ](?=\d{3})", "", found[0]) for found in _DIGITS.finditer(text)} | set(
        re.findall(r"\d+", text)
    )


def _house(checks: _Checks, entry: HouseEntry) -> HouseEntry:
    pillars = tuple(
        Pillar(
            checks.take(f"pillar_{number}", one.message, "The pillar", 500, line=True, blank=False),
            tuple(checks.take(f"pillar_{number}", proof, "A proof point", 500, line=True, blank=False) for proof in one.proofs),
        )
        for number, one in enumerate(entry.pillars, 1)
    )
    if not LEAST_PILLARS <= len(pillars) <= MOST_PILLARS:
        checks.wrong[f"pillar_{min(len(pillars) + 1, MOST_PILLARS)}"] = "A house stands on three to five pillars."
    for number, one in enumerate(pillars, 1):
        if len(one.proofs) > MOST_PROOFS:
            checks.wrong[f"pillar_{number}"] = f"At most {MOST_PROOFS} proof points fit a pillar."
    if len(entry.bridges) > MOST_BRIDGES:
        checks.wrong["bridges"] = f"At most {MOST_BRIDGES} bridges fit."
    return replace(
        entry, issue=checks.take("issue", entry.issue, "The issue", 200, line=True, blank=False),
        core_message=checks.take("core_message", entry.core_message, "The core message", 1_000, blank=False), pillars=pillars,
        bridges=tuple(checks.take("bridges", one, "A bridge", 500, line=True, blank=False) for one in entry.bridges),
    )  # fmt: skip


def pillar(text: str) -> Pillar | None:
    """A pillar as it is typed: its message on the first line, a proof point on each other; None where nothing is there."""
    bare = (re.sub(r"^\s*[-*•](?:\s+|$)", "", one).strip() for one in text.split("\n"))
    lines = [one for one in bare if one]
    return Pillar(lines[0], tuple(lines[1:])) if lines else None


def pillar_text(one: Pillar) -> str:
    """The other way round."""
    return "\n".join([one.message, *(f"- {proof}" for proof in one.proofs)])

"""Draft cases as they stand in ``tests/data/drafts``, and ways to break an honest sentence by rule.

A *variant* is a clean sentence with one thing changed. Every generator gives all variants it can make of a sentence; what is put in is drawn
with a fixed seed, so a run is the same every time.
"""

from __future__ import annotations

import calendar
import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from bot.grounding import Sentence, Source

SEED = 20261124
MONTHS = list(calendar.month_name)[1:]
WEEKDAYS = list(calendar.day_name)
NUMBER_WORDS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "eleven", "twelve",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
OTHER_NAMES = ("Ravensmoor", "Thackeray", "Bellingrath", "Osterholm", "Quilliam")
QUOTED = re.compile(r"[“\"‘](?:[^“”\"‘’]|(?<=\w)’(?=\w))+[”\"’]")
ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w.-]+\.example\b\S*")
AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|had|will|would|can|could|should|may|might|must|did)\b(?! not)(?!n?['’]t)", re.IGNORECASE
)
UNITS = {
    "km": "miles", "kilometres": "miles", "km²": "hectares", "square kilometres": "hectares", "kilograms": "pounds", "tonnes": "kilograms",
    "litres": "gallons", "metres": "feet", "minutes": "hours", "hours": "days", "days": "weeks", "weeks": "months", "months": "years", "years": "decades",
}  # fmt: skip
CURRENCIES = {"£": "€", "€": "$", "$": "£", "euros": "pounds", "pounds": "euros", "dollars": "euros", "francs": "euros"}


@dataclass(frozen=True)
class Written:
    """A sentence written by hand: what was done to it (``clean`` for nothing) and which rules may name the fault."""

    sentence: Sentence
    mutation: str
    expect: frozenset[str]


@dataclass(frozen=True)
class FactSet:
    """One case of a file: its sources and the sentences that cite them."""

    id: str
    today: date
    sources: tuple[Source, ...]
    written: tuple[Written, ...] = field(repr=False)

    def cited(self, sentence: Sentence) -> str:
        """Every word of the sources that the sentence cites, speakers included."""
        return " ".join(f"{source.text} {source.speaker}" for source in self.sources if source.id in sentence.source_ids)


def read_fact_sets(path: Path) -> list[FactSet]:
    """The fact sets of one file, in its order."""
    return [_read_fact_set(case) for case in json.loads(path.read_text(encoding="utf-8"))]


def _read_fact_set(case: dict) -> FactSet:
    sources = tuple(
        Source(
            id=row["id"],
            kind=row["kind"],
            text=row["text"],
            speaker=row["speaker"],
            expires=date.fromisoformat(row["expires"]) if row["expires"] else None,
        )
        for row in case["sources"]
    )
    written = tuple(
        Written(
            sentence=Sentence(text=row["text"], source_ids=tuple(row["source_ids"]), kind=row["kind"]),
            mutation=row["mutation"],
            expect=frozenset(row["expect"]),
        )
        for row in case["sentences"]
    )
    return FactSet(id=case["id"], today=date.fromisoformat(case["today"]), sources=sources, written=written)


def _outside(text: str, pattern: re.Pattern[str], *, skip: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """The matches that do not touch what ``skip`` covers."""
    covered = [match.span() for match in skip.finditer(text)]
    for match in pattern.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in covered):
            yield match


def _put(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def change_digits(text: str, cited: str) -> Iterator[str]:
    """Each digit in turn becomes another one, unless the figure that comes out stands in the sources as well."""
    draw = random.Random(SEED)
    for match in _outside(text, re.compile(r"\d"), skip=ADDRESS):
        changed = _put(text, match, draw.choice([digit for digit in "123456789" if digit != match[0]]))
        figure = next(run[0] for run in re.finditer(r"\d[\d.,]*\d|\d", changed) if run.start() <= match.start() < run.end())
        if figure not in cited:
            yield changed


def change_number_words(text: str, cited: str) -> Iterator[str]:
    """Each number word in turn becomes another one that the sources do not use."""
    draw = random.Random(SEED)
    for match in re.finditer(rf"\b({'|'.join(NUMBER_WORDS)})\b", text, re.IGNORECASE):
        same_size = [word for word in NUMBER_WORDS if word.endswith("ty") == match[0].lower().endswith("ty")]
        yield _put(
            text, match, draw.choice([word for word in same_size if word != match[0].lower() and word not in cited.lower()])
        )


def change_months(text: str, cited: str) -> Iterator[str]:
    """Each month beside a day or a year becomes another month."""
    draw = random.Random(SEED)
    for match in re.finditer(rf"(?<=\d )({'|'.join(MONTHS)})\b|\b({'|'.join(MONTHS)})(?= \d)", text):
        yield _put(text, match, draw.choice([month for month in MONTHS if month not in cited]))


def change_weekdays(text: str, cited: str) -> Iterator[str]:
    """Each weekday becomes the first one that the sources do not name."""
    for match in _outside(text, re.compile("|".join(WEEKDAYS)), skip=QUOTED):
        yield _put(text, match, next(day for day in WEEKDAYS if day not in cited and day != match[0]))


def change_scale(text: str, cited: str) -> Iterator[str]:
    """Millions become billions and the other way round."""
    for match in re.finditer(r"(?<=\d)(?: million|m)\b", text):
        yield _put(text, match, {" million": " billion", "m": "bn"}[match[0]])


def change_units(text: str, cited: str) -> Iterator[str]:
    """A unit or a currency after (or before) a figure becomes another one."""
    words = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
    for match in _outside(text, re.compile(rf"(?<=\d )(?:{words})(?!\w)"), skip=QUOTED):
        yield _put(text, match, UNITS[match[0]])
    for match in re.finditer(rf"[£€$](?=\d)|\b(?:{'|'.join(word for word in CURRENCIES if word.isalpha())})\b", text):
        yield _put(text, match, CURRENCIES[match[0]])


def change_percent(text: str, cited: str) -> Iterator[str]:
    """Per cent become percentage points, and points per cent."""
    for match in re.finditer(r" ?%| per ?cent\b| percentage points\b", text):
        yield _put(text, match, " per cent" if "points" in match[0] else " percentage points")


def change_names(text: str, cited: str) -> Iterator[str]:
    """Each capitalised word from the sources that does not open a sentence becomes another name."""
    draw = random.Random(SEED)
    for match in _outside(text, re.compile(r"(?<=[a-z,] )[A-Z][^\W\d_]{4,}"), skip=QUOTED):
        if match[0] in cited and match[0] not in MONTHS + WEEKDAYS:
            yield _put(text, match, draw.choice(OTHER_NAMES))


def change_acronyms(text: str, cited: str) -> Iterator[str]:
    """Two letters of an acronym change places."""
    for match in _outside(text, re.compile(r"\b[A-Z]{3,}\b"), skip=QUOTED):
        turned = match[0][1] + match[0][0] + match[0][2:]
        if turned not in cited:
            yield _put(text, match, turned)


def add_negation(text: str, cited: str) -> Iterator[str]:
    """A *not* after each auxiliary outside quotation marks."""
    for match in _outside(text, AUXILIARY, skip=QUOTED):
        yield _put(text, match, f"{match[0]} not")


def drop_negation(text: str, cited: str) -> Iterator[str]:
    """Each *not* and *never* goes, and what was nobody is somebody."""
    for match in _outside(text, re.compile(r" not\b| never\b|(?<!wo)(?<!ca)n['’]t\b"), skip=QUOTED):
        yield _put(text, match, "")
    for match in _outside(text, re.compile(r"\b(?:Nobody|No one)\b"), skip=QUOTED):
        yield _put(text, match, "Somebody")
    for match in _outside(text, re.compile(r"\b(?:wo|ca)n['’]t\b"), skip=QUOTED):
        yield _put(text, match, "will" if match[0].startswith("wo") else "can")


def drop_hedges(text: str, cited: str) -> Iterator[str]:
    """What was about a figure is the figure, what may be will be, and what is alleged has happened.

    "Go up to £5", "up to 3 May" and "over two seasons" are no hedges.
    """
    for match in _outside(
        text,
        re.compile(
            r"(?<!go )\b(?:about|around|roughly|approximately|almost|nearly|up to(?! \d+ [A-Z])|at least|no less than|as many as|more than|over(?! \w+ seasons)|under) (?=[\d£€$]|half|two|three|four|five|six)"
        ),
        skip=QUOTED,
    ):
        yield _put(text, match, "")
    for match in _outside(text, re.compile(r"\b(?:may|might|could)\b"), skip=QUOTED):
        yield _put(text, match, "will")
    for match in re.finditer(r"\ballegedly ", text):
        yield _put(text, match, "")


def change_quoted_words(text: str, cited: str) -> Iterator[str]:
    """Inside quotation marks each longer word in turn is another word."""
    for quoted in QUOTED.finditer(text):
        for match in re.finditer(r"[^\W\d_]{4,}", quoted[0]):
            yield _put(text, quoted, _put(quoted[0], match, "otherwise"))


def drop_quoted_words(text: str, cited: str) -> Iterator[str]:
    """Inside quotation marks each word between two others in turn is left out, silently."""
    for quoted in QUOTED.finditer(text):
        for match in re.finditer(r"(?<=\w )[\w'’]+ (?=\w)", quoted[0]):
            yield _put(text, quoted, _put(quoted[0], match, ""))


def change_speakers(text: str, cited: str) -> Iterator[str]:
    """The last capitalised word outside the quotation that the speaker's name has becomes another surname."""
    names = list(_outside(text, re.compile(r"\b[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)?"), skip=QUOTED))
    known = [
        match
        for match in names
        if QUOTED.search(text) and match[0] in cited and match[0] not in ("Dr", "Professor", "Chief", "Ms", "Mr")
    ]
    if known:
        yield _put(text, known[-1], OTHER_NAMES[0])


def add_url(text: str, cited: str) -> Iterator[str]:
    """An address on the web that no source has."""
    yield f"{text.rstrip('.')}: https://elsewhere.example/more."


def add_contact(text: str, cited: str) -> Iterator[str]:
    """A mail address and a telephone number that no source has."""
    yield f"{text.rstrip('.')} (desk@elsewhere.example)."
    yield f"{text.rstrip('.')} (+44 20 7946 0958)."


def expire(case: FactSet) -> FactSet:
    """The same fact set, run out the day before."""
    return replace(case, sources=tuple(replace(source, expires=case.today - timedelta(days=1)) for source in case.sources))


Generator = Callable[[str, str], Iterator[str]]
GENERATORS: dict[str, tuple[Generator, float]] = {
    "digits": (change_digits, 1.0),
    "number words": (change_number_words, 1.0),
    "months": (change_months, 1.0),
    "weekdays": (change_weekdays, 1.0),
    "scale": (change_scale, 1.0),
    "units": (change_units, 1.0),
    "percent": (change_percent, 1.0),
    "quoted words changed": (change_quoted_words, 1.0),
    "quoted words dropped": (drop_quoted_words, 1.0),
    "speakers": (change_speakers, 1.0),
    "urls": (add_url, 1.0),
    "contacts": (add_contact, 1.0),
    "names": (change_names, 0.99),
    "acronyms": (change_acronyms, 0.99),
    "negation added": (add_negation, 0.95),
    "negation dropped": (drop_negation, 0.95),
    "hedges dropped": (drop_hedges, 0.95),
}

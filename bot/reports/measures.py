"""Measures: the numbers of a report, how each is counted, and how it is said. Small numbers are said as numbers.

Ordered outputs, out-takes, outcomes. There is no advertising value in it and there are no impressions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Section = Literal["outputs", "out-takes", "outcomes"]
Unit = Literal["count", "part", "minutes", "hours", "score"]
Noun = Literal["inquiry", "statement", "ask", "clip", "quote", "pull", "case", "article", "pitch"]
SECTIONS: dict[Section, str] = {
    "outputs": "Outputs: what the desk did", "out-takes": "Out-takes: what came across", "outcomes": "Outcomes: what came of it",
}  # fmt: skip
FEW = 10  # Of fewer than this no percentage is said.


@dataclass(frozen=True)
class Definition:
    """One number: where it stands, what it is called, how it is counted, and of which rows. `compared` says that earlier
    periods stand beside it; `by` what its parts are, where it has any."""

    section: Section
    label: str
    unit: Unit
    noun: Noun
    how: str
    compared: bool = True
    by: str = ""


@dataclass(frozen=True)
class Measure:
    """One number. A count and a part (`value` of `n`) have the ids of what was counted in `behind`, a middle value or a mean
    those it was taken over. `part` names one row of a breakdown (an outlet's id, a tone); `by` are members who coded it.

    `before` is the same of the period before, `middle` the median of the `middle_of` periods before this one.
    """

    name: str
    value: float
    behind: tuple[int, ...] = ()
    n: int | None = None
    part: str = ""
    by: tuple[str, ...] = ()
    before: tuple[float, int | None] | None = None
    middle: float | None = None
    middle_of: int = 0

    @property
    def defined(self) -> Definition:
        return DEFINITIONS[self.name]

    @property
    def key(self) -> str:
        """Unique within a report: on_time, tone.mixed."""
        return f"{self.name}.{self.part}" if self.part else self.name


DEFINITIONS: dict[str, Definition] = {
    "received": Definition(
        "outputs", "Inquiries received", "count", "inquiry",
        "by when the journalist made contact; duplicates and what was no media inquiry are left out",
    ),
    "acknowledged": Definition(
        "outputs", "Acknowledged", "part", "inquiry", "of those received in the period; an answer acknowledges too",
    ),
    "to_log": Definition(
        "outputs", "Time to log, median", "minutes", "inquiry", "from contact to the record, of those received in the period",
    ),
    "to_acknowledge": Definition(
        "outputs", "Time to acknowledge, median", "minutes", "inquiry",
        "from contact to the acknowledgement, nights and weekends included, of those received in the period",
    ),
    "answered": Definition("outputs", "Inquiries answered", "count", "inquiry", "by when the answer was marked sent"),
    "to_answer": Definition(
        "outputs", "Time to answer, median", "minutes", "inquiry",
        "from contact to the answer, nights and weekends included, of those answered in the period",
    ),
    "on_time": Definition(
        "outputs", "On time", "part", "inquiry",
        "of those due in the period and by now: answered, or closed otherwise than as too late, by the journalist's own "
        "deadline; by the desk's clock where they named none. Left out: what the reporter dropped before it was due",
    ),
    "late": Definition("outputs", "Late", "count", "inquiry", "those due in the period that were not on time; each is explained"),
    "sent": Definition(
        "outputs", "Statements and releases sent", "count", "statement",
        "different ones marked sent in the period, and not taken back",
    ),
    "sent_kind": Definition(
        "outputs", "Sent, by kind", "count", "statement", "the same, by kind", compared=False, by="kind",
    ),
    "asks": Definition("outputs", "Questions to colleagues", "count", "ask", "asked in the period, for inquiries"),
    "asks_answered": Definition(
        "outputs", "Questions answered", "part", "ask", "of those asked in the period, by now; declined ones are not", compared=False,
    ),
    "pitched": Definition(
        "outputs", "Pitches", "count", "pitch", "made in the period, each journalist counted; those taken back are left out",
    ),
    "hours_with": Definition(
        "outputs", "Hours by whose court it was in", "hours", "inquiry",
        "from the log until the answer, within the period, nights and weekends included; by the field “with”",
        compared=False, by="court",
    ),
    "articles": Definition(
        "outputs", "Articles about us", "count", "clip",
        "unique: an article and its copies count once; what a person said is not about us is left out",
    ),
    "pickups": Definition("outputs", "Pickups", "count", "clip", "copies of them elsewhere, the articles themselves not counted"),
    "tier": Definition("outputs", "Clips by tier", "part", "clip", "articles and pickups alike, by the outlet's tier as we set it", by="tier"),
    "outlet": Definition(
        "outputs", "Clips by outlet", "count", "clip", "articles and pickups alike, the ten outlets with most", compared=False, by="outlet",
    ),
    "tone": Definition(
        "out-takes", "Tone toward us", "part", "clip",
        "of the unique articles that have a tone; what a person set counts before the machine's", by="tone",
    ),
    "not_toned": Definition(
        "out-takes", "Not toned", "part", "clip", "of the unique articles: nobody set a tone, and no model did", compared=False,
    ),
    "tone_by_hand": Definition(
        "out-takes", "Tone set by a person", "part", "clip", "of the unique articles that have a tone", compared=False,
    ),
    "prominence": Definition(
        "out-takes", "Where we stand in it", "part", "clip", "of the unique articles scored for it: the best place we are named in",
        by="prominence",
    ),
    "quoted": Definition(
        "out-takes", "Spokespeople quoted", "count", "quote",
        "words in quotation marks given to one of us, in unique articles, by who is named", compared=False, by="quote",
    ),
    "quote_class": Definition(
        "out-takes", "Quotes against what was approved", "part", "quote",
        "the same words: exact, trimmed (words left out), altered, or never approved", by="class",
    ),
    "message": Definition(
        "out-takes", "Messages that came through", "part", "pull",
        "of the unique articles scored: the message is present; a person's coding counts before the machine's", by="message",
    ),
    "message_score": Definition(
        "out-takes", "How well they came through", "score", "pull",
        "presence × prominence × accuracy, 0–2 each, so 8 at most; the mean over those in which it is present",
        compared=False, by="message",
    ),
    "message_unconfirmed": Definition(
        "out-takes", "Only the machine's coding", "part", "pull", "of the codings above: no person confirmed them yet", compared=False,
    ),
    "linked": Definition(
        "out-takes", "Answered inquiries with coverage", "part", "inquiry",
        "of those answered in the period: at least one clip is linked, by a person or by itself and not refused",
    ),
    "linked_unconfirmed": Definition(
        "out-takes", "Links nobody confirmed", "part", "inquiry", "of those with coverage: only by itself so far", compared=False,
    ),
    "pitch_answered": Definition(
        "out-takes", "Pitches answered", "part", "pitch", "of those made in the period, by now: talking, passed or ran",
    ),
    "corrections_asked": Definition("outcomes", "Corrections asked for", "count", "case", "by when the outlet was asked"),
    "corrections_won": Definition(
        "outcomes", "Corrected or clarified", "count", "case", "cases that ended so in the period, whenever they were asked",
    ),
    "corrections_refused": Definition(
        "outcomes", "Refused or given up", "count", "case", "cases that ended so in the period", compared=False,
    ),
    "corrections_open": Definition(
        "outcomes", "Corrections still open", "count", "case", "opened before the end of the period and not ended by now", compared=False,
    ),
    "ran": Definition(
        "outcomes", "Answered, and it ran", "part", "inquiry",
        "of those answered in the period: a linked clip was first seen after the answer",
    ),
    "before_it_ran": Definition(
        "outcomes", "Answered before it ran", "part", "inquiry",
        "of the inquiries received in the period with a linked clip: the answer was out before the first was first seen",
    ),
    "pitch_outcome": Definition(
        "outcomes", "Pitches, by what came of them", "part", "pitch",
        "of those made in the period, by now: sent and no answer noted, talking, passed, or ran", by="outcome",
    ),
    "voice": Definition(
        "outcomes", "Share of voice", "part", "article",
        "of the unique articles that mean us or a peer on the watch list; one that means several counts for each",
    ),
    "voice_of": Definition(
        "outcomes", "Share of voice, by name", "part", "article", "the same, for each name", compared=False, by="term",
    ),
}  # fmt: skip


def said(value: float, n: int | None, unit: Unit) -> str:
    """A number in words: "6", "5 of 6", "83 % (25 of 30)", "9 min", "1 d 3 h", "3.5 of 8"."""
    if unit == "part":
        of = n or 0
        return f"{value:g} of {of}" if of < FEW else f"{percent(value, of)} % ({value:g} of {of})"
    if unit == "minutes":
        return span(value)
    if unit == "hours":
        return span(value * 60)
    if unit == "score":
        return f"{value:.1f} of 8"
    return f"{value:,g}"


def percent(value: float, n: int) -> int:
    return round(100 * value / n)


def span(minutes: float) -> str:
    """A length of time: "9 min", "2 h 05 min", "1 d 3 h"."""
    whole = round(minutes)
    if whole < 60:
        return f"{whole} min"
    if whole < 24 * 60:
        return f"{whole // 60} h" + (f" {whole % 60:02d} min" if whole % 60 else "")
    hours = round(whole / 60)
    return f"{hours // 24} d" + (f" {hours % 24} h" if hours % 24 else "")


def now(measure: Measure) -> str:
    """The number as this period has it, with how many it was taken over."""
    text = said(measure.value, measure.n, measure.defined.unit)
    return f"{text} (n = {measure.n})" if measure.defined.unit in ("minutes", "score") and measure.n is not None else text


def earlier(measure: Measure) -> str:
    """The period before, or "–"."""
    if measure.before is None:
        return "–"
    value, n = measure.before
    return said(value, n, measure.defined.unit)


def usual(measure: Measure) -> str:
    """The median of the periods before: of a part a percentage; "–" where there is none."""
    if measure.middle is None:
        return "–"
    if measure.defined.unit == "part":
        return f"{round(100 * measure.middle)} %"
    return said(measure.middle, None, measure.defined.unit)


def of(measures: Sequence[Measure], name: str, part: str = "") -> Measure | None:
    """The one of that name, or None."""
    return next((one for one in measures if one.name == name and one.part == part), None)

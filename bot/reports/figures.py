"""Figures: facts of one period as measures. The number of a list is the number that stands over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from statistics import mean, median
from typing import TypeVar

from bot.models import (
    AskState,
    CaseState,
    ClipQuote,
    CorrectionCase,
    Pitch,
    PitchOutcome,
    Prominence,
    PullThrough,
    QuoteClass,
    Tone,
)
from bot.reports.facts import Asked, Clipped, Facts
from bot.reports.measures import Measure
from bot.reports.periods import Period

MOST_OUTLETS = 10
WON = (CaseState.CORRECTED, CaseState.CLARIFIED)
LOST = (CaseState.REFUSED, CaseState.DROPPED)
OURS = "us"  # All our names are one voice.
Row = TypeVar("Row")


def figures(facts: Facts, period: Period, *, at: datetime) -> list[Measure]:
    """The measures of a period as they are known at `at`, in the order of a report. What nothing was counted of and whose
    absence says nothing is left out."""
    return [*_desk(facts, period, at), *_coverage(facts, period), *_outcomes(facts, period, at)]


def coded(pull: PullThrough) -> tuple[int, int, int]:
    """Presence, prominence and accuracy that count: a person's where there is one."""
    if pull.coded_presence is None:
        return pull.presence, pull.prominence, pull.accuracy
    return pull.coded_presence, pull.coded_prominence or 0, pull.coded_accuracy or 0


def unique(clips: Iterable[Clipped]) -> list[Clipped]:
    """One clip for each article and its copies: the article's own where that is among them, else the first seen."""
    found: dict[int, Clipped] = {}
    for one in clips:
        if one.root not in found or one.clip.article_id == one.root:
            found[one.root] = one
    return list(found.values())


def _desk(facts: Facts, period: Period, at: datetime) -> Iterator[Measure]:
    received = [one for one in facts.asked if period.holds(one.received_at)]
    answered = [one for one in facts.asked if period.holds(one.answered_at)]
    due = [one for one in facts.asked if period.holds(one.due_at) and one.due_at <= at and not one.dropped]
    late = [one for one in due if not one.on_time]
    yield _count("received", received)
    yield from _part("acknowledged", [one for one in received if _acknowledged(one)], received)
    yield from _middle("to_log", received, lambda one: one.logged_at)
    yield from _middle("to_acknowledge", [one for one in received if _acknowledged(one)], _acknowledged)
    yield _count("answered", answered)
    yield from _middle("to_answer", answered, lambda one: one.answered_at)
    yield from _part("on_time", [one for one in due if one.on_time], due)
    if due:
        yield _count("late", late)
    sent = [(statement, kind) for statement, kind, when in facts.sent if period.holds(when)]
    yield Measure("sent", len(sent), tuple(one for one, _ in sent))
    for kind, ids in _grouped(sent, lambda one: one[1].value):
        yield Measure("sent_kind", len(ids), tuple(one for one, _ in ids), part=kind)
    asks = [one for one in facts.asks if period.holds(one.asked_at)]
    yield Measure("asks", len(asks), tuple(one.id or 0 for one in asks))
    if asks:
        had = tuple(one.id or 0 for one in asks if one.state in (AskState.ANSWERED, AskState.FILED))
        yield Measure("asks_answered", len(had), had, n=len(asks))
    if facts.pitches:
        pitched = [one for one in facts.pitches if period.holds(one.pitched_at)]
        yield Measure("pitched", len(pitched), _rows_of(pitched))


def _acknowledged(one: Asked) -> datetime | None:
    return min((when for when in (one.acknowledged_at, one.answered_at) if when), default=None)


def _coverage(facts: Facts, period: Period) -> Iterator[Measure]:
    clips = [one for one in facts.clips if period.holds(one.clip.seen_at)]
    articles = unique(clips)
    yield _clips("articles", articles)
    first = {one.clip.id for one in articles}
    yield _clips("pickups", [one for one in clips if one.clip.id not in first])
    for tier, rows in _grouped(clips, lambda one: str(one.clip.tier or "none")):
        yield _clips("tier", rows, n=len(clips), part=tier)
    by_outlet = sorted(_grouped(clips, lambda one: str(one.outlet_id or "none")), key=lambda pair: -len(pair[1]))
    for outlet, rows in by_outlet[:MOST_OUTLETS]:
        yield _clips("outlet", rows, part=outlet)
    yield from _tones(articles)
    yield from _places(articles)
    yield from _quotes([one for one in facts.quotes if one.clip_id in first])
    yield from _messages(articles, [one for one in facts.pulls if one.clip_id in first], facts.messages)
    yield from _linked(facts, period)
    pitched = [one for one in facts.pitches if period.holds(one.pitched_at)]
    if pitched:
        answered = [one for one in pitched if one.outcome != PitchOutcome.SENT]
        yield Measure("pitch_answered", len(answered), _rows_of(answered), n=len(pitched))


def _tones(articles: Sequence[Clipped]) -> Iterator[Measure]:
    toned = [one for one in articles if one.clip.tone_now != Tone.NOT_TONED]
    for tone in (Tone.FAVOURABLE, Tone.NEUTRAL, Tone.MIXED, Tone.UNFAVOURABLE):
        if toned:
            yield _clips("tone", [one for one in toned if one.clip.tone_now == tone], n=len(toned), part=tone.value)
    if articles:
        yield _clips("not_toned", [one for one in articles if one.clip.tone_now == Tone.NOT_TONED], n=len(articles))
    if toned:
        yield _clips("tone_by_hand", [one for one in toned if one.clip.tone_by_hand], n=len(toned))


def _places(articles: Sequence[Clipped]) -> Iterator[Measure]:
    scored = [one for one in articles if one.clip.prominence]
    for place in Prominence:
        if scored:
            yield _clips("prominence", [one for one in scored if one.clip.prominence == place], n=len(scored), part=place.value)


def _quotes(quotes: Sequence[ClipQuote]) -> Iterator[Measure]:
    said = [one for one in quotes if one.speaker]
    for _, rows in sorted(_grouped(said, lambda one: one.speaker.casefold()), key=lambda pair: -len(pair[1])):
        ids = tuple(one.id or 0 for one in rows)
        yield Measure("quoted", len(ids), ids, part=str(ids[0]))
    for kind in QuoteClass:
        if quotes:
            ids = tuple(one.id or 0 for one in quotes if one.kind == kind)
            yield Measure("quote_class", len(ids), ids, n=len(quotes), part=kind.value)


def _messages(articles: Sequence[Clipped], pulls: Sequence[PullThrough], in_force: Sequence[str]) -> Iterator[Measure]:
    """Every message in force, those that nobody printed too: an article that was scored and has no row did not carry it."""
    by_message = dict(_grouped(pulls, lambda one: one.message))
    looked_at = {one.clip.id for one in articles if one.clip.scored_at} | {one.clip_id for one in pulls}
    for message in sorted({*by_message, *in_force}) if looked_at else ():
        rows = by_message.get(message, [])
        present = [one for one in rows if coded(one)[0] > 0]
        coders = tuple(sorted({one.coder_id for one in rows if one.coder_id}))
        yield Measure("message", len(present), _ids(present), n=len(looked_at), part=message, by=coders)
    for message, rows in by_message.items():
        present = [one for one in rows if coded(one)[0] > 0]
        if present:
            score = mean(one[0] * one[1] * one[2] for one in map(coded, present))
            yield Measure("message_score", score, _ids(present), n=len(present), part=message)
    if pulls:
        alone = [one for one in pulls if one.coded_at is None]
        yield Measure("message_unconfirmed", len(alone), _ids(alone), n=len(pulls))


def _linked(facts: Facts, period: Period) -> Iterator[Measure]:
    answered = [one for one in facts.asked if period.holds(one.answered_at)]
    linked, sure = {inquiry for _, inquiry, _ in facts.links}, {inquiry for _, inquiry, yes in facts.links if yes}
    covered = [one for one in answered if one.id in linked]
    yield from _part("linked", covered, answered)
    yield from _part("linked_unconfirmed", [one for one in covered if one.id not in sure], covered)


def _outcomes(facts: Facts, period: Period, at: datetime) -> Iterator[Measure]:
    cases = facts.cases
    yield _cases("corrections_asked", [one for one in cases if period.holds(one.asked_at)])
    yield _cases("corrections_won", [one for one in cases if period.holds(one.closed_at) and one.state in WON])
    lost = [one for one in cases if period.holds(one.closed_at) and one.state in LOST]
    if lost:
        yield _cases("corrections_refused", lost)
    yield _cases("corrections_open", [one for one in cases if one.closed_at is None and one.opened_at < period.until])
    yield from _ran(facts, period)
    pitched = [one for one in facts.pitches if period.holds(one.pitched_at)]
    for outcome in PitchOutcome if pitched else ():
        ids = _rows_of([one for one in pitched if one.outcome == outcome])
        yield Measure("pitch_outcome", len(ids), ids, n=len(pitched), part=outcome.value)
    voices = [one for one in facts.voices if period.holds(one.seen_at)]
    if any(not one.ours for one in voices):
        everybody = {one.root for one in voices}
        us = tuple(sorted({one.root for one in voices if one.ours}))
        yield Measure("voice", len(us), us, n=len(everybody))
        for term, rows in sorted(
            _grouped(voices, lambda one: OURS if one.ours else str(one.term_id)), key=lambda pair: -len(pair[1])
        ):
            roots = tuple(sorted({one.root for one in rows}))
            yield Measure("voice_of", len(roots), roots, n=len(everybody), part=term)


def _ran(facts: Facts, period: Period) -> Iterator[Measure]:
    seen, runs = facts.linked or {}, defaultdict[int, list[datetime]](list)
    for clip, inquiry, _ in facts.links:
        if clip in seen:
            runs[inquiry].append(seen[clip])
    answered = [one for one in facts.asked if period.holds(one.answered_at)]
    yield from _part("ran", [one for one in answered if one.answered_at and max(runs[one.id], default=one.received_at) > one.answered_at], answered)  # fmt: skip
    printed = [one for one in facts.asked if period.holds(one.received_at) and runs[one.id]]
    before = [one for one in printed if one.answered_at is not None and one.answered_at <= min(runs[one.id])]
    yield from _part("before_it_ran", before, printed)


def _count(name: str, rows: Sequence[Asked]) -> Measure:
    return Measure(name, len(rows), tuple(one.id for one in rows))


def _part(name: str, rows: Sequence[Asked], of: Sequence[Asked]) -> Iterator[Measure]:
    if of:
        yield Measure(name, len(rows), tuple(one.id for one in rows), n=len(of))


def _middle(name: str, rows: Sequence[Asked], until: Callable[[Asked], datetime | None]) -> Iterator[Measure]:
    spans = [(one.id, (end - one.received_at).total_seconds() / 60) for one in rows if (end := until(one))]
    if spans:
        value = max(0.0, median(minutes for _, minutes in spans))
        yield Measure(name, value, tuple(one for one, _ in spans), n=len(spans))


def _clips(name: str, rows: Sequence[Clipped], *, n: int | None = None, part: str = "") -> Measure:
    return Measure(name, len(rows), tuple(one.clip.id or 0 for one in rows), n=n, part=part)


def _cases(name: str, rows: Sequence[CorrectionCase]) -> Measure:
    return Measure(name, len(rows), tuple(one.id or 0 for one in rows))


def _rows_of(rows: Sequence[Pitch]) -> tuple[int, ...]:
    return tuple(one.id or 0 for one in rows)


def _ids(rows: Sequence[PullThrough]) -> tuple[int, ...]:
    return tuple(one.id or 0 for one in rows)


def _grouped(rows: Iterable[Row], key: Callable[[Row], str]) -> list[tuple[str, list[Row]]]:
    """Rows by what `key` says of them, in the order of that."""
    found: dict[str, list[Row]] = defaultdict(list)
    for one in rows:
        found[key(one)].append(one)
    return sorted(found.items())

"""Observations: what to look at, found by rules, each with the rows it rests on. No rule guesses at a cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.models import Clip, CorrectionCase, Tone
from bot.reports.measures import FEW, Measure, Noun, now, of, percent, said
from bot.reports.periods import Period

CASE_DAYS = 5
FELL = 10  # Percentage points.
FEW_CONFIRMED = 0.5
TWICE = 2


@dataclass(frozen=True)
class Observation:
    """One thing to look at, in a sentence with its numbers. `behind` are ids of `noun`; `name` is unique within a report."""

    name: str
    text: str
    noun: Noun
    behind: tuple[int, ...]


def observe(session: Session, measures: Sequence[Measure], *, period: Period, at: datetime) -> list[Observation]:
    """What the rules find, the most pressing first."""
    rules: tuple[Callable[[Sequence[Measure]], Iterator[Observation]], ...] = (
        _late, lambda found: _old_cases(session, found, at), lambda found: _negative(session, found), _misquoted, _volume,
        _slower, _unconfirmed, _not_toned, _links,
    )  # fmt: skip
    return [one for rule in rules for one in rule(measures)]


def _late(measures: Sequence[Measure]) -> Iterator[Observation]:
    on_time, late = of(measures, "on_time"), of(measures, "late")
    if on_time is None or late is None or not late.behind or on_time.n is None:
        return
    text = f"{late.value:g} of {on_time.n} due {'was' if late.value == 1 else 'were'} late."
    if on_time.before is not None and on_time.before[1]:
        value, n = on_time.before
        fell = percent(value, n or 1) - percent(on_time.value, on_time.n)
        if min(on_time.n, n or 0) >= FEW and fell >= FELL:
            text += f" On time fell by {fell} points: {now(on_time)}, and {said(value, n, 'part')} the period before."
        elif min(on_time.n, n or 0) < FEW:
            text += f" The period before it was {(n or 0) - value:g} of {n}."
    yield Observation("late", text, "inquiry", late.behind)


def _old_cases(session: Session, measures: Sequence[Measure], at: datetime) -> Iterator[Observation]:
    open_ones = of(measures, "corrections_open")
    if open_ones is None:
        return
    ids = [
        one.id or 0
        for one in session.exec(select(CorrectionCase).where(col(CorrectionCase.id).in_(open_ones.behind)))
        if at - one.opened_at > timedelta(days=CASE_DAYS)
    ]
    if ids:
        case = "correction case has" if len(ids) == 1 else "correction cases have"
        yield Observation("old_cases", f"{len(ids)} {case} been open for more than {CASE_DAYS} days.", "case", tuple(ids))


def _negative(session: Session, measures: Sequence[Measure]) -> Iterator[Observation]:
    bad = of(measures, "tone", Tone.UNFAVOURABLE.value)
    if bad is None:
        return
    first = session.exec(select(Clip.id).where(col(Clip.id).in_(bad.behind), Clip.tier == 1).order_by(col(Clip.id))).all()
    ids = tuple(one for one in first if one is not None)
    if ids:
        article = "article" if len(ids) == 1 else "articles"
        yield Observation("negative_tier_1", f"{len(ids)} unfavourable {article} in tier 1 outlets.", "clip", ids)


def _misquoted(measures: Sequence[Measure]) -> Iterator[Observation]:
    for kind, text in (("altered", "printed otherwise than approved"), ("never_said", "printed and never approved")):
        found = of(measures, "quote_class", kind)
        if found is not None and found.behind:
            quotes = "quote was" if found.value == 1 else "quotes were"
            yield Observation(f"quotes_{kind}", f"{found.value:g} {quotes} {text}.", "quote", found.behind)


def _volume(measures: Sequence[Measure]) -> Iterator[Observation]:
    articles = of(measures, "articles")
    if articles is None or articles.middle is None or max(articles.value, articles.middle) < FEW:
        return
    for twice, text in ((articles.value >= TWICE * articles.middle, "at least twice"), (TWICE * articles.value <= articles.middle, "at most half")):  # fmt: skip
        if twice:
            told = f"{articles.value:g} articles are {text} the median of the {articles.middle_of} periods before ({articles.middle:g})."
            yield Observation("volume", told, "clip", articles.behind)
            return


def _slower(measures: Sequence[Measure]) -> Iterator[Observation]:
    for name, what in (("to_acknowledge", "acknowledge"), ("to_answer", "answer")):
        found = of(measures, name)
        if found is None or found.middle is None or not found.n or found.n < 3:
            continue
        if found.value >= TWICE * found.middle and found.value - found.middle >= 15:
            usual = said(found.middle, None, "minutes")
            text = f"It took {now(found)} to {what}; the median of the {found.middle_of} periods before is {usual}."
            yield Observation(name, text, "inquiry", found.behind)


def _unconfirmed(measures: Sequence[Measure]) -> Iterator[Observation]:
    found = of(measures, "message_unconfirmed")
    if found is not None and found.n and found.value > FEW_CONFIRMED * found.n:
        text = f"Message pull-through rests on the machine alone in {now(found)} codings."
        yield Observation("message_unconfirmed", text, "pull", found.behind)


def _not_toned(measures: Sequence[Measure]) -> Iterator[Observation]:
    found = of(measures, "not_toned")
    if found is not None and found.n and found.value > FEW_CONFIRMED * found.n:
        yield Observation("not_toned", f"{now(found)} articles have no tone; the tone shares say little.", "clip", found.behind)


def _links(measures: Sequence[Measure]) -> Iterator[Observation]:
    found = of(measures, "linked_unconfirmed")
    if found is not None and found.behind:
        inquiry = "inquiry is" if found.value == 1 else "inquiries are"
        yield Observation(
            "links", f"{found.value:g} {inquiry} linked to coverage by the machine alone: confirm or refuse.", "inquiry", found.behind
        )  # fmt: skip

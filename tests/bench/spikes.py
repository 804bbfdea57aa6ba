"""Spikes on made-up series: how many sixfold days are found, and how many alarms are false, a term and month.

Daily counts are Poisson or negative binomial, with quiet weekends, spread over the hours of a day as news is. They are looked
at each hour over the last 24, as the desk does; three standard deviations over the mean of 28 days, once a day, stand beside.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, pstdev

from bot.coverage import baselines
from bot.coverage.baselines import Day

BEFORE, MONTH, TIMES = 29, 30, 6
HOURS = [1, 1, 1, 1, 1, 2, 3, 5, 6, 6, 6, 6, 5, 5, 5, 5, 5, 5, 4, 4, 3, 3, 2, 2]


@dataclass(frozen=True)
class Kind:
    """A kind of series: articles on a working day, the spread beyond chance, and how much of it a weekend has."""

    rate: float
    spread: float
    weekend: float = 0.5


@dataclass
class Found:
    months: int = 0
    spikes: int = 0
    hit: int = 0
    false: int = 0

    @property
    def recall(self) -> float:
        return self.hit / self.spikes if self.spikes else 0.0

    @property
    def false_a_month(self) -> float:
        return self.false / self.months if self.months else 0.0


KINDS = [Kind(rate, spread) for rate in (4, 6, 10, 20) for spread in (0.0, 0.1, 0.25)]
RARE = [Kind(rate, spread) for rate in (0.3, 0.7, 1, 2) for spread in (0.0, 0.1, 0.25)]


def series(kind: Kind, chance: random.Random, *, first: int, spike: int | None) -> tuple[list[int], list[bool]]:
    """Articles an hour of 58 days, and which days are at a weekend. `spike` is the hour from which on 24 have six times as many."""
    free = [_rests(first, day) for day in range(BEFORE + MONTH)]
    hours: list[int] = []
    for rests in free:
        burst = chance.gammavariate(1 / kind.spread, kind.spread) if kind.spread else 1.0
        for share in HOURS:
            times = TIMES if spike is not None and spike <= len(hours) < spike + 24 else 1
            mean = kind.rate * (kind.weekend if rests else 1) * burst * share / sum(HOURS) * times
            hours.append(_poisson(mean, chance))
    return hours, free


def alarms(hours: Sequence[int], free: Sequence[bool]) -> Iterator[int]:
    """The hours at which the desk would say that there is a spike."""
    told, told_at = 0, 0
    for day in range(BEFORE, BEFORE + MONTH):
        before = [Day(sum(hours[one * 24 : one * 24 + 24]), free[one]) for one in range(day - BEFORE, day - 1)]
        baseline = baselines.of(before)
        for hour in range(1, 25):
            now = day * 24 + hour
            share = (hour * free[day] + (24 - hour) * free[day - 1]) / 24
            rank = baseline.rank(sum(hours[now - 24 : now]), share)
            if rank and (now >= told_at + baselines.REST_HOURS or rank > told):
                yield now
                told, told_at = rank, now


def three_deviations(hours: Sequence[int], free: Sequence[bool]) -> Iterator[int]:
    """The same of the best known rule."""
    days = [sum(hours[one * 24 : one * 24 + 24]) for one in range(len(free))]
    for day in range(BEFORE, BEFORE + MONTH):
        before = days[day - BEFORE : day]
        if days[day] > fmean(before) + 3 * pstdev(before) and days[day] >= baselines.LEAST:
            yield day * 24 + 24


def measure(kinds: Sequence[Kind], rule=alarms, *, months: int = 60, seed: int = 5) -> Found:  # type: ignore[no-untyped-def]
    """Half of the months have one spike of 24 hours that begins at some hour, half have none."""
    chance, found = random.Random(seed), Found()
    for kind in kinds:
        for month in range(months):
            first = chance.randrange(7)
            spike = _begin(kind, first, chance) if month % 2 else None
            hours, free = series(kind, chance, first=first, spike=spike)
            said = list(rule(hours, free))
            found.months += 1
            if spike is None:
                found.false += len(said)
                continue
            inside = [one for one in said if spike < one <= spike + 48]
            found.spikes += 1
            found.hit += any(one <= spike + 30 for one in inside)
            found.false += len(said) - len(inside)
    return found


def reached(_: Path) -> Iterator[tuple[str, str, str]]:
    """The rows of the table of targets."""
    for what, kinds, rule in (
        ("spike of 6× at ≥ 4 a day: found; false a term and month", KINDS, alarms),
        ("  the same by three standard deviations, once a day", KINDS, three_deviations),
        ("  below 4 a day", RARE, alarms),
    ):
        found = measure(kinds, rule)
        yield what, "≥ .95; ≤ .3" if kinds is KINDS else "—", f"{found.recall:.3f}; {found.false_a_month:.2f}"


def _rests(first: int, day: int) -> bool:
    return (first + day) % 7 >= 5


def _begin(kind: Kind, first: int, chance: random.Random) -> int:
    """An hour from which on a spike lasts for a day. Where weekends have fewer than four articles, one that touches none."""
    while True:
        hour = chance.randrange((BEFORE + 1) * 24, (BEFORE + MONTH - 2) * 24)
        touched = {hour // 24, (hour + 23) // 24}
        if kind.rate < 4 or kind.rate * kind.weekend >= 4 or not any(_rests(first, day) for day in touched):
            return hour


def _poisson(mean: float, chance: random.Random) -> int:
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count

"""Baselines: how much is usual for a term, and whether what came in the last 24 hours is more than chance would bring.

Counts are of unique articles. News comes in bursts and rests at weekends, so a day is taken for negative binomial, with a mean
of its own for working days and for weekends and the spread that the 28 days before showed. A count is a spike where chance would
hardly bring as many, and they are several times the usual. `tests/bench/spikes.py` measures what these numbers find.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

LEAST = 4  # Fewer articles than this are no spike, whatever is usual.
CHANCE = 0.0065  # How likely a day without any event may be to reach the count.
TIMES = 2.5  # How many times the expected a spike is at least.
SPREAD = 0.03  # The least spread beyond chance that any term is thought to have: 28 days tell too little of it.
REST_HOURS = 48  # A spike that was told of is told of again only later than this, or when it is a rank higher.
WORSE = 1.5  # Times the limit that are a rank higher.
HIGHEST = 3
PRIOR = 2.0  # Days' worth of weight that the mean of all days has in that of each kind.


@dataclass(frozen=True)
class Day:
    """Unique articles of one local day; `free` is Saturday or Sunday."""

    count: int
    free: bool


@dataclass(frozen=True)
class Baseline:
    """What 28 days before say of a term. `low` to `high` is what nine days in ten had at the most and the least."""

    working: float
    free: float
    spread: float
    low: int
    high: int
    days: int

    def expected(self, free: float) -> float:
        """Articles in 24 hours of which the share `free` falls on a weekend."""
        return self.free * free + self.working * (1 - free)

    def limit(self, free: float) -> int:
        """The least count that is a spike."""
        mean = self.expected(free)
        return max(LEAST, math.ceil(mean * TIMES), _rare(mean, self.spread))

    def rank(self, count: int, free: float) -> int:
        """0 where the count is no spike, 1 where it is one, and one more for each time as many again, up to 3."""
        limit = self.limit(free)
        return 0 if count < limit else min(HIGHEST, 1 + int(math.log(count / limit, WORSE)))


def of(days: Sequence[Day]) -> Baseline:
    """The baseline of the days before, oldest first. An earlier spike among them is cut to what it would hide no other with."""
    counts = _cut([one.count for one in days])
    overall = sum(counts) / len(counts) if counts else 0.0
    working = _mean([count for count, day in zip(counts, days, strict=True) if not day.free], overall)
    free = _mean([count for count, day in zip(counts, days, strict=True) if day.free], overall)
    means = [free if day.free else working for day in days]
    ordered = sorted(one.count for one in days)
    tenth = len(ordered) // 10
    low, high = (ordered[tenth], ordered[-1 - tenth]) if ordered else (0, 0)
    return Baseline(working, free, _spread(counts, means), low, high, len(days))


def _cut(counts: Sequence[int]) -> list[int]:
    """No day counts for more than three times the third quartile and a few."""
    if len(counts) < 4:
        return list(counts)
    most = math.ceil(3 * quantiles(counts, n=4)[2]) + LEAST
    return [min(one, most) for one in counts]


def _mean(counts: Sequence[int], overall: float) -> float:
    return (sum(counts) + PRIOR * overall) / (len(counts) + PRIOR)


def _spread(counts: Sequence[int], means: Sequence[float]) -> float:
    """The negative binomial's 1/k by moments: the variance is mean + spread × mean²."""
    over = sum((count - mean) ** 2 - mean for count, mean in zip(counts, means, strict=True))
    square = sum(mean * mean for mean in means)
    return max(SPREAD, over / square) if square > 0 else SPREAD


def _rare(mean: float, spread: float) -> int:
    """The least count whose like or more comes with a probability below CHANCE."""
    if mean <= 0:
        return 1
    shape = 1 / spread
    share = mean / (mean + shape)
    term = (1 - share) ** shape
    left, count = 1.0, 0
    while left >= CHANCE and count < 100_000:
        left -= term
        count += 1
        term *= (shape + count - 1) / count * share
    return count

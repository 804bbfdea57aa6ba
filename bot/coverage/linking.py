"""Rows of weights into groups: agglomeration by the average likeness of two groups, with numpy."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[Any]
NEVER = -1e6
NEIGHBOURS, LENT = 5, 0.4  # How many of the nearest lend words, and how much of them.
NEAR, NEARER = 0.5, 0.8  # The likeness from which they do, to short texts and to full ones.
INERTIA = 1.2  # How much nearer to each other those are that were in one group; without, 1.5 % of headlines move each hour.
COHERENCE = 0.25  # How much a group that is itself loose may be loosely linked.


def linked(
    rows: Matrix, enough: Sequence[float], *, full: Sequence[bool] = (), before: Sequence[str | None] = (),
    together: Iterable[tuple[int, int]] = (), apart: Iterable[tuple[int, int]] = (),
) -> list[int]:  # fmt: skip
    """A label for each row; rows with the same are one group.

    `enough[i]` is the cosine from which row i is alike; between two it is their geometric mean. `full` rows
    borrow words only from what is nearly alike. `before` names the group each row was in, which draws it a little. `together` and
    `apart` hold whatever the likeness is.
    """
    bounds = np.sqrt(np.outer(enough, enough)).astype(np.float32)
    likeness = _enriched(rows, bounds, full)
    np.fill_diagonal(likeness, 1)
    scaled = likeness / bounds
    _drawn(scaled, before)
    for pairs, value in ((together, -NEVER), (apart, NEVER)):
        for a, b in pairs:
            if a != b:
                scaled[a, b] = scaled[b, a] = value
    return _agglomerated(scaled, likeness)


def _drawn(scaled: Matrix, before: Sequence[str | None]) -> None:
    """Brings what was in one group nearer to each other."""
    groups: dict[str, list[int]] = {}
    for at, name in enumerate(before):
        if name is not None:
            groups.setdefault(name, []).append(at)
    for each in groups.values():
        if len(each) > 1:
            scaled[np.ix_(each, each)] *= INERTIA


def _enriched(rows: Matrix, bounds: Matrix, full: Sequence[bool] = ()) -> Matrix:
    """The cosines once each row has borrowed words from the rows nearest to it: headlines on one event may share none."""
    likeness = rows @ rows.T
    near = likeness / bounds
    np.fill_diagonal(near, 0)
    count = min(NEIGHBOURS, len(rows) - 1)
    if count < 1:
        return likeness
    places = np.argsort(-near, axis=1, kind="stable")[:, :count]
    each = np.arange(len(rows))[:, None]
    lent = np.zeros_like(near)
    values = near[each, places]
    need = np.where(np.array(full or [False] * len(rows)), NEARER, NEAR)[:, None]
    lent[each, places] = np.where(values >= need, values, 0)
    lent /= np.maximum(lent.sum(axis=1, keepdims=True), 1e-9)
    fuller = rows + LENT * (lent @ rows)
    # What a text has alone stands in no row, and is a part of its length all the same.
    alone = np.maximum(1 - np.sum(rows * rows, axis=1, keepdims=True), 0)
    fuller /= np.sqrt(np.maximum(np.sum(fuller * fuller, axis=1, keepdims=True) + alone, 1e-9))
    return np.asarray(fuller @ fuller.T)


class _Groups:
    """Sums of likeness between groups, so that an average after a merge costs one row."""

    def __init__(self, scaled: Matrix, likeness: Matrix) -> None:
        count = len(scaled)
        self.between, self.plain = scaled.astype(np.float64), likeness.astype(np.float64)
        self.inside, self.size = np.ones(count), np.ones(count)
        self.coherence, self.alive = np.ones(count), np.ones(count, dtype=bool)

    def row(self, a: int) -> Matrix:
        """How alike group `a` is to each: the average over both, the more for how loose they are themselves."""
        found = self.between[a] / (self.size * self.size[a]) / (self.coherence * self.coherence[a]) ** COHERENCE
        found[~self.alive] = NEVER
        found[a] = NEVER
        return np.asarray(found)

    def merge(self, a: int, b: int) -> None:
        """Makes `b` a part of `a`."""
        self.inside[a] += self.inside[b] + 2 * self.plain[a, b]
        for sums in (self.plain, self.between):
            sums[a] += sums[b]
            sums[:, a] = sums[a]
        self.size[a] += self.size[b]
        self.coherence[a] = max(self.inside[a] / self.size[a] ** 2, 1e-9)
        self.alive[b] = False


def _agglomerated(scaled: Matrix, likeness: Matrix) -> list[int]:
    """Merges the two nearest groups while any are near enough. The nearest of each group is remembered between merges."""
    groups = _Groups(scaled, likeness)
    near = np.array([groups.row(at) for at in range(len(scaled))], dtype=np.float32)
    label, each = np.arange(len(scaled)), np.arange(len(scaled))
    nearest = near.argmax(axis=1)
    best = near[each, nearest]
    while len(each) > 1 and best.max() >= 1:
        i = int(best.argmax())
        a, b = sorted((i, int(nearest[i])))
        groups.merge(a, b)
        label[label == b] = a
        near[b, :] = near[:, b] = NEVER
        best[b] = NEVER
        near[a] = near[:, a] = groups.row(a)
        closer = near[a] > best
        nearest[closer], best[closer] = a, near[a][closer]
        for at in np.flatnonzero(((nearest == a) | (nearest == b)) & groups.alive):
            nearest[at] = int(near[at].argmax())
            best[at] = near[at, nearest[at]]
    return [int(each) for each in label]

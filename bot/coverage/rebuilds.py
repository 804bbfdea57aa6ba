"""Rebuilds: the pipeline run again from a stage on, here and now. What people decided stays, and nothing is posted twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.coverage import alerts, by_hand, scores, sorting
from bot.desk import Desk

Told = Callable[[str, int], None]


class Stage(StrEnum):
    """The stages in their order. `sort` finds copies, what means which watch term, clips and stories: one cannot be without
    the other."""

    POLL = "poll"
    PARSE = "parse"
    SORT = "sort"
    SCORE = "score"
    ALERT = "alert"


@dataclass(frozen=True)
class Rebuilt:
    """How much was done: articles that are new, sorted, clips scored, alerts raised."""

    new: int = 0
    sorted: int = 0
    scored: int = 0
    raised: int = 0


def rebuild(desk: Desk, *, team_id: str, first: Stage, told: Told, since: datetime | None = None) -> Rebuilt:
    """Runs every stage from `first` on. From sorting on it is of what was first seen since then, else of everything; what was
    only just polled or parsed is among it."""
    stages = list(Stage)[list(Stage).index(first) :]
    new = scored = done = 0
    if Stage.POLL in stages:
        new += sum(one.new for one in by_hand.ask(desk, told=told, every=True, team_id=team_id))
    elif Stage.PARSE in stages:
        new += sum(one.new for one in by_hand.store(desk, told=told, team_id=team_id))
    if Stage.SORT in stages:
        with desk.database.write() as session:
            sorting.again(session, team_id=team_id, since=since)
        done = sorting.sort(desk, team_id=team_id, told=lambda so_far: told("Articles sorted", so_far))
    if Stage.SCORE in stages:
        with desk.database.write() as session:
            scores.all_again(session, team_id=team_id, since=since)
        scored = scores.score(desk, team_id=team_id, told=lambda so_far: told("Clips scored", so_far))
    return Rebuilt(new, done, scored, alerts.look(desk, team_id=team_id))

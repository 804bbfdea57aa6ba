"""Sorting: copies, stories, matches and clips of the articles that wait."""

from __future__ import annotations

from bot.desk import Desk


def sort(desk: Desk, *, team_id: str) -> int:
    """Sorts every article that waits and puts the scoring of the clips that came of it; gives how many were sorted."""
    return 0

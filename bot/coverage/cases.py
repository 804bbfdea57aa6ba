"""Correction cases: what an outlet got wrong, what was asked of it, and how it ended."""

from __future__ import annotations

from bot.desk import Desk


def remind(desk: Desk) -> int:
    """Asks the owners of cases whose next step is due, in their hours; gives how many."""
    return 0

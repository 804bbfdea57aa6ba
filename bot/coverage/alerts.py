"""Alerts: what cannot wait for the digest."""

from __future__ import annotations

from bot.desk import Desk


def look(desk: Desk, *, team_id: str) -> int:
    """Raises the alerts that are due for a team; gives how many are new."""
    return 0


def due(desk: Desk) -> int:
    """Sends what was held back by quiet hours or the day's cap once that is over; gives how many."""
    return 0

"""Scores: what a clip says of us."""

from __future__ import annotations

from bot.desk import Desk


def score(desk: Desk, *, team_id: str) -> int:
    """Scores every clip that waits and puts the look for alerts; gives how many were scored."""
    return 0

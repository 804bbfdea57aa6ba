"""Polls: which feeds are due, asking them, and storing what they say."""

from __future__ import annotations

from bot.desk import Desk


def due(desk: Desk) -> int:
    """Puts a poll of every feed that is due, once for each time it is; gives how many."""
    return 0


def poll(desk: Desk, *, feed_id: int) -> None:
    """Fetches a feed, keeps its body and puts its parsing where the body is another one than before."""


def parse(desk: Desk, *, feed_id: int) -> None:
    """Stores the entries of the last body as articles, and puts the sorting of what is new."""

"""Coverage digests: what was said of us since the last one, for one channel and its local day."""

from __future__ import annotations

from bot.desk import Desk


def due(desk: Desk) -> int:
    """Puts the digest of every channel whose hour has come, once a local day; gives how many."""
    return 0

"""A clock for tests: it stands still until told to move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any


class Clock:
    """Called, it gives the instant it is set to. Starts on a Monday afternoon, the hour reporters call."""

    def __init__(self, now: datetime = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: Any) -> datetime:
        """Moves on by a span in `timedelta`'s words (`minutes=5`) and gives the new instant."""
        self.now += timedelta(**span)
        return self.now

    def set(self, now: datetime) -> None:
        """Moves to an instant, which needs its zone."""
        if now.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        self.now = now.astimezone(UTC)

"""Watch terms: what the desk looks out for."""

from __future__ import annotations

from bot.coverage.matches import OURS, match, ours

__all__ = ["OURS", "match", "ours"]

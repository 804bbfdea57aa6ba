"""Sparklines: a row of numbers as a row of bars in text. The numbers always stand beside them."""

from __future__ import annotations

from collections.abc import Sequence

BARS = "▁▂▃▄▅▆▇█"


def sparkline(numbers: Sequence[float]) -> str:
    """One bar a number, the highest full. Nothing at all is the lowest bar, and the least of something is above it."""
    most = max(numbers, default=0)
    return "".join(BARS[0] if one <= 0 else BARS[max(1, round(one / most * (len(BARS) - 1)))] for one in numbers)

"""Cells: rows as CSV that a spreadsheet only shows, and text without secrets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from bot.ownership.rows import Row
from bot.settings import Settings
from bot.text import would_run

TOKENS = re.compile(r"\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]{8,}")
REMOVED = "(secret left out)"


def cell(value: Any) -> Any:
    """A value for a CSV file. Text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers, nothing
    is an empty cell, and lists are JSON."""
    if value is None:
        return ""
    if isinstance(value, bool | dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and would_run(value):
        return "'" + value
    return value


class Secrets:
    """What must be in no export: this process's own secrets, and anything that looks like a token of Slack's. None should be
    in the database; people paste all kinds of things."""

    def __init__(self, settings: Settings, known: Iterable[str] = ()) -> None:
        own = [value.get_secret_value() for value in dict(settings).values() if hasattr(value, "get_secret_value")]
        longest = sorted({one for one in (*own, *known) if len(one) >= 8}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    def without(self, text: str) -> str:
        """The text with each secret replaced by a note that something was there."""
        return TOKENS.sub(REMOVED, self._known.sub(REMOVED, text))

    def row(self, row: Row) -> Row:
        """The row without secrets, in JSON too."""
        return {name: self._value(value) for name, value in row.items()}

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.without(value)
        if isinstance(value, list):
            return [self._value(one) for one in value]
        if isinstance(value, dict):
            return {self.without(str(key)): self._value(one) for key, one in value.items()}
        return value

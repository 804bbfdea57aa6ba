"""The desk: what every use case is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.db import Database
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.llm import Model


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    """`clock` gives the instant it is, in UTC; `llm` is the model or NullLLM."""

    settings: Settings
    database: Database
    llm: Model
    clock: Callable[[], datetime] = now

"""The role of a time: the part it plays, and how plainly that is said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Casting:
    """The role of a mention and how plainly it is said, 0 to 5 (the field of a form)."""

    role: str
    strength: int

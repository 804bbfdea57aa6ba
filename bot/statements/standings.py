"""Standings: how far an approval has come, and what keeps words on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from bot.authority import Actor
from bot.models import Decision
from bot.statements.checks import Doubt
from bot.statements.seats import Seat, Step

State = Literal["done", "condition", "open", "waits"]


class Why(StrEnum):
    """What keeps words on the desk."""

    OLD = "old"
    CHANGED = "changed"
    TERMS = "terms"
    SENSITIVITY = "sensitivity"
    UNASKED = "unasked"
    VOID = "void"
    SENT_BACK = "sent_back"
    MISSING = "missing"
    CONDITION = "condition"
    HELD = "held"
    DOUBT = "doubt"


@dataclass(frozen=True)
class Obstacle:
    why: Why
    text: str


@dataclass(frozen=True)
class Progress:
    """How far one step is. `seats` are those who may decide it now; `lapsed` is a word that was given and no longer counts,
    with `reason` for why; `away` names people of the step who are out of office and left nobody to decide for them."""

    number: int
    step: Step
    state: State
    decision: Decision | None = None
    seats: tuple[Seat, ...] = ()
    lapsed: Decision | None = None
    reason: str = ""
    away: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Whether words may leave the desk, and all that keeps them. `released` is the emergency release they leave on, `hold`
    the word of whoever holds the statement, `doubts` what the checks say of it today."""

    steps: tuple[Progress, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    hold: Decision | None = None
    released: Decision | None = None
    settled: bool = False
    seats: tuple[tuple[Seat, ...], ...] = ()

    @property
    def releasable(self) -> bool:
        return not self.obstacles

    @property
    def why_not(self) -> str:
        """Everything that keeps it, in sentences; empty where nothing does."""
        return " ".join(one.text for one in self.obstacles)

    @property
    def blocking(self) -> tuple[Doubt, ...]:
        return tuple(one for one in self.doubts if one.blocks)

    @property
    def counted(self) -> tuple[Decision, ...]:
        """The words that count now, a condition met included."""
        return tuple(one.decision for one in self.steps if one.state == "done" and one.decision is not None)

    @property
    def asked(self) -> tuple[Seat, ...]:
        """Who may decide now, each person once."""
        if self.released is not None or self.hold is not None:
            return ()
        found: dict[str, Seat] = {}
        # Who may decide several steps decides the one that the fewest others can.
        for one in sorted((one for one in self.steps if one.state == "open"), key=lambda one: len(self.seats[one.number])):
            for seat in one.seats:
                found.setdefault(seat.actor.id, seat)
        return tuple(found.values())

    def word_of(self, actor: Actor) -> Decision | None:
        """What this person said that counts, or waits for its condition."""
        said = (one.decision for one in self.steps if one.decision is not None)
        return next((one for one in said if one.member_id == actor.id), None)

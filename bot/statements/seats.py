"""Seats: who may decide which step of an approval chain, for themselves or for somebody who is away, and whether the people
there are suffice. Everybody decides at most once a version, so each step needs somebody of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from bot.authority import Actor, Matter
from bot.models import Absence, Member, Role


@dataclass(frozen=True)
class Step:
    """One step of a chain. `members` are ids; without any, everybody who may approve the sensitivity may decide it."""

    name: str = ""
    members: tuple[str, ...] = ()

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Step:
        """As a chain or a request keeps it."""
        return cls(str(kept.get("name") or ""), tuple(kept.get("members") or ()))

    @property
    def stored(self) -> dict[str, Any]:
        return {"name": self.name, "members": list(self.members)}


@dataclass(frozen=True)
class Seat:
    """That somebody may decide a step, `for_id` where they do so for a person who is away."""

    step: int
    actor: Actor
    for_id: str | None = None


@dataclass(frozen=True)
class Bench:
    """The people of a desk as they are now, and which of them are away, with their deputy if they named one."""

    people: Mapping[str, Actor]
    away: Mapping[str, Absence]

    def seats(self, matter: Matter, steps: Sequence[Step], *, without: str | None = None) -> list[list[Seat]]:
        """For each step who may decide it, `without` one person: themselves first, then deputies, each person once."""
        return [self._seats(matter, number, step, without) for number, step in enumerate(steps)]

    def _seats(self, matter: Matter, number: int, step: Step, without: str | None) -> list[Seat]:
        able = [one for one in self.people.values() if one.id != without and one.may_decide(matter, step.members)]
        found = [Seat(number, one) for one in able]
        taken = {one.id for one in able} | {without}
        # A step that names nobody is open to every approver anyway, so nobody there needs a deputy.
        for absent in able if step.members else ():
            deputy = self.deputy_of(absent.id)
            if deputy is not None and deputy.id not in taken and deputy.may_stand_in(absent, matter):
                found.append(Seat(number, deputy, absent.id))
                taken.add(deputy.id)
        return found

    def deputy_of(self, member_id: str) -> Actor | None:
        """Who decides for somebody who is away now. A deputy who is away too hands it to nobody further."""
        absence = self.away.get(member_id)
        return self.people.get(absence.deputy_id or "") if absence else None

    def holds(self, matter: Matter, step: Step, member_id: str, for_id: str | None) -> bool:
        """Whether somebody who decided a step could still do so by what they are now. That the person they stood in for is
        back changes nothing; that either of them lost their right does."""
        actor, absent = self.people.get(member_id), self.people.get(for_id or "")
        if actor is None:
            return False
        if for_id is None:
            return actor.may_decide(matter, step.members)
        return absent is not None and absent.may_decide(matter, step.members) and actor.may_stand_in(absent, matter)


def bench(session: Session, team_id: str, now: datetime) -> Bench:
    """Everybody on the team's desk by name, guests apart."""
    found = session.exec(select(Member).where(Member.team_id == team_id, Member.role != Role.NONE))
    members = sorted(found, key=lambda one: (one.name.casefold(), one.id))
    people = {one.id: Actor.of(one) for one in members if not one.outsider}
    away = session.exec(
        select(Absence).where(col(Absence.starts_at) <= now, col(Absence.ends_at) > now).order_by(col(Absence.id))
    )
    return Bench(people, {one.member_id: one for one in away if one.member_id in people})


def suffice(seats: Sequence[Sequence[Seat]], steps: Iterable[int], *, spent: Collection[str] = ()) -> bool:
    """Whether each of these steps can still be given to a person of its own, none of them among the `spent`."""
    wanted = sorted(steps, key=lambda number: len(seats[number]))
    given: dict[str, int] = {}

    def place(number: int, tried: set[str]) -> bool:
        for seat in seats[number]:
            who = seat.actor.id
            if who in spent or who in tried:
                continue
            tried.add(who)
            if who not in given or place(given[who], tried):
                given[who] = number
                return True
        return False

    return all(place(number, set()) for number in wanted)

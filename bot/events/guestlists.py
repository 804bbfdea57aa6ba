"""Guest lists: who was invited, how to reach them, and how many said and did what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from bot.authority import Actor
from bot.models import EventGuest, Journalist, Outlet, PressEvent
from bot.relationships.visible import visible_to
from bot.text import folded

ANSWERS = ("yes", "maybe", "no")


@dataclass(frozen=True)
class Guest:
    """Somebody invited. `reachable` is how to call them, empty where the reader may not know or nobody may call."""

    row: EventGuest
    journalist: Journalist | None = None
    outlet: Outlet | None = None
    reachable: str = ""

    @property
    def id(self) -> int:
        return self.row.id or 0

    @property
    def name(self) -> str:
        """The person, or the outlet where it was invited as such; "somebody" who was erased."""
        one = self.journalist or self.outlet
        return one.name if one else "Somebody who was erased"

    @property
    def at(self) -> str:
        """The outlet, "" where there is none."""
        return self.outlet.name if self.outlet else ""

    @property
    def label(self) -> str:
        return f"{self.name}, {self.at}" if self.journalist and self.outlet else self.name

    @property
    def blocked(self) -> bool:
        return self.journalist is not None and self.journalist.do_not_contact_at is not None


@dataclass(frozen=True)
class Counts:
    """How many were invited and called, what they said, and how many came, unannounced ones among them."""

    invited: int = 0
    called: int = 0
    yes: int = 0
    maybe: int = 0
    no: int = 0
    came: int = 0
    outlets: int = 0


def guests_of(session: Session, row: PressEvent, actor: Actor | None = None) -> list[Guest]:
    """Who was invited, by outlet and name. How to reach somebody is told to those who may know of the contact."""
    rows = session.exec(
        select(EventGuest, Journalist, Outlet)
        .outerjoin(Journalist, col(Journalist.id) == EventGuest.journalist_id)
        .outerjoin(Outlet, col(Outlet.id) == EventGuest.outlet_id)
        .where(EventGuest.event_id == row.id)
    ).all()
    known = _known(session, actor, [one.id for _, one, _ in rows if one is not None])
    found = [Guest(guest, one, outlet, _reach(one, known)) for guest, one, outlet in rows]
    return sorted(found, key=lambda one: (folded(one.at) if one.at else "~", folded(one.name), one.id))


def _known(session: Session, actor: Actor | None, ids: Iterable[int | None]) -> set[int]:
    found = list(ids)
    if actor is None or not found:
        return set()
    asked = select(Journalist.id).where(col(Journalist.id).in_(found), visible_to(actor))
    return {one for one in session.exec(asked) if one is not None}


def _reach(one: Journalist | None, known: set[int]) -> str:
    if one is None or one.id not in known or one.do_not_contact_at is not None:
        return ""
    return " · ".join(part for part in (one.phone, one.email) if part)

"""Suppressions: addresses that were erased and must not come back. Only their hashes are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, col, select

from bot.contacts.people import Person
from bot.db import insert_unless_there
from bot.models import Suppression

AT_ONCE = 500  # Hashes in one query; SQLite takes no more than so many values at once.


def sha256(team_id: str, address: str) -> str:
    """What an address is known again by. The team's id is in it, so that no list of hashes fits two desks."""
    return hashlib.sha256(f"{team_id}:{address.strip().casefold()}".encode()).hexdigest()


def suppress(session: Session, *, team_id: str, addresses: Iterable[str], at: datetime) -> None:
    """Keeps these addresses from ever being stored again."""
    for one in addresses:
        insert_unless_there(session, Suppression(team_id=team_id, sha256=sha256(team_id, one), at=at))


def suppressed(session: Session, *, team_id: str, addresses: Iterable[str]) -> set[str]:
    """Those of the addresses that must not be stored, as they were given."""
    hashes = {sha256(team_id, one): one for one in addresses}
    found: set[str] = set()
    asked = list(hashes)
    for start in range(0, len(asked), AT_ONCE):
        some = col(Suppression.sha256).in_(asked[start : start + AT_ONCE])
        found |= {hashes[one] for one in session.exec(select(Suppression.sha256).where(Suppression.team_id == team_id, some))}
    return found


def permitted(session: Session, *, team_id: str, person: Person) -> Person:
    """The person as they may be kept: of somebody whose address must not be stored only the name is."""
    if person.email and suppressed(session, team_id=team_id, addresses=[person.email]):
        name = person.name if "@" not in person.name else "Somebody who was erased"
        return replace(person, name=name, email=None, phone=None)
    return person

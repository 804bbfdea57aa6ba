"""People: journalists and outlets, found by name or made on first sight."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast
from sqlmodel import Session, col, select

from bot.models import Journalist, Outlet, OutletRole
from bot.text import folded, one_line

LONGEST_KEY = 200


@dataclass(frozen=True)
class Person:
    """A journalist as an inquiry names them."""

    name: str
    email: str | None = None
    phone: str | None = None


def person(line: str) -> Person:
    """Who a line of the form means: a name, and whatever e-mail address and phone number stand beside it."""
    address = re.search(r"[^\s<>,;()]+@[^\s<>,;()]+", line)
    rest = line.replace(address[0], " ") if address else line
    number = re.search(r"\+?\(?\d[\d\s().\-/]{5,}\d(?:\s*(?:x|ext\.?)\s*\d+)?", rest)
    rest = rest.replace(number[0], " ") if number else rest
    if address is None and number is None:
        return Person(line.strip())
    name = one_line(re.sub(r"[<>()]|mailto:", " ", rest)).strip(" ,;·-–|")
    name = re.sub(r"\s*[,;]\s*(?=[,;]|$)", "", name)
    return Person(
        name or (address[0] if address else "") or (one_line(number[0]) if number else ""),
        address[0] if address else None,
        one_line(number[0]) if number else None,
    )


def not_held(journalist: Journalist, person: Person) -> list[str]:
    """A line for each way to reach the person that was given now and that their contact does not hold: nobody who calls back
    should have to look for it."""
    lines = []
    if person.phone and _digits(person.phone) != _digits(journalist.phone or ""):
        lines.append(f"Call-back number given: {journalist.name}, {person.phone}")
    if person.email and person.email.casefold() not in (journalist.email, *journalist.other_emails):
        lines.append(f"E-mail address given: {journalist.name}, {person.email}")
    return lines


def other_numbers(known: Sequence[Journalist], given: Sequence[Person]) -> list[tuple[Journalist, Person]]:
    """Those of the given people whose number is another than their contact holds, each with the contact."""
    return [
        (journalist, one)
        for one in given
        for journalist in known
        if one.phone and journalist.phone and _is_of(journalist, one) and _digits(one.phone) != _digits(journalist.phone)
    ]


def _is_of(journalist: Journalist, person: Person) -> bool:
    given = (person.email or "").casefold()
    same_address = bool(given) and (journalist.email == given or given in journalist.other_emails)
    return same_address or journalist.key == _key(person.name)


def _digits(number: str) -> str:
    """What tells numbers apart: their last nine digits, since a country code may stand before them or a zero instead."""
    return re.sub(r"\D", "", number)[-9:]


def _key(name: str) -> str:
    """What tells names apart: folded, which may be longer than the name, as far as its column holds it."""
    return folded(name)[:LONGEST_KEY]


def outlet(session: Session, *, team_id: str, name: str) -> Outlet:
    """The outlet of that name, leading "The", case and accents apart; made where it is new."""
    key = _key(name)
    found = session.exec(select(Outlet).where(Outlet.team_id == team_id, Outlet.key == key)).first()
    if found is None:
        found = Outlet(team_id=team_id, name=name, key=key)
        session.add(found)
        session.flush()
    return found


def journalist(
    session: Session, *, team_id: str, person: Person, outlet_id: int | None, at: datetime, learn: bool = True
) -> Journalist:
    """The journalist with that e-mail address, else of that name at that outlet; made where they are new.

    What the inquiry newly says (address, number, outlet) fills gaps and never replaces what we had, but for the outlet:
    people move. Without `learn` somebody known stays as they were: what a restricted inquiry says shows nowhere else.
    """
    found = None
    if person.email:
        found = of_address(session, team_id=team_id, address=person.email)
    if found is None:
        rows = session.exec(select(Journalist).where(Journalist.team_id == team_id, Journalist.key == _key(person.name)))
        same_name = {one.id: one for one in (survivor(session, row) for row in rows.all())}
        fitting = [one for one in same_name.values() if outlet_id is None or one.outlet_id in (None, outlet_id)]
        # Two addresses are two people, even where name and outlet agree.
        fitting = [one for one in fitting if not (person.email and one.email)]
        found = fitting[0] if fitting else None
    if found is None:
        found = Journalist(team_id=team_id, name=person.name, key=_key(person.name), created_at=at)
    elif not learn:
        return found
    found.email = found.email or (person.email.casefold() if person.email else None)
    found.phone = found.phone or person.phone
    session.add(found)
    session.flush()
    if outlet_id is not None:
        works_at(session, found, outlet_id, at=at)
    return found


def of_address(session: Session, *, team_id: str, address: str) -> Journalist | None:
    """Whose address it is, the main one or another; of two that were made one, the one that stayed."""
    given = address.casefold()
    theirs = select(Journalist).where(Journalist.team_id == team_id)
    found = session.exec(theirs.where(Journalist.email == given)).first()
    if found is None:
        near = theirs.where(cast(col(Journalist.other_emails), String).contains(json.dumps(given), autoescape=True))
        found = next((one for one in session.exec(near) if given in one.other_emails), None)
    return survivor(session, found) if found else None


def survivor(session: Session, journalist: Journalist) -> Journalist:
    """The contact that this one was made one with, or itself."""
    while journalist.merged_into_id is not None:
        journalist = session.get_one(Journalist, journalist.merged_into_id)
    return journalist


def works_at(session: Session, journalist: Journalist, outlet_id: int, *, at: datetime) -> None:
    """Notes where somebody works from now on. Where they were before stays as a role that ended."""
    if outlet_id == journalist.outlet_id:
        return
    if journalist.outlet_id is not None:
        running = select(OutletRole).where(OutletRole.journalist_id == journalist.id, col(OutletRole.ended_on).is_(None))
        before = list(session.exec(running)) or [OutletRole(journalist_id=journalist.id or 0, outlet_id=journalist.outlet_id)]
        for role in before:
            role.ended_on = at.date()
            session.add(role)
        session.add(OutletRole(journalist_id=journalist.id or 0, outlet_id=outlet_id, started_on=at.date()))
    journalist.outlet_id = outlet_id
    session.add(journalist)
    session.flush()

"""People: whom a pitch goes to, by choice, by name and from a press list; those who are new are put on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, col

from bot import contacts, presslists
from bot.authority import Actor
from bot.desk import Desk
from bot.errors import Invalid, NotAllowed
from bot.models import Journalist
from bot.presslists import Contact
from bot.relationships.visible import visible_to
from bot.text import folded, one_line, shortened, taken

TOLD = 5  # Lines that a refusal names.


def named(
    session: Session, actor: Actor, *, picked: Sequence[int], list_id: int | None, lines: str
) -> tuple[list[Contact], list[str]]:
    """The contacts that are meant, the best tier first, and lines that name people who are new."""
    everybody = presslists.everybody(session, visible_to(actor))
    known = {one.id: one for one in everybody}
    found = {one: known[one] for one in picked if one in known}
    if list_id is not None:
        found |= {one.id: one for one in presslists.members(session, actor, list_id)}
    new, wrong = [], []
    for line in [
        one_line(one) for one in taken(lines, what="The list", most=20_000, field="lines").splitlines() if one.strip()
    ]:
        people = presslists.meant(line, everybody)
        if len(people) == 1:
            found[people[0].id] = people[0]
        elif people:
            some = " or ".join(one.called for one in people[:3])
            wrong.append(f"“{shortened(line, 40)}” may be {some}: write “Name, Outlet” or their address.")
        elif (namesake := _blocked_namesake(line, everybody)) is not None:
            wrong.append(
                f"{namesake.called} must not be contacted. If “{shortened(line, 40)}” is somebody else, add them first: `/press who`."
            )
        elif "," in line or "@" in line:
            new.append(line)
        else:
            wrong.append(f"“{shortened(line, 40)}” is nobody on record. Write “Name, Outlet”, then they are put there.")
    if wrong:
        raise Invalid("Some lines need a look.", lines=" ".join(wrong[:TOLD]))
    for one in found.values():
        if one.blocked:
            refuse_blocked(one.name)
    return sorted(found.values(), key=lambda one: one.order), list(dict.fromkeys(new))


def _blocked_namesake(line: str, among: Sequence[Contact]) -> Contact | None:
    """Who must not be contacted and goes by the very name of somebody new: at another outlet or address it may be them."""
    name = contacts.person(line.partition(",")[0]).name
    return next((one for one in among if one.blocked and name and folded(one.name) == folded(name)), None)


def met(session: Session, desk: Desk, actor: Actor, lines: Sequence[str], *, learn: bool) -> list[Contact]:
    """Those whom these lines name, put on record. Without `learn` somebody known stays as they were. Invalid where one asked to
    be erased."""
    met = []
    for line in lines:
        name, _, place = (part.strip() for part in line.partition(","))
        person = contacts.person(name if name else line)
        if person.email and contacts.suppressed(session, team_id=actor.team_id, addresses=[person.email]):
            wrong = f"{person.email} belongs to somebody who asked to be erased; they can't be pitched."
            raise Invalid(wrong, lines=wrong)
        outlet = contacts.outlet(session, team_id=actor.team_id, name=place[:200]) if place else None
        who = contacts.journalist(
            session, team_id=actor.team_id, person=replace(person, name=person.name[:200]), outlet_id=outlet.id if outlet else None,
            at=desk.clock(), learn=learn,
        )  # fmt: skip
        if who.do_not_contact_at is not None:
            refuse_blocked(who.name)
        met += presslists.everybody(session, col(Journalist.id) == who.id)
    return met


def refuse_blocked(name: str) -> None:
    raise NotAllowed(f"{name} must not be contacted. An admin can lift that on their card: `/press who`.")

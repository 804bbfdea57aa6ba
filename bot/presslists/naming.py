"""Naming: whom of the contacts a line means, as people type one."""

from __future__ import annotations

from collections.abc import Sequence

from bot import contacts
from bot.presslists.contacts import Contact
from bot.text import folded


def meant(line: str, among: Sequence[Contact]) -> list[Contact]:
    """Those that a line may mean: by an e-mail address in it, else by name, "Name, Outlet" or a part of a name; one where it
    is clear, none where nobody is called so."""
    who = contacts.person(line)
    if who.email:
        return [one for one in among if who.email.casefold() in one.emails]
    name, _, outlet = (folded(part) if part.strip() else "" for part in line.partition(","))
    if not name:
        return []
    called = [one for one in among if folded(one.name) == name and _at(one, outlet)]
    if not called and outlet:  # "Castellane, Wren".
        called = [one for one in among if folded(one.name) == f"{outlet} {name}"]
    words = set(name.split())
    return called or [one for one in among if words <= set(folded(one.name).split()) and _at(one, outlet)]


def _at(one: Contact, outlet: str) -> bool:
    return not outlet or outlet in folded(one.outlet)

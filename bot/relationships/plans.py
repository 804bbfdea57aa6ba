"""Plans: what a spreadsheet of contacts would do, row by row: who is new, who is on record, who may be, and what can't be taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from sqlmodel import Session, col, select

from bot import contacts
from bot.contacts import spreadsheets, twins
from bot.contacts.spreadsheets import Row, Sheet
from bot.contacts.twins import SAME, Known, Twin
from bot.models import ContactImport, Journalist, Outlet
from bot.relationships.visible import open_to_all

LISTS = ("emails", "phones", "beats", "languages", "tags")
TEXTS = ("outlet", "role", "region", "kind", "preference")


@dataclass(frozen=True)
class Doubt:
    """Rows of one person who may be somebody else: a contact on record (`other` is its id) or one who is new with this file
    (the place of theirs in `new`, counted from -1 down)."""

    row: Row
    rows: int
    other: int
    score: float
    reasons: Sequence[str]


@dataclass(frozen=True)
class Plan:
    """What an import does. Rows of one person stand together: `new` are those who are on record nowhere, `same` with the id of
    the contact that they are, each with how many rows they are made of; `refused` are lines with the reason."""

    new: Sequence[tuple[Row, int]] = ()
    same: Sequence[tuple[int, Row, int]] = ()
    doubts: Sequence[Doubt] = ()
    refused: Sequence[tuple[int, str]] = ()

    @property
    def twice(self) -> int:
        """How many rows say again who stands in the file already."""
        return sum(count - 1 for _, count in self.new) + sum(one.rows - 1 for one in self.doubts)


def plan(session: Session, row: ContactImport) -> Plan:
    """What this import would do as things are now."""
    found = spreadsheets.rows(sheet_of(row), {int(place): field for place, field in row.mapping.items()})
    gone = contacts.suppressed(session, team_id=row.team_id, addresses={mail for one in found for mail in one.emails})
    refused = [(one.at, one.wrong) for one in found if one.wrong]
    refused += [(one.at, "belongs to somebody who asked to be erased") for one in found if gone & set(one.emails)]
    kept = [one for one in found if not one.wrong and not gone & set(one.emails)]
    return _placed(kept, _known(session, row.team_id), sorted(refused))


def sheet_of(row: ContactImport) -> Sheet:
    """The sheet as it was read."""
    return Sheet(row.sheet.get("headings", []), [(at, cells) for at, cells in row.sheet.get("rows", [])])


def joined(one: Row, other: Row) -> Row:
    """One row of two: the first's words, its gaps filled from the other, every address, number, beat and note of both."""
    lists: dict[str, Any] = {name: tuple(dict.fromkeys([*getattr(one, name), *getattr(other, name)])) for name in LISTS}
    texts: dict[str, Any] = {name: getattr(one, name) or getattr(other, name) for name in TEXTS}
    notes = "\n".join(dict.fromkeys(filter(None, [one.notes, other.notes])))
    return replace(one, tier=one.tier or other.tier, notes=notes, **lists, **texts)


def _known(session: Session, team_id: str) -> list[Known]:
    rows = session.exec(
        select(Journalist.id, Journalist.name, Journalist.email, Journalist.other_emails, Journalist.phone, Outlet.name)  # type: ignore[call-overload]
        .outerjoin(Outlet, col(Outlet.id) == Journalist.outlet_id).where(open_to_all(team_id))
    )  # fmt: skip
    return [
        Known(one, name, [*([email] if email else []), *others], [phone] if phone else [], outlet or "")
        for one, name, email, others, phone, outlet in rows
    ]


def _placed(rows: Sequence[Row], known: Sequence[Known], refused: Sequence[tuple[int, str]]) -> Plan:
    fresh = [Known(-place - 1, one.name, one.emails, one.phones, one.outlet) for place, one in enumerate(rows)]
    pairs = twins.twins(fresh, among=known)
    group_of = groups(len(rows), pairs)
    target: dict[int, int] = {}  # The contact on record that a group is, the surest pair's.
    for pair in pairs:
        if pair.score >= SAME and pair.other > 0:
            target.setdefault(group_of[-pair.one - 1], pair.other)
    members: dict[int, list[Row]] = defaultdict(list)
    for place, one in enumerate(rows):
        members[group_of[place]].append(one)
    doubted = _doubted(pairs, group_of, target)
    new: list[tuple[Row, int]] = []
    same: list[tuple[int, Row, int]] = []
    doubts: list[Doubt] = []
    order: dict[int, int] = {}  # The place in `new` of a group, from -1 down.
    for group, theirs in members.items():
        if group not in target and group not in doubted:
            new.append((reduce(joined, theirs), len(theirs)))
            order[group] = -len(new)
    for group, theirs in members.items():
        row = reduce(joined, theirs)
        if group in target:
            same.append((target[group], row, len(theirs)))
        elif group in doubted:
            other, twin = doubted[group]
            there = other if other > 0 else target.get(-other - 1) or order[-other - 1]
            doubts.append(Doubt(row, len(theirs), there, twin.score, twin.reasons))
    return Plan(new, same, doubts, refused)


def groups(count: int, pairs: Iterable[Twin]) -> list[int]:
    """The group of each row by its place: rows that are surely one person, called by the first of them."""
    head = list(range(count))

    def top(place: int) -> int:
        while head[place] != place:
            head[place] = head[head[place]]
            place = head[place]
        return place

    for pair in pairs:
        if pair.score >= SAME and pair.other < 0:
            one, other = top(-pair.one - 1), top(-pair.other - 1)
            head[max(one, other)] = min(one, other)
    return [top(place) for place in range(count)]


def _doubted(
    pairs: Iterable[Twin], group_of: Sequence[int], target: Mapping[int, int]
) -> dict[int, tuple[int, Twin]]:  # fmt: skip
    """The groups that wait for a person, with whom they may be: a contact's id, or another group as -1 - its number. Of two
    new groups the later waits, and none waits for one that itself does."""
    found: dict[int, tuple[int, Twin]] = {}
    held: set[int] = set()  # Groups that others are held against: they must be placed at once.
    for pair in pairs:
        one = group_of[-pair.one - 1]
        if pair.other > 0:
            if one not in target and one not in found and one not in held:
                found[one] = (pair.other, pair)
            continue
        other = group_of[-pair.other - 1]
        if one == other or pair.score >= SAME:
            continue
        first, second = min(one, other), max(one, other)
        for waits, stays in ((second, first), (first, second)):
            if waits not in target and waits not in found and waits not in held and stays not in found:
                found[waits] = (-stays - 1, pair)
                held.add(stays)
                break
    return found

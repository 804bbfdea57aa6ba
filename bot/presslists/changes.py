"""Changes to press lists: saved, people put on them and left out, deleted and brought back, each step taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from bot import audit
from bot.authority import Actor, authorize
from bot.desk import Desk
from bot.errors import Conflict, Invalid
from bot.models import Journalist, PressList, PressListMember
from bot.presslists.contacts import Contact, everybody
from bot.presslists.filters import Filter
from bot.presslists.naming import meant
from bot.presslists.record import LONGEST, ListRecord, find, read
from bot.relationships.visible import visible_to
from bot.text import folded, one_line, shortened, taken

MOST_VALUES = 40
MOST_LINES = 500
LONGEST_LINES = 20_000
TOLD = 5


def save(desk: Desk, *, actor: Actor, name: str, chosen: Filter, list_id: int | None = None) -> ListRecord:
    """Makes a list, or gives one another name and filter. Invalid beside each field; the same again changes nothing."""
    authorize(actor, "work")
    name = one_line(taken(name, what="The name", most=LONGEST, field="name", blank=False))
    for field, values in chosen.kept.items():
        if len(values) > MOST_VALUES or any(len(one) > LONGEST for one in values):
            raise Invalid("That is too many.", **{field: f"At most {MOST_VALUES} of each."})
    with desk.database.write() as session:
        _refuse_taken(session, actor, name, list_id)
        if list_id is None:
            row = PressList(
                team_id=actor.team_id, name=name, key=folded(name)[:LONGEST], chosen=chosen.kept, created_by=actor.id,
                created_at=desk.clock(),
            )  # fmt: skip
            session.add(row)
            session.flush()
            _audit(session, desk, actor, row, "made")
        else:
            row = find(session, actor, list_id, hold=True)
            if (row.name, row.chosen) != (name, chosen.kept):
                _remember(session, row)
                row.name, row.key, row.chosen = name, folded(name)[:LONGEST], chosen.kept
                _audit(session, desk, actor, row, "changed")
        return read(session, actor, row)


def add(desk: Desk, *, actor: Actor, list_id: int, lines: str = "", picked: Sequence[int] = ()) -> ListRecord:
    """Puts people on a list by hand: contacts that were picked, and one a line by name, "Name, Outlet" or address. Invalid
    (field `lines`) with every line that means nobody or more than one; then nobody is added."""
    authorize(actor, "work")
    named = [one_line(one) for one in taken(lines, what="The list", most=LONGEST_LINES, field="lines").splitlines() if one.strip()]  # fmt: skip
    if not named and not picked:
        raise Invalid("Nobody is named.", lines="Write whom to add, one a line, or choose them above.")
    if len(named) > MOST_LINES:
        raise Invalid("Too many at once.", lines=f"At most {MOST_LINES} lines at once.")
    with desk.database.write() as session:
        row = find(session, actor, list_id, hold=True)
        people = everybody(session, visible_to(actor))
        known = {one.id: one for one in people}
        found = [*(known[one] for one in picked if one in known), *_all_meant(named, people)]
        refuse = next((one for one in found if one.blocked), None)
        if refuse is not None:
            wrong = f"{refuse.name} must not be contacted, so they are on no list. An admin can lift that on their card."
            raise Invalid(wrong, lines=wrong)
        _remember(session, row)
        for one in found:
            session.merge(PressListMember(list_id=list_id, journalist_id=one.id, left_out=False))
        session.flush()
        _audit(session, desk, actor, row, "added", journalists=sorted({one.id for one in found}))
        return read(session, actor, row)


def leave_out(desk: Desk, *, actor: Actor, list_id: int, journalist_id: int) -> ListRecord:
    """Takes somebody off a list: whom its filter finds stays left out, whoever was added by hand is simply no longer."""
    return _turn(desk, actor, list_id, journalist_id, left_out=True)


def take_in(desk: Desk, *, actor: Actor, list_id: int, journalist_id: int) -> ListRecord:
    """Puts somebody back who was left out."""
    return _turn(desk, actor, list_id, journalist_id, left_out=False)


def _turn(desk: Desk, actor: Actor, list_id: int, journalist_id: int, *, left_out: bool) -> ListRecord:
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, list_id, hold=True)
        there = next((one for one in everybody(session, visible_to(actor)) if one.id == journalist_id), None)
        member = session.get(PressListMember, (list_id, journalist_id))
        found = there is not None and Filter.of(row.chosen).finds(there)
        if there is None or (member is None and not (found and left_out)):
            return read(session, actor, row)
        _remember(session, row)
        if member is not None:
            session.delete(member)
            session.flush()
        if left_out and found:
            session.add(PressListMember(list_id=list_id, journalist_id=journalist_id, left_out=True))
            session.flush()
        _audit(session, desk, actor, row, "left_out" if left_out else "taken_in", journalists=[journalist_id])
        return read(session, actor, row)


def delete(desk: Desk, *, actor: Actor, list_id: int) -> PressList:
    """Deletes a list; `bring_back` undoes that."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, list_id, hold=True)
        row.deleted_at, row.key = desk.clock(), f"deleted:{list_id}"  # No name folds to that, so it can be given again.
        session.add(row)
        _audit(session, desk, actor, row, "deleted")
        return row


def bring_back(desk: Desk, *, actor: Actor, list_id: int) -> ListRecord:
    """Undoes the deletion. Conflict where another list has its name by now."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, list_id, hold=True, deleted=True)
        if _called(session, actor, row.name) is not None:
            raise Conflict(f"Another list is called “{shortened(row.name, 60)}” by now. Give that one another name first.")
        row.deleted_at, row.key = None, folded(row.name)[:LONGEST]
        session.add(row)
        _audit(session, desk, actor, row, "brought_back")
        return read(session, actor, row)


def undo(desk: Desk, *, actor: Actor, list_id: int) -> ListRecord:
    """Takes the last change of a list back. Conflict where there is none."""
    authorize(actor, "work")
    with desk.database.write() as session:
        row = find(session, actor, list_id, hold=True)
        before = row.before
        if before is None:
            raise Conflict("The last change of this list was taken back already.")
        _refuse_taken(session, actor, before["name"], list_id)
        row.name, row.key, row.chosen, row.before = before["name"], folded(before["name"])[:LONGEST], before["chosen"], None
        session.add(row)
        for member in _members(session, list_id):
            session.delete(member)
        session.flush()
        ids = [int(one) for one in before["members"]]
        there = set(session.exec(select(Journalist.id).where(col(Journalist.id).in_(ids)))) if ids else set()
        for one in ids:
            if one in there:
                session.add(PressListMember(list_id=list_id, journalist_id=one, left_out=before["members"][str(one)]))
        session.flush()
        _audit(session, desk, actor, row, "undone")
        return read(session, actor, row)


def _all_meant(lines: Sequence[str], among: Sequence[Contact]) -> list[Contact]:
    """One contact for each line, or Invalid that says what is wrong with which."""
    found, wrong = [], []
    for line in lines:
        people = meant(line, among)
        if len(people) == 1:
            found.append(people[0])
        elif not people:
            wrong.append(f"“{shortened(line, 40)}” is nobody on record; `/press who` adds them.")
        else:
            some = " or ".join(one.called for one in people[:3])
            wrong.append(f"“{shortened(line, 40)}” may be {some}: write “Name, Outlet” or their address.")
    if wrong:
        more = f" And {len(wrong) - TOLD} more." if len(wrong) > TOLD else ""
        raise Invalid("Some lines need a look.", lines=" ".join(wrong[:TOLD]) + more)
    return found


def _remember(session: Session, row: PressList) -> None:
    """Keeps what is about to be replaced."""
    members = {str(one.journalist_id): one.left_out for one in _members(session, row.id or 0)}
    row.before = {"name": row.name, "chosen": dict(row.chosen), "members": members}
    session.add(row)


def _members(session: Session, list_id: int) -> Sequence[PressListMember]:
    return session.exec(select(PressListMember).where(PressListMember.list_id == list_id)).all()


def _called(session: Session, actor: Actor, name: str) -> PressList | None:
    key = folded(name)[:LONGEST]
    return session.exec(select(PressList).where(PressList.team_id == actor.team_id, PressList.key == key)).first()


def _refuse_taken(session: Session, actor: Actor, name: str, list_id: int | None) -> None:
    there = _called(session, actor, name)
    if there is not None and there.id != list_id:
        wrong = f"There is a list called “{shortened(there.name, 60)}” already."
        raise Invalid(wrong, name=wrong)


def _audit(session: Session, desk: Desk, actor: Actor, row: PressList, action: str, **details: Any) -> None:
    audit.write(
        session, at=desk.clock(), actor=actor.id, action=f"presslist.{action}", object=f"presslist:{row.id}", details=details
    )  # fmt: skip

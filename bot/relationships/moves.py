"""Moves: everything that names one contact made to name another, and back again. Known from the tables themselves, so that a new
one needs no thought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, UniqueConstraint, and_, delete, insert, select, true, update
from sqlmodel import Session, SQLModel

from bot.errors import Conflict
from bot.models import Journalist, LinkKind

# What is told of one card alone stays with it; roles are laid together by whoever makes two one.
OWN = {"contactevent", "outletrole"}


@dataclass(frozen=True)
class Reference:
    """A column that holds a contact's id, in the rows that `where` says."""

    table: Table
    column: str
    where: ColumnElement[bool]

    @property
    def keys(self) -> list[str]:
        return [one.name for one in self.table.primary_key.columns]

    def of(self, journalist_id: int) -> ColumnElement[bool]:
        return and_(self.table.c[self.column] == journalist_id, self.where)

    def like(self, key: Any) -> ColumnElement[bool]:
        """The row of this key: an id, or a mapping of what else the key is made of."""
        told = key if isinstance(key, Mapping) else {self.keys[0]: key}
        return and_(*(self.table.c[name] == value for name, value in told.items()))


def references() -> list[Reference]:
    """Every column that holds a contact's id and moves with them."""
    found = [
        Reference(table, key.parent.name, true())
        for table in SQLModel.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "journalist" and table.name not in OWN
    ]
    links = SQLModel.metadata.tables["cliplink"]
    return [*found, Reference(links, "subject_id", links.c.kind == LinkKind.JOURNALIST)]


def move(session: Session, gone: Journalist, kept: Journalist) -> dict[str, Any]:
    """Makes everything of the one the other's; gives what is needed to take it back: what moved, what went because the other had
    the same already, and which gaps were filled from that."""
    session.flush()
    done: dict[str, Any] = {"journalist": gone.id, "moved": {}, "left": {}, "filled": {}}
    for one in references():
        rows = session.execute(select(one.table).where(one.of(gone.id or 0))).mappings().all()
        for row in map(dict, rows):
            twin = _twin(session, one, row, kept.id or 0)
            if twin is None:
                key = _key(one, row)
                session.execute(update(one.table).where(one.like(key), one.of(gone.id or 0)).values({one.column: kept.id}))
                done["moved"].setdefault(one.table.name, []).append(key)
            else:
                session.execute(delete(one.table).where(*(one.table.c[name] == row[name] for name in one.keys)))
                done["left"].setdefault(one.table.name, []).append({name: _plain(value) for name, value in row.items()})
                _fill(session, one, twin, row, done)
    session.expire_all()
    return done


def take_apart(session: Session, kept: Journalist, done: Mapping[str, Any] | None) -> None:
    """Gives back what `move` moved, as far as it still is where it was put. Conflict where nothing says what it was."""
    gone = session.get(Journalist, done["journalist"]) if done else None
    if done is None or gone is None:
        raise Conflict("The other contact is not on record any more, so they can't be taken apart.")
    session.flush()
    for one in references():
        for told in done["filled"].get(one.table.name, []):
            for name, (before, after) in told["set"].items():
                column = one.table.c[name]
                same = and_(one.like(told["key"]), column == _back(after))
                session.execute(update(one.table).where(same).values({name: _back(before)}))
        for key in done["moved"].get(one.table.name, []):
            session.execute(update(one.table).where(one.like(key), one.of(kept.id or 0)).values({one.column: gone.id}))
        for row in done["left"].get(one.table.name, []):
            values = {name: _back(value) for name, value in row.items()}
            if _fits(session, one, values):
                session.execute(insert(one.table).values(values))
    gone.merged_into_id = None
    if done["blocked"] and kept.do_not_contact_at == gone.do_not_contact_at:
        kept.do_not_contact_at, kept.do_not_contact_by, kept.do_not_contact_because = None, None, ""
    elif kept.do_not_contact_at is not None and gone.do_not_contact_at is None:
        # Somebody said it of the one person that they were then.
        gone.do_not_contact_at, gone.do_not_contact_by = kept.do_not_contact_at, kept.do_not_contact_by
        gone.do_not_contact_because = kept.do_not_contact_because
    session.add_all([gone, kept])
    session.flush()
    session.expire_all()


def _key(one: Reference, row: Mapping[str, Any]) -> Any:
    """What the row is found by again, whomever it names: its id, or the other parts of its key."""
    others = [name for name in one.keys if name != one.column]
    return row[one.keys[0]] if one.keys == ["id"] else {name: row[name] for name in others}


def _alone(one: Reference) -> Iterator[list[str]]:
    """For each rule that lets something name a contact only once: the other columns it looks at."""
    sets = [
        one.keys,
        *([each.name for each in rule.columns] for rule in one.table.constraints if isinstance(rule, UniqueConstraint)),
    ]
    return ([name for name in names if name != one.column] for names in sets if one.column in names)


def _twin(session: Session, one: Reference, row: Mapping[str, Any], journalist_id: int) -> dict[str, Any] | None:
    """The row by which the other is named by the very same thing already."""
    for others in _alone(one):
        same = [one.table.c[name].is_not_distinct_from(row[name]) for name in others]
        found = session.execute(select(one.table).where(one.table.c[one.column] == journalist_id, *same)).mappings().first()
        if found is not None:
            return dict(found)
    return None


def _fill(session: Session, one: Reference, twin: Mapping[str, Any], row: Mapping[str, Any], done: dict[str, Any]) -> None:
    """What the row that stays lacks and the other one said."""
    gaps = {name: value for name, value in row.items() if twin[name] in (None, "") and value not in (None, "")}
    if gaps:
        key = twin["id"] if one.keys == ["id"] else {name: twin[name] for name in one.keys}
        session.execute(update(one.table).where(one.like(key)).values(gaps))
        told = {name: [_plain(twin[name]), _plain(value)] for name, value in gaps.items()}
        done["filled"].setdefault(one.table.name, []).append({"key": key, "set": told})


def _fits(session: Session, one: Reference, row: Mapping[str, Any]) -> bool:
    """Whether a row that went can come back: what it belongs to is there, and nothing like it came meanwhile."""
    for key in one.table.foreign_keys:
        value = row[key.parent.name]
        if value is not None and session.execute(select(key.column).where(key.column == value)).first() is None:
            return False
    there = session.execute(select(one.table).where(*(one.table.c[name] == row[name] for name in one.keys))).first()
    return there is None and _twin(session, one, row, row[one.column]) is None


def _plain(value: Any) -> Any:
    """As JSON can hold it; an instant keeps that it is one."""
    return {"at": value.isoformat()} if isinstance(value, datetime) else value


def _back(value: Any) -> Any:
    return datetime.fromisoformat(value["at"]) if isinstance(value, dict) and set(value) == {"at"} else value

"""Withheld: which rows an export leaves out so that nothing in it tells of a restricted inquiry.

Restricted are inquiries, and whatever else says so of itself (a line, a house, a statement of its own, a confidential event). What hangs on one is found by the references the tables declare, so a new table is covered by itself. A row is left out
where it refers to one that is left out, or where only such rows refer to it (a journalist known from a restricted inquiry
alone). Rows that name things in words (`inquiry:12` in the audit, ids in the arguments of a job) are left out by those.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from bot.ownership import coverage_links, rows
from bot.ownership.rows import Row

INQUIRY = "inquiry"
FLAGS = ("restricted", "confidential")  # The columns by which a row says that it is.
STAFF = {"team", "member"}
SENSITIVE = {"contributor", "rehearsal"}  # Who agreed to what, and no longer does, is for the desk's officers alone.
PRIVATE = {"rehearsal"}  # What somebody said in a rehearsal is theirs: it is in no export, whole or not.
# Snapshots keep inquiries as bare numbers, which nothing but their column tells apart from other numbers.
SNAPSHOTS = {("digest", "snapshot"), ("handover", "items")}
DIGEST = ("coveragedigest", "snapshot")  # Of coverage: there it is clips.
# In the audit `version` is a count, not the id of a row.
COUNTS = {("auditentry", "version")}
# That somebody is on a press list makes them known to nobody.
LISTS = {"presslistmember"}
WORD = re.compile(r"([a-z]+):(\d+)")

Hidden = Mapping[str, set[Any]]


class Withheld:
    """The rows to leave out, found once. With `nothing` there are none."""

    def __init__(self, connection: Connection, found: list[Table]) -> None:
        self._roots = {table.name: flag for table in found for flag in FLAGS if flag in table.columns}
        self._hanging = _hanging(found, set(self._roots))
        self._hidden: dict[str, set[Any]] = defaultdict(set)
        for root in (table for table in found if table.name in self._roots):
            asked = select(root.c.id).where(root.c[self._roots[root.name]].is_(True))
            self._hidden[root.name] = set(connection.execute(asked).scalars())
        for shut in (table for table in found if table.name in SENSITIVE):
            self._hidden[shut.name] = set(connection.execute(select(shut.c.id)).scalars())
        if any(self._hidden.values()):
            self._hidden["journalist"] |= _merged(connection, found)
            self._follow(connection, found)
            self._lead(connection, found)
            self._orphan(connection, found)
            # What hangs on one of these (an outlet's journalist) goes with it.
            self._lead(connection, found)
        self._names = _names(self._hidden, found)

    @classmethod
    def nothing(cls) -> Withheld:
        """For an export that is asked to hold everything."""
        made = cls.__new__(cls)
        made._roots, made._hanging, made._hidden, made._names = {}, set(), {}, {}
        return made

    def inquiries(self) -> set[int]:
        """Ids of inquiries that are left out."""
        return self._hidden.get(INQUIRY, set())

    def visible(self, table: Table, coming: Iterator[Row]) -> Iterator[Row]:
        """The table's rows without those left out, and without references to them."""
        if table.name in PRIVATE:
            return
        if not self._hidden:
            yield from coming
            return
        for row in coming:
            kept = self._kept(table, row)
            if kept is not None:
                yield kept

    def _kept(self, table: Table, row: Row) -> Row | None:
        if _key(table, row) in self._hidden[table.name]:
            return None
        for column in table.columns:
            if (table.name, column.name) in SNAPSHOTS:
                row = row | {column.name: self._scrubbed(row[column.name])}
            if (table.name, column.name) == DIGEST:
                row = row | {column.name: coverage_links.without(row[column.name], self._hidden["clip"])}
            for target in _targets(column):
                if row.get(column.name) in self._hidden[target]:
                    if target != table.name:
                        return None
                    row = row | {column.name: None}
        if self._is_loose(table, row):
            return None if self._mentioned(table, row) else row
        # What undo would go back to, such as the inquiry that this one followed up.
        return {name: self._hushed(table.name, value) if isinstance(value, dict) else value for name, value in row.items()}

    def _is_loose(self, table: Table, row: Row) -> bool:
        """Whether no reference says where the row belongs: then its words do."""
        belongs = (column for column in table.columns if _targets(column) & self._hanging)
        return table.name not in self._roots and all(row.get(column.name) is None for column in belongs)

    def _follow(self, connection: Connection, found: list[Table]) -> None:
        """From what is left out to all that refers to it; within one table (a follow-up, its parent) each stands for itself."""
        for table in found:
            for column in table.columns:
                for target in _targets(column):
                    if target == table.name or target in STAFF or not self._hidden[target]:
                        continue
                    for row in _short(connection, table, [column]):
                        if row[column.name] in self._hidden[target]:
                            self._hidden[table.name].add(_key(table, row))

    def _lead(self, connection: Connection, found: list[Table]) -> None:
        """To what leads to it by a number or in words, and on from there."""
        for name, keys in coverage_links.leading(connection, found, self._hidden).items():
            self._hidden[name] |= keys
        self._follow(connection, found)

    def _orphan(self, connection: Connection, found: list[Table]) -> None:
        """Journalists, outlets, issues: left out where something that is left out refers to them, and nothing else."""
        for target in reversed(found):
            if target.name in STAFF or target.name in self._hanging:
                continue
            shown: set[Any] = set()
            hushed: set[Any] = set()
            for table in (one for one in found if one.name not in LISTS):
                pointing = [column for column in table.columns if target.name in _targets(column) and table is not target]
                for row in _short(connection, table, pointing) if pointing else ():
                    into = hushed if self._is_hidden(table, row) else shown
                    into.update(row[column.name] for column in pointing)
            self._hidden[target.name] |= hushed - shown - {None}

    def _is_hidden(self, table: Table, row: Row) -> bool:
        return _key(table, row) in self._hidden[table.name]

    def _mentioned(self, table: Table, row: Row) -> bool:
        return any(self._speaks(table.name, name, value) for name, value in row.items())

    def _speaks(self, table: str, name: str, value: Any) -> bool:
        if isinstance(value, str):
            found = WORD.fullmatch(value)
            return found is not None and int(found[2]) in self._names.get(found[1], ())
        if isinstance(value, dict):
            return any(self._speaks(table, key, one) for key, one in value.items())
        if isinstance(value, list):
            return any(self._speaks(table, name, one) for one in value)
        if isinstance(value, bool) or not isinstance(value, int) or (table, name) in COUNTS:
            return False
        return value in self._names.get(name.removesuffix("_id"), ())

    def _hushed(self, table: str, value: Row) -> Row:
        return {key: None if self._speaks(table, key, one) else one for key, one in value.items()}

    def _scrubbed(self, value: Any) -> Any:
        hidden = self._hidden[INQUIRY]
        if isinstance(value, list):
            return [self._scrubbed(one) for one in value if not self._is_one(one, hidden)]
        if isinstance(value, dict):
            return {key: self._scrubbed(one) for key, one in value.items()}
        return value

    def _is_one(self, value: Any, hidden: set[Any]) -> bool:
        if isinstance(value, dict):
            return any(self._is_one(one, hidden) for one in value.values())
        return isinstance(value, int) and not isinstance(value, bool) and value in hidden


def _merged(connection: Connection, found: list[Table]) -> set[Any]:
    """Contacts that were made one with another: what they were known from says nothing of them any more."""
    table = next((one for one in found if one.name == "journalist" and "merged_into_id" in one.c), None)
    return (
        set()
        if table is None
        else set(connection.execute(select(table.c.id).where(table.c.merged_into_id.is_not(None))).scalars())
    )


def _targets(column: Column[Any]) -> set[str]:
    return {key.column.table.name for key in column.foreign_keys}


def _hanging(found: list[Table], roots: set[str]) -> set[str]:
    """Tables that hold what may be restricted, refer to one that does, or to one of these. Whatever else they say in words, their reference decides."""
    hanging = set(roots)
    for table in found:
        if any(_targets(column) & hanging for column in table.columns):
            hanging.add(table.name)
    return hanging


def _key(table: Table, row: Row) -> Any:
    values = tuple(row[column.name] for column in table.primary_key.columns)
    return values[0] if len(values) == 1 else values


def _short(connection: Connection, table: Table, wanted: list[Column[Any]]) -> Iterator[Row]:
    """Keys and a few columns of every row."""
    columns = list(dict.fromkeys([*table.primary_key.columns, *wanted]))
    names = [column.name for column in columns]
    for row in connection.execute(select(*columns).execution_options(yield_per=rows.BATCH)):
        yield dict(zip(names, row, strict=True))


def _names(hidden: Hidden, found: list[Table]) -> dict[str, set[Any]]:
    """Ids by the words for what they are: the table's name, that without the noun it belongs to (`event` for
    `inquiryevent`), and what a column that refers to it is called (`parent`, `duplicate_of`)."""
    names: dict[str, set[Any]] = defaultdict(set)
    names["draft"] |= hidden[INQUIRY]  # A lane of work is named after the inquiry it drafts for.
    for table, ids in hidden.items():
        for noun in ("", INQUIRY, "statement"):
            if table.startswith(noun) and table != noun:
                names[table.removeprefix(noun)] |= ids
    for each in found:
        for column in each.columns:
            for target in _targets(column) - STAFF:
                names[column.name.removesuffix("_id")] |= hidden[target]
    return names

"""Coverage links: what of coverage leads to something that is left out by a number or a spoken reference, where no reference that
the tables declare tells so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from bot.models import LETTERS
from bot.reports.measures import DEFINITIONS

Hidden = Mapping[str, set[Any]]
SPOKEN = {"inquiry": "PR", "statement": "S", "house": "M", "interview": "I"}
TIED = {"inquiry", "statement", "pitch"}  # A clip that came of one of these tells of it.


def leading(connection: Connection, found: Iterable[Table], hidden: Hidden) -> dict[str, set[Any]]:
    """For each table the keys of the rows that lead to what is hidden: clips that came of it and links to it, quotes and alerts
    that name it, correction cases and briefings that rest on it, engagement reports that count it. Empty at a revision that had no coverage."""
    tables = {table.name: table for table in found}
    if "cliplink" not in tables:
        return {}
    leads: dict[str, set[Any]] = defaultdict(set)
    for row in connection.execute(select(tables["cliplink"])).mappings():
        if row["subject_id"] in hidden[row["kind"]]:
            leads["cliplink"].add(row["id"])
            if row["kind"] in TIED:
                leads["clip"].add(row["clip_id"])
    spoken = set(_spoken(connection, tables, hidden))
    for name, column in (("clipquote", "reference"), ("alert", "reason")):
        table = tables[name]
        for key, said in connection.execute(select(table.c.id, table.c[column])):
            if spoken & set(said.replace(",", " ").replace(".", " ").split()):
                leads[name].add(key)
    for name in ("correctioncase", "briefing"):
        for key, rests_on in connection.execute(select(tables[name].c.id, tables[name].c.rests_on)) if name in tables else ():
            if spoken & set(rests_on or ()):
                leads[name].add(key)
    reports = tables["engagementreport"]
    for key, snapshot in connection.execute(select(reports.c.id, reports.c.snapshot)):
        if _counts(snapshot, hidden) or _counts(snapshot, leads):
            leads["engagementreport"].add(key)
    return leads


def without(snapshot: Mapping[str, Any], clips: set[Any]) -> dict[str, Any]:
    """A coverage digest's snapshot without these clips."""
    return {**snapshot, "clips": [one for one in snapshot.get("clips", ()) if one not in clips]}


def _spoken(connection: Connection, tables: Mapping[str, Table], hidden: Hidden) -> Iterator[str]:
    for name, letters in SPOKEN.items():
        table = tables.get(name)
        for key, number in connection.execute(select(table.c.id, table.c.number)) if table is not None else ():
            if key in hidden[name]:
                yield f"{letters}-{number:04d}"
    line = tables["line"]
    for key, kind, number in connection.execute(select(line.c.id, line.c.kind, line.c.number)):
        if key in hidden["line"]:
            yield f"{LETTERS[kind]}-{number:04d}"


def _counts(snapshot: Mapping[str, Any], hidden: Hidden) -> bool:
    for measure in snapshot.get("measures", ()):
        defined = DEFINITIONS.get(measure["name"])
        if defined is not None and not hidden.get(defined.noun, set()).isdisjoint(measure.get("behind", ())):
            return True
    return False

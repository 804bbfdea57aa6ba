"""Rows as plain values, alike on SQLite and PostgreSQL: what one database gives, the other takes.

Tables and columns are read from the database, not from the models, so that a database of an earlier revision is read whole.
Left out are Alembic's own table, the search index and computed columns: they are made, not recorded.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import SQLModel

import bot.models  # noqa: F401  filling the metadata is what it is for
from bot import migrations
from bot.errors import DeskError
from bot.migrations.article_index import INDEX as ARTICLE_INDEX
from bot.migrations.search_index import INDEX, of_the_models
from bot.text import one_line

Row = dict[str, Any]
REVISIONS = "alembic_version"
BATCH = 500


def tables(connection: Connection) -> list[Table]:
    """The desk's tables that are there, those referred to before those that refer to them.

    At the newest revision they are the models'. At another one nothing tells an older table of the desk from somebody
    else's in the same database, and so all are taken.
    """
    known = set(SQLModel.metadata.tables)
    every = migrations.revision(connection) not in (None, migrations.head())

    def ours(name: str, _: MetaData) -> bool:
        return name in known or (every and name != REVISIONS and of_the_models(None, name, "table", True, None))

    found = MetaData()
    found.reflect(connection, only=ours)
    return list(found.sorted_tables)


def columns(table: Table) -> list[Column[Any]]:
    """The columns that are recorded."""
    return [
        column for column in table.columns
        if column.computed is None and of_the_models(None, column.name, "column", True, None)
    ]  # fmt: skip


def read(connection: Connection, table: Table) -> Iterator[Row]:
    """Every row as values JSON can hold, in the order of the primary key: instants in ISO 8601 with their zone, bytes in
    Base64."""
    wanted = columns(table)
    asked = select(*wanted).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
    result = connection.execute(asked)
    names = [column.name for column in wanted]
    for row in result:
        yield dict(zip(names, map(_plain, row), strict=True))


def line(row: Row) -> bytes:
    """A row as one line of JSON. Letters stand as they are, unless the row holds halves of letters, which UTF-8 has no
    place for."""
    try:
        return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def write(connection: Connection, table: Table, rows: Iterable[Row]) -> int:
    """Inserts rows as `read` gave them and returns how many. DeskError where the database does not take one."""
    stored = {column.name: column for column in columns(table)}
    naive = connection.dialect.name == "sqlite"
    count, coming = 0, iter(rows)
    while batch := list(islice(coming, BATCH)):
        values = [{name: _stored(stored[name], value, naive=naive) for name, value in row.items()} for row in batch]
        try:
            connection.execute(insert(table), values)
        except (DataError, IntegrityError) as refusal:
            raise DeskError(
                f"This database does not take a row of {table.name}: {one_line(str(refusal.orig))[:300]}. Nothing was changed."
            ) from refusal
        count += len(batch)
    return count


def count(connection: Connection, table: Table) -> int:
    """How many rows it has."""
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def holds_anything(connection: Connection) -> bool:
    """Whether any table has a row."""
    return any(connection.execute(select(text("1")).select_from(table).limit(1)).first() for table in tables(connection))


def drop_ours(connection: Connection, also: Iterable[str] = ()) -> None:
    """Takes away every table of the desk, the append-only ones too; tables of anybody else in the database stay."""
    there = inspect(connection).get_table_names()
    ours = [name for name in there if name in SQLModel.metadata.tables or name in set(also)]
    if connection.dialect.name == "sqlite":
        # The indexes of the search go first: their shadow tables go with them, their triggers with the tables they are over.
        for name in (INDEX, ARTICLE_INDEX, *ours, REVISIONS):
            connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}"')
        return
    for name in (*ours, ARTICLE_INDEX, REVISIONS):
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}" CASCADE')
    for name in (f"{ARTICLE_INDEX}_put", "searchindex_folded"):
        connection.exec_driver_sql(f'DROP FUNCTION IF EXISTS "{name}"')
    for name in ours:
        connection.exec_driver_sql(f'DROP FUNCTION IF EXISTS "{name}_is_append_only"()')


def defer_circles(connection: Connection, found: list[Table]) -> list[ForeignKeyConstraint]:
    """Lets PostgreSQL check references to the same or a later table when all rows are in; gives these constraints for
    `settle_circles`. (On SQLite migrations and restores run with the checks put off to the end.)"""
    if connection.dialect.name == "sqlite":
        return []
    place = {table.name: number for number, table in enumerate(found)}
    circles = [
        key for table in found for key in table.foreign_key_constraints
        if key.deferrable is None and place[key.referred_table.name] >= place[table.name]
    ]  # fmt: skip
    for key in circles:
        connection.exec_driver_sql(
            f'ALTER TABLE "{key.table.name}" ALTER CONSTRAINT "{key.name}" DEFERRABLE INITIALLY DEFERRED'
        )
    return circles


def settle_circles(connection: Connection, circles: list[ForeignKeyConstraint]) -> None:
    """Has the put-off references checked now, and from now on at once again. DeskError where one leads nowhere."""
    try:
        if circles:
            connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    except IntegrityError as refusal:
        raise DeskError(f"A row refers to one that is missing: {one_line(str(refusal.orig))[:300]}") from refusal
    for key in circles:
        connection.exec_driver_sql(f'ALTER TABLE "{key.table.name}" ALTER CONSTRAINT "{key.name}" NOT DEFERRABLE')


def set_sequences(connection: Connection, found: list[Table]) -> None:
    """Lets PostgreSQL count on from the highest id there is. SQLite does so by itself."""
    if connection.dialect.name == "sqlite":
        return
    for table in found:
        for column in table.primary_key.columns:
            where = {"table": f'"{table.name}"', "column": column.name}
            sequence = connection.execute(text("select pg_get_serial_sequence(:table, :column)"), where).scalar()
            if sequence:
                highest = connection.execute(select(func.max(column))).scalar()
                last = {"sequence": sequence, "last": highest or 1, "used": highest is not None}
                connection.execute(text("select setval(cast(:sequence as regclass), :last, :used)"), last)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        # SQLite keeps no zone; what the desk writes there is UTC (bot/db.py).
        return (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return str(value) if isinstance(value, Decimal) else value


def _stored(column: Column[Any], value: Any, *, naive: bool) -> Any:
    if value is None:
        return None
    if isinstance(column.type, DateTime):
        instant = datetime.fromisoformat(value).astimezone(UTC)
        return instant.replace(tzinfo=None) if naive else instant
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return base64.b64decode(value)
    if isinstance(column.type, Numeric) and isinstance(value, str):
        return Decimal(value)
    return value

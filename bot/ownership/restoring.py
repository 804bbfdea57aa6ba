"""Restoring: a backup becomes a database again, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Connection
from sqlmodel import Session

from bot import audit, migrations
from bot.db import Database
from bot.errors import Conflict, DeskError
from bot.ownership import archives, rows
from bot.ownership.archives import Archive, AuditHead, Manifest
from bot.ownership.progress import Told, counted, nobody
from bot.ownership.rows import Row
from bot.ownership.workspaces import Newcomers

ALIVE = timedelta(minutes=1)  # A desk ticks every 20 s (bot/schedule.py).
OPERATOR = "operator"  # Who acts where somebody types a command on the desk's own machine.


def restore(
    database: Database, file: Path, *, at: datetime, replace: bool = False, newcomers: Newcomers | None = None,
    told: Told = nobody,
) -> Manifest:  # fmt: skip
    """Makes the database what `file` says and gives the manifest; the restore itself is the chain's next entry.

    The file is checked first; then tables, rows and later migrations are one transaction, at whose end counts and the audit
    chain must be the manifest's. Conflict where the database holds anything already, unless `replace` says that this may
    go. With `newcomers` the desk moves into their workspace.
    """
    with archives.opened(file) as archive:
        if archive.manifest.revision not in migrations.revisions():
            raise DeskError(
                f"The backup is of revision {archive.manifest.revision}, which this version of Pressdesk does not know: "
                "a newer one made it. Restore it with that version."
            )
        archive.check(told)
        with migrations.alone(database) as connection:
            _make_room(connection, archive.manifest, replace=replace, at=at)
            command.upgrade(migrations.config(connection), archive.manifest.revision)
            _fill(connection, archive, newcomers, told)
            _compare(connection, archive.manifest, newcomers)
            command.upgrade(migrations.config(connection), "head")
            _record(connection, archive.manifest, newcomers, at)
    return archive.manifest


def refuse_while_working(connection: Connection, at: datetime) -> None:
    """Conflict where a desk is at work on this database: what it writes from now on would be lost."""
    for table in rows.tables(connection):
        if table.name != "heartbeat" or "ticked_at" not in table.columns:
            continue
        for row in rows.read(connection, table):
            if datetime.fromisoformat(row["ticked_at"]) > at - ALIVE:
                raise Conflict(
                    f"A desk is at work on this database ({row.get('process')}). Stop it first, and wait a minute where it "
                    "did not stop by itself."
                )


def _make_room(connection: Connection, manifest: Manifest, *, replace: bool, at: datetime) -> None:
    if rows.holds_anything(connection):
        if not replace:
            raise Conflict(
                "This database is not empty, and nothing was changed. Restore into an empty one, or say --replace to lose what "
                "it holds."
            )
        refuse_while_working(connection, at)
    rows.drop_ours(connection, manifest.tables)


def _fill(connection: Connection, archive: Archive, newcomers: Newcomers | None, told: Told) -> None:
    found = rows.tables(connection)
    _same_tables(found, archive.manifest)
    circles = rows.defer_circles(connection, found)
    for table in found:
        coming: Iterable[Row] = archive.rows(table.name)
        if newcomers is not None:
            coming = newcomers.moved(table, coming)
        rows.write(connection, table, counted(iter(coming), f"restoring {table.name}", told))
    rows.settle_circles(connection, circles)
    rows.set_sequences(connection, found)


def _same_tables(found: Iterable[rows.Table], manifest: Manifest) -> None:
    here = {table.name: sorted(column.name for column in rows.columns(table)) for table in found}
    there = {name: sorted(one.columns) for name, one in manifest.tables.items()}
    for name in sorted(here.keys() | there.keys()):
        if here.get(name) != there.get(name):
            raise DeskError(
                f"The backup was made by another version of Pressdesk: {name} is not built as it is here, though both say "
                f"revision {manifest.revision}. Restore it with the version that made it."
            )


def _compare(connection: Connection, manifest: Manifest, newcomers: Newcomers | None) -> None:
    left_out = newcomers.left_out if newcomers else {}
    for table in rows.tables(connection):
        there = rows.count(connection, table) + left_out.get(table.name, 0)
        if there != manifest.tables[table.name].rows:
            raise DeskError(
                f"{table.name} has {there:,} rows and not the {manifest.tables[table.name].rows:,} of the backup. "
                "Nothing was changed."
            )
    if AuditHead.of(connection) != manifest.audit:
        raise DeskError("The record of who did what does not come out as in the backup. Nothing was changed.")


def _record(connection: Connection, manifest: Manifest, newcomers: Newcomers | None, at: datetime) -> None:
    details: dict[str, Any] = {"made_at": manifest.made_at.isoformat(), "rows": manifest.rows, "head": manifest.audit.last_hash}
    if newcomers is not None:
        details |= newcomers.summary()
    with Session(connection) as session:
        audit.write(session, at=at, actor=OPERATOR, action="desk.restored", object="desk", details=details)

"""Snapshots: the whole database as it is at one moment, to be read at leisure while the desk goes on working."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from bot.db import BUSY_SECONDS, Database
from bot.errors import DeskError


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees one moment, whoever writes meanwhile: SQLite's online backup beside the file, or one
    REPEATABLE READ transaction. DeskError where an SQLite file is damaged."""
    if not database.is_sqlite:
        alone = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with database.engine.connect().execution_options(**alone) as connection, connection.begin():
            connection.execute(text("select 1"))  # The moment is that of the first statement.
            yield connection
        return
    file = Path(database.url.database or "")
    if not file.exists():
        raise DeskError(f"There is no database at {file}.")
    with tempfile.TemporaryDirectory(prefix=".snapshot-", dir=file.parent) as folder:
        copy = Path(folder) / "copy.sqlite"
        _copy(file, copy)
        copied = Database(database.url.set(database=str(copy), query={}).render_as_string())
        try:
            with copied.engine.connect() as connection, connection.begin():
                yield connection
        finally:
            copied.close()


def _copy(file: Path, copy: Path) -> None:
    with (
        closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as original,
        closing(sqlite3.connect(copy)) as target,
    ):
        original.backup(target)
        (found,) = target.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise DeskError(f"The database file {file} is damaged: {found}. Restore the newest backup that can be read.")

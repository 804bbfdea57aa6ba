"""Backups: the whole database into one file, while the desk goes on working."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text

from bot.db import Database
from bot.errors import DeskError
from bot.ownership.archives import Manifest, pack
from bot.ownership.progress import Told, nobody
from bot.ownership.snapshots import snapshot


def backup(database: Database, file: Path, *, at: datetime, told: Told = nobody) -> Manifest:
    """Writes `file` and gives its manifest. DeskError where the file is there already or nothing was ever migrated."""
    if file.exists():
        raise DeskError(f"{file} is there already, and a backup overwrites nothing. Choose another name.")
    if not file.absolute().parent.is_dir():
        raise DeskError(f"There is no folder {file.absolute().parent} to put the backup into.")
    with snapshot(database) as connection:
        return pack(connection, file.absolute(), revision=_revision(connection), at=at, told=told)


def _revision(connection: Connection) -> str:
    # Read in the snapshot, so that revision and rows belong together even while somebody migrates.
    if not connection.dialect.has_table(connection, "alembic_version"):
        raise DeskError("There is no desk in this database yet, so there is nothing to back up.")
    return str(connection.execute(text("select version_num from alembic_version")).scalar_one())

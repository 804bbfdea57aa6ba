"""Moving: from one database to another, such as from SQLite to PostgreSQL, with everything on record."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from bot.db import Database
from bot.errors import DeskError
from bot.ownership.archives import Manifest
from bot.ownership.backups import backup
from bot.ownership.progress import Told, nobody
from bot.ownership.restoring import refuse_while_working, restore


def move(source: Database, target: Database, *, at: datetime, told: Told = nobody) -> Manifest:
    """Fills the empty `target` with all that `source` holds, in one transaction, and gives what was moved; counts and the
    head of the audit chain were compared. `source` stays as it is. Conflict where a desk is at work on it, or the target
    holds anything."""
    if source.url == target.url:
        raise DeskError("That is the database the desk is on already.")
    with source.engine.connect() as connection:
        refuse_while_working(connection, at)
    beside = Path(source.url.database or "").parent if source.is_sqlite else None
    with tempfile.TemporaryDirectory(prefix=".moving-", dir=beside) as folder:
        file = Path(folder) / "desk.tar.gz"
        backup(source, file, at=at, told=told)
        return restore(target, file, at=at, told=told)

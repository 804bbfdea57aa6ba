"""Migrations: how the tables came to be as they are, and how an older database gets there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from bot.db import Database
from bot.errors import DeskError

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent
LOCK = 7_340_148  # The number of PostgreSQL's advisory lock that lets one process migrate at a time.


def upgrade(database: Database) -> None:
    """Brings the database to the newest revision, all or nothing. Several processes may ask at once: one does it."""
    from alembic import command

    with alone(database) as connection:
        found, known = revision(connection), revisions()
        if found is not None and found not in known:
            raise DeskError(
                f"The database is at revision {found}, which this version of Pressdesk does not know: a newer one made it. "
                "Run that version, or restore a backup made before it."
            )
        command.upgrade(config(connection), "head")


def current(database: Database) -> str | None:
    """The revision the database is at, or None where it was never migrated."""
    with database.engine.connect() as connection:
        return revision(connection)


def pending(database: Database) -> bool:
    """Whether the database is not at the newest revision."""
    return current(database) != head()


def head() -> str | None:
    """The newest revision there is."""
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(config()).get_current_head()


def revisions() -> set[str]:
    """Every revision this version knows."""
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}


def revision(connection: Connection) -> str | None:
    """The revision a connection sees, within its transaction; None where nothing was ever migrated."""
    from alembic.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def config(connection: Connection | None = None) -> Config:
    """What Alembic is told; with a connection it works there."""
    from alembic.config import Config

    told = Config()
    # ConfigParser reads % in a path as the start of an interpolation.
    told.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    told.set_main_option("path_separator", "newline")
    told.attributes["connection"] = connection
    return told


@contextmanager
def alone(database: Database) -> Iterator[Connection]:
    """A connection in a transaction that no other migrating process shares, which commits when the block ends well."""
    if not database.is_sqlite:
        with database.engine.begin() as connection:
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            yield connection
        return
    with database.engine.execution_options(writes=True).connect() as connection:
        driver = connection.connection.cursor()
        # SQLite changes a column by rebuilding its table, and dropping the old one would count as deleting its rows.
        # The switch is a no-op within a transaction, so it comes first, past SQLAlchemy, which would begin one.
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                broken = connection.execute(text("PRAGMA foreign_key_check")).first()
                if broken:
                    raise DeskError(f"The migration would leave rows of {broken[0]} without what they refer to; it was undone.")
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
            driver.close()

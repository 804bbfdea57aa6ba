"""The database: one engine, short sessions, and the column types every table uses."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Column, DateTime, Engine, Enum, create_engine, event, text
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

from bot import marks

BUSY_SECONDS = 10
INSIST_SECONDS, INSIST_PAUSE = 25.0, 0.5
Written = TypeVar("Written")


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Refuses naive values and gives back UTC, which SQLite alone would drop."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def instant(*, nullable: bool = True, index: bool = False) -> Any:
    """A column that holds an instant."""
    return Column(UTCDateTime(), nullable=nullable, index=index)


def word(kind: type[StrEnum], *, nullable: bool = False, index: bool = False, name: str | None = None) -> Any:
    """A column that holds one word of `kind`: its value as text, with a CHECK (SQLModel's own stores the name).

    `name` tells the CHECK apart where a table has two columns of one kind.
    """
    column = Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=32,
        name=name or kind.__name__.lower(),
    )
    return Column(column, nullable=nullable, index=index)


def insert_unless_there(session: Session, row: SQLModel) -> bool:
    """Inserts `row` and gives True, or leaves the one that is there, however many try at once. `row` itself is not kept."""
    # The table and not its class, the values beside the statement and not in it: then SQLAlchemy compiles it only once.
    table: Any = type(row).__table__  # type: ignore[attr-defined]
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgres_insert
    values = {name: value for name, value in row.model_dump().items() if not (name == "id" and value is None)}
    # Without being told to keep it, SQLAlchemy forgets how many rows PostgreSQL inserted.
    done: Any = session.execute(insert(table).on_conflict_do_nothing(), values, execution_options={"preserve_rowcount": True})
    return bool(done.rowcount == 1)


class Database:
    """One database. `write()` and `read()` are short sessions; objects stay usable after they close."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self.after_write: Callable[[], None] = lambda: None
        # SQLite lets one write at a time, and who finds it busy sleeps and tries again, up to 100 ms each time, while others
        # slip in. Within a process they queue here instead.
        self._turn = threading.RLock() if self.is_sqlite else nullcontext()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits when the block ends well. SQLite takes its write lock at once, so two never deadlock."""
        engine = self.engine.execution_options(writes=True) if self.is_sqlite else self.engine
        with self._turn, Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
            marks.passed("uncommitted")
        marks.passed("committed")
        self.after_write()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session for looking; nothing in it is kept."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def ready(self) -> None:
        """Raises where the database cannot be reached."""
        with self.engine.connect() as connection:
            connection.execute(text("select 1"))

    def close(self) -> None:
        self.engine.dispose()


def insist(write: Callable[[], Written]) -> Written:
    """Does a write that notes what has happened already, again while the database is away, for up to 25 seconds."""
    end = time.monotonic() + INSIST_SECONDS
    while True:
        try:
            return write()
        except (OperationalError, InterfaceError, InternalError):
            if time.monotonic() >= end:
                raise
            time.sleep(INSIST_PAUSE)


def _postgres_engine(url: str) -> Engine:
    # What a statement held is what people wrote: it stays out of errors, and so out of logs.
    return create_engine(url, pool_pre_ping=True, pool_size=20, max_overflow=20, hide_parameters=True)


def _sqlite_engine(url: str) -> Engine:
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}, pool_size=20, max_overflow=40,
        hide_parameters=True,
    )  # fmt: skip

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own transaction control begins too late; SQLAlchemy's "begin" below says when.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine

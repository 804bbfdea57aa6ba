"""A database of each kind to measure on, as they run in earnest: what is committed has reached the disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from tests import postgres


@contextmanager
def each(folder: Path) -> Iterator[dict[str, str]]:
    """Their URLs by name: SQLite, and PostgreSQL where one starts."""
    urls = {"SQLite": f"sqlite:///{folder / 'bench.sqlite'}"}
    try:
        server = postgres.start()
    except Exception as reason:  # Whatever kept it from starting is what is said of it.
        print(f"PostgreSQL did not start, so only SQLite is measured: {reason}")
        yield urls
        return
    if server.own:  # The tests' own does without the disk; numbers from that would flatter.
        with server._connection() as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                connection.execute(text(f"alter system reset {setting}"))
            connection.execute(text("select pg_reload_conf()"))
    try:
        yield urls | {"PostgreSQL": server.empty()}
    finally:
        server.stop()

"""What every test stands on: a database of each kind, a clock that stands still, no way out to the network."""

from __future__ import annotations

import gc
import ipaddress
import os
import shutil
import socket
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from bot.db import Database
from bot.migrations import upgrade
from bot.sandbox.server import Server
from bot.sandbox.states import State
from bot.sandbox.world import World
from bot.settings import Settings
from tests import postgres as postgres_servers
from tests.clocks import Clock
from tests.postgres import Postgres

if TYPE_CHECKING:
    from tests.slack_desk import SlackDesk

IN_CI = os.environ.get("CI", "").casefold() == "true"


# What asks the second database something of its own runs there whole: its SQL, locks, keys and times.
ON_BOTH = (
    "audit", "consistency", "coverage_search", "coverage_trends", "db", "kills", "migrations", "search", "soak", "storage", "work",
)  # fmt: skip


def pytest_configure() -> None:
    # A desk is many small objects in circles; looking for them less often takes a twentieth off the run.
    gc.set_threshold(100_000, 50, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of the other tests, one in sixteen goes to PostgreSQL too, always the same ones, so that a run stays below a quarter
    of an hour. `EVERY_DATABASE=1 make test` lets all of them."""
    if os.environ.get("EVERY_DATABASE") or config.option.keyword:
        return
    left_out = [one for one in items if _is_spared(one)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [one for one in items if one not in set(left_out)]


def _is_spared(item: pytest.Item) -> bool:
    params = getattr(getattr(item, "callspec", None), "params", {})
    if params.get("database") != "postgres" or "kind" in params:  # From one kind to the other is what such a test is about.
        return False
    return not item.path.stem.removeprefix("test_").startswith(ON_BOTH) and zlib.crc32(item.nodeid.encode()) % 16 != 0


@pytest.fixture(scope="session", autouse=True)
def only_loopback() -> Iterator[None]:
    """Refuses every connection that would leave this machine, so that no test leans on the network."""

    def refused(host: Any) -> bool:
        try:
            return not ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host not in (None, "", "localhost")

    def guarded(original: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and refused(address[0]):
                raise PermissionError(f"A test tried to reach {address[0]}; tests stay on this machine.")
            return original(self, address)

        return connect

    def looked_up(host: Any, *rest: Any, **named: Any) -> Any:
        if refused(host.decode() if isinstance(host, bytes) else host):
            raise PermissionError(f"A test tried to look up {host}; tests stay on this machine.")
        return resolve(host, *rest, **named)

    resolve = socket.getaddrinfo
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded(socket.socket.connect))
        patch.setattr(socket.socket, "connect_ex", guarded(socket.socket.connect_ex))
        patch.setattr(socket, "getaddrinfo", looked_up)
        yield


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting reaches a test from the shell or from a `.env` that lies about."""
    for name in list(os.environ):
        if name.startswith(("SLACK_", "LLM_", "OPENAI_")) or name.lower() in Settings.model_fields:
            monkeypatch.delenv(name)
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session", autouse=True)
def quick_databases() -> Iterator[None]:
    """Every test has a database of its own. What SQLAlchemy compiled for one serves the others of its kind; and no test in this
    process is about a machine that loses power, so nothing waits for the disk."""
    kept: LRUCache[Any, Any] = LRUCache(2_000)  # Room for all of the desk's statements on both kinds.

    def opened(*given: Any, **named: Any) -> Any:
        engine = create_engine(*given, **named)
        engine._compiled_cache = kept
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        return engine

    with pytest.MonkeyPatch.context() as patch:
        for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
            # The cache tells dialects apart by which object they are.
            patch.setattr(dialect, "__eq__", lambda self, other: type(self) is type(other))
            patch.setattr(dialect, "__hash__", lambda self: hash(type(self)))
        patch.setattr("bot.db.create_engine", opened)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The PostgreSQL of this run. Where none starts the tests that need it are skipped, in CI they fail."""
    try:
        server = postgres_servers.start()
    except Exception as reason:  # Whatever kept it from starting is the reason the person reads.
        if IN_CI:
            raise
        pytest.skip(f"PostgreSQL did not start: {reason}")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables, to be copied."""
    file = tmp_path_factory.mktemp("template") / "migrated.sqlite"
    database = Database(f"sqlite:///{file}")
    upgrade(database)
    with database.engine.connect() as connection:
        # The copy is of one file: what the write-ahead log still holds must be in it.
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return file


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of this test's own, migrated and empty; the test runs once on each kind."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "pressdesk.sqlite")
        opened = Database(f"sqlite:///{file}")
        yield opened
        opened.close()
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.migrated()
    opened = Database(url)
    yield opened
    opened.close()
    server.drop(url)


@pytest.fixture(params=["sqlite", "postgres"])
def bare_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table, of each kind: for what migrations do."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path / 'bare.sqlite'}")
        yield opened
        opened.close()
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.empty()
    opened = Database(url)
    yield opened
    opened.close()
    server.drop(url)


@pytest.fixture(scope="session")
def running_sandbox() -> Iterator[list[Server]]:
    """The one stand-in for Slack that runs; tests use `sandbox`."""
    running = [Server(World()).start()]
    yield running
    running[0].stop()


@pytest.fixture
def sandbox(running_sandbox: list[Server]) -> Iterator[Server]:
    """The stand-in for Slack with its cast at the start of their day and nobody connected. `.world` is its inside."""
    server = running_sandbox[0]
    world = server.world
    yield server
    world.deliver = None
    world.http.url = None
    world.disconnect("drop")
    world.reset(state=State())
    if not world.settle(seconds=0):
        # An event nobody took is sent again after minutes, as Slack does; the next test would wait for it.
        running_sandbox[0] = Server(World()).start()
        server.stop()


@pytest.fixture
def slack(sandbox: Server, database: Database, clock: Clock) -> Iterator[SlackDesk]:
    """The whole desk, staffed, against the stand-in for Slack, on each kind of database."""
    from tests.slack_desk import SlackDesk  # The whole house takes a moment to import; most tests do without.

    sandbox.world.clock = lambda: clock().timestamp()
    sandbox.world.reset(state=State())
    desk = SlackDesk(sandbox.world, sandbox, database, clock).staffed()
    yield desk
    desk.close()
    sandbox.world.clock = time.time

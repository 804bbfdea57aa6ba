"""What every test stands on: a database of each kind, a clock that stands still, no way out to the network."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.db import Database
from bot.migrations import upgrade
from bot.settings import Settings
from tests import postgres as postgres_servers
from tests.clocks import Clock
from tests.postgres import Postgres

IN_CI = os.environ.get("CI", "").casefold() == "true"


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

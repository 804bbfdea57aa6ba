"""The restore drill: a desk filled through the front door is backed up, lost and made again, and nothing is missing."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from bot import audit, migrations, teams
from bot.db import Database
from bot.errors import Conflict, DeskError
from bot.models import AuditEntry, Heartbeat, Inquiry, Job, Member, Posting, Role, Team
from bot.ownership import rows
from bot.ownership.backups import backup
from bot.ownership.moving import move
from bot.ownership.reposting import repost
from bot.ownership.restoring import restore
from bot.ownership.snapshots import snapshot
from bot.sandbox.server import Server
from tests.flows import approved, ask, cards, change, log, sent
from tests.postgres import Postgres
from tests.slack_desk import DESK, DINAH, MARA, TOBI, SlackDesk

Empty = Callable[[str], Database]
KINDS = ("sqlite", "postgres")
FOREIGN = "=HYPERLINK(\"x\") <b>Ünïcode</b> \u202e 🗞️ 'quoted' \\ and\nlines"


@pytest.fixture
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Empty]:
    """Makes empty databases, without any table, of the kind asked for."""
    made: list[tuple[Database, str | None]] = []

    def make(kind: str) -> Database:
        if kind == "sqlite":
            made.append((Database(f"sqlite:///{tmp_path / f'empty-{len(made)}.sqlite'}"), None))
        else:
            url = request.getfixturevalue("postgres").empty()
            made.append((Database(url), url))
        return made[-1][0]

    yield make
    for database, url in made:
        database.close()
        if url is not None:
            server: Postgres = request.getfixturevalue("postgres")
            server.drop(url)


def fill(slack: SlackDesk) -> None:
    """A desk in the middle of its day: answered, restricted, waiting for approval, changed, with a note in odd letters."""
    log(slack, topic="Night shelter numbers", questions="How many beds?\nSince when?")
    sent(slack, "The shelter has 40 beds.")
    log(slack, topic=FOREIGN[:200].replace("\n", " "), outlet="Zzyzx Röad Courier")
    ask(slack, text=FOREIGN, number=2)
    log(slack, user=MARA, topic="Trustee letter", restricted=["yes"], named=[DINAH])
    log(slack, topic="Ferry subsidy")
    change(slack, TOBI, 4, owner=MARA, note=FOREIGN)


def content(database: Database) -> dict[str, list[rows.Row]]:
    """Every row of every table, as plain values."""
    with database.engine.connect() as connection:
        return {table.name: list(rows.read(connection, table)) for table in rows.tables(connection)}


def chain(database: Database) -> audit.Verification:
    with database.read() as session:
        return audit.verify(session)


def backed_up(slack: SlackDesk, tmp_path: Path) -> Path:
    file = tmp_path / "desk.tar.gz"
    backup(slack.database, file, at=slack.clock())
    return file


@pytest.mark.parametrize("kind", KINDS)
def test_a_backup_restored_into_an_empty_place_is_the_same_desk(
    slack: SlackDesk, sandbox: Server, empty: Empty, tmp_path: Path, kind: str
) -> None:
    fill(slack)
    before = content(slack.database)
    manifest_of = backup(slack.database, tmp_path / "desk.tar.gz", at=slack.clock())
    target = empty(kind)
    restore(target, tmp_path / "desk.tar.gz", at=slack.clock())
    after = content(target)
    entry = after["auditentry"].pop()
    assert after == before
    assert {name: len(found) for name, found in before.items()} == {n: one.rows for n, one in manifest_of.tables.items()}
    assert entry["action"] == "desk.restored" and entry["details"]["head"] == before["auditentry"][-1]["hash"]
    assert chain(target).broken_at is None and chain(target).entries == len(before["auditentry"]) + 1
    assert not migrations.pending(target)
    works_on(target, slack, sandbox)


def works_on(database: Database, slack: SlackDesk, sandbox: Server) -> None:
    """The next inquiry gets a fresh id and number, and the record still refuses to be changed."""
    again = SlackDesk(slack.world, sandbox, database, slack.clock)
    row = log(again, topic="Library hours")
    assert row.number == 5
    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(text("update auditentry set actor = 'somebody'"))
    again.close()

"""How long a messy spreadsheet of 5,000 contacts takes from its bytes to the record, and how its duplicates are found."""

from __future__ import annotations

import time
from pathlib import Path

from sqlmodel import func, select

from bot import llm
from bot.authority import Actor
from bot.db import Database
from bot.desk import Desk
from bot.files import File
from bot.migrations import upgrade
from bot.models import Journalist, Member, Role, Team
from bot.relationships import imports
from bot.settings import Settings
from tests.bench.tables import show
from tests.clocks import Clock
from tests.messy import found, messy

ROWS = 5_000


def measure(folder: Path) -> None:
    """One table."""
    clock, sheet = Clock(), messy(ROWS)
    database = Database(f"sqlite:///{folder / 'contacts.sqlite'}")
    upgrade(database)
    settings = Settings()
    desk = Desk(
        settings=settings, database=database, llm=llm.from_settings(settings, database=database, clock=clock), clock=clock
    )
    with database.write() as session:
        session.add(Team(id="T1", name="Lantern", zone="UTC", created_at=clock()))
        session.flush()
        session.add(
            Member(
                id="slack:T1:U1", team_id="T1", user_id="U1", name="Tobi", role=Role.OFFICER, outsider=False, seen_at=clock()
            )
        )
    with database.read() as session:
        actor = Actor.of(session.get_one(Member, "slack:T1:U1"))
    began = time.monotonic()
    imports.handed_in(desk, actor=actor, file=File("media list.csv", sheet.content))
    read = time.monotonic()
    waiting = imports.waiting(desk, actor=actor)
    assert waiting is not None
    looked = time.monotonic()
    imports.start(desk, actor=actor, import_id=waiting.row.id or 0, view="")
    row = imports.run(desk, actor=actor, import_id=waiting.row.id or 0)
    done = time.monotonic()
    again = imports.handed_in(desk, actor=actor, file=File("media list.csv", sheet.content)) and imports.waiting(
        desk, actor=actor
    )
    assert again is not None
    looked_again = time.monotonic()
    with database.read() as session:
        kept = session.exec(select(func.count()).select_from(Journalist)).one()
    precision, recall, with_asked = found(sheet)
    rows = [
        ["reading", f"{read - began:.1f} s"], ["what it would do", f"{looked - read:.1f} s"], ["taking it in", f"{done - looked:.1f} s"],
        ["the same sheet again, looked at", f"{looked_again - done:.1f} s"],
        ["people in it, contacts made, asked about", f"{len(set(sheet.people.values())):,}, {kept:,}, {len(row.doubtful):,}"],
        ["new when it comes again", f"{len(again.plan.new):,}"],
        ["pairs made one that truly are", f"{precision:.1%}"], ["true pairs made one", f"{recall:.1%}"],
        ["true pairs made one or asked about", f"{with_asked:.1%}"],
    ]  # fmt: skip
    show(f"A messy spreadsheet of {ROWS:,} rows (SQLite)", ["what", "measured"], rows)
    database.close()

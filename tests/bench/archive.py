"""A desk with an archive of 10,000 inquiries and 100,000 log entries, to be measured on."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from bot import teams
from bot.authority import Actor
from bot.db import Database
from bot.desk import Desk, now
from bot.llm import NullLLM
from bot.migrations import upgrade
from bot.models import Inquiry, InquiryEvent, InquiryJournalist, Journalist, Member, Outlet, Role, Status
from bot.settings import Settings
from bot.teams import Profile
from tests.paraphrases import Later, fixture, put

INQUIRIES, ENTRIES, OPEN, LATER, PEOPLE = 10_000, 10, 300, 60, 100
TEAM = "T0ARCHIVE"
MAIL = "Hello, I write for the paper and would like to know more about this by the end of the week. " * 15


@dataclass(frozen=True)
class Archive:
    """`later` is asked again in other words; `actor` is an officer who owns half of what is open."""

    name: str
    desk: Desk
    actor: Actor
    later: list[Later]


@contextmanager
def each(urls: Mapping[str, str]) -> Iterator[list[Archive]]:
    """One on each of these databases; says how long it took to write."""
    began = time.monotonic()
    found = [_archive(name, url) for name, url in urls.items()]
    print(f"\n{INQUIRIES:,} inquiries with {INQUIRIES * ENTRIES:,} log entries written to {len(found)} databases", end="")
    print(f" in {time.monotonic() - began:.0f} s.")
    yield found
    for one in found:
        one.desk.database.close()


def _archive(name: str, url: str) -> Archive:
    database = Database(url)
    upgrade(database)
    desk = Desk(settings=Settings(_env_file=None), database=database, llm=NullLLM())  # type: ignore[call-arg]
    teams.open_team(desk, team_id=TEAM, name="Archive", bot_user_id=None)
    records, later = fixture(later=LATER)
    seed = 100
    while len(records) < INQUIRIES:
        records += fixture(records=min(500, INQUIRIES - len(records)), later=0, seed=seed)[0]
        seed += 1
    put(database, records, now(), team=TEAM)
    member = teams.meet(desk, Profile(TEAM, "U0BENCH", "Tobi Fenwick"))
    with database.write() as session:
        session.get_one(Member, member.id).role = Role.OFFICER
        _people(session)
    for first in range(1, INQUIRIES + 1, 1000):
        with database.write() as session:
            for number in range(first, first + 1000):
                _belongings(session, number, member.id)
    with database.write() as session:
        _reopen(session, member.id)
    if not database.is_sqlite:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("analyze")  # As autovacuum does within the minute.
    with database.read() as session:
        return Archive(name, desk, Actor.of(session.get_one(Member, member.id)), later)


def _people(session: Session) -> None:
    for number in range(1, PEOPLE + 1):
        session.add(Outlet(id=number, team_id=TEAM, name=f"Paper {number}", key=f"paper {number}"))
    session.flush()
    for number in range(1, PEOPLE + 1):
        session.add(Journalist(id=number, team_id=TEAM, name=f"Reporter {number}", key=f"reporter {number}", created_at=now()))


def _belongings(session: Session, number: int, member: str) -> None:
    session.add(InquiryJournalist(inquiry_id=number, journalist_id=number % PEOPLE + 1))
    for entry in range(ENTRIES):
        session.add(InquiryEvent(inquiry_id=number, at=now(), actor_id=member, action="noted", text=f"Note {entry}."))


def _reopen(session: Session, member: str) -> None:
    """Most were answered over the years; a few hundred are open, as at a real desk."""
    row = Inquiry.id
    session.execute(update(Inquiry).values(outlet_id=col(row) % PEOPLE + 1, source_text=MAIL))
    session.execute(update(Inquiry).where(col(row) % 2 == 0).values(owner_id=member))
    fresh = col(row) > INQUIRIES - OPEN
    nothing = {"response": None, "responded_at": None, "responded_by": None, "response_route": None, "response_terms": None}
    session.execute(update(Inquiry).where(fresh).values(status=Status.RECEIVED, **nothing))
    soon = now() + timedelta(hours=8)
    session.execute(update(Inquiry).where(fresh, col(row) % 3 > 0).values(deadline_kind="instant", deadline_at=soon))
    late = now() - timedelta(hours=8)
    session.execute(update(Inquiry).where(fresh, col(row) % 3 == 1).values(deadline_kind="instant", deadline_at=late))

"""How long a page of a list takes where there are 2,000 inquiries."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import get_args

from sqlmodel import Session

from bot import inquiries, teams
from bot.authority import Actor
from bot.db import Database
from bot.desk import Desk, now
from bot.inquiries import Which
from bot.llm import NullLLM
from bot.migrations import upgrade
from bot.models import (
    Inquiry,
    InquiryEvent,
    InquiryJournalist,
    Journalist,
    Member,
    Outlet,
    Question,
    Role,
    Statement,
    StatementVersion,
    Status,
)
from bot.settings import Settings
from bot.teams import Profile
from tests.bench.tables import ms, percentile, show

INQUIRIES, TURNS = 2000, 20
TEAM = "T0BENCH"


def measure(urls: Mapping[str, str]) -> None:
    """Prints the table."""
    rows = []
    for name, url in urls.items():
        taken = _times(url)
        rows.append([name, str(len(taken)), ms(percentile(taken, 50)), ms(percentile(taken, 95))])
    show(f"A page of a list of {INQUIRIES:,} inquiries, every kind of list, first and last page", ("", "n", "p50", "p95"), rows)


def _times(url: str) -> list[float]:
    """Milliseconds a page."""
    database = Database(url)
    upgrade(database)
    desk = Desk(settings=Settings(_env_file=None), database=database, llm=NullLLM())
    actor = _filled(desk)
    taken: list[float] = []
    for turn in range(TURNS):
        for which in get_args(Which):
            began = time.perf_counter()
            inquiries.listing(desk, actor=actor, which=which, page=1 if turn % 2 == 0 else INQUIRIES)
            taken.append((time.perf_counter() - began) * 1000)
    database.close()
    return taken


def _filled(desk: Desk) -> Actor:
    """A desk with three years of inquiries, a third of them open; gives an officer who owns some."""
    teams.open_team(desk, team_id=TEAM, name="Bench", bot_user_id=None)
    member = teams.meet(desk, Profile(TEAM, "U0BENCH", "Tobi Fenwick"))
    with desk.database.write() as session:
        session.get_one(Member, member.id).role = Role.OFFICER
        for number in range(1, 101):
            session.add(Outlet(id=number, team_id=TEAM, name=f"Paper {number}", key=f"paper {number}"))
            session.flush()
            session.add(
                Journalist(id=number, team_id=TEAM, name=f"Reporter {number}", key=f"reporter {number}", created_at=now())
            )
        for number in range(1, INQUIRIES + 1):
            session.add(_inquiry(number, member.id))
        session.flush()
        for number in range(1, INQUIRIES + 1):
            _belongings(session, number, member.id)
        session.flush()
        session.add_all(_version(number, member.id) for number in range(1, INQUIRIES + 1))
    with desk.database.read() as session:
        return Actor.of(session.get_one(Member, member.id))


def _inquiry(number: int, member: str) -> Inquiry:
    logged = now() - timedelta(hours=12 * number)
    is_open = number % 3 == 0
    answer = {} if is_open else {"status": Status.RESPONDED, "response": "The shelter is open.", "responded_at": logged}
    return Inquiry(
        id=number, team_id=TEAM, number=number, request_id=f"bench-{number}", topic=f"Night shelter numbers {number}",
        received_at=logged, logged_at=logged, logged_by=member, owner_id=member if number % 2 else None,
        outlet_id=number % 100 + 1, deadline_words="6pm", deadline_kind="instant",
        deadline_at=logged + timedelta(days=number % 900), source_text="Hello. " * 100, **answer,
    )  # fmt: skip


def _belongings(session: Session, number: int, member: str) -> None:
    session.add(InquiryJournalist(inquiry_id=number, journalist_id=number % 100 + 1))
    for question in range(1, 4):
        session.add(Question(inquiry_id=number, number=question, text=f"How many people stayed in month {question}?"))
    for action in ("logged", "took", "acknowledged", "drafted"):
        session.add(InquiryEvent(inquiry_id=number, at=now(), actor_id=member, action=action, text=action))
    session.add(Statement(id=number, team_id=TEAM, number=number, owner_id=member, inquiry_id=number, current=1, created_at=now()))


def _version(number: int, member: str) -> StatementVersion:
    return StatementVersion(
        statement_id=number, number=1, text="The shelter is open.", terms="on_record", sha256="0" * 64, author_id=member,
        created_at=now(),
    )  # fmt: skip

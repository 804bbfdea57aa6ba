"""Lists, search and Home among 10,000 inquiries with 100,000 entries in their logs: `python -m tests.bench.scale`."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

from bot import inquiries, search, teams
from bot.authority import Actor
from bot.db import Database
from bot.desk import Desk, now
from bot.inquiries import Which
from bot.llm import NullLLM
from bot.migrations import upgrade
from bot.models import Inquiry, InquiryEvent, Journalist, Member, Outlet, Question, Role, Status
from bot.notices import Notices
from bot.settings import Settings
from bot.teams import Profile
from tests.bench import databases
from tests.bench.tables import ms, percentile, show

INQUIRIES, ENTRIES, TURNS, OPEN = 10_000, 10, 15, 300
TEAM = "T0SCALE"
PLACES = ("night shelter", "food bank", "day centre", "advice line", "winter appeal", "youth club", "lottery grant")


class Page:
    """Takes what would be published, so that only our own time is measured."""

    def views_publish(self, **_: Any) -> dict[str, Any]:
        return {"ok": True}


def measure(urls: Mapping[str, str]) -> None:
    """Prints the table."""
    rows = []
    for name, url in urls.items():
        for what, taken in times(url).items():
            rows.append([f"{name}: {what}", str(len(taken)), ms(percentile(taken, 50)), ms(percentile(taken, 95))])
    show(
        f"Among {INQUIRIES:,} inquiries with {INQUIRIES * ENTRIES:,} entries in their logs (to reach: p95 under 50 ms)",
        ("", "n", "p50", "p95"), rows,
    )  # fmt: skip


def times(url: str) -> dict[str, list[float]]:
    """Milliseconds, by what was asked for."""
    database = Database(url)
    upgrade(database)
    desk = Desk(settings=Settings(_env_file=None), database=database, llm=NullLLM())  # type: ignore[call-arg]
    actor = _filled(desk)
    notices = Notices(desk, Page())  # type: ignore[arg-type]
    asked: dict[str, Callable[[int], object]] = {
        f"list {which}": lambda turn, which=which: inquiries.listing(desk, actor=actor, which=which, page=1 + turn % 3)  # type: ignore[misc]
        for which in get_args(Which)
    }
    asked |= {
        "search, two words": lambda turn: inquiries.find(desk, actor=actor, text=PLACES[turn % len(PLACES)]),
        "search, words and facets": lambda turn: inquiries.find(
            desk, actor=actor, text=f"{PLACES[turn % len(PLACES)]} status:responded since:2y"
        ),
        "one inquiry": lambda turn: inquiries.get(desk, actor=actor, reference=1 + turn * 600),
        "Home": lambda _: notices.home(member=actor.id),
    }
    found: dict[str, list[float]] = {}
    for what, ask in asked.items():
        ask(0)
        for turn in range(TURNS):
            began = time.perf_counter()
            ask(turn)
            found.setdefault(what, []).append((time.perf_counter() - began) * 1000)
    database.close()
    return found


def _filled(desk: Desk) -> Actor:
    teams.open_team(desk, team_id=TEAM, name="Scale", bot_user_id=None)
    member = teams.meet(desk, Profile(TEAM, "U0SCALE", "Tobi Fenwick"))
    with desk.database.write() as session:
        session.get_one(Member, member.id).role = Role.OFFICER
        for number in range(1, 101):
            session.add(Outlet(id=number, team_id=TEAM, name=f"Paper {number}", key=f"paper {number}"))
        session.flush()
        for number in range(1, 101):
            session.add(
                Journalist(id=number, team_id=TEAM, name=f"Reporter {number}", key=f"reporter {number}", created_at=now())
            )
    for first in range(1, INQUIRIES + 1, 500):
        with desk.database.write() as session:
            made = [_inquiry(number, member.id) for number in range(first, min(first + 500, INQUIRIES + 1))]
            session.add_all(made)
            session.flush()
            for one in made:
                session.add(Question(inquiry_id=one.id or 0, number=1, text=f"How many came to the {PLACES[one.number % 7]}?"))
                session.add_all(
                    InquiryEvent(
                        inquiry_id=one.id or 0, at=one.logged_at, actor_id=member.id, action="noted", text=f"Note {entry}."
                    )
                    for entry in range(ENTRIES)
                )
            session.flush()
            for one in made:
                search.index(session, one)
    with desk.database.read() as session:
        return Actor.of(session.get_one(Member, member.id))


def _inquiry(number: int, member: str) -> Inquiry:
    """A few hundred are open, as at a real desk; the others were answered over the years."""
    logged = now() - timedelta(hours=3 * number)
    answered = number > OPEN
    answer: dict[str, Any] = (
        {"status": Status.RESPONDED, "response": f"{number} people came to the {PLACES[number % 7]}.", "responded_at": logged}
        if answered
        else {}
    )
    return Inquiry(
        id=number, team_id=TEAM, number=number, request_id=f"scale-{number}", topic=f"Numbers of the {PLACES[number % 7]} {number}",
        received_at=logged, logged_at=logged, logged_by=member, owner_id=member if number % 2 else None,
        outlet_id=number % 100 + 1, deadline_words="6pm", deadline_kind="instant",
        deadline_at=logged + timedelta(days=number % 30), source_text="Hello. " * 100, **answer,
    )  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="pressdesk-bench-") as folder, databases.each(Path(folder)) as urls:
        measure(urls)


if __name__ == "__main__":
    main()

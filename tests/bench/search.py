"""How long search takes among 10,000 answered inquiries: by words and facets, past answers, and what is near a new one."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bot import inquiries, recall, teams
from bot.authority import Actor
from bot.db import Database
from bot.desk import Desk, now
from bot.llm import NullLLM
from bot.migrations import upgrade
from bot.models import Member, Role
from bot.settings import Settings
from bot.teams import Profile
from tests.bench import databases
from tests.bench.tables import ms, percentile, show
from tests.paraphrases import Later, fixture, put

INQUIRIES, QUESTIONS = 10_000, 60
TEAM = "T0SEARCH"


def measure(urls: Mapping[str, str], *, inquiries_kept: int = INQUIRIES) -> None:
    """Prints the table."""
    rows = []
    for name, url in urls.items():
        for what, taken in times(url, inquiries_kept=inquiries_kept).items():
            rows.append([f"{name}: {what}", str(len(taken)), ms(percentile(taken, 50)), ms(percentile(taken, 95))])
    show(f"Search among {inquiries_kept:,} inquiries", ("", "n", "p50", "p95"), rows)


def times(url: str, *, inquiries_kept: int = INQUIRIES) -> dict[str, list[float]]:
    """Milliseconds a search, by kind."""
    database = Database(url)
    upgrade(database)
    desk = Desk(settings=Settings(_env_file=None), database=database, llm=NullLLM())  # type: ignore[call-arg]
    actor, later = _filled(desk, inquiries_kept)
    asks: dict[str, Callable[[int, Later], object]] = {
        "find two words": lambda _, one: inquiries.find(desk, actor=actor, text=_words(one, 2)),
        "find a word, third page": lambda _, one: inquiries.find(desk, actor=actor, text=_words(one, 1), page=3),
        "find with facets": lambda _, one: inquiries.find(
            desk, actor=actor, text=f"{_words(one, 1)} status:responded since:1y"
        ),
        "past answers to typed words": lambda _, one: recall.said(desk, actor=actor, text=f"{one.topic} {one.question}"),
        "past answers to an inquiry": lambda place, _: recall.past_answers(desk, actor=actor, inquiry_id=place + 1),
        "near a new inquiry": lambda place, _: inquiries.nearby(desk, actor=actor, inquiry_id=place + 1),
    }
    taken: dict[str, list[float]] = {}
    for what, ask in asks.items():
        ask(0, later[0])  # The first of a kind is compiled, which is paid once a process.
        for place, one in enumerate(later):
            began = time.perf_counter()
            ask(place, one)
            taken.setdefault(what, []).append((time.perf_counter() - began) * 1000)
    database.close()
    return taken


def _words(one: Later, count: int) -> str:
    return (
        " ".join([word for word in one.topic.replace(",", "").replace(":", "").split() if len(word) > 4][:count]) or "shelter"
    )


def _filled(desk: Desk, most: int) -> tuple[Actor, list[Later]]:
    teams.open_team(desk, team_id=TEAM, name="Bench", bot_user_id=None)
    records, later = fixture(later=QUESTIONS)
    seed = 100
    while len(records) < most:
        records += fixture(records=min(500, most - len(records)), later=0, seed=seed)[0]
        seed += 1
    put(desk.database, records, now(), team=TEAM)
    if not desk.database.is_sqlite:
        with desk.database.engine.begin() as connection:
            connection.exec_driver_sql("analyze")  # As autovacuum does within the minute.
    member = teams.meet(desk, Profile(TEAM, "U0BENCH", "Tobi Fenwick"))
    with desk.database.write() as session:
        kept = session.get_one(Member, member.id)
        kept.role = Role.OFFICER
        session.add(kept)
        session.flush()
        return Actor.of(kept), later


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="pressdesk-bench-") as folder, databases.each(Path(folder)) as urls:
        measure(urls)


if __name__ == "__main__":
    main()

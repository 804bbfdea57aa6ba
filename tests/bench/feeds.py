"""Feeds: entries parsed, stored and indexed a second, and a cycle of 500 feeds against a site on this machine."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text
from sqlmodel import Session, func, select

from bot import llm, migrations, teams
from bot.coverage import articles, polls, readings
from bot.db import Database
from bot.desk import Desk
from bot.gathering import Gathering
from bot.models import Article, Feed, Member
from bot.settings import Settings
from bot.work import Work
from tests.clocks import Clock
from tests.fakes.feeds import Reply, Site, item, rss

Line = tuple[str, str, str]
TEAM, MEMBER = "T0BENCH", "slack:T0BENCH:U0BENCH"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WORDS = (
    "council", "shelter", "winter", "beds", "library", "fines", "spring", "budget", "hospital", "ward", "nurse", "train", "delay",
    "storm", "river", "bridge", "school", "meals", "charity", "appeal", "court", "ruling", "minister", "report", "housing", "rent",
    "energy", "price", "strike", "festival", "museum", "harbour", "market",
)  # fmt: skip
BODIES, ENTRIES = 60, 100
FEEDS, ITEMS = 500, 30


def measure(urls: dict[str, str]) -> None:
    """Prints what is reached beside each target, on each database."""
    print(f"{'feeds':<52}{'target':>12}{'reached':>14}")
    for name, url in urls.items():
        for what, target, told in _all(Database(url)):
            print(f"{name + ': ' + what:<52}{target:>12}{told:>14}", flush=True)


def reached(_: Path) -> Iterator[Line]:
    """The rows of the table of targets, on SQLite."""
    with TemporaryDirectory(prefix="pressdesk-bench-") as folder:
        yield from _all(Database(f"sqlite:///{folder}/feeds.sqlite"))


def _all(database: Database) -> Iterator[Line]:
    migrations.upgrade(database)
    yield from _entries(database)
    yield from _again(database)
    yield from _cycle(database)
    database.close()


def _desk(database: Database, clock: Clock, **settings: str) -> Desk:
    found = Settings(_env_file=None, database_url=database.url.render_as_string(hide_password=False), **settings)  # type: ignore[arg-type]
    desk = Desk(found, database, llm.NullLLM(), clock)
    teams.open_team(desk, team_id=TEAM, name="Bench", bot_user_id=None)
    with database.write() as session:
        if session.get(Member, MEMBER) is None:
            session.add(Member(id=MEMBER, team_id=TEAM, user_id="U0BENCH", seen_at=clock()))
    return desk


def _feed(session: Session, url: str, at: datetime, site: str) -> Feed:
    feed = Feed(team_id=TEAM, url=url, title=site, site=f"https://{site}/", next_poll_at=at, added_by=MEMBER, added_at=at)
    session.add(feed)
    session.flush()
    return feed


def _body(chance: random.Random, number: int, entries: int) -> bytes:
    def one(at: int) -> str:
        title = " ".join(chance.sample(WORDS, 7)).capitalize()
        summary = " ".join(chance.choices(WORDS, k=60))
        when = START - timedelta(minutes=7 * at)
        link = f"https://paper{number}.example/news/{number}-{at}?utm_source=rss"
        return item(
            title, link, guid=f"{number}-{at}", published=when.strftime("%a, %d %b %Y %H:%M:%S GMT"), text=f"<p>{summary}</p>"
        )

    return rss(*(one(at) for at in range(entries)), title=f"Paper {number}", link=f"https://paper{number}.example/")


def _bodies() -> list[bytes]:
    return [_body(random.Random(number), number, ENTRIES) for number in range(BODIES)]


def _entries(database: Database) -> Iterator[Line]:
    desk = _desk(database, Clock(START))
    with database.write() as session:
        feeds = [
            _feed(session, f"https://paper{number}.example/feed", START + timedelta(days=9), f"paper{number}.example")
            for number in range(BODIES)
        ]
    yield from _stored("parse + store + index, entries/s of a core", "≥ 2,000", desk, feeds)


def _again(database: Database) -> Iterator[Line]:
    desk = _desk(database, Clock(START))
    with database.read() as session:
        feeds = list(session.exec(select(Feed).where(Feed.team_id == TEAM)))
    yield from _stored("the same once more (nothing new)", "", desk, feeds)


def _stored(what: str, target: str, desk: Desk, feeds: list[Feed]) -> Iterator[Line]:
    """By processor time, the reader's included: what one core does with nothing beside it; and by the clock."""
    bodies = _bodies()
    readings._readers().close()
    began, used = time.perf_counter(), _cpu()
    for feed, body in zip(feeds, bodies, strict=False):
        entries = readings.entries(body, url=feed.url)
        with desk.database.write() as session:
            articles.take(session, desk, team_id=TEAM, entries=entries, feed=feed, at=START)
    took = time.perf_counter() - began
    readings._readers().close()  # Only of a process that has ended is its time known.
    busy = _cpu() - used
    total = len(bodies) * ENTRIES
    yield what, target, f"{total / busy:,.0f}"
    yield "  by the clock, as busy as the machine was", "", f"{total / took:,.0f}"


def _cpu() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    )


def _cycle(database: Database) -> Iterator[Line]:
    """500 feeds on as many hosts come due at once; the desk's own clock and workers do it all, with two seconds' rest a host."""
    with Site("0.0.0.0") as site:
        hosts = [f"127.0.{number // 250}.{number % 250 + 1}" for number in range(FEEDS)]
        clock = Clock(START + timedelta(hours=1))
        desk = _desk(database, clock, feed_allow="127.0.0.0/8")
        for number in range(FEEDS):
            body = _body(random.Random(9_000 + number), 9_000 + number, ITEMS)
            site.replies[f"/{number}"] = Reply(body, headers={"etag": f'"{number}"'})
        with database.write() as session:
            session.execute(text("update feed set state = 'paused'"))
            for number, host in enumerate(hosts):
                _feed(session, f"http://{host}:{site.port}/{number}", clock(), f"paper{9_000 + number}.example")
        # Sorting and what follows have tables of their own.
        others = dict.fromkeys(("coverage_sort", "coverage_score", "coverage_alert"), lambda **_: None)
        work = Work(desk=desk, performers=Gathering(desk).performers() | others, threads=desk.settings.workers)
        database.after_write = work.wake
        work.start()
        for what in ("500 feeds, 15,000 new entries, seconds", "500 feeds again, nothing new, seconds"):
            clock.advance(hours=3)
            before = len(site.asked)
            began = time.perf_counter()
            polls.due(desk)
            while _waiting(database):
                time.sleep(0.1)
            took = time.perf_counter() - began
            yield what, "< 60", f"{took:.1f} ({len(site.asked) - before} requests)"
        work.stop()
        with database.read() as session:
            yield "  articles now", "", f"{session.exec(select(func.count()).select_from(Article)).one():,}"


def _waiting(database: Database) -> bool:
    with database.read() as session:
        unfinished = "select 1 from job where kind in ('feed_poll', 'feed_parse') and state in ('waiting', 'running') limit 1"
        return session.execute(text(unfinished)).first() is not None

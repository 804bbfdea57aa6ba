"""A large store of articles: made from real text, so that words are as rare and as common as they are; then sorting in it.

`fill(database, count)` makes the store; the same seed makes the same. A search bench on it is `articlesearch`.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import tarfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, text
from sqlmodel import col, select

from bot import llm
from bot.coverage import articles, sorting
from bot.coverage.entries import Entry
from bot.db import Database
from bot.desk import Desk
from bot.migrations import upgrade
from bot.models import Article, Clip, Match, Member, Outlet, Role, Story, Team, TermKind, WatchTerm
from bot.settings import Settings
from tests.bench.tables import show

ROOT = Path(__file__).parents[2]
ARTICLES = int(os.environ.get("ARTICLES", "1000000"))
TEAM, END = "T0BENCH", datetime(2026, 11, 23, 12, tzinfo=UTC)
YEARS = 3
OUTLETS = 400
AT_ONCE = 5_000
US = "Harbour Light Trust"
NEW = 500


class Writer:
    """Writes articles word by word as real ones go on: each pair of words by what followed it there."""

    def __init__(self, lines: list[str], seed: int = 7) -> None:
        self.chance = random.Random(seed)
        follows: dict[tuple[str, str], list[str]] = defaultdict(list)
        for line in lines:
            words = line.split()
            for first, second, third in zip(words, words[1:], words[2:], strict=False):
                follows[first, second].append(third)
        self.follows = dict(follows)
        self.starts = [tuple(line.split()[:2]) for line in lines if len(line.split()) > 4]

    def words(self, count: int) -> str:
        """A text of as many words."""
        said: list[str] = []
        while len(said) < count:
            one, other = self.chance.choice(self.starts)
            said += [one, other]
            while len(said) < count and (after := self.follows.get((one, other))):
                one, other = other, self.chance.choice(after)
                said.append(other)
        return " ".join(said[:count])

    def article(self) -> tuple[str, str]:
        """A title, and a text as long as feeds bring it: mostly a snippet, sometimes the whole."""
        length = self.chance.choice((25, 40, 40, 60, 60, 80, 250))
        return self.words(self.chance.randint(7, 12)), self.words(length)


def lines() -> list[str]:
    """Real lines: the texts of the files in DATA, where that is given, and what our tests hold."""
    found: list[str] = []
    if folder := os.environ.get("DATA"):
        for file in sorted(Path(folder).glob("*.jsonl")):
            for row in file.read_text(encoding="utf-8").splitlines():
                said = json.loads(row)
                found += [str(said[key]) for key in ("text", "title") if said.get(key)]
        for packed in sorted(Path(folder).glob("*.tar.gz")):
            with tarfile.open(packed) as tar:
                for member in tar:
                    body = tar.extractfile(member)
                    if body is not None and member.size < 200_000:
                        found += re.findall(r">([^<>]{60,400})<", body.read().decode("utf-8", "ignore"))
    inquiries = json.loads((ROOT / "tests" / "data" / "drafts" / "dev.json").read_text(encoding="utf-8"))
    found += re.findall(r"\"([^\"]{60,400})\"", json.dumps(inquiries, ensure_ascii=False))
    return [" ".join(line.split()) for line in found]


def prepare(database: Database) -> Desk:
    """A desk with a team, outlets and one term of ours."""
    upgrade(database)
    settings = Settings(_env_file=None, database_url=str(database.engine.url))
    desk = Desk(
        settings=settings,
        database=database,
        llm=llm.from_settings(settings, database=database, clock=lambda: END),
        clock=lambda: END,
    )
    with database.write() as session:
        if session.get(Team, TEAM) is None:
            session.add(Team(id=TEAM, created_at=END))
            session.flush()
            member = Member(id=f"slack:{TEAM}:U1", team_id=TEAM, user_id="U1", name="Wren", role=Role.ADMIN, seen_at=END)
            session.add(member)
            session.flush()
            for at in range(OUTLETS):
                session.add(
                    Outlet(team_id=TEAM, name=f"Paper {at}", key=f"paper {at}", tier=1 + at % 3, domains=[f"paper{at}.example"])
                )
            session.add(
                WatchTerm(team_id=TEAM, kind=TermKind.US, name=US, added_by=member.id, added_at=END, filled_version=1)
            )  # fmt: skip
    return desk


def fill(database: Database, count: int = ARTICLES, *, ours: float = 0.01) -> float:
    """Makes a store of as many sorted articles over three years, one in a hundred of them about us, with its clip and story;
    gives the seconds it took."""
    prepare(database)
    began = time.monotonic()
    writer = Writer(lines())
    with database.read() as session:
        outlets = list(session.exec(select(Outlet.id).where(Outlet.team_id == TEAM)))
        (term,) = session.exec(select(WatchTerm.id).where(WatchTerm.team_id == TEAM))
    step = timedelta(days=365 * YEARS) / count
    first = END - timedelta(days=365 * YEARS)
    for start in range(0, count, AT_ONCE):
        rows, about = [], []
        for number in range(start, min(start + AT_ONCE, count)):
            title, said = writer.article()
            at = first + step * number
            if writer.chance.random() < ours:
                about.append((number + 1, at))
                title, said = f"{title} {US}", f"{said} {US} said."
            rows.append(
                {
                    "id": number + 1, "team_id": TEAM, "outlet_id": writer.chance.choice(outlets), "medium": "online", "title": title, "text": said,
                    "address": f"https://paper.example/{number}", "byline": "", "language": "", "published_at": at, "first_seen_at": at, "sorted_at": at,
                    "text_sha256": hashlib.sha256(said.encode()).hexdigest(), "whole": False, "alone": False,
                }
            )  # fmt: skip
        with database.write() as session:
            if about:
                session.execute(insert(Story), [
                    {"id": one, "team_id": TEAM, "title": "", "first_seen_at": at, "last_seen_at": at, "summary": [], "summary_of": {}} for one, at in about
                ])  # fmt: skip
            told = {one for one, _ in about}
            session.execute(insert(Article), [row | {"story_id": row["id"] if row["id"] in told else None} for row in rows])
            if about:
                session.execute(
                    insert(Match), [{"article_id": one, "term_id": term, "term_version": 1, "seen_at": at} for one, at in about]
                )
                session.execute(insert(Clip), [
                    {"team_id": TEAM, "article_id": one, "seen_at": at, "tone": "not_toned", "evidence": "", "scored_at": at} for one, at in about
                ])  # fmt: skip
    with database.write() as session:
        if database.engine.dialect.name == "postgresql":
            for name in ("article", "story", "clip"):
                session.execute(
                    text(f"select setval(pg_get_serial_sequence('{name}', 'id'), (select coalesce(max(id), 1) from {name}))")
                )
        else:
            session.execute(text("ANALYZE"))
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    return time.monotonic() - began


def entries(writer: Writer, count: int, *, at: datetime, name: str) -> Iterator[Entry]:
    """New articles as a feed brings them, one in ten about us."""
    for number in range(count):
        title, said = writer.article()
        said += f" {US} said." if number % 10 == 0 else ""
        yield Entry(title, f"https://paper{number % OUTLETS}.example/{name}/{number}", f"{name}:{number}", at, summary=said)


def measure(urls: Mapping[str, str]) -> None:
    """Prints what a large store takes: filling, taking in 500 new articles, sorting them in a process that just started and in
    one that has been running."""
    rows = []
    for name, url in urls.items():
        database = Database(url)
        desk, seconds = prepare(database), fill(database)
        writer = Writer(lines(), seed=11)
        found = [f"{ARTICLES / seconds:,.0f}/s"]
        for turn in range(3):
            began = time.monotonic()
            with database.write() as session:
                new = articles.take(
                    session, desk, team_id=TEAM, entries=list(entries(writer, NEW, at=END, name=f"t{turn}")), at=END
                )
            taken = time.monotonic()
            sorting.sort(desk, team_id=TEAM)
            sorted_ = time.monotonic()
            found.append(f"{len(new) / (taken - began):,.0f}/s · {sorted_ - taken:.1f} s")
        with database.read() as session:
            clips = len(session.exec(select(Clip.id).where(col(Clip.article_id) > ARTICLES)).all())
        rows.append([name, *found, f"{clips}"])
        database.close()
    show(
        f"A store of {ARTICLES:,} articles: 500 new ones are taken in and sorted",
        ("", "filled", "taken · sorted, at first", "again", "again", "new clips"), rows,
    )  # fmt: skip

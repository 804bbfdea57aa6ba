"""Tokens: what a model is sent and says on a day of 200 articles about us, for tones and for story summaries, and when all of it is
asked for again. A token is taken for four characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlmodel import Session, col, select, update

from bot.coverage import scores, summaries
from bot.db import Database
from bot.desk import Desk
from bot.migrations import upgrade
from bot.models import Article, Clip, CoverageChannel, Match, Member, Outlet, Story, Team, TermKind, WatchTerm
from bot.settings import Settings
from prompts import Rendered
from tests.bench.articles import Writer, lines

Line = tuple[str, str, str]
TEAM, MEMBER, US = "T0BENCH", "slack:T0BENCH:U0BENCH", "Harbour Light Trust"
HOUR = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
ARTICLES, STORIES, WORDS = 200, 60, 600


@dataclass
class Counting:
    """A model that answers what was asked in the shape that was asked for, and counts both. `parts` are by prompt."""

    configured: bool = True
    local: bool = False
    embedding_model: str = ""
    embeds: bool = False
    parts: dict[str, list[int]] = field(default_factory=dict)

    def ask(self, prompt: Rendered, *, shape: type[Any], **_: Any) -> Any:
        said = self._answer(prompt, shape)
        spent = self.parts.setdefault(prompt.prompt.name, [0, 0, 0])
        spent[0] += (len(prompt.system) + len(prompt.user)) // 4
        spent[1] += len(said.model_dump_json()) // 4
        spent[2] += 1
        return said

    def _answer(self, prompt: Rendered, shape: type[Any]) -> Any:
        if "answers" in shape.model_fields:
            asked = re.findall(r'<item id="(a\d+)">\n(.+)', prompt.user)
            # As the prompt has it: up to eight words of a sentence that names us.
            return shape(
                answers=[{"article": one, "tone": "neutral", "evidence": " ".join(told.split()[:8])} for one, told in asked]
            )
        text = "The trust said on Monday that the beds would be open again before winter, and its neighbours had asked for it."
        return shape(sentences=[{"text": text, "articles": [1]}, {"text": text, "articles": [1]}])

    def warm(self) -> None:
        return None

    @property
    def spent(self) -> tuple[int, int]:
        return sum(one[0] for one in self.parts.values()), sum(one[1] for one in self.parts.values())


def reached(_: Path) -> Iterator[Line]:
    """The rows of the table of targets."""
    with TemporaryDirectory(prefix="pressdesk-bench-") as folder:
        database, model = Database(f"sqlite:///{folder}/tokens.sqlite"), Counting()
        upgrade(database)
        settings = Settings(_env_file=None, llm_base_url="http://127.0.0.1:9/v1", llm_model="m")  # type: ignore[call-arg]
        desk = Desk(settings=settings, database=database, llm=model, clock=lambda: HOUR - timedelta(minutes=10))
        with database.write() as session:
            channel = _day(session)
        _ask(desk, channel)
        first, parts = model.spent, {name: tuple(one) for name, one in model.parts.items()}
        with database.write() as session:
            session.execute(update(Clip).where(col(Clip.team_id) == TEAM).values(scored_at=None))
        _ask(desk, channel)
        again = model.spent[0] - first[0]
        database.close()
    yield f"tokens of a day of {ARTICLES} articles: in, out", "≤ 60,000 in, 6,000 out", f"{first[0]:,}, {first[1]:,}"
    for name, (sent, said, asked) in sorted(parts.items()):
        yield f"  of that {name}, asked {asked} times", "", f"{sent:,}, {said:,}"
    yield "  all of it asked for again", "≤ 5 %", f"{again / max(first[0], 1):.1%}"


def _ask(desk: Desk, channel: int) -> None:
    while scores.score(desk, team_id=TEAM):
        pass
    summaries.write(desk, channel_id=channel)


def _day(session: Session) -> int:
    """200 articles of some 600 words in 60 stories, each with two sentences that name us; the channel they are for."""
    writer = Writer(lines(), seed=3)
    seen = HOUR - timedelta(hours=4)
    session.add(Team(id=TEAM, name=US, created_at=seen))
    session.flush()
    session.add(Member(id=MEMBER, team_id=TEAM, user_id="U0BENCH", seen_at=seen))
    session.flush()
    term = WatchTerm(team_id=TEAM, kind=TermKind.US, name=US, added_by=MEMBER, added_at=seen)
    session.add(term)
    outlet = Outlet(team_id=TEAM, name="The Courier", key="courier", tier=1)
    session.add(outlet)
    stories = [Story(team_id=TEAM, title=f"Story {number}", first_seen_at=seen, last_seen_at=seen) for number in range(STORIES)]
    session.add_all(stories)
    channel = CoverageChannel(
        team_id=TEAM, channel="C0NEWS", zone="UTC", previewed_at=seen, added_by=MEMBER, added_at=seen - timedelta(days=9)
    )
    session.add(channel)
    session.flush()
    for number in range(ARTICLES):
        about = f"{US} said that {writer.words(14)}. {writer.words(120)}. {writer.words(10)}, {US} told reporters. "
        article = Article(
            team_id=TEAM, outlet_id=outlet.id, title=writer.words(9), text=about + writer.words(WORDS - 150), published_at=seen,
            first_seen_at=seen, story_id=stories[number % STORIES].id, sorted_at=seen, address=f"https://paper.example/{number}", whole=True,
        )  # fmt: skip
        session.add(article)
        session.flush()
        session.add(Match(article_id=article.id or 0, term_id=term.id or 0, term_version=1, seen_at=seen))
        session.add(Clip(team_id=TEAM, article_id=article.id or 0, seen_at=seen, tier=1))
    session.flush()
    found = session.exec(select(CoverageChannel.id).where(CoverageChannel.team_id == TEAM)).one()
    return found or 0

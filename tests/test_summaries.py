"""Summaries: what a model is asked for before the digest's hour, what of its answer is shown, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot import schedule
from bot.db import Database
from bot.models import Article, Clip, Outlet, Story, Tone
from tests import covered
from tests.clocks import Clock
from tests.fakes.model import ModelServer, Request
from tests.flows import rows
from tests.slack_desk import DESK, MARA, TEAM, SlackDesk, opened, words

HOUR = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
SEEN = HOUR - timedelta(hours=4)
TEXT = "Lantern Trust opened forty beds in Harbour Street on Monday. The council paid £40,000 for them, its leader said. " + "The shelter had been shut since spring and neighbours had asked for it to be opened again before winter came. " * 3  # fmt: skip

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture
def slack(server: ModelServer, database: Database, clock: Clock) -> Iterator[SlackDesk]:
    with opened(database, clock, llm_base_url=server.url, llm_model="m") as desk:
        covered.channel(desk, HOUR - timedelta(days=10))
        yield desk


def tick(slack: SlackDesk, at: datetime) -> None:
    slack.clock.set(at)
    schedule.tick(slack.desk)
    slack.settle()


def morning(slack: SlackDesk, day: int = 0) -> dict[str, Any]:
    """Twenty minutes before the hour, the hour, and the digest."""
    at = HOUR + timedelta(days=day)
    tick(slack, at - timedelta(minutes=15))
    tick(slack, at)
    return [one for one in slack.said(MARA, DESK) if one["text"].startswith("Coverage")][-1]


def said(*sentences: tuple[str, list[int]]) -> dict[str, Any]:
    return {"sentences": [{"text": text, "articles": articles} for text, articles in sentences]}


def test_only_sentences_that_their_articles_bear_out_are_shown_each_with_where_it_stands(
    slack: SlackDesk, server: ModelServer
) -> None:
    story = covered.story(slack, "Beds", SEEN)
    covered.clip(slack, "Forty beds open", SEEN, outlet_name="The Courier", text=TEXT, story_id=story)
    covered.clip(
        slack,
        "Neighbours are glad",
        SEEN,
        outlet_name="Harbour Gazette",
        text=TEXT.replace("forty beds", "beds"),
        story_id=story,
    )
    server.enqueue(said(
        ("Lantern Trust opened forty beds in Harbour Street.", [1]), ("It opened ninety beds.", [1]), ("Mayor Ada Quill opened the shelter.", [1]),
        ("The council paid £40,000 for them.", [2]),
    ))  # fmt: skip
    digest = morning(slack)
    assert "Lantern Trust opened forty beds in Harbour Street. [ The Courier ]" in " ".join(words(digest).split())
    for invented in ("ninety", "Ada Quill", "£40,000"):
        assert invented not in words(digest), "what is not said, cited or among the first three sentences"
    (request,) = server.history
    assert "The Courier: Forty beds open" in request.user and "£40,000" in request.user


@pytest.mark.parametrize("sentence", [("A shelter opened.", []), ("A shelter opened.", [7]), ("See https://evil.example/a now.", [1]), ("<!channel> " * 60, [1])])  # fmt: skip
def test_a_sentence_without_an_article_or_with_what_no_article_says_is_left_out(
    slack: SlackDesk, server: ModelServer, sentence: tuple[str, list[int]]
) -> None:  # fmt: skip
    covered.clip(slack, "Forty beds open", SEEN, outlet_name="The Courier", text=TEXT)
    server.enqueue(said(sentence))
    digest = morning(slack)
    assert rows(slack, Story)[0].summary == [] and "Forty beds open" in words(digest) and "The Courier" in words(digest)


def test_the_digest_waits_for_no_model(slack: SlackDesk, server: ModelServer) -> None:
    for number in range(5):
        covered.clip(slack, f"Headline {number}", SEEN, text=TEXT)
    server.otherwise = lambda request: "no JSON"
    digest = morning(slack)
    assert "Headline 4" in words(digest)
    assert len({request.user.partition("</articles>")[0] for request in server.history}) == 3, (
        "after three failures the rest is not asked for"
    )


def test_a_story_is_summed_up_again_only_when_it_changed(slack: SlackDesk, server: ModelServer) -> None:
    server.otherwise = lambda request: said(("The shelter had been shut since spring.", [1]))
    story = covered.story(slack, "Beds", SEEN)
    clips = [
        covered.clip(slack, f"Beds {number}", SEEN, text=f"{number}. {TEXT}", story_id=story, outlet_name=f"Paper {number}")
        for number in range(10)
    ]
    morning(slack)
    assert len(server.history) == 1
    next_day = SEEN + timedelta(days=1)
    for number, asked in ((1, 1), (2, 1), (3, 2)):
        covered.clip(
            slack, f"More beds {number}", next_day, text=f"{number}. {TEXT}", story_id=story, outlet_name=f"Late Paper {number}"
        )
        if number > 1:
            morning(slack, day=number - 1)
            assert len(server.history) == asked, f"{number} articles more than ten"
        next_day = SEEN + timedelta(days=number)
    covered.put(slack, Clip, clips[0], tone=Tone.UNFAVOURABLE, tier=1)
    for one in clips[1:]:
        covered.put(slack, Clip, one, tone=Tone.UNFAVOURABLE)
    covered.clip(slack, "And one", SEEN + timedelta(days=3), text=TEXT, story_id=story)
    morning(slack, day=3)
    assert len(server.history) == 3, "another tone and another tier"


def test_a_day_of_200_articles_costs_what_it_may_and_hardly_anything_when_asked_again(
    slack: SlackDesk, server: ModelServer
) -> None:
    """A token is taken for four characters, as English has it on the whole."""
    spent = {"in": 0, "out": 0}

    def answer(request: Request) -> dict[str, Any]:
        numbers = [int(one) for one in re.findall(r'id="?(\d+)', request.user)] or [1]
        told = said(
            *(
                (
                    f"The shelter in street {number} had been shut since spring, and neighbours had asked for it to be opened again.",
                    [1],
                )
                for number in numbers[:3]
            )
        )
        spent["in"] += (len(request.system) + len(request.user)) // 4
        spent["out"] += len(str(told)) // 4
        return told

    server.otherwise = answer
    with slack.database.write() as session:
        paper = Outlet(team_id=TEAM, name="The Courier", key="courier", tier=1)
        session.add(paper)
        session.flush()
        for number in range(200):
            if number % 5 == 0:
                story = Story(team_id=TEAM, title=f"Story {number}", first_seen_at=SEEN, last_seen_at=SEEN)
                session.add(story)
                session.flush()
            article = Article(team_id=TEAM, outlet_id=paper.id, title=f"Headline {number}", text=f"Street {number}. {TEXT * 8}",
                              published_at=SEEN, first_seen_at=SEEN, story_id=story.id, sorted_at=SEEN)  # fmt: skip
            session.add(article)
            session.flush()
            session.add(Clip(team_id=TEAM, article_id=article.id or 0, seen_at=SEEN, tier=1, tone=Tone.NEUTRAL, scored_at=SEEN))
    morning(slack)
    first = dict(spent)
    assert 0 < first["in"] <= 60_000 and 0 < first["out"] <= 6_000
    covered.channel(slack, HOUR - timedelta(days=10), "C0GENERAL", time="07:50")
    tick(slack, HOUR + timedelta(minutes=5))
    assert spent["in"] - first["in"] <= 0.05 * first["in"]

"""Whatever a model does, the card is up at once and the draft falls back to what is on record."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.db import Database
from bot.models import Generation, Inquiry, Job, JobState, Origin, Posting, StatementVersion
from tests.clocks import Clock
from tests.fakes.model import MODES, ModelServer, said
from tests.flows import inquiry, log, rows, sent, waiting
from tests.slack_desk import GENERAL, TOBI, SlackDesk, opened

TEXT = "I'm a reporter at the Gazette. How many people stayed at the night shelter in October? My deadline is 6pm today."
FAULTS = {
    **{name: behaviour for name, behaviour in MODES.items() if name != "worst"},
    "no json": lambda _: said("I would rather not."),
    "wrong ids": lambda _: said('{"sentences": [{"text": "It closed.", "source_ids": ["PR-9999"], "kind": "fact"}]}'),
}


@pytest.fixture(params=FAULTS)
def model(request: pytest.FixtureRequest) -> Iterator[ModelServer]:
    with ModelServer(FAULTS[request.param]) as server:
        yield server


def patiently(seen: object, seconds: float = 15) -> float:
    began = time.monotonic()
    while not seen():  # type: ignore[operator]
        assert time.monotonic() - began < seconds
        time.sleep(0.02)
    return time.monotonic() - began


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_card_is_up_at_once_and_the_draft_falls_back(database: Database, clock: Clock, model: ModelServer) -> None:
    with opened(database, clock, llm_base_url=model.url, llm_model="bad", llm_timeout=1.5) as slack:
        log(slack, topic="Night shelter in September", questions="How many people stayed at the night shelter in September?")
        sent(slack, "212 people stayed in September.")
        ts = slack.post(TOBI, GENERAL, TEXT)
        slack.shortcut(TOBI, "log_message", channel=GENERAL, message_ts=ts)
        assert "night shelter" in str(slack.fields(TOBI)).lower(), "the form is filled by rules"
        assert slack.submit(TOBI).ok
        slack.world.close_view(TOBI, every=True)
        asked = inquiry(slack, 2)
        slack.click(TOBI, "statement_open", message=slack.card(2))
        suggest_at_work(slack)
        taken = card_beside_it(slack)
        assert taken < 5, "the card waited for the model"
        patiently(lambda: not waiting(slack))
        slack.house.work.stop()
        (draft,) = [one for one in rows(slack, StatementVersion) if one.author_id.endswith(TOBI) and one.origin != Origin.TYPED]
        assert draft.origin == Origin.ASSEMBLED and "212 people stayed in September." in draft.text and asked.id
        assert [one for one in rows(slack, Job) if one.state == JobState.DEAD] == []
        assert rows(slack, Generation), "the model was asked"


def suggest_at_work(slack: SlackDesk) -> None:
    """Asks for a draft, which the workers begin at once."""
    view = slack.world.view(TOBI)
    assert view is not None
    slack.house.work.start()
    assert slack.world.click(TOBI, "statement_suggest", view_id=view["id"]).ok
    slack.house.soon.settle()
    slack.world.close_view(TOBI, every=True)


def card_beside_it(slack: SlackDesk) -> float:
    """Logs another inquiry meanwhile; the seconds until its card is up."""
    assert slack.world.shortcut(TOBI, "new_inquiry").ok
    slack.house.soon.settle()
    settle, slack.settle = slack.settle, lambda result=None: result  # type: ignore[method-assign,assignment,return-value]
    began = time.monotonic()
    assert slack.submit(TOBI, topic="Blankets", journalists="Wren Castellane", deadline="ASAP").ok
    slack.settle = settle  # type: ignore[method-assign]
    patiently(lambda: [one for one in rows(slack, Posting) if (one.kind, one.subject) == ("card", "inquiry:3")])
    taken = time.monotonic() - began
    (posting,) = [one for one in rows(slack, Posting) if (one.kind, one.subject) == ("card", "inquiry:3")]
    (third,) = [one for one in rows(slack, Inquiry) if one.number == 3]
    assert posting.posted_at - third.logged_at < timedelta(seconds=5)
    return taken

"""A desk that may fetch from a website of this machine: for what people do with feeds, terms, outlets and clips."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from bot.coverage import discoveries
from bot.db import Database
from bot.sandbox.server import Server
from bot.sandbox.states import State
from tests.clocks import Clock
from tests.fakes.feeds import HOST, Site
from tests.slack_desk import TOBI, SlackDesk, words


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


@pytest.fixture
def slack(sandbox: Server, database: Database, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlackDesk]:
    """As everywhere, but that this machine may be fetched from, without the pauses that a real site is given."""
    monkeypatch.setattr(discoveries, "REST", 0.0)
    sandbox.world.clock = lambda: clock().timestamp()
    sandbox.world.reset(state=State())
    desk = SlackDesk(sandbox.world, sandbox, database, clock, feed_allow=HOST).staffed()
    yield desk
    desk.close()
    sandbox.world.clock = time.time


def later(slack: SlackDesk, seconds: float = 10) -> None:
    """Lets what was put for a moment later happen."""
    slack.clock.advance(seconds=seconds)
    slack.settle()


def shown(slack: SlackDesk, user: str = TOBI) -> str:
    """The text of the modal in front of the person."""
    return words(view(slack, user))


def view(slack: SlackDesk, user: str = TOBI) -> dict[str, Any]:
    """The modal in front of the person."""
    found = slack.world.view(user)
    assert found is not None, "no modal is open"
    return found


def told(slack: SlackDesk, user: str = TOBI) -> str:
    """The newest direct message."""
    return words(slack.last(user, slack.dm(user)))

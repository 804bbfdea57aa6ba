"""Spokespeople and interviews for tests, put on record as people do it, and what lands in people's messages of them."""

from __future__ import annotations

import re
from typing import Any

from icalendar import Calendar

from bot.models import Interview, Spokesperson
from bot.sandbox import files as held
from bot.sandbox.results import Result
from tests.flows import rows
from tests.slack_desk import DINAH, TOBI, SlackDesk, words


def speaker(slack: SlackDesk, user: str | None = DINAH, **filled: Any) -> Spokesperson:
    """Puts somebody on the register through its form and gives the row."""
    slack.command(TOBI, "speakers")
    slack.click(TOBI, "speaker_new")
    entry = {"member": user, "topics": "night shelter\nwinter fundraising", "trained_in": ["live"]}
    result = slack.submit(TOBI, **{**entry, **filled})
    assert result.ok and not result.data.get("errors"), result
    slack.world.close_view(TOBI, every=True)
    return rows(slack, Spokesperson)[-1]


def refused(slack: SlackDesk, user: str = TOBI, **filled: Any) -> dict[str, str]:
    """Sends the form in front of the person and gives what is wrong, by field."""
    result = slack.submit(user, **filled)
    return {block.partition(":")[0]: said for block, said in (result.data.get("errors") or {}).items()}


def book(slack: SlackDesk, reference: str = "PR-1", user: str = TOBI, **filled: Any) -> Interview:
    """Books an interview for Thursday at three, and gives the newest row."""
    slack.world.close_view(user, every=True)
    slack.command(user, f"interview {reference}".strip())
    result = slack.submit(user, **{"format": "live", "when": "Thursday 3pm", **filled})
    assert result.ok and not result.data.get("errors"), result
    return rows(slack, Interview)[-1]


def open_one(slack: SlackDesk, user: str = TOBI, reference: str = "I-1") -> dict[str, Any]:
    """The interview's modal."""
    slack.world.close_view(user, every=True)
    slack.command(user, f"interviews {reference}")
    view = slack.world.view(user)
    assert view is not None
    return view


def change(slack: SlackDesk, user: str = TOBI, number: int = 1, **filled: Any) -> Result:
    """Moves or changes an interview from its modal."""
    open_one(slack, user, f"I-{number}")
    slack.click(user, f"interview_edit:{number}")
    result = slack.submit(user, **filled)
    assert result.ok and not result.data.get("errors"), result
    return result


def direct(slack: SlackDesk, user: str) -> list[dict[str, Any]]:
    """What the desk wrote to a person about interviews, oldest first."""
    found = slack.said(user, slack.dm(user))
    found += [reply for one in found if one.get("reply_count") for reply in slack.said(user, slack.dm(user), one["ts"])[1:]]
    return [
        one for one in sorted(found, key=lambda one: one["ts"]) if re.search(r"\bI-\d{4}", words(one) + one.get("text", ""))
    ]


def texts(slack: SlackDesk, user: str) -> list[str]:
    """What they say, files left aside."""
    return [words(one) for one in direct(slack, user) if not one.get("files")]


def calendars(slack: SlackDesk, user: str) -> list[Any]:
    """The calendar files in somebody's messages, parsed, oldest first: each as (method, event)."""
    found = []
    for message in direct(slack, user):
        for file in message.get("files") or []:
            calendar: Any = Calendar.from_ical(held.content(slack.world, file["id"]) or b"")
            (event,) = calendar.walk("VEVENT")
            found.append((str(calendar["METHOD"]), event))
    return found

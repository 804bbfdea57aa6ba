"""What tests of lines do again and again through the front door."""

from __future__ import annotations

from typing import Any

from bot.models import House, Line
from tests.flows import rows
from tests.slack_desk import DESK, TOBI, SlackDesk

FACT: dict[str, Any] = {
    "figure": "1,240", "unit": "nights", "source": "Shelter register", "as_of": "2026-10-31", "issue": "Night shelter",
    "text": "The night shelter gave 1,240 nights of shelter in October 2026.", "expires_on": "2027-02-01",
}  # fmt: skip
LINE: dict[str, Any] = {
    "issue": "Night shelter",
    "text": "The night shelter stays open every night until 31 March.",
    "expires_on": "2027-03-31",
}
HOUSE: dict[str, Any] = {
    "issue": "Winter", "core_message": "Nobody sleeps outside this winter.", "pillar_1": "Every night has a bed\n- F-0001\n- 40 beds",
    "pillar_2": "Everybody is welcome", "pillar_3": "Volunteers carry it", "bridges": "What matters tonight is a bed.",
}  # fmt: skip
COMMANDS = {"fact": "fact", "house": "house"}


def write(slack: SlackDesk, kind: str = "line", user: str = TOBI, **filled: Any) -> Any:
    """Writes one through its form, closes what it shows and gives its row."""
    start = {"fact": FACT, "line": LINE, "house": HOUSE}.get(kind, {})
    slack.world.close_view(user, every=True)
    slack.command(user, f"lines {kind}" if kind in ("quote", "holding", "boilerplate") else COMMANDS.get(kind, "lines"))
    reply = slack.private(user)
    if kind in ("line", "q_and_a"):
        slack.click(user, "line_choose", message=reply)
        slack.click(user, f"line_new:{kind}")
    else:
        slack.click(user, "house_new" if kind == "house" else f"line_new:{kind}", message=reply)
    result = slack.submit(user, **{**start, **filled})
    assert result.ok and not result.data.get("errors"), result
    slack.world.close_view(user, every=True)
    return rows(slack, House if kind == "house" else Line)[-1]


def show(slack: SlackDesk, user: str, reference: str, channel: str = DESK) -> dict[str, Any]:
    """Looks at one, and gives what it shows."""
    slack.world.close_view(user, every=True)
    slack.command(user, f"lines {reference}", channel)
    view = slack.world.view(user)
    assert view is not None
    return view


def approve(slack: SlackDesk, user: str, reference: str) -> None:
    show(slack, user, reference)
    slack.click(user, "line_approve")
    slack.world.close_view(user, every=True)


def line(slack: SlackDesk, number: int = 1) -> Line:
    return next(one for one in rows(slack, Line) if one.number == number)

"""Contacts that have gone cold: whoever dealt with them last is told, once, in their hours, until the next dealing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot import schedule
from bot.models import Inquiry, Journalist, Outlet, Role, Team
from bot.ownership import subjects
from tests.covered import put
from tests.flows import actions, kept_in_order, log, rows
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, TEAM, TOBI, SlackDesk, buttons, words
from tests.test_contacts import shown, who

__all__ = ["kept_in_order"]
WREN = "Wren Castellane <wren@gazette.example>"


def dealt(slack: SlackDesk, user: str = TOBI, tier: int | None = 1, **filled: Any) -> None:
    """An inquiry of a contact at an outlet of that tier, which is then the user's."""
    log(slack, user, **{"journalists": WREN, "outlet": "Gazette", **filled})
    number = len(rows(slack, Inquiry))
    slack.click(user, "inquiry_take", message=slack.card(number, DESK, user))
    for one in rows(slack, Outlet):
        put(slack, Outlet, one.id, tier=tier)


def after(slack: SlackDesk, days: float) -> None:
    """So many days later the desk looks, as it does by the hour."""
    slack.clock.advance(days=days)
    schedule.sweep(slack.desk)
    slack.settle()


def told(slack: SlackDesk, user: str = TOBI) -> list[str]:
    return [words(one) for one in slack.said(user, slack.dm(user)) if "🧊" in words(one) or "put off until" in words(one)]


def message(slack: SlackDesk, user: str = TOBI) -> dict[str, Any]:
    return next(one for one in reversed(slack.said(user, slack.dm(user))) if "contact_mute:1" in buttons(one))


def test_whoever_dealt_with_them_last_is_told_once_until_the_next_dealing(slack: SlackDesk) -> None:
    dealt(slack, topic="Beds tonight")
    after(slack, 56)
    assert told(slack) == []
    after(slack, 7)
    (said,) = told(slack)
    assert "Wren Castellane" in said and "63 days ago" in said and "PR-0001" in said and told(slack, MARA) == []
    after(slack, 1)
    after(slack, 70)
    assert len(told(slack)) == 1, "once"
    dealt(slack, topic="Again")
    after(slack, 63)
    assert len(told(slack)) == 2, "until the next dealing"
    slack.click(TOBI, "contact_open:1", message=message(slack))
    assert "Beds tonight" in shown(slack)


def test_quiet_hours_free_days_lower_tiers_and_who_must_not_be_contacted(slack: SlackDesk) -> None:
    dealt(slack, tier=2)
    after(slack, 63)
    assert told(slack) == []
    put(slack, Outlet, 1, tier=1)
    put(slack, Journalist, 1, do_not_contact_at=slack.clock())
    after(slack, 0)
    assert told(slack) == []
    put(slack, Journalist, 1, do_not_contact_at=None)
    slack.clock.advance(hours=(2 - slack.clock().hour) % 24)
    schedule.sweep(slack.desk)
    slack.settle()
    assert told(slack) == [], "not at night"
    after(slack, 8 / 24)
    assert len(told(slack)) == 1


def test_it_is_put_off_turned_off_and_on_again(slack: SlackDesk) -> None:
    dealt(slack)
    after(slack, 63)
    slack.click(TOBI, "contact_snooze:1", message=message(slack))
    assert "put off until" in told(slack)[0] and len(told(slack)) == 1
    after(slack, 28)
    assert len(told(slack)) == 1
    after(slack, 3)
    assert len(told(slack)) == 2
    slack.click(TOBI, "contact_mute:1", message=message(slack))
    after(slack, 200)
    assert len(told(slack)) == 1 and "contact.muted" in actions(slack)
    who(slack, "castellane")
    slack.click(TOBI, "contact_nudge:1")
    assert not rows(slack, Journalist)[0].cold_muted and "hears again" in shown(slack)


def test_a_lead_is_told_where_the_owner_has_left_and_the_desk_says_after_how_long(slack: SlackDesk) -> None:
    dealt(slack)
    slack.command(MARA, "team", GENERAL)
    slack.click(MARA, "team_choices")
    assert "730" in str(slack.submit(MARA, cold_days="999").data["errors"])
    assert not slack.submit(MARA, cold_days="14").data.get("errors")
    slack.world.close_view(MARA, every=True)
    slack.role(TOBI, Role.NONE)
    after(slack, 14)
    assert told(slack) == [] and len(told(slack, MARA)) + len(told(slack, DINAH)) == 1
    put(slack, Team, TEAM, cold_days=0)
    put(slack, Journalist, 1, cold_told_at=None)
    after(slack, 100)
    assert len(told(slack, MARA)) + len(told(slack, DINAH)) == 1, "0 is never"


def test_what_is_restricted_tells_nobody_and_whoever_knows_better_is_not_told(slack: SlackDesk) -> None:
    dealt(slack, DINAH, topic="Beds")
    slack.clock.advance(days=56)
    log(slack, DINAH, topic="The zinnia file", journalists=WREN, outlet="Gazette", restricted=["yes"])
    after(slack, 7)
    assert told(slack, DINAH) == [], "she dealt with them a week ago"
    after(slack, 63)
    assert "zinnia" not in str(told(slack, DINAH)).lower() and len(told(slack, DINAH)) == 1


def test_no_more_than_three_come_a_day_and_who_was_erased_is_named_in_none(slack: SlackDesk) -> None:
    for number in range(5):
        dealt(slack, journalists=f"Reporter Nr{'abcde'[number]} <r{number}@gazette.example>", outlet="Gazette")
    after(slack, 63)
    assert len(told(slack)) == 3
    after(slack, timedelta(hours=1) / timedelta(days=1))
    assert len(told(slack)) == 3
    after(slack, 1)
    assert len(told(slack)) == 5
    subjects.erase(slack.desk, email="r0@gazette.example")
    slack.settle()
    assert len(told(slack)) == 4 and "Nra" not in str(slack.said(TOBI, slack.dm(TOBI)))

"""The rota: who is on duty is told of what nobody owns."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.models import Duty, Role
from tests.flows import actions, kept_in_order, log, rows
from tests.reminded import london, marks, reminded, tick_at
from tests.slack_desk import DESK, DINAH, GENERAL, GUS, MARA, PRIYA, TOBI, SlackDesk, words

__all__ = ["kept_in_order"]


def enter(slack: SlackDesk, by: str, person: str, begin: datetime, end: datetime) -> Any:
    slack.world.close_view(by, every=True)
    slack.command(by, "duty")
    return slack.submit(by, person=person, from_at=int(begin.timestamp()), to_at=int(end.timestamp()))


def test_whoever_is_on_duty_is_on_the_rota_on_home_and_in_the_status(slack: SlackDesk) -> None:
    assert enter(slack, MARA, TOBI, london("2026-11-23 09:00"), london("2026-11-24 09:00")).ok
    assert "Tobi Fenwick" in words(slack.world.view(MARA)) and actions(slack)[-1] == "duty.entered"
    slack.settle(slack.world.open_home(DINAH))
    assert "On duty: Tobi Fenwick" in " ".join(words(slack.world.home(DINAH)).split())
    slack.command(DINAH, "status")
    assert "Tobi Fenwick" in words(slack.private(DINAH))


def test_the_duty_officer_is_warned_of_what_nobody_owns_even_by_night(slack: SlackDesk) -> None:
    enter(slack, MARA, TOBI, london("2026-11-23 09:00"), london("2026-11-26 09:00"))
    log(slack, user=MARA, deadline="Wednesday 10am")
    tick_at(slack, marks(slack)["answer 80%"])
    assert not 7 <= slack.clock().hour < 20
    assert len(reminded(slack, TOBI)) == 1 and reminded(slack, MARA, DESK) == []
    assert "You are on duty" in words(reminded(slack, TOBI)[0])


def test_outside_every_turn_the_desk_channel_is_warned(slack: SlackDesk) -> None:
    enter(slack, MARA, TOBI, london("2026-11-23 09:00"), london("2026-11-23 16:45"))
    log(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 16:48"))
    assert reminded(slack, TOBI) == [] and len(reminded(slack, TOBI, DESK)) == 1


def test_where_turns_overlap_the_one_entered_last_counts(slack: SlackDesk) -> None:
    enter(slack, MARA, TOBI, london("2026-11-23 09:00"), london("2026-11-24 09:00"))
    enter(slack, MARA, DINAH, london("2026-11-23 16:00"), london("2026-11-23 18:00"))
    log(slack, deadline="6pm today")
    tick_at(slack, london("2026-11-23 16:48"))
    assert len(reminded(slack, DINAH)) == 1 and reminded(slack, TOBI) == []


def test_a_duty_officer_not_named_hears_nothing_of_a_restricted_inquiry(slack: SlackDesk) -> None:
    enter(slack, MARA, TOBI, london("2026-11-23 09:00"), london("2026-11-24 09:00"))
    log(slack, user=MARA, deadline="6pm today", sensitivity="sensitive", restricted=["yes"], named=[DINAH])
    tick_at(slack, london("2026-11-23 16:48"))
    assert reminded(slack, TOBI) == [] and reminded(slack, MARA, DESK) == []
    assert len(reminded(slack, DINAH)) == len(reminded(slack, MARA)) == 1


def test_a_turn_needs_somebody_of_the_desk_and_an_end_after_its_beginning(slack: SlackDesk) -> None:
    begin, end = london("2026-11-23 09:00"), london("2026-11-24 09:00")
    slack.role(PRIYA, Role.NONE)
    for person, first, last, field in ((GUS, begin, end, "person"), (PRIYA, begin, end, "person"), (TOBI, end, begin, "to_at"),
                                       (TOBI, london("2026-11-20 09:00"), london("2026-11-21 09:00"), "to_at"),
                                       (TOBI, begin, london("2027-11-24 09:00"), "to_at")):  # fmt: skip
        assert set(enter(slack, MARA, person, first, last).data["errors"]) == {field}
    assert rows(slack, Duty) == []


def test_a_turn_can_be_struck(slack: SlackDesk) -> None:
    enter(slack, MARA, TOBI, london("2026-11-23 09:00"), london("2026-11-24 09:00"))
    (duty,) = rows(slack, Duty)
    slack.click(MARA, f"duty_strike:{duty.id}")
    assert rows(slack, Duty) == [] and actions(slack)[-1] == "duty.struck"
    assert "The rota is empty" in words(slack.world.view(MARA))


def test_a_viewer_sees_the_rota_and_cannot_change_it(slack: SlackDesk) -> None:
    enter(slack, MARA, TOBI, london("2026-11-23 09:00"), london("2026-11-24 09:00"))
    slack.command(PRIYA, "duty", channel=GENERAL)
    view = slack.world.view(PRIYA)
    assert view is not None and "Tobi Fenwick" in words(view) and not view.get("submit")

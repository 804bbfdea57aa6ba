"""What is shown and kept when an inquiry is logged: whom a restricted one names, how its deadline was read, where to call back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.models import Journalist
from tests.flows import change, inquiry, kept_in_order, log, open_more, rows, seen_by, thread
from tests.reminded import london
from tests.slack_desk import DINAH, GENERAL, INTAKE, MARA, PRIYA, TOBI, SlackDesk, buttons, words
from tests.test_duties import enter
from tests.test_intake import MAIL, SERIOUS

__all__ = ["kept_in_order"]


def logged(slack: SlackDesk, user: str = TOBI, **filled: object) -> str:
    """Logs an inquiry with the empty form and gives what the form turned into, which stays open."""
    slack.world.close_view(user, every=True)
    slack.shortcut(user, "new_inquiry")
    entry = {"topic": "Night shelter numbers", "journalists": "Wren Castellane", "deadline": "6pm today"}
    assert slack.submit(user, **{**entry, **filled}).ok
    return words(slack.world.view(user))


# -- whom a restricted inquiry names ------------------------------------------------------------------------------------


def test_a_text_that_wants_care_proposes_its_approvers_and_tells_them_nothing(slack: SlackDesk) -> None:
    slack.command(TOBI, f"new {SERIOUS}")
    assert set(slack.fields(TOBI)["named"]) == {DINAH, MARA}
    for user in (DINAH, MARA):
        assert "llegation" not in seen_by(slack, user), "nothing was saved"
    assert slack.submit(TOBI, named=[DINAH]).ok
    assert "llegation" in seen_by(slack, DINAH) and "llegation" not in seen_by(slack, MARA)


def test_ticking_restricted_proposes_who_approves_that_level_and_the_duty_officer(slack: SlackDesk) -> None:
    enter(slack, MARA, TOBI, london("2026-11-23 09:00"), london("2026-11-24 09:00"))
    slack.world.close_view(MARA, every=True)
    slack.shortcut(MARA, "new_inquiry")
    assert slack.fields(MARA)["named"] == []
    slack.click(MARA, "restricted", chosen=["yes"])
    assert set(slack.fields(MARA)["named"]) == {DINAH, TOBI}
    assert slack.submit(MARA, topic="A leak", journalists="Wren", deadline="ASAP").ok
    assert "A leak" in seen_by(slack, DINAH) and "A leak" not in seen_by(slack, PRIYA)


def test_who_was_taken_out_or_put_in_before_is_left_so(slack: SlackDesk) -> None:
    log(slack)
    change(slack, MARA, owner=TOBI)
    open_more(slack, MARA)
    slack.click(MARA, "restricted", chosen=["yes"])
    assert set(slack.fields(MARA)["named"]) == {DINAH, TOBI}
    slack.click(MARA, "restricted", chosen=[])
    slack.click(MARA, "restricted", chosen=["yes"])
    assert set(slack.fields(MARA)["named"]) == {DINAH, TOBI}
    assert slack.submit(MARA, named=[TOBI]).ok
    assert "PR-0001" not in seen_by(slack, DINAH)


def test_a_restricted_inquiry_that_nobody_named_may_approve_says_so(slack: SlackDesk) -> None:
    said = logged(slack, sensitivity="crisis", restricted=["yes"], named=[MARA])
    assert "Nobody named may approve crisis matters" in said
    assert "inquiry_more" in buttons(slack.world.view(TOBI))
    assert "Nobody named" not in logged(slack, sensitivity="crisis", restricted=["yes"], named=[DINAH])


# -- the deadline's reading ---------------------------------------------------------------------------------------------


def test_a_deadline_typed_by_hand_is_shown_as_it_was_read(slack: SlackDesk) -> None:
    said = logged(slack, deadline="5pm ET Thursday")
    assert "5pm ET Thursday" in said and "26 Nov 2026 22:00 UTC" in said and "Thu 26 Nov 17:00 EST" in said
    assert not [one for one in buttons(slack.world.view(TOBI)) if one.startswith("deadline_correct")]


def test_one_that_can_be_read_in_two_ways_is_put_right_with_one_click(slack: SlackDesk) -> None:
    said = logged(slack, deadline="next Thursday 5pm")
    assert "3 Dec" in said and "the 26 or the 3 December?" in said
    slack.click(TOBI, "deadline_correct:0")
    assert inquiry(slack).deadline_at == datetime(2026, 11, 26, 17, tzinfo=UTC)
    said = words(slack.world.view(TOBI))
    assert "26 Nov" in said and "3 Dec" not in said and "Thank you for getting in touch" in said
    assert "26 Nov" in words(slack.card(1))


def test_a_correction_does_not_overwrite_a_deadline_that_somebody_set_since(slack: SlackDesk) -> None:
    logged(slack, deadline="next Thursday 5pm")
    change(slack, MARA, deadline="noon tomorrow")
    slack.click(TOBI, "deadline_correct:0")
    assert "was changed since" in words(slack.world.view(TOBI))
    assert inquiry(slack).deadline_at == datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_a_cut_off_that_had_passed_is_shown_beside_the_air_time(slack: SlackDesk) -> None:
    slack.command(
        TOBI, "new I'm a reporter at Eastmarsh Radio. How many beds do you have? We need this by 3pm for the 6pm bulletin."
    )
    form = words(slack.world.view(TOBI))
    assert "ad already passed when it came" in form and "go out at 18:00" in form
    assert slack.submit(TOBI).ok
    assert inquiry(slack).deadline_at == datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert "already passed when it came" in words(slack.card(1))


# -- where to call back -------------------------------------------------------------------------------------------------


def test_a_call_back_number_that_is_not_the_one_on_file_is_kept_and_offered(slack: SlackDesk) -> None:
    log(slack, journalists="Wren Castellane, 01632 960 555")
    said = logged(slack, journalists="Wren Castellane, 01632 960 777", background="Working on a series.")
    assert "01632 960 777" in said and "01632 960 555" in said
    assert inquiry(slack, 2).background == "Working on a series.\nCall-back number given: Wren Castellane, 01632 960 777"
    assert [one.phone for one in rows(slack, Journalist)] == ["01632 960 555"]
    slack.click(TOBI, "number_keep:0")
    assert [one.phone for one in rows(slack, Journalist)] == ["01632 960 777"]
    assert "01632 960 777" in thread(slack, 2)[-1] and "number_keep:0" not in buttons(slack.world.view(TOBI))


def test_the_same_number_written_otherwise_is_no_other_number(slack: SlackDesk) -> None:
    log(slack, journalists="Wren Castellane, 01632 960 555")
    logged(slack, journalists="Wren Castellane, +44 1632 960555")
    assert inquiry(slack, 2).background == "" and "number_keep:0" not in buttons(slack.world.view(TOBI))


def test_the_number_given_with_a_restricted_inquiry_stays_with_it(slack: SlackDesk) -> None:
    log(slack, journalists="Wren Castellane")
    logged(slack, journalists="Wren Castellane, 01632 960 777", restricted=["yes"], named=[DINAH])
    assert "01632 960 777" in inquiry(slack, 2).background
    assert [one.phone for one in rows(slack, Journalist)] == [None] and "number_keep:0" not in buttons(slack.world.view(TOBI))


# -- what is slow comes last --------------------------------------------------------------------------------------------


def test_the_form_opens_before_anything_else_is_asked_of_slack(slack: SlackDesk) -> None:
    ts = slack.post(PRIYA, INTAKE, MAIL)
    slack.world.calls.clear()
    slack.shortcut(TOBI, "log_message", channel=INTAKE, message_ts=ts)
    assert [one["method"] for one in slack.world.calls] == ["views.open"]
    assert slack.submit(TOBI).ok
    assert "chat.getPermalink" in [one["method"] for one in slack.world.calls]
    assert f"/archives/{INTAKE}/p{ts.replace('.', '')}" in str(inquiry(slack).source_link)


# -- who may not log ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("user", "offered"), [(PRIYA, False), (TOBI, True)])
def test_logging_is_offered_to_those_who_may(slack: SlackDesk, user: str, offered: bool) -> None:
    slack.settle(slack.world.open_home(user))
    assert ("inquiry_new" in buttons(slack.world.home(user))) == offered
    slack.command(user, "list", channel=GENERAL)
    assert ("inquiry_new" in buttons(slack.private(user, GENERAL))) == offered

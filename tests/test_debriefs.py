"""Debriefs: two minutes after an interview; promises become tasks that are chased, lessons come back in the next briefing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.models import Debrief, Interview, InterviewState, Journalist, Member, Promise, Role
from tests.booked import asked, booked, member, speaker
from tests.flows import actions, change, kept_in_order, rows, thread
from tests.reminded import channel_says, london, tick, tick_at
from tests.slack_desk import DESK, DINAH, INTAKE, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def over(slack: SlackDesk, **inquiry: Any) -> None:
    """I-0001 of PR-0001, two hours after it began."""
    asked(slack, **inquiry)
    booked(slack, speaker(slack))
    slack.clock.advance(days=1, hours=2)


def opened(slack: SlackDesk, user: str = TOBI, reference: str = "I-1") -> None:
    slack.world.close_view(user, every=True)
    slack.command(user, f"debrief {reference}", INTAKE)


def given(slack: SlackDesk, user: str = TOBI, **filled: Any) -> Any:
    """The form, filled in and sent."""
    opened(slack, user)
    return slack.submit(
        user, **{"said": "That the shelter stays open.", "lessons": "Short sentences work.", "went": "4", **filled}
    )


def promised(slack: SlackDesk, owner: str = TOBI, **later: Any) -> None:
    due = int((slack.clock() + timedelta(**(later or {"days": 3}))).timestamp())
    result = given(slack, promise_1="To send the October figures", due_1=due, owner_1=owner)
    assert not result.data.get("errors"), result


def dm(slack: SlackDesk, user: str, part: str) -> list[dict[str, Any]]:
    return [one for one in slack.said(user, slack.dm(user)) if part in words(one)]


def test_a_debrief_is_one_form_and_the_thread_of_the_inquiry_hears_of_it(slack: SlackDesk) -> None:
    over(slack)
    result = given(slack, owed="The link.")
    assert result.ok and not result.data.get("errors")
    (one,) = rows(slack, Debrief)
    assert (one.said, one.owed, one.lessons, one.went) == (
        "That the shelter stays open.",
        "The link.",
        "Short sentences work.",
        4,
    )
    assert rows(slack, Interview)[0].state == InterviewState.DONE
    assert "Thank you" in words(slack.world.view(TOBI)) and "The link." in words(slack.world.view(TOBI))
    last = thread(slack)[-1]
    assert "debriefed I-0001: Dinah Osei spoke to Wren Castellane" in last and "Short sentences" not in last
    assert "debrief.given" in actions(slack)


def test_what_was_typed_stays_when_another_promise_is_added_and_each_becomes_a_task(slack: SlackDesk) -> None:
    over(slack)
    opened(slack)
    due = int((slack.clock() + timedelta(days=2)).timestamp())
    slack.click(TOBI, "debrief_more")
    slack.submit(TOBI, said="Typed.", promise_1="One", due_1=due, owner_1=TOBI, promise_2="Two", due_2=due + 60, owner_2=DINAH)
    assert [(one.text, one.owner_id) for one in rows(slack, Promise)] == [("One", member(TOBI)), ("Two", member(DINAH))]
    (card,) = dm(slack, DINAH, "You see to this promise")
    assert "Two" in words(card) and "Wren Castellane" not in card["text"]


@pytest.mark.parametrize(
    "filled, where",
    [
        ({"promise_1": "To send it"}, "due_1"), ({"said": " "}, "said"),
        ({"promise_1": "To send it", "due_1": 1_000_000_000}, "due_1"),
        ({"promise_1": "x" * 501, "due_1": 2_000_000_000}, "promise_1"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_beside_its_box(slack: SlackDesk, filled: dict[str, Any], where: str) -> None:
    over(slack)
    result = given(slack, **filled)
    assert list(result.data["errors"]) == [where]
    assert not rows(slack, Debrief)


def test_a_change_of_the_words_can_be_taken_back(slack: SlackDesk) -> None:
    over(slack)
    given(slack)
    opened(slack)
    slack.click(TOBI, "debrief_edit")
    assert slack.fields(TOBI)["said"] == "That the shelter stays open."
    slack.submit(TOBI, said="Something else.")
    assert rows(slack, Debrief)[0].said == "Something else."
    slack.click(TOBI, "debrief_undo")
    assert rows(slack, Debrief)[0].said == "That the shelter stays open."
    assert len([one for one in thread(slack) if "debriefed" in one]) == 1


def test_a_promise_is_reminded_of_a_day_and_an_hour_before_and_chased_when_late(slack: SlackDesk) -> None:
    over(slack)
    slack.clock.set(london("2026-11-24 18:00"))
    promised(slack, days=2, hours=-3)  # Thursday 15:00.
    for at, count in (("2026-11-25 14:00", 0), ("2026-11-25 15:30", 1), ("2026-11-26 13:50", 1), ("2026-11-26 14:10", 2), ("2026-11-26 15:10", 3), ("2026-11-26 16:00", 3)):  # fmt: skip
        tick_at(slack, london(at))
        tick(slack)
        assert len(dm(slack, TOBI, "I-0001: ")) == count, at
    assert "late" in words(dm(slack, TOBI, "I-0001: ")[-1])
    slack.click(TOBI, "promise_keep:1", message=dm(slack, TOBI, "I-0001: ")[-1])
    assert rows(slack, Promise)[0].kept_at == slack.clock()
    tick_at(slack, london("2026-11-27 16:00"))
    assert len(dm(slack, TOBI, "is done with")) == 3 and not dm(slack, TOBI, "is late")


def test_done_and_dropped_are_taken_back_and_another_date_begins_anew(slack: SlackDesk) -> None:
    over(slack)
    promised(slack)
    for step in ("keep", "drop"):
        (card,) = dm(slack, TOBI, "You see to this promise")
        slack.click(TOBI, f"promise_{step}:1", message=card)
        (card,) = dm(slack, TOBI, "You see to this promise")
        assert "promise_reopen:1" in buttons(card)
        slack.click(TOBI, "promise_reopen:1", message=card)
        assert rows(slack, Promise)[0].kept_at is None and rows(slack, Promise)[0].dropped_at is None
    (card,) = dm(slack, TOBI, "You see to this promise")
    slack.click(TOBI, "promise_move_open:1", message=card)
    later = slack.clock().replace(microsecond=0) + timedelta(days=9)
    slack.submit(TOBI, due=int(later.timestamp()))
    assert rows(slack, Promise)[0].due_at == later
    assert {"promise.kept", "promise.dropped", "promise.reopened", "promise.moved"} <= set(actions(slack))


def test_what_is_owed_stands_on_home_in_the_evening_and_behind_the_command(slack: SlackDesk) -> None:
    over(slack)
    promised(slack, hours=20)
    slack.world.open_home(TOBI)
    slack.settle()
    home = slack.world.home(TOBI)
    assert "I promised: 1" in words(home) and "To send the October figures" in words(home)
    assert "I promised" not in words(slack.world.home(MARA) or {})
    slack.command(MARA, "debrief")
    assert "Promised to journalists: 1" in words(slack.private(MARA)) and "has its debrief" in words(slack.private(MARA))
    with slack.database.write() as session:
        session.get_one(Journalist, 1).do_not_contact_at = slack.clock()
    slack.command(MARA, "debrief")
    assert "must not be contacted" in words(slack.private(MARA))
    tick_at(slack, london("2026-11-24 19:00"))
    (evening,) = channel_says(slack, "End of day")
    assert "Promised to journalists, by tomorrow: 1" in words(evening) and "October figures" not in words(evening)
    change(slack, TOBI, 1, restricted=["yes"])
    (evening,) = channel_says(slack, "End of day")
    assert "Promised" not in words(evening) and "Castellane" not in words(evening)


def test_the_command_says_which_interviews_wait_and_the_button_opens_the_form(slack: SlackDesk) -> None:
    over(slack)
    slack.command(TOBI, "debrief")
    said = slack.private(TOBI)
    assert "I-0001" in words(said) and "Nothing is owed" in words(said)
    slack.click(TOBI, "debrief_open", message=said)
    assert "said" in slack.fields(TOBI)


def test_before_it_began_there_is_nothing_to_debrief(slack: SlackDesk) -> None:
    asked(slack)
    booked(slack, speaker(slack))
    opened(slack)
    assert "has not begun yet" in words(slack.private(TOBI, INTAKE))
    slack.command(TOBI, "debrief I-7")
    assert "There is no I-7" in words(slack.private(TOBI))


def test_the_spokesperson_gives_it_without_a_role_and_a_viewer_only_looks(slack: SlackDesk) -> None:
    asked(slack)
    booked(slack, speaker(slack, PRIYA))
    slack.clock.advance(days=1, hours=2)
    slack.role(MARA, Role.VIEWER)
    opened(slack, MARA)
    assert "Nobody has given a debrief yet" in words(slack.world.view(MARA)) and "debrief_edit" not in buttons(
        slack.world.view(MARA)
    )
    slack.role(PRIYA, Role.NONE)
    given(slack, PRIYA)
    assert rows(slack, Debrief)[0].by == member(PRIYA)


def test_of_a_restricted_interview_only_those_named_hear(slack: SlackDesk) -> None:
    asked(slack, restricted=["yes"], named=[DINAH])
    booked(slack, speaker(slack))
    slack.clock.advance(days=2)
    slack.command(MARA, "debrief I-1")
    assert "There is no I-1" in words(slack.private(MARA))
    slack.command(MARA, "debrief")
    assert "I-0001" not in words(slack.private(MARA))
    result = given(slack, promise_1="To send it", due_1=int((slack.clock() + timedelta(days=1)).timestamp()), owner_1=MARA)
    assert list(result.data["errors"]) == ["owner_1"]
    promised(slack, DINAH, hours=20)
    assert dm(slack, DINAH, "You see to this promise")
    tick_at(slack, london("2026-11-25 18:30"))
    assert not [one for one in channel_says(slack, "End of day") if "Promised" in words(one)]
    slack.command(MARA, "debrief")
    assert "Promised to journalists: 0" in words(slack.private(MARA))
    assert "I-0001" not in str(slack.said(MARA, DESK))


def test_a_colleague_whom_the_desk_has_never_seen_may_see_to_a_promise(slack: SlackDesk) -> None:
    over(slack)
    with slack.database.write() as session:
        session.delete(session.get_one(Member, member(PRIYA)))
    promised(slack, PRIYA)
    assert [one.owner_id for one in rows(slack, Promise)] == [member(PRIYA)] and dm(slack, PRIYA, "You see to this promise")

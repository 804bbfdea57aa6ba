"""What inquiries are to each other: the third on a topic, one issue, duplicates, follow-ups, one line for all of them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from bot.models import InquiryJournalist, Journalist, Resolution, Status
from tests.flows import (
    again,
    ask,
    cards,
    change,
    clicked,
    inquiry,
    kept_in_order,
    log,
    open_more,
    seen_by,
    sent,
    thread,
)
from tests.slack_desk import DESK, DINAH, GENERAL, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

BEDS: dict[str, Any] = {"topic": "Night shelter beds", "questions": "How many beds does the night shelter have?"}
AGAIN: dict[str, Any] = {
    "topic": "Beds in the night shelter",
    "questions": "Are there enough beds in the shelter?",
    "journalists": "Ines Halloway",
}


def logging(slack: SlackDesk, user: str = TOBI, **filled: Any) -> dict[str, Any]:
    """Logs an inquiry and gives what the form turned into, which stays in front of the person."""
    slack.world.close_view(user, every=True)
    slack.shortcut(user, "new_inquiry")
    assert slack.submit(user, **{"journalists": "Wren Castellane", "deadline": "6pm today", **filled}).ok
    view = slack.world.view(user)
    assert view is not None
    return view


def related(slack: SlackDesk, user: str = TOBI, number: int = 1) -> dict[str, Any]:
    """The view behind Related, from the form behind More."""
    open_more(slack, user, number)
    slack.click(user, "related_open")
    view = slack.world.view(user)
    assert view is not None
    return view


def tie(slack: SlackDesk, number: int, other: int, how: str, user: str = TOBI) -> Any:
    """Says by reference what two inquiries are to each other."""
    related(slack, user, number)
    return slack.submit(user, other=f"PR-{other}", how=how)


def names(slack: SlackDesk, number: int) -> set[str]:
    """The journalists of PR-number."""
    with slack.database.read() as session:
        asked = select(Journalist.name).join(InquiryJournalist).where(InquiryJournalist.inquiry_id == inquiry(slack, number).id)
        return set(session.exec(asked))


def undo(slack: SlackDesk, number: int, user: str = TOBI) -> None:
    open_more(slack, user, number)
    slack.click(user, "inquiry_undo")


def test_the_third_inquiry_on_a_topic_within_a_day_says_so_and_can_be_put_under_one_issue(slack: SlackDesk) -> None:
    assert "on this topic" not in words(logging(slack, **BEDS))
    assert "Second inquiry on this topic in 24 h" in words(logging(slack, **AGAIN))
    log(slack, topic="Our chief executive's salary", questions="What is she paid?")
    view = logging(slack, topic="Shelter beds tonight", questions="Does the night shelter still have beds?")
    assert "Third inquiry on this topic in 24 h" in words(view) and "salary" not in words(view)
    slack.click(TOBI, "related_group:1")
    assert inquiry(slack, 4).issue_id == inquiry(slack, 1).issue_id is not None
    assert "Issue: Night shelter beds (2 inquiries)" in words(slack.card(4)) and "(2 inquiries)" in words(slack.card(1))
    assert "put it under one issue with PR-0001" in thread(slack, 4)[-1]
    slack.click(TOBI, "related_group:2")
    assert "(3 inquiries)" in words(slack.card(2)) and "(3 inquiries)" in words(slack.card(1))


def test_what_was_asked_two_days_ago_is_no_third_in_a_day_and_still_found_behind_related(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    slack.clock.advance(days=2)
    assert "on this topic" not in words(logging(slack, **AGAIN))
    assert "Earlier on this topic" in words(related(slack, number=2))


def test_a_duplicate_is_closed_gives_its_journalist_away_and_can_be_had_back(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    logging(slack, **AGAIN)
    slack.click(TOBI, "related_merge:1")
    two = inquiry(slack, 2)
    assert (two.status, two.resolution, two.duplicate_of_id) == (Status.CLOSED, Resolution.DUPLICATE, inquiry(slack, 1).id)
    assert names(slack, 1) == {"Wren Castellane", "Ines Halloway"}
    assert "Merged into PR-0001" in words(slack.card(2)) and "Merged into it: PR-0002" in words(slack.card(1))
    assert "merged it into PR-0001" in thread(slack, 2)[-1] and "merged PR-0002 into it" in thread(slack, 1)[-1]
    undo(slack, 1)
    two = inquiry(slack, 2)
    assert (two.status, two.resolution, two.duplicate_of_id) == (Status.RECEIVED, None, None)
    assert names(slack, 1) == {"Wren Castellane"} and names(slack, 2) == {"Ines Halloway"}
    assert "Merged" not in words(slack.card(1)) + words(slack.card(2))


def test_a_merging_is_undone_from_the_duplicate_as_well(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    log(slack, **AGAIN)
    assert tie(slack, 2, 1, "merge").ok
    undo(slack, 2)
    assert inquiry(slack, 2).status == Status.RECEIVED and names(slack, 1) == {"Wren Castellane"}
    assert "took back the merging with PR-0002" in thread(slack, 1)[-1]
    undo(slack, 2)
    assert inquiry(slack, 2).status == Status.RECEIVED, "there was nothing left to undo"


def test_a_merging_is_undone_though_the_other_half_became_restricted(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    log(slack, **AGAIN)
    tie(slack, 2, 1, "merge")
    change(slack, MARA, 1, restricted=["yes"], named=[MARA])
    open_more(slack, TOBI, 2)
    slack.click(TOBI, "inquiry_undo")
    assert (inquiry(slack, 2).status, inquiry(slack, 2).duplicate_of_id) == (Status.RECEIVED, None)
    slack.world.close_view(TOBI, every=True)
    assert "PR-0001" not in words(slack.card(2)) and "{other}" not in seen_by(slack, TOBI)


def test_a_duplicate_opened_again_is_one_no_more(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    log(slack, **AGAIN)
    tie(slack, 2, 1, "merge")
    open_more(slack, TOBI, 2)
    slack.click(TOBI, "inquiry_reopen")
    assert inquiry(slack, 2).duplicate_of_id is None and "Merged" not in words(slack.card(1))


def test_what_has_follow_ups_or_an_answer_cannot_be_merged_away(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    log(slack, **AGAIN)
    log(slack, topic="A last question on beds", questions="How many beds in the end?")
    assert tie(slack, 3, 1, "follow").ok
    assert "Follow-up to PR-0001" in words(slack.card(3)) and "Followed up by PR-0003" in words(slack.card(1))
    refused = tie(slack, 1, 2, "merge").data["errors"]
    assert "PR-0003 hang on PR-0001" in str(refused) and inquiry(slack, 1).status == Status.RECEIVED
    sent(slack, number=2)
    assert "was answered" in str(tie(slack, 2, 1, "merge").data["errors"])
    with pytest.raises(Exception, match=r"(?i)foreign key|integrity"), slack.database.write() as session:
        session.delete(session.get_one(type(inquiry(slack, 1)), inquiry(slack, 1).id))


def test_a_follow_up_goes_not_round_in_a_circle(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    log(slack, **AGAIN)
    tie(slack, 2, 1, "follow")
    assert "already follows up" in str(tie(slack, 1, 2, "follow").data["errors"])
    assert "itself" in str(tie(slack, 1, 1, "follow").data["errors"])
    assert "no reference" in str(related(slack) and slack.submit(TOBI, other="the other one", how="group").data["errors"])
    undo(slack, 2)
    assert inquiry(slack, 2).parent_id is None and "Followed up" not in words(slack.card(1))


def test_one_line_for_all_of_an_issue_still_needs_an_approval_of_its_own(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    log(slack, **AGAIN)
    sent(slack, "We have forty beds, and nobody is turned away.")
    slack.click(TOBI, "statement_open", message=slack.card(2))
    assert "One line for all" not in words(slack.world.view(TOBI))
    tie(slack, 2, 1, "group")
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "statement_open", message=slack.card(2))
    view = slack.world.view(TOBI)
    share = next(one for one in buttons(view) if one.startswith("statement_share"))
    slack.click(TOBI, share)
    assert slack.fields(TOBI)["text"] == "We have forty beds, and nobody is turned away."
    assert inquiry(slack, 2).status == Status.RECEIVED, "nothing is saved yet"
    slack.submit(TOBI)
    assert inquiry(slack, 2).status == Status.DRAFTING
    assert "statement_copy" not in buttons(slack.world.view(TOBI)) and "statement_submit" in buttons(slack.world.view(TOBI))


def test_words_on_other_terms_are_not_offered_for_an_issue(slack: SlackDesk) -> None:
    log(slack, **BEDS, terms="on_background")
    log(slack, **AGAIN)
    tie(slack, 2, 1, "group")
    sent(slack, "Between us, forty beds.")
    slack.world.close_view(TOBI, every=True)
    slack.click(TOBI, "statement_open", message=slack.card(2))
    assert "forty beds" not in words(slack.world.view(TOBI))


def test_a_viewer_can_change_none_of_it(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    log(slack, **AGAIN)
    slack.command(PRIYA, "show PR-2", channel=GENERAL)
    click = clicked(slack, PRIYA, "inquiry_more", slack.private(PRIYA, GENERAL))
    click["payload"]["actions"][0] |= {
        "action_id": "related_group:1",
        "value": f"{inquiry(slack, 2).id}:{inquiry(slack, 1).id}",
    }
    again(slack, click)
    assert "can't work on inquiries" in words(slack.private(PRIYA, GENERAL))
    assert inquiry(slack, 2).issue_id is None


def test_a_restricted_inquiry_is_offered_to_nobody_and_joins_nothing(slack: SlackDesk) -> None:
    log(slack, restricted=["yes"], **BEDS)
    assert "on this topic" not in words(logging(slack, MARA, **AGAIN))
    assert "Second inquiry" in words(logging(slack, TOBI, **AGAIN)), "the restricted one does not count"
    assert "There is no PR-0001" in str(tie(slack, 2, 1, "group", MARA).data["errors"])
    assert "There is no PR-0099" in str(tie(slack, 2, 99, "group", MARA).data["errors"])
    assert "stands alone" in str(tie(slack, 2, 1, "group").data["errors"])


@pytest.mark.parametrize("how", ["group", "merge", "follow"])
def test_what_becomes_restricted_is_named_by_no_other(slack: SlackDesk, how: str) -> None:
    log(slack, topic="Zanzibar tribunal", questions="A secret question on beds?")
    log(slack, **AGAIN)
    log(slack, topic="Beds in the shelter", questions="Beds?")
    tie(slack, 2, 1, how)
    if how == "group":
        tie(slack, 3, 1, how)
    assert "PR-0001" in words(slack.card(2)) + thread(slack, 2)[-1]
    slack.world.close_view(TOBI, every=True)
    change(slack, TOBI, restricted=["yes"])
    for user in (MARA, DINAH, PRIYA):
        slack.world.close_view(user, every=True)
    related(slack, MARA, 2)
    slack.command(MARA, "show PR-2")
    for user in (MARA, DINAH, PRIYA):
        seen = seen_by(slack, user)
        assert "Zanzibar" not in seen and "PR-0001" not in seen, user
    if how == "group":
        assert "(2 inquiries)" in words(slack.card(2))
    if how == "merge":
        assert "merged it into another inquiry" in thread(slack, 2)[-1]


def test_an_inquiry_that_only_a_restricted_one_follows_up_merges_as_if_none_did(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    log(slack, **AGAIN)
    log(slack, topic="A quiet word", questions="Beds?")
    tie(slack, 3, 1, "follow")
    slack.world.close_view(TOBI, every=True)
    change(slack, TOBI, 3, restricted=["yes"])
    result = tie(slack, 1, 2, "merge", MARA)
    assert not result.data.get("errors") and inquiry(slack, 1).resolution == Resolution.DUPLICATE


def test_a_question_for_approval_of_a_duplicate_is_taken_off_its_approvers(slack: SlackDesk) -> None:
    log(slack, **BEDS)
    log(slack, **AGAIN)
    ask(slack, number=2)
    tie(slack, 2, 1, "merge")
    request = slack.last(DINAH, slack.dm(DINAH))
    assert buttons(request) == [] and len(cards(slack, MARA, 2, DESK)) == 1

"""Restricted inquiries: whoever is not named on one finds no trace of it, whatever they try."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot import inquiries, schedule
from bot.models import AuditEntry, Posting, Role, Sensitivity
from bot.sandbox import control
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
    recorded,
    request_to,
    rows,
    seen_by,
    sent,
)
from tests.slack_desk import DESK, DINAH, GENERAL, INTAKE, MARA, PRIYA, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

SECRET = "Zanzibar tribunal"
MARKS = ("Zanzibar", "Quillfeather", "Obelisk Weekly", "PR-0001", "hushed words", "secret question")
WHO: dict[str, Any] = {
    "topic": SECRET, "journalists": "Ned Quillfeather", "outlet": "Obelisk Weekly", "questions": "A secret question?",
    "sensitivity": "sensitive",
}  # fmt: skip


def assert_no_trace(slack: SlackDesk, user: str) -> None:
    seen = seen_by(slack, user)
    for mark in MARKS:
        assert mark not in seen, (mark, user)


def look_everywhere(slack: SlackDesk, user: str, channel: str = GENERAL) -> None:
    """Every list, search, count and page of the desk that a person can ask for."""
    for text in (
        "",
        "list",
        "list open",
        "list answered",
        "list all",
        "list unassigned",
        "mine",
        "overdue",
        "digest",
        "team",
        "help",
        "find tribunal",
        "find zanzibar quillfeather",
        "find outlet:obelisk",
        "find status:open",
        "said zanzibar tribunal",
        "find PR-1",
    ):
        slack.command(user, text, channel=channel)
        slack.world.close_view(user, every=True)
    slack.world.open_home(user)
    slack.settle()


def test_nobody_but_those_named_finds_a_trace(slack: SlackDesk) -> None:
    for user in (MARA, DINAH, PRIYA):
        slack.world.open_home(user)
    log(slack, restricted=["yes"], **WHO)
    ask_for_words(slack)
    assert cards(slack, TOBI, 1, slack.dm(TOBI)) and not slack.said(TOBI, DESK)
    slack.clock.advance(hours=3)
    schedule.tick(slack.desk)
    slack.clock.set(datetime(2026, 11, 24, 8, 31, tzinfo=UTC))
    schedule.tick(slack.desk)
    slack.settle()
    for user in (MARA, PRIYA):
        look_everywhere(slack, user)
        assert_no_trace(slack, user)
    slack.command(MARA, "list all", channel=GENERAL)
    assert "All inquiries: 0" in words(slack.private(MARA, GENERAL))
    slack.command(TOBI, "list all", channel=GENERAL)
    assert "All inquiries: 1" in words(slack.private(TOBI, GENERAL))


def ask_for_words(slack: SlackDesk) -> None:
    change(slack, TOBI, channel=slack.dm(TOBI), named=[DINAH])
    ask(slack, text="Some hushed words.", channel=slack.dm(TOBI))


@pytest.mark.parametrize("command", ["show", "brief"])
def test_a_restricted_reference_reads_like_one_that_never_was(slack: SlackDesk, command: str) -> None:
    log(slack, restricted=["yes"], **WHO)
    said = []
    for number in (1, 7):
        slack.command(MARA, f"{command} PR-{number}")
        said.append(words(slack.private(MARA)).replace(f"PR-000{number}", "PR-N"))
    assert said[0] == said[1] == "There is no PR-N. "


def test_a_made_up_click_reads_like_one_on_nothing(slack: SlackDesk) -> None:
    log(slack, topic="Public")
    log(slack, restricted=["yes"], **WHO)
    slack.settle()
    click = clicked(slack, MARA, "inquiry_more", slack.card(1))
    for name in ("inquiry_take", "inquiry_acknowledge", "inquiry_more", "inquiry_close", "inquiry_undo", "inquiry_reopen",
                 "inquiry_history", "inquiry_show:1", "statement_open", "statement_waiting", "statement_copy", "briefing_open"):  # fmt: skip
        said = []
        for value in ("2", "77"):
            click["payload"]["actions"][0] |= {"action_id": name, "value": value}
            again(slack, click)
            said.append(words(slack.private(MARA)))
        assert said == ["There is no such inquiry. "] * 2, name
    assert slack.world.view(MARA) is None


def test_a_made_up_form_changes_nothing_of_it(slack: SlackDesk) -> None:
    log(slack, topic="Public")
    log(slack, restricted=["yes"], **WHO)
    before = inquiry(slack, 2)
    kept = recorded(slack)
    change(slack, MARA, court="legal")
    sending = next(one for one in kept if one["payload"]["type"] == "view_submission")
    sending["payload"]["view"]["private_metadata"] = json.dumps({"i": 2, "v": before.version, "w": "6pm today", "at": None})
    assert "There is no such inquiry" in str(again(slack, sending)[1])
    assert inquiry(slack, 2) == before


def test_the_audit_holds_no_word_of_it(slack: SlackDesk) -> None:
    log(slack, restricted=["yes"], **WHO)
    ask_for_words(slack)
    kept = json.dumps([(one.action, one.object, one.details) for one in rows(slack, AuditEntry)])
    assert not any(mark in kept for mark in MARKS if mark != "PR-0001")


def test_its_notifications_say_nothing_of_it(slack: SlackDesk) -> None:
    log(slack, restricted=["yes"], **WHO)
    ask_for_words(slack)
    slack.click(DINAH, "approval_send_back", message=request_to(slack, DINAH))
    slack.submit(DINAH, reason="Not Zanzibar!")
    for user in (TOBI, DINAH):
        for message in slack.said(user, slack.dm(user)):
            for one in [message, *slack.said(user, slack.dm(user), thread_ts=message["ts"])]:
                assert not any(mark in one["text"] for mark in MARKS if mark != "PR-0001"), one["text"]


def test_an_offer_that_became_a_restricted_one_names_no_reference(slack: SlackDesk) -> None:
    text = "Dear press team, I'm a reporter at the Gazette. How many beds? Deadline 6pm today."
    ts = slack.post(PRIYA, INTAKE, text)
    slack.click(TOBI, "offer_log", message=slack.last(TOBI, INTAKE, thread_ts=ts))
    slack.submit(TOBI, restricted=["yes"])
    assert words(slack.last(PRIYA, INTAKE, thread_ts=ts)) == "✅ Logged. "


def test_what_becomes_restricted_is_withdrawn_with_its_thread_its_offer_and_its_line_in_the_digest(slack: SlackDesk) -> None:
    text = f"Dear press team, I'm a reporter at the Gazette, on the {SECRET}. How many beds? Deadline 6pm tomorrow."
    ts = slack.post(PRIYA, INTAKE, text)
    slack.click(TOBI, "offer_log", message=slack.last(TOBI, INTAKE, thread_ts=ts))
    slack.submit(TOBI, topic=SECRET, journalists="Ned Quillfeather", restricted=[], sensitivity="routine")
    slack.world.close_view(TOBI, every=True)
    slack.click(MARA, "inquiry_take", message=slack.card(1))
    change(slack, MARA, owner=TOBI, note="Some hushed words.")
    ask(slack, text="More hushed words.")
    slack.clock.set(datetime(2026, 11, 24, 8, 31, tzinfo=UTC))
    schedule.tick(slack.desk)
    slack.settle()
    assert SECRET in words(slack.last(MARA, DESK)) and "Logged as PR-0001" in words(slack.last(PRIYA, INTAKE, thread_ts=ts))
    change(slack, TOBI, restricted=["yes"])
    assert [words(one) for one in slack.said(MARA, DESK) if "Press desk, " not in words(one)] == []
    assert words(slack.last(PRIYA, INTAKE, thread_ts=ts)) == "✅ Logged. "
    slack.world.state.messages[INTAKE].pop(ts)  # What a person wrote there is theirs to delete.
    for user in (MARA, DINAH, PRIYA):
        assert_no_trace(slack, user)
    assert cards(slack, TOBI, 1, slack.dm(TOBI)) and {one.conversation for one in rows(slack, Posting) if one.inquiry_id} == {
        TOBI
    }


def test_who_is_named_no_longer_loses_sight_of_it(slack: SlackDesk) -> None:
    log(slack, restricted=["yes"], named=[DINAH, PRIYA], **WHO)
    ask(slack, text="Some hushed words.", channel=slack.dm(TOBI))
    assert cards(slack, DINAH, 1, slack.dm(DINAH)) and cards(slack, PRIYA, 1, slack.dm(PRIYA))
    change(slack, TOBI, channel=slack.dm(TOBI), named=[PRIYA])
    assert_no_trace(slack, DINAH)
    assert cards(slack, PRIYA, 1, slack.dm(PRIYA))
    look_everywhere(slack, DINAH)
    assert_no_trace(slack, DINAH)
    change(slack, TOBI, channel=slack.dm(TOBI), note="More hushed words.")
    assert_no_trace(slack, DINAH)


def test_who_restricts_it_and_who_owns_it_stay_named(slack: SlackDesk) -> None:
    log(slack, **WHO)
    change(slack, MARA, owner=TOBI, backup=PRIYA)
    change(slack, MARA, restricted=["yes"])
    for user in (MARA, TOBI, PRIYA):
        assert len(cards(slack, user, 1, slack.dm(user))) == 1
    assert_no_trace(slack, DINAH)


def test_no_longer_restricted_it_has_its_card_in_the_channel_again(slack: SlackDesk) -> None:
    log(slack, restricted=["yes"], named=[MARA], **WHO)
    change(slack, TOBI, channel=slack.dm(TOBI), restricted=[])
    assert len(cards(slack, DINAH, 1)) == 1
    for user in (TOBI, MARA):
        assert cards(slack, user, 1, slack.dm(user)) == []


def test_restricting_taken_back_brings_the_card_back(slack: SlackDesk) -> None:
    log(slack, **WHO)
    change(slack, TOBI, restricted=["yes"])
    assert cards(slack, MARA, 1) == []
    open_more(slack, TOBI, channel=slack.dm(TOBI))
    slack.click(TOBI, "inquiry_undo")
    assert len(cards(slack, MARA, 1)) == 1 and cards(slack, TOBI, 1, slack.dm(TOBI)) == []


def test_the_form_of_one_who_was_named_no_longer_is_refused_when_it_is_sent(slack: SlackDesk) -> None:
    log(slack, restricted=["yes"], named=[MARA], **WHO)
    open_more(slack, MARA, channel=slack.dm(MARA))
    change(slack, TOBI, channel=slack.dm(TOBI), named=[])
    told = str(slack.submit(MARA, court="legal").data["errors"])
    assert "There is no such inquiry" in told and "Zanzibar" not in told


def test_an_approver_named_no_longer_can_not_approve(slack: SlackDesk) -> None:
    log(slack, restricted=["yes"], named=[DINAH], **WHO)
    envelope = clicked(slack, DINAH, "approval_approve", ask(slack, text="Some hushed words.", channel=slack.dm(TOBI)))
    change(slack, TOBI, channel=slack.dm(TOBI), named=[])
    assert_no_trace(slack, DINAH)
    again(slack, envelope)
    assert "There is no such statement" in words(slack.private(DINAH, slack.dm(DINAH)))
    assert inquiry(slack).status == "pending_approval"


def test_a_guest_can_not_be_named(slack: SlackDesk) -> None:
    slack.shortcut(TOBI, "new_inquiry")
    result = slack.submit(TOBI, deadline="ASAP", restricted=["yes"], named=["U0GUS"], **WHO)
    assert "not a member here" in result.data["errors"]["named"]


def test_who_was_named_and_became_a_guest_loses_sight_of_it(slack: SlackDesk) -> None:
    log(slack, restricted=["yes"], named=[PRIYA], **WHO)
    assert cards(slack, PRIYA, 1, slack.dm(PRIYA))
    control.run(slack.world, {"op": "person", "user": PRIYA, "is_restricted": True})
    slack.clock.advance(hours=13)
    slack.command(PRIYA, "list", GENERAL)
    change(slack, TOBI, channel=slack.dm(TOBI), note="More hushed words.")
    assert_no_trace(slack, PRIYA)


def test_an_answered_restricted_one_is_in_nobody_elses_briefing_history_or_past_answers(slack: SlackDesk) -> None:
    log(slack, **WHO)
    sent(slack, "Some hushed words.")
    change(slack, TOBI, restricted=["yes"])
    log(slack, MARA, topic=f"The second {SECRET.split()[1]}", journalists="Ned Quillfeather")
    slack.command(MARA, "brief PR-2")
    said = words(slack.private(MARA))
    assert "No earlier inquiry on record" in said and "hushed" not in said and "PR-0001" not in said
    slack.command(TOBI, "brief PR-2")
    assert "PR-0001" in words(slack.private(TOBI))


def test_an_overdue_restricted_one_is_overdue_only_for_those_named(slack: SlackDesk) -> None:
    log(slack, restricted=["yes"], **WHO)
    slack.clock.advance(days=1)
    for user, count in ((TOBI, 1), (MARA, 0)):
        slack.command(user, "overdue")
        assert f"Overdue inquiries: {count}" in words(slack.private(user))


def test_the_digest_leaves_it_out_even_for_one_who_is_named(slack: SlackDesk) -> None:
    log(slack, restricted=["yes"], **WHO)
    slack.command(TOBI, "digest")
    assert "A quiet desk" in words(slack.private(TOBI)) and SECRET not in words(slack.private(TOBI))


def test_an_admin_is_no_exception(slack: SlackDesk) -> None:
    slack.role(MARA, Role.ADMIN, Sensitivity.CRISIS)
    log(slack, restricted=["yes"], **WHO)
    look_everywhere(slack, MARA)
    assert_no_trace(slack, MARA)
    assert buttons(slack.card(1, slack.dm(TOBI), TOBI))


def test_a_card_on_its_way_while_it_becomes_restricted_does_not_stay(slack: SlackDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    post = slack.house.client.chat_postMessage

    def slow(**message: Any) -> Any:
        """Slack takes its time, and in the middle of it somebody restricts the inquiry."""
        monkeypatch.setattr(slack.house.client, "chat_postMessage", post)
        kept = inquiry(slack)
        assert kept.id is not None
        inquiries.change(
            slack.desk, actor=slack.actor(TOBI), inquiry_id=kept.id, version=kept.version,
            changes=inquiries.Changes(restricted=True),
        )  # fmt: skip
        return post(**message)

    monkeypatch.setattr(slack.house.client, "chat_postMessage", slow)
    log(slack, **WHO)
    assert inquiry(slack).restricted and cards(slack, TOBI, 1, slack.dm(TOBI))
    for user in (MARA, DINAH):
        assert_no_trace(slack, user)


def test_somebody_named_no_longer_gets_no_message_that_was_on_its_way(
    slack: SlackDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    log(slack, restricted=["yes"], **WHO)
    post = slack.house.client.chat_postMessage

    def slow(**message: Any) -> Any:
        """While the message to the person just named is on its way, they are taken off again."""
        if message["channel"] == slack.dm(DINAH):
            monkeypatch.setattr(slack.house.client, "chat_postMessage", post)
            kept = inquiry(slack)
            assert kept.id is not None
            inquiries.change(
                slack.desk, actor=slack.actor(TOBI), inquiry_id=kept.id, version=kept.version,
                changes=inquiries.Changes(named=frozenset()),
            )  # fmt: skip
        return post(**message)

    monkeypatch.setattr(slack.house.client, "chat_postMessage", slow)
    change(slack, TOBI, channel=slack.dm(TOBI), named=[DINAH])
    assert_no_trace(slack, DINAH)


def test_what_a_restricted_inquiry_says_of_a_journalist_shows_on_no_other(slack: SlackDesk) -> None:
    slack.command(MARA, "new")
    slack.submit(MARA, topic="Opening hours", journalists="Wren Castellane", outlet="Eastmarsh Gazette", deadline="ASAP")
    slack.command(MARA, "new")
    slack.submit(
        MARA, topic="A complaint", journalists="Wren Castellane, 01632 960 999", outlet="Eastmarsh Gazette", deadline="ASAP",
        restricted=["yes"],
    )  # fmt: skip
    slack.command(TOBI, "show PR-1")
    assert "Opening hours" in words(slack.private(TOBI)) and "960 999" not in words(slack.private(TOBI))

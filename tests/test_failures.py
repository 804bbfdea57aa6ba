"""When something fails: the person is told what they can do, and what happened is neither lost nor said twice."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.models import Inquiry, Job, JobState, Offer, Posting, Statement
from bot.sandbox import control
from tests.flows import (
    again,
    approved,
    cards,
    change,
    clicked,
    draft,
    inquiry,
    kept_in_order,
    log,
    open_more,
    request_to,
    rows,
    thread,
    waiting,
)
from tests.slack_desk import DESK, DINAH, INTAKE, MARA, NOBOT, PRIYA, TOBI, SlackDesk, words

__all__ = ["kept_in_order"]

REFERENCE = re.compile(r"on record as [0-9A-F]{6}")


def later(slack: SlackDesk, **span: Any) -> None:
    """Time goes by in steps, with whatever is due done in each."""
    end = slack.clock() + timedelta(**span)
    while slack.clock() < end:
        slack.clock.advance(seconds=10)
        slack.settle()


def order(slack: SlackDesk, op: str, **what: Any) -> None:
    answer = control.run(slack.world, {"op": op, **what})
    assert answer["ok"], answer


def dead(slack: SlackDesk) -> list[Job]:
    return [one for one in rows(slack, Job) if one.state == JobState.DEAD]


@pytest.mark.parametrize("text", ["PR-99", "PR-0", "147", "#9", "pr 12", "PR-999999999"])
@pytest.mark.parametrize("command", ["show", "brief"])
def test_an_unknown_reference_is_said_to_be_none(slack: SlackDesk, command: str, text: str) -> None:
    slack.command(TOBI, f"{command} {text}")
    assert words(slack.private(TOBI)).startswith("There is no PR-")


@pytest.mark.parametrize(
    "text", ["PR-", "the one of yesterday", "PR-1234567890123", "PR-١", "'; drop table inquiry; --", "1 2"]
)
def test_what_is_no_reference_is_told_how_they_look(slack: SlackDesk, text: str) -> None:
    slack.command(TOBI, f"show {text}")
    assert "They look like PR-0147" in words(slack.private(TOBI))


@pytest.mark.parametrize("command", ["show", "brief"])
def test_a_missing_reference_is_asked_for(slack: SlackDesk, command: str) -> None:
    slack.command(TOBI, command)
    assert f"`/press {command} PR-12`" in words(slack.private(TOBI))


def test_a_text_too_long_to_keep_is_refused_with_its_length(slack: SlackDesk) -> None:
    slack.command(TOBI, "new " + "x" * 40_001)
    assert "40,001 characters long; at most 40,000 fit" in words(slack.private(TOBI))
    assert rows(slack, Offer) == []
    slack.command(TOBI, "new " + "How many beds? " * 2_600)
    assert slack.fields(TOBI)["topic"]
    slack.submit(TOBI, topic="Beds", journalists="unknown", deadline="ASAP")
    assert len(inquiry(slack).source_text) == 2_600 * 15 - 1


def test_too_many_questions_are_refused_and_kept_in_the_form(slack: SlackDesk) -> None:
    slack.shortcut(TOBI, "new_inquiry")
    asked = "\n".join(f"Question {number}?" for number in range(61))
    errors = slack.submit(TOBI, topic="Beds", journalists="unknown", deadline="ASAP", questions=asked).data["errors"]
    assert "at most 60 fit" in errors["questions"] and slack.fields(TOBI)["questions"] == asked


def test_everything_wrong_is_said_at_once(slack: SlackDesk) -> None:
    slack.shortcut(TOBI, "new_inquiry")
    errors = slack.submit(TOBI, topic="a\x00b", deadline="ASAP", background="c\x00d").data["errors"]
    assert set(errors) == {"topic", "journalists", "background"} and "can't be stored" in errors["topic"]


def test_a_form_closed_while_it_loads_or_changes_is_no_trouble(slack: SlackDesk) -> None:
    log(slack)
    open_more(slack, TOBI)
    kept: list[Any] = []
    deliver, slack.world.deliver = slack.world.deliver, lambda envelope: (kept.append(envelope), (200, None))[1]
    slack.world.click(TOBI, "inquiry_undo", view_id=slack.world.view(TOBI)["id"])
    slack.world.deliver = deliver
    slack.world.close_view(TOBI, every=True)
    slack.click(MARA, "inquiry_take", message=slack.card(1))
    again(slack, kept[0])
    assert inquiry(slack).owner_id is None and slack.world.view(TOBI) is None


def test_a_trigger_that_came_too_late_is_said_where_there_is_still_a_way(slack: SlackDesk) -> None:
    slack.world.strictness.trigger_seconds = 0
    slack.command(TOBI, "new Beds: how many?")
    assert "took longer than Slack allows" in words(slack.private(TOBI))
    for act in (lambda: slack.shortcut(MARA, "new_inquiry"), lambda: log_from_home(slack, MARA)):
        before = len(slack.said(MARA, slack.dm(MARA)))
        act()
        said = slack.said(MARA, slack.dm(MARA))
        assert len(said) == before + 1 and "try once more; nothing was lost" in words(said[-1])
    assert slack.world.view(TOBI) is None and slack.world.view(MARA) is None


def log_from_home(slack: SlackDesk, user: str) -> None:
    slack.world.open_home(user)
    slack.settle()
    slack.settle(slack.world.click(user, "inquiry_new", view_id=slack.world.home(user)["id"]))


def test_a_refusal_after_the_trigger_lapsed_reaches_the_person(slack: SlackDesk) -> None:
    slack.world.strictness.trigger_seconds = 0
    slack.shortcut(PRIYA, "new_inquiry")
    assert "You can't log inquiries yet" in words(slack.last(PRIYA, slack.dm(PRIYA)))


def test_a_private_answer_that_slack_no_longer_takes_comes_by_direct_message(slack: SlackDesk) -> None:
    log(slack)
    slack.world.strictness.response_url_uses = 0
    slack.command(TOBI, "show PR-1")
    assert "Night shelter numbers" in words(slack.last(TOBI, slack.dm(TOBI)))


@pytest.mark.parametrize("trouble", ["archive", "delete_channel", "kick_bot"])
def test_a_card_that_has_no_channel_goes_to_its_keeper_with_the_reason(slack: SlackDesk, trouble: str) -> None:
    order(slack, trouble, channel=DESK)
    log(slack)
    card = cards(slack, TOBI, 1, slack.dm(TOBI))
    reason = {"archive": "is_archived", "delete_channel": "channel_not_found", "kick_bot": "not_in_channel"}[trouble]
    assert len(card) == 1 and reason in words(card[0]) and "belongs in the desk channel" in words(card[0])
    slack.click(TOBI, "inquiry_acknowledge", message=card[0])
    card = cards(slack, TOBI, 1, slack.dm(TOBI))
    assert len(card) == 1 and "Acknowledged" in words(card[0]) and inquiry(slack).acknowledged_at == slack.clock()
    if trouble == "delete_channel":
        return
    if trouble == "archive":
        order(slack, "archive", channel=DESK, archived=False)
    else:
        order(slack, "invite_bot", channel=DESK)
    slack.command(MARA, "show PR-1", channel=NOBOT)
    slack.click(MARA, "inquiry_take", message=slack.private(MARA, NOBOT))
    assert len(cards(slack, MARA, 1)) == 1 and cards(slack, TOBI, 1, slack.dm(TOBI)) == []


def test_a_card_somebody_deleted_comes_back_with_the_next_change(slack: SlackDesk) -> None:
    log(slack)
    with slack.world.change():
        slack.world.state.messages[DESK].clear()
    change_by_command(slack)
    assert len(cards(slack, MARA, 1)) == 1 and "took it" in thread(slack)[-1]


def change_by_command(slack: SlackDesk) -> None:
    slack.command(MARA, "show PR-1")
    slack.click(MARA, "inquiry_take", message=slack.private(MARA))


def test_a_revoked_token_makes_the_work_wait_and_then_it_is_all_done_once(slack: SlackDesk) -> None:
    log(slack, topic="Before")
    slack.shortcut(TOBI, "new_inquiry")
    slack.shortcut(MARA, "new_inquiry")
    slack.world.strictness.revoked.add("xoxb-sandbox-bot")
    assert slack.submit(TOBI, topic="Beds", journalists="Wren", deadline="6pm today").ok
    slack.submit(MARA, topic="Blankets", journalists="Wren", deadline="6pm today")
    slack.click(TOBI, "inquiry_acknowledge", message=slack.card(1))
    assert [one.topic for one in rows(slack, Inquiry)] == ["Before", "Beds", "Blankets"]
    assert waiting(slack) and not cards(slack, MARA, 2)
    later(slack, minutes=15)
    assert waiting(slack) and dead(slack) == []
    slack.world.strictness.revoked.clear()
    later(slack, minutes=2)
    assert waiting(slack) == [] and dead(slack) == []
    for number in (1, 2, 3):
        assert len(cards(slack, MARA, number)) == 1
    assert "acknowledged it" in thread(slack, 1)[-1]


@pytest.mark.parametrize("way", ["command", "global shortcut"])
def test_who_asks_while_the_token_is_revoked_is_told_as_far_as_slack_allows(slack: SlackDesk, way: str) -> None:
    slack.world.strictness.revoked.add("xoxb-sandbox-bot")
    if way == "command":
        slack.command(TOBI, "new")
        assert "no longer accepts the press desk's token" in words(slack.private(TOBI))
        slack.command(TOBI, "list")
        assert "Open inquiries: 0" in words(slack.private(TOBI))
    else:
        assert slack.shortcut(TOBI, "new_inquiry").ok


def test_somebody_never_seen_is_told_when_slack_does_not_say_who_they_are(slack: SlackDesk) -> None:
    from bot.models import Member

    with slack.database.write() as session:
        session.delete(session.get_one(Member, "slack:T0LANTERN:U0PRIYA"))
    order(slack, "fail_next", method="users.info", error="internal_error", times=1)
    result = slack.command(PRIYA, "list", channel=INTAKE)
    assert "could not tell who you are" in words(slack.private(PRIYA, INTAKE)) or "could not tell" in str(result.data)
    slack.command(PRIYA, "list", channel=INTAKE)
    assert "can't look" in words(slack.private(PRIYA, INTAKE))


def test_an_old_profile_will_do_where_slack_does_not_answer(slack: SlackDesk) -> None:
    slack.clock.advance(hours=13)
    order(slack, "fail_next", method="users.info", error="internal_error", times=5)
    slack.command(TOBI, "list")
    assert "Open inquiries: 0" in words(slack.private(TOBI))


@pytest.mark.parametrize(
    ("error", "status"), [("ratelimited", 429), ("internal_error", 500), ("service_unavailable", 503), ("internal_error", 200)]
)
def test_what_slack_refuses_for_now_is_posted_later_in_order_and_once(slack: SlackDesk, error: str, status: int) -> None:
    order(slack, "fail_next", method="chat.postMessage", error=error, http_status=status, times=3)
    log(slack)
    log(slack, topic="Second")
    slack.command(MARA, "show PR-1")
    slack.click(MARA, "inquiry_take", message=slack.private(MARA))
    slack.click(MARA, "inquiry_acknowledge", message=slack.private(MARA))
    later(slack, minutes=3)
    assert waiting(slack) == [] and dead(slack) == []
    first, second = cards(slack, MARA, 1), cards(slack, MARA, 2)
    assert len(first) == len(second) == 1 and first[0]["ts"] < second[0]["ts"]
    assert [line.split()[2] for line in thread(slack)] == ["took", "acknowledged"]


def test_an_outage_of_an_hour_loses_nothing(slack: SlackDesk) -> None:
    order(slack, "fail_next", method="*", error="service_unavailable", http_status=503, times=100_000)
    slack.world.strictness.failures[0].method = "chat.postMessage"
    log(slack)
    later(slack, hours=1)
    slack.world.strictness.failures.clear()
    later(slack, minutes=11)
    assert len(cards(slack, MARA, 1)) == 1 and dead(slack) == []


def test_posts_keep_to_one_a_second_in_a_channel(slack: SlackDesk) -> None:
    slack.house.work.resting = True
    slack.world.strictness.rate_limit = True
    for number in range(4):
        log(slack, topic=f"Topic {number}")
    later(slack, minutes=2)
    assert [len(cards(slack, MARA, number)) for number in (1, 2, 3, 4)] == [1, 1, 1, 1]
    refused = [one for one in slack.world.calls if one["status"] == 429]
    assert len(refused) <= 1


def test_an_offer_in_a_channel_the_desk_was_removed_from_is_given_up_and_the_text_kept(slack: SlackDesk) -> None:
    text = "Dear press team, I'm a reporter at the Gazette. How many beds? Deadline 6pm today."
    order(slack, "fail_next", method="chat.postMessage", error="not_in_channel")
    ts = slack.post(PRIYA, INTAKE, text)
    assert [one.text for one in rows(slack, Offer)] == [text]
    slack.shortcut(TOBI, "log_message", channel=INTAKE, message_ts=ts)
    assert slack.submit(TOBI).ok


def test_an_approver_who_was_deactivated_holds_up_nobody(slack: SlackDesk) -> None:
    order(slack, "fail_next", method="conversations.open", error="user_disabled")
    log(slack)
    draft(slack)
    slack.click(TOBI, "statement_submit")
    slack.click(MARA, "approval_approve", message=request_to(slack, MARA))
    assert inquiry(slack).status == "approved"


def test_what_nobody_expected_is_told_with_a_reference_and_without_its_insides(
    slack: SlackDesk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    log(slack)

    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("the inside")

    with monkeypatch.context() as patch:
        patch.setattr("bot.inquiries.take", broken)
        slack.click(TOBI, "inquiry_take", message=slack.card(1))
    said = words(slack.private(TOBI))
    found = REFERENCE.search(said)
    assert found and "inside" not in said and found[0].split()[-1] in caplog.text


def test_a_view_that_slack_refuses_is_told_with_a_reference(slack: SlackDesk) -> None:
    log(slack)
    order(slack, "fail_next", method="views.open", error="invalid_arguments")
    slack.click(TOBI, "inquiry_more", message=slack.card(1))
    assert REFERENCE.search(words(slack.private(TOBI)))


def test_an_event_that_cannot_be_kept_is_not_acknowledged_so_that_slack_brings_it_again(
    slack: SlackDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ConnectionError("the database is away")

    slack.world.strictness.retry_scale = 0
    with monkeypatch.context() as patch:
        patch.setattr("bot.intake.offers.keep", broken)
        kept: list[Any] = []
        deliver = slack.world.deliver
        assert deliver is not None
        slack.world.deliver = lambda one: (kept.append((one, deliver(one))), kept[-1][1])[1]
        slack.post(PRIYA, INTAKE, "Dear press team, how many beds? A reporter.")
        slack.world.deliver = deliver
    assert kept and all(answer[0] != 200 for _, answer in kept)
    assert again(slack, kept[0][0])[0] == 200
    assert len(rows(slack, Offer)) == 1


def test_a_statement_of_nothing_or_too_much_is_refused_and_kept_in_the_form(slack: SlackDesk) -> None:
    log(slack)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    for text in ("   ", "x" * 3_001, "a\x00b"):
        result = slack.submit(TOBI, text=text)
        assert result.error or result.data["errors"]
    assert rows(slack, Statement) == []


def test_stale_buttons_of_a_card_that_is_gone_are_answered(slack: SlackDesk) -> None:
    log(slack)
    envelope = clicked(slack, MARA, "statement_open", slack.card(1))
    change(slack, TOBI, restricted=["yes"])
    again(slack, envelope)
    assert "There is no such inquiry" in words(slack.private(MARA))


def test_a_stale_button_to_send_is_answered(slack: SlackDesk) -> None:
    log(slack)
    approved(slack)
    slack.click(TOBI, "statement_open", message=slack.card(1))
    draft(slack, MARA, "Other words.")
    envelope = clicked(slack, TOBI, "statement_open", slack.card(1))
    envelope["payload"]["actions"][0] |= {"action_id": "statement_sent", "value": "1:1"}
    again(slack, envelope)
    assert "not approved yet" in words(slack.private(TOBI)) and inquiry(slack).response is None


def test_work_that_waits_is_still_there_for_the_next_process(slack: SlackDesk) -> None:
    from bot.app import build

    slack.shortcut(TOBI, "new_inquiry")
    slack.world.strictness.revoked.add("xoxb-sandbox-bot")
    assert slack.submit(TOBI, topic="Beds", journalists="Wren", deadline="6pm today").ok
    assert cards(slack, MARA, 1) == [] and waiting(slack)
    slack.world.strictness.revoked.clear()
    slack.clock.advance(minutes=1)
    house = build(slack.desk, listening=False)
    house.work.resting = False
    house.work.drain()
    house.soon.stop()
    slack.desk.database.after_write = slack.house.work.wake
    assert len(cards(slack, MARA, 1)) == 1 and len([one for one in rows(slack, Posting) if one.kind == "card"]) == 1
    assert DINAH not in {one.conversation for one in rows(slack, Posting)}

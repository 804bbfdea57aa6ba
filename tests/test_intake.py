"""Every way in: the command, the shortcuts, direct messages, mentions and the intake channel, and what it takes to save."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.models import DeadlineKind, Inquiry, Journalist, Offer, Question, Role
from bot.sandbox import control
from tests.flows import again, at_once, inquiry, kept_in_order, log, recorded, rows
from tests.slack_desk import DESK, DINAH, GENERAL, GUS, INTAKE, MARA, NOBOT, PRIYA, TEAM, TOBI, SlackDesk, buttons, words

__all__ = ["kept_in_order"]

MAIL = (
    "From: Wren Castellane <wren@eastmarsh.example>\nSubject: Night shelter numbers\n\nHi there,\n\n"
    "I'm a reporter at the Eastmarsh Gazette, working on a piece about your night shelter.\n\n"
    "1. How many people stayed in October?\n2. Is it true that “beds & blankets” cost < £5?\n\n"
    "See https://eastmarsh.example/a?b=1&c=2 and eastmarsh.example/news.\n\nMy deadline is 6pm today.\n\nThanks,\n"
    'Wren "W" Castellane\n01632 960 555'
)
SERIOUS = MAIL.replace("your night shelter", "an allegation of abuse at your night shelter")


def open_from(slack: SlackDesk, user: str, way: str) -> None:
    """Brings the form up with MAIL in it, by one of the ways in."""
    if way == "command":
        slack.command(user, f"new {MAIL}")
    elif way == "shortcut":
        slack.shortcut(user, "log_message", channel=INTAKE, message_ts=slack.post(PRIYA, INTAKE, MAIL))
    elif way == "direct message":
        slack.post(user, slack.dm(user), MAIL)
        slack.click(user, "offer_log", message=slack.last(user, slack.dm(user)))
    elif way == "mention":
        ts = slack.post(user, DESK, f"@pressdesk {MAIL}")
        slack.click(user, "offer_log", message=slack.last(user, DESK, thread_ts=ts))
    else:
        ts = slack.post(PRIYA, INTAKE, MAIL)
        slack.click(user, "offer_log", message=slack.last(user, INTAKE, thread_ts=ts))


@pytest.mark.parametrize("way", ["command", "shortcut", "direct message", "mention", "intake channel"])
def test_every_way_in_fills_the_form_and_keeps_the_text_as_it_was_written(slack: SlackDesk, way: str) -> None:
    open_from(slack, TOBI, way)
    filled = slack.fields(TOBI)
    assert "Night shelter numbers" in filled["topic"]
    assert filled["journalists"] == "Wren Castellane, wren@eastmarsh.example, 01632 960 555"
    assert "Eastmarsh Gazette" in filled["outlet"] and filled["deadline"] == "6pm today"
    assert filled["questions"].split("\n") == [
        "How many people stayed in October?", "Is it true that “beds & blankets” cost < £5?",
    ]  # fmt: skip
    assert slack.submit(TOBI).ok
    kept = inquiry(slack)
    assert kept.source_text == MAIL
    assert kept.logged_by == f"slack:{TEAM}:{TOBI}"
    assert [one.text for one in rows(slack, Question)] == filled["questions"].split("\n")
    assert [(one.email, one.phone) for one in rows(slack, Journalist)] == [("wren@eastmarsh.example", "01632 960 555")]
    assert (kept.source_link is None) == (way == "command")


def test_the_bare_command_and_the_global_shortcut_open_an_empty_form(slack: SlackDesk) -> None:
    for open_form in (lambda: slack.command(TOBI, "new"), lambda: slack.shortcut(TOBI, "new_inquiry")):
        open_form()
        filled = slack.fields(TOBI)
        assert not filled["topic"] and not filled["journalists"] and not filled["deadline"]
        slack.world.close_view(TOBI, every=True)


def test_a_message_in_a_thread_is_logged_in_three_clicks_with_its_link(slack: SlackDesk) -> None:
    parent = slack.post(MARA, INTAKE, "Voicemails of today:")
    ts = slack.post(MARA, INTAKE, MAIL, thread_ts=parent)
    # The message's menu and the shortcut in it are two clicks, “Log it” is the third.
    slack.shortcut(TOBI, "log_message", channel=INTAKE, message_ts=ts, thread_ts=parent)
    slack.submit(TOBI)
    kept = inquiry(slack)
    assert (kept.source_channel, kept.source_ts) == (INTAKE, ts)
    assert kept.source_link and f"p{ts.replace('.', '')}" in kept.source_link and f"thread_ts={parent}" in kept.source_link
    assert kept.received_at == slack.clock()


def test_a_message_where_the_desk_is_not_a_member_is_logged_too(slack: SlackDesk) -> None:
    ts = slack.post(TOBI, NOBOT, MAIL)
    slack.shortcut(TOBI, "log_message", channel=NOBOT, message_ts=ts)
    slack.submit(TOBI)
    assert str(inquiry(slack).source_link).endswith(f"/archives/{NOBOT}/p{ts.replace('.', '')}")


def test_what_is_no_new_message_of_a_person_gets_no_offer(slack: SlackDesk) -> None:
    ts = slack.post(PRIYA, INTAKE, "Morning all!")
    said = len(slack.said(MARA, INTAKE, thread_ts=ts))
    assert said == 2
    slack.post(PRIYA, INTAKE, MAIL, thread_ts=ts)
    slack.world.edit(PRIYA, INTAKE, ts, "Morning all, again!")
    slack.world.join(DINAH, INTAKE)
    slack.post(PRIYA, GENERAL, MAIL)
    slack.settle()
    bot = {
        "type": "message",
        "subtype": "bot_message",
        "bot_id": "B0OTHER",
        "text": MAIL,
        "channel": INTAKE,
        "ts": "1795452000.000100",
    }
    again(slack, event({**bot, "channel_type": "channel"}))
    again(slack, event({**bot, "subtype": None, "user": TOBI, "channel_type": "channel"}))
    assert len(rows(slack, Offer)) == 1
    assert len([one for one in slack.said(MARA, INTAKE, thread_ts=ts) if "offer_log" in buttons(one)]) == 1


def event(body: dict[str, Any], **more: Any) -> dict[str, Any]:
    payload = {"type": "event_callback", "team_id": TEAM, "api_app_id": "A0PRESSDESK", "event_id": "Ev1", "event": body, **more}
    return {"type": "events_api", "payload": payload}


def test_an_event_delivered_twice_asks_once(slack: SlackDesk) -> None:
    kept = recorded(slack)
    ts = slack.post(PRIYA, INTAKE, MAIL)
    heard = [one for one in kept if one["payload"].get("event", {}).get("text")]
    for one in copy.copy(heard):
        assert again(slack, one)[0] == 200
    assert len(rows(slack, Offer)) == 1
    assert len(slack.said(MARA, INTAKE, thread_ts=ts)) == 2


def test_a_form_sent_twice_is_one_inquiry(slack: SlackDesk) -> None:
    kept = recorded(slack)
    log(slack)
    sending = next(one for one in kept if one["payload"].get("type") == "view_submission")
    status, body = again(slack, sending)
    assert status == 200 and "PR-0001" in words(body["view"])
    assert len(rows(slack, Inquiry)) == 1
    assert len([one for one in slack.said(MARA) if "PR-0001" in words(one)]) == 1


def test_the_second_to_log_a_message_is_told_who_was_first(slack: SlackDesk) -> None:
    ts = slack.post(PRIYA, INTAKE, MAIL)
    slack.shortcut(TOBI, "log_message", channel=INTAKE, message_ts=ts)
    slack.shortcut(MARA, "log_message", channel=INTAKE, message_ts=ts)
    slack.submit(TOBI)
    result = slack.submit(MARA)
    assert "Tobi Fenwick already logged this message as PR-0001" in str(result.data["errors"])
    slack.world.close_view(MARA, every=True)
    slack.shortcut(MARA, "log_message", channel=INTAKE, message_ts=ts)
    assert "Tobi Fenwick already logged this message as PR-0001" in words(slack.private(MARA, INTAKE))
    assert len(rows(slack, Inquiry)) == 1


def test_the_second_to_log_a_restricted_message_learns_no_reference(slack: SlackDesk) -> None:
    ts = slack.post(PRIYA, INTAKE, MAIL)
    for user in (TOBI, MARA):
        slack.shortcut(user, "log_message", channel=INTAKE, message_ts=ts)
    slack.submit(TOBI, restricted=["yes"])
    told = str(slack.submit(MARA).data["errors"])
    slack.world.close_view(MARA, every=True)
    slack.shortcut(MARA, "log_message", channel=INTAKE, message_ts=ts)
    for text in (told, words(slack.private(MARA, INTAKE)), words(slack.last(MARA, INTAKE, thread_ts=ts))):
        assert "PR-0001" not in text and "Tobi" not in text


def test_who_may_not_log_is_told_on_every_way_in(slack: SlackDesk) -> None:
    ts = slack.post(PRIYA, INTAKE, MAIL)
    slack.command(PRIYA, "new", channel=INTAKE)
    assert "You can't log inquiries yet" in words(slack.private(PRIYA, INTAKE))
    slack.shortcut(PRIYA, "log_message", channel=INTAKE, message_ts=ts)
    slack.click(PRIYA, "offer_log", message=slack.last(PRIYA, INTAKE, thread_ts=ts))
    slack.shortcut(PRIYA, "new_inquiry")
    assert "You can't log inquiries yet" in words(slack.world.view(PRIYA))
    slack.click(PRIYA, "offer_dismiss", message=slack.last(PRIYA, INTAKE, thread_ts=ts))
    assert rows(slack, Inquiry) == [] and [one.state for one in rows(slack, Offer)] == ["open"]


def test_a_colleague_outside_the_desk_passes_a_text_on_by_writing_to_it(slack: SlackDesk) -> None:
    slack.post(PRIYA, slack.dm(PRIYA), MAIL)
    assert "Thank you" in words(slack.last(PRIYA, slack.dm(PRIYA)))
    asked = slack.last(TOBI, DESK)
    assert "Priya" in words(asked) and "shelter" not in words(asked)
    slack.click(TOBI, "offer_log", message=asked)
    slack.submit(TOBI)
    assert inquiry(slack).source_text == MAIL


def test_a_guest_and_somebody_from_another_workspace_can_do_nothing(slack: SlackDesk) -> None:
    kept = recorded(slack)
    slack.command(GUS, "", channel=GENERAL)
    assert "members of this workspace" in words(slack.private(GUS, GENERAL))
    for text in ("new", f"new {MAIL}", "list", "mine", "overdue", "digest", "team", "show PR-1", "brief PR-1"):
        slack.command(GUS, text, channel=GENERAL)
        assert "members of this workspace" in words(slack.private(GUS, GENERAL))
    assert slack.world.view(GUS) is None
    slack.post(GUS, slack.dm(GUS), MAIL)
    slack.shortcut(TOBI, "new_inquiry")
    slack.submit(TOBI, topic="Beds", journalists="Wren", deadline="ASAP")
    foreign = next(one for one in kept if one["payload"].get("type") == "view_submission")
    foreign["payload"]["user"]["team_id"] = "T0ELSEWHERE"
    foreign["payload"]["view"]["id"] = "V0OTHER"
    assert "members of this workspace" in str(again(slack, foreign)[1])
    foreign["payload"]["user"] = {"id": "U0FAR", "team_id": "T0ELSEWHERE"}
    foreign["payload"]["team"] = {"id": "T0ELSEWHERE", "domain": "elsewhere"}
    assert again(slack, foreign)[0] == 200
    assert len(rows(slack, Inquiry)) == 1 and rows(slack, Offer) == []


def test_a_role_taken_away_while_the_form_is_open_counts_when_it_is_sent(slack: SlackDesk) -> None:
    slack.shortcut(TOBI, "new_inquiry")
    slack.role(TOBI, Role.VIEWER)
    result = slack.submit(TOBI, topic="Beds", journalists="Wren", deadline="ASAP")
    assert "You can't log inquiries yet" in str(result.data["errors"])
    assert rows(slack, Inquiry) == [] and slack.fields(TOBI)["topic"] == "Beds"


@pytest.mark.parametrize("text", ["@pressdesk", "@pressdesk   "])
def test_a_bare_mention_is_told_what_to_do(slack: SlackDesk, text: str) -> None:
    slack.post(TOBI, DESK, text)
    assert "Log as media inquiry" in words(slack.last(TOBI, slack.dm(TOBI)))
    assert rows(slack, Offer) == []


def test_a_message_waved_away_is_forgotten_and_can_still_be_logged(slack: SlackDesk) -> None:
    ts = slack.post(PRIYA, INTAKE, MAIL)
    slack.click(TOBI, "offer_dismiss", message=slack.last(TOBI, INTAKE, thread_ts=ts))
    assert rows(slack, Offer)[0].text is None
    assert buttons(slack.last(TOBI, INTAKE, thread_ts=ts)) == []
    slack.shortcut(TOBI, "log_message", channel=INTAKE, message_ts=ts)
    slack.submit(TOBI)
    assert inquiry(slack).source_text == MAIL
    assert "Logged as PR-0001" in words(slack.last(TOBI, INTAKE, thread_ts=ts))


def test_the_shortcut_takes_the_message_as_it_now_reads(slack: SlackDesk) -> None:
    ts = slack.post(PRIYA, INTAKE, MAIL)
    slack.world.edit(PRIYA, INTAKE, ts, MAIL.replace("6pm", "5.30pm"))
    slack.shortcut(TOBI, "log_message", channel=INTAKE, message_ts=ts)
    assert slack.fields(TOBI)["deadline"] == "5.30pm today"


def test_sensitive_words_are_pointed_out_before_anything_is_posted(slack: SlackDesk) -> None:
    slack.command(TOBI, f"new {SERIOUS}")
    form = slack.world.view(TOBI)
    assert "allegation" in words(form) and "Handle with care" in words(form)
    filled = slack.fields(TOBI)
    assert filled["restricted"] == ["yes"] and filled["sensitivity"] != "routine"
    assert not [one for one in slack.world.calls if one["method"] == "chat.postMessage"]
    slack.submit(TOBI)
    assert inquiry(slack).restricted and not [one for one in slack.said(MARA) if "PR-0001" in words(one)]


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(slack: SlackDesk) -> None:
    slack.shortcut(TOBI, "new_inquiry")
    typed = {"topic": "  Beds  ", "deadline": "when the cows are purple", "questions": "Why?\nHow?", "background": "A story."}
    errors = slack.submit(TOBI, **typed).data["errors"]
    assert set(errors) == {"deadline:0"} and "names no time" in errors["deadline:0"]
    assert {name: slack.fields(TOBI)[name] for name in typed} == typed
    errors = slack.submit(TOBI, deadline="ASAP").data["errors"]
    assert set(errors) == {"journalists"} and "unknown" in errors["journalists"]
    assert slack.submit(TOBI, journalists="Unknown").ok
    kept = inquiry(slack)
    assert (kept.topic, kept.deadline_words, kept.deadline_kind) == ("Beds", "ASAP", DeadlineKind.ASAP)
    assert [one.text for one in rows(slack, Question)] == ["Why?", "How?"] and rows(slack, Journalist) == []


def test_a_topic_of_white_space_is_no_topic(slack: SlackDesk) -> None:
    slack.shortcut(TOBI, "new_inquiry")
    result = slack.submit(TOBI, topic=" \u2003 ", journalists="unknown", deadline="ASAP")
    assert "topic" in result.data["errors"] and rows(slack, Inquiry) == []


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ({"journalists": "", "outlet": "Eastmarsh Gazette"}, []),
        ({"journalists": "?"}, []),
        ({"journalists": "01632 960 777"}, ["01632 960 777"]),
        ({"journalists": "desk@eastmarsh.example"}, ["desk@eastmarsh.example"]),
        ({"journalists": "Ana O'Neill-Şahin (freelance)\n李小龍, li@eastmarsh.example"}, ["Ana O'Neill-Şahin (freelance)", "李小龍"]),
    ],
)  # fmt: skip
def test_who_may_be_a_name_an_outlet_a_number_an_address_or_unknown(
    slack: SlackDesk, who: dict[str, str], names: list[str]
) -> None:
    log(slack, **who)
    assert [one.name for one in rows(slack, Journalist)] == names


@pytest.mark.parametrize("text", ["ASAP", "asap please", "none given", "None", "n/a", "-"])
def test_asap_and_none_given_are_deadlines_too(slack: SlackDesk, text: str) -> None:
    kept = log(slack, deadline=text)
    assert kept.deadline_words == text and kept.deadline_at is None
    assert kept.deadline_kind == (DeadlineKind.ASAP if "asap" in text.lower() else DeadlineKind.NONE)


def test_changed_words_are_read_anew_and_a_picked_time_wins(slack: SlackDesk) -> None:
    slack.command(TOBI, f"new {MAIL}")
    shown = slack.fields(TOBI)["deadline_at"]
    assert datetime.fromtimestamp(shown, UTC) == datetime(2026, 11, 23, 18, tzinfo=UTC)
    slack.submit(TOBI, deadline="9pm today")
    assert inquiry(slack).deadline_at == datetime(2026, 11, 23, 21, tzinfo=UTC)
    slack.world.close_view(TOBI, every=True)
    slack.command(TOBI, f"new {MAIL}")
    slack.submit(TOBI, deadline="9pm today", deadline_at=shown + 600)
    kept = inquiry(slack, 2)
    assert (kept.deadline_words, kept.deadline_at) == ("9pm today", datetime(2026, 11, 23, 18, 10, tzinfo=UTC))


def test_words_are_read_from_when_the_message_came_not_from_when_it_is_logged(slack: SlackDesk) -> None:
    ts = slack.post(PRIYA, INTAKE, MAIL.replace("6pm today", "noon tomorrow"))
    slack.clock.advance(hours=20)
    slack.shortcut(TOBI, "log_message", channel=INTAKE, message_ts=ts)
    slack.submit(TOBI)
    kept = inquiry(slack)
    assert kept.deadline_at == datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert kept.received_at < kept.logged_at == slack.clock()


def test_an_ambiguous_deadline_is_asked_about_and_a_button_corrects_it(slack: SlackDesk) -> None:
    slack.command(TOBI, f"new {MAIL.replace('6pm today', 'noon IST tomorrow')}")
    form = slack.world.view(TOBI)
    assert "IST" in words(form) and "deadline_read:0" in buttons(form)
    slack.click(TOBI, "deadline_read:0")
    filled = slack.fields(TOBI)
    assert "noon IST tomorrow" in filled["deadline"] and "Night shelter" in filled["topic"]
    assert "deadline_read:0" not in buttons(slack.world.view(TOBI))
    slack.submit(TOBI)
    kept = inquiry(slack)
    assert kept.deadline_at is not None and int(kept.deadline_at.timestamp()) == filled["deadline_at"]
    assert kept.source_text and "noon IST tomorrow" in kept.deadline_words


def test_a_button_that_corrects_the_deadline_keeps_what_was_typed_meanwhile(slack: SlackDesk) -> None:
    slack.command(TOBI, f"new {MAIL.replace('6pm today', 'noon IST tomorrow')}")
    view = slack.world.view(TOBI)
    assert view is not None
    state = {"values": {"topic": {"topic": {"type": "plain_text_input", "value": "My own words"}}}}
    slack.settle(slack.world.click(TOBI, "deadline_read:1", view_id=view["id"], state=state))
    assert slack.fields(TOBI)["topic"] == "My own words"
    slack.submit(TOBI)
    assert inquiry(slack).topic == "My own words"


@pytest.mark.parametrize(
    ("text", "said"), [("", "press desk"), ("lst", "Did you mean `list`"), ("xyzzy", "no such subcommand")]
)
def test_the_bare_command_is_a_menu_and_an_unknown_one_gets_help(slack: SlackDesk, text: str, said: str) -> None:
    slack.command(TOBI, text)
    assert said in words(slack.private(TOBI))


def test_quotes_and_spaces_of_phones_do_not_hide_a_subcommand(slack: SlackDesk) -> None:
    log(slack)
    slack.command(TOBI, "Show\u00a0PR-1")
    assert "Night shelter numbers" in words(slack.private(TOBI))


def test_the_desk_leaves_an_intake_channel_that_is_not_its_own_alone(slack: SlackDesk) -> None:
    control.run(slack.world, {"op": "add_channel", "channel": "C0OTHER", "name": "other", "members": ["U0PRESSDESK", TOBI]})
    slack.post(TOBI, "C0OTHER", MAIL)
    assert rows(slack, Offer) == []


def test_a_message_told_in_two_ways_at_once_is_kept_once(slack: SlackDesk) -> None:
    kept = recorded(slack)
    deliver = slack.world.deliver
    slack.world.deliver = lambda envelope: (kept.append(envelope), (200, None))[1]
    ts = slack.post(TOBI, INTAKE, f"@pressdesk {MAIL}")
    for user in (TOBI, MARA):
        slack.world.shortcut(user, "log_message", channel=INTAKE, message_ts=ts)
    slack.world.deliver = deliver
    assert deliver is not None and len(kept) == 4
    answers = at_once(*(lambda one=one: deliver(one) for one in kept))
    slack.settle()
    assert [status for status, _ in answers] == [200] * 4
    assert len(rows(slack, Offer)) == 1 and len(slack.said(MARA, INTAKE, thread_ts=ts)) <= 2
    assert all("media inquiry" in words(slack.world.view(user)).lower() or slack.fields(user)["topic"] for user in (TOBI, MARA))


def test_a_deadline_that_could_be_read_twice_is_marked_on_the_card_until_a_person_sets_it(slack: SlackDesk) -> None:
    slack.command(
        TOBI, "new I'm a reporter at the Eastmarsh Gazette. Could you send me a comment by Friday 28 November at 3pm?"
    )
    assert "disagree" in words(slack.world.view(TOBI))
    slack.submit(TOBI)
    assert "unsure" in words(slack.card(1))

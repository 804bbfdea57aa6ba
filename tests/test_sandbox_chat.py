"""The Web API of the stand-in: tokens, scopes and chat.*, with the real client."""

import json
import urllib.parse
import urllib.request

import pytest
from slack_sdk import WebClient

from bot.sandbox import cast
from tests.sandbox_bot import Clock, Place, button, refusal, running


@pytest.fixture
def desk():
    with running(clock=Clock()) as place:
        place.world.strictness.rate_limit = False
        yield place


def client_with(desk: Place, token: str | None) -> WebClient:
    return WebClient(token=token, base_url=desk.server.api_url)


def test_auth_test_says_who_the_bot_is_and_lists_the_granted_scopes(desk):
    answer = desk.client.auth_test()
    assert (answer["user_id"], answer["bot_id"], answer["team_id"]) == ("U0PRESSDESK", "B0PRESSDESK", "T0LANTERN")
    assert answer.headers["x-oauth-scopes"] == cast.SCOPES


def test_a_call_without_a_token_is_not_authed(desk):
    assert refusal(client_with(desk, None).auth_test)["error"] == "not_authed"


def test_an_unknown_token_is_invalid(desk):
    assert refusal(client_with(desk, "xoxb-other").auth_test)["error"] == "invalid_auth"


def test_a_token_in_the_form_counts(desk):
    form = urllib.parse.urlencode({"token": cast.BOT_TOKEN}).encode()
    with urllib.request.urlopen(f"{desk.server.api_url}auth.test", data=form) as answer:
        assert json.load(answer)["ok"]


def test_a_revoked_token_says_so_until_it_is_restored(desk):
    desk.control("revoke")
    assert refusal(desk.client.auth_test)["error"] == "token_revoked"
    desk.control("restore")
    assert desk.client.auth_test()["ok"]


def test_an_uninstalled_app_is_inactive(desk):
    desk.control("revoke", uninstall=True)
    assert refusal(desk.client.auth_test)["error"] == "account_inactive"
    assert [p["event"]["type"] for p in desk.bot.all("app_uninstalled")] == ["app_uninstalled"]


def test_an_app_token_cannot_post_and_a_bot_token_cannot_open_socket_mode(desk):
    app = client_with(desk, cast.APP_TOKEN)
    assert refusal(lambda: app.chat_postMessage(channel="C0DESK", text="x"))["error"] == "not_allowed_token_type"
    answer = refusal(lambda: desk.client.apps_connections_open(app_token=cast.BOT_TOKEN))
    assert answer["error"] == "not_allowed_token_type"


def test_an_unknown_method_is_refused(desk):
    assert refusal(lambda: desk.client.api_call("chat.shout"))["error"] == "unknown_method"


def test_a_missing_scope_names_what_is_needed(desk):
    desk.control("scopes", scopes="commands,users:read")
    answer = refusal(lambda: desk.client.chat_postMessage(channel="C0DESK", text="x"))
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "chat:write",
        "commands,users:read",
    )


def test_a_posted_message_comes_back_as_slack_stores_it(desk):
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}]
    metadata = {"event_type": "card", "event_payload": {"id": 1}}
    answer = desk.client.chat_postMessage(channel="C0DESK", text="hello", blocks=blocks, metadata=metadata)
    message = desk.world.messages("C0DESK")[-1]
    assert answer["ts"] == message["ts"] and answer["channel"] == "C0DESK"
    assert message["bot_id"] == "B0PRESSDESK" and message["blocks"][0]["block_id"]
    assert message["metadata"] == metadata


def test_ts_are_unique_and_increasing_even_when_the_clock_stands(desk):
    sent = [desk.client.chat_postMessage(channel="C0DESK", text=str(n))["ts"] for n in range(3)]
    assert sent == sorted(set(sent))


@pytest.mark.parametrize(
    ("channel", "error"),
    [("C0NOWHERE", "channel_not_found"), ("C0NOBOT", "not_in_channel"), ("#nothing", "channel_not_found")],
)
def test_posting_where_the_bot_cannot_is_refused(desk, channel, error):
    assert refusal(lambda: desk.client.chat_postMessage(channel=channel, text="x"))["error"] == error


def test_a_private_channel_the_bot_is_not_in_does_not_exist_for_it(desk):
    desk.control("add_channel", channel="C0BOARD", name="board", members=["U0DINAH"], is_private=True)
    assert refusal(lambda: desk.client.chat_postMessage(channel="C0BOARD", text="x"))["error"] == "channel_not_found"
    assert refusal(lambda: desk.client.conversations_info(channel="C0BOARD"))["error"] == "channel_not_found"


def test_an_archived_or_deleted_channel_takes_no_message(desk):
    desk.control("archive", channel="C0DESK")
    assert refusal(lambda: desk.client.chat_postMessage(channel="C0DESK", text="x"))["error"] == "is_archived"
    desk.control("delete_channel", channel="C0DESK")
    assert refusal(lambda: desk.client.chat_postMessage(channel="C0DESK", text="x"))["error"] == "channel_not_found"


def test_a_kicked_bot_is_not_in_the_channel_until_invited(desk):
    desk.control("kick_bot", channel="C0DESK")
    assert refusal(lambda: desk.client.chat_postMessage(channel="C0DESK", text="x"))["error"] == "not_in_channel"
    desk.control("invite_bot", channel="C0DESK", user="U0MARA")
    assert desk.client.chat_postMessage(channel="C0DESK", text="x")["ok"]


def test_posting_to_a_user_id_goes_to_the_dm(desk):
    answer = desk.client.chat_postMessage(channel="U0MARA", text="hello")
    assert answer["channel"] == desk.world.dm("U0MARA")


def test_an_empty_message_has_no_text(desk):
    assert refusal(lambda: desk.client.chat_postMessage(channel="C0DESK", text=""))["error"] == "no_text"


def test_text_over_forty_thousand_characters_is_too_long(desk):
    assert desk.client.chat_postMessage(channel="C0DESK", text="x" * 40_000)["ok"]
    answer = refusal(lambda: desk.client.chat_postMessage(channel="C0DESK", text="x" * 40_001))
    assert answer["error"] == "msg_too_long"


def test_long_plain_text_is_split_into_messages_of_four_thousand(desk):
    desk.client.chat_postMessage(channel="C0DESK", text="x" * 9_000)
    assert [len(m["text"]) for m in desk.world.messages("C0DESK")] == [4000, 4000, 1000]


def test_broken_blocks_are_answered_with_slacks_error_shape(desk):
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    words = "must be less than 151 characters [json-pointer:/blocks/0/text/text]"
    for call in (desk.client.chat_postMessage, desk.client.chat_postEphemeral):
        answer = refusal(lambda call=call: call(channel="C0DESK", user="U0MARA", text="x", blocks=blocks))
        assert (answer["error"], answer["errors"]) == ("invalid_blocks", [words])
        assert answer["response_metadata"]["messages"] == [f"[ERROR] {words}"]
    assert refusal(lambda: desk.client.chat_postMessage(channel="C0DESK", text="x", blocks="{}"))["error"] == (
        "invalid_blocks_format"
    )


def test_metadata_must_have_a_type_and_a_payload(desk):
    metadata = {"event_type": "card"}
    answer = refusal(lambda: desk.client.chat_postMessage(channel="C0DESK", text="x", metadata=metadata))
    assert answer["error"] == "invalid_metadata_format"


def test_link_names_and_full_parsing_make_mentions_of_what_looks_like_one(desk):
    post = desk.client.chat_postMessage
    assert post(channel="C0DESK", text="@here @Tobi")["message"]["text"] == "@here @Tobi"
    assert post(channel="C0DESK", text="@here", link_names=True)["message"]["text"] == "<!here>"
    assert post(channel="C0DESK", text="@Tobi", parse="full")["message"]["text"] == "<@U0TOBI>"


def test_a_reply_needs_a_parent_that_exists_and_is_no_reply(desk):
    post = desk.client.chat_postMessage
    parent = post(channel="C0DESK", text="parent")["ts"]
    reply = post(channel="C0DESK", text="reply", thread_ts=parent)["ts"]
    assert refusal(lambda: post(channel="C0DESK", text="x", thread_ts="1.000001"))["error"] == "thread_not_found"
    assert refusal(lambda: post(channel="C0DESK", text="x", thread_ts=reply))["error"] == "cannot_reply_to_message"
    shown = desk.world.messages("C0DESK")
    assert [m["text"] for m in shown] == ["parent"] and shown[0]["reply_count"] == 1
    assert [m["text"] for m in desk.world.messages("C0DESK", thread_ts=parent)] == ["parent", "reply"]


def test_a_broadcast_reply_stands_in_the_channel_too(desk):
    parent = desk.client.chat_postMessage(channel="C0DESK", text="parent")["ts"]
    desk.client.chat_postMessage(channel="C0DESK", text="reply", thread_ts=parent, reply_broadcast=True)
    assert [m["text"] for m in desk.world.messages("C0DESK")] == ["parent", "reply"]


def test_a_second_message_in_the_same_second_and_channel_is_rate_limited(desk):
    desk.control("rate_limit", on=True)
    desk.client.chat_postMessage(channel="C0DESK", text="one")
    answer = refusal(lambda: desk.client.chat_postMessage(channel="C0DESK", text="two"))
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "1")
    assert desk.client.chat_postMessage(channel="C0INTAKE", text="another channel")["ok"]
    desk.world.clock.now += 1
    assert desk.client.chat_postMessage(channel="C0DESK", text="two")["ok"]


def test_an_update_changes_what_is_given_and_keeps_the_blocks(desk):
    ts = desk.client.chat_postMessage(channel="C0DESK", text="old", blocks=[button()])["ts"]
    answer = desk.client.chat_update(channel="C0DESK", ts=ts, text="new")
    assert answer["text"] == "new" and answer["message"]["blocks"][0]["block_id"] == "buttons"
    desk.client.chat_update(channel="C0DESK", ts=ts, text="newer", blocks=[])
    assert "blocks" not in desk.world.messages("C0DESK")[-1]


def test_an_update_takes_four_thousand_characters(desk):
    ts = desk.client.chat_postMessage(channel="C0DESK", text="old")["ts"]
    answer = refusal(lambda: desk.client.chat_update(channel="C0DESK", ts=ts, text="x" * 4_001))
    assert answer["error"] == "msg_too_long"


def test_other_peoples_messages_can_be_neither_updated_nor_deleted(desk):
    ts = desk.world.post("U0MARA", "C0DESK", "mine").data["ts"]
    assert refusal(lambda: desk.client.chat_update(channel="C0DESK", ts=ts, text="x"))["error"] == "cant_update_message"
    assert refusal(lambda: desk.client.chat_delete(channel="C0DESK", ts=ts))["error"] == "cant_delete_message"


def test_a_message_that_is_gone_is_not_found(desk):
    ts = desk.client.chat_postMessage(channel="C0DESK", text="x")["ts"]
    desk.client.chat_delete(channel="C0DESK", ts=ts)
    assert refusal(lambda: desk.client.chat_update(channel="C0DESK", ts=ts, text="y"))["error"] == "message_not_found"
    assert refusal(lambda: desk.client.chat_delete(channel="C0DESK", ts=ts))["error"] == "message_not_found"


def test_a_deleted_parent_with_replies_leaves_a_tombstone(desk):
    parent = desk.client.chat_postMessage(channel="C0DESK", text="parent")["ts"]
    desk.client.chat_postMessage(channel="C0DESK", text="reply", thread_ts=parent)
    desk.client.chat_delete(channel="C0DESK", ts=parent)
    shown = desk.world.messages("C0DESK")
    assert shown[0]["subtype"] == "tombstone" and "parent" not in json.dumps(shown)


def test_an_ephemeral_message_is_seen_by_one_person_of_the_channel_only(desk):
    desk.client.chat_postEphemeral(channel="C0DESK", user="U0MARA", text="psst")
    assert [m["text"] for m in desk.world.messages("C0DESK", user="U0MARA")] == ["psst"]
    assert desk.world.messages("C0DESK", user="U0TOBI") == []
    outside = refusal(lambda: desk.client.chat_postEphemeral(channel="C0DESK", user="U0PRIYA", text="x"))
    nobody = refusal(lambda: desk.client.chat_postEphemeral(channel="C0DESK", user="U0NOBODY", text="x"))
    assert (outside["error"], nobody["error"]) == ("user_not_in_channel", "user_not_found")


def test_a_permalink_opens_the_page_at_its_message(desk):
    ts = desk.client.chat_postMessage(channel="C0DESK", text="x")["ts"]
    link = desk.client.chat_getPermalink(channel="C0DESK", message_ts=ts)["permalink"]
    assert link.endswith(f"/archives/C0DESK/p{ts.replace('.', '')}")
    with urllib.request.urlopen(link) as page:
        assert page.url.endswith(f"/?channel=C0DESK&ts={ts}")


def test_failures_asked_for_are_given_once(desk):
    desk.control("fail_next", method="chat.postMessage", error="internal_error", http_status=500)
    answer = refusal(lambda: desk.client.chat_postMessage(channel="C0DESK", text="x"))
    assert (answer.status_code, answer["error"]) == (500, "internal_error")
    assert desk.client.chat_postMessage(channel="C0DESK", text="x")["ok"]


def test_the_calls_since_a_mark_are_told_without_the_token(desk):
    mark = desk.control("calls")["mark"]
    desk.client.chat_postMessage(channel="C0DESK", text="hello")
    calls = desk.control("calls", mark=mark)["calls"]
    assert [(one["method"], one["args"]["text"], one["response"]["ok"]) for one in calls] == [
        ("chat.postMessage", "hello", True)
    ]
    assert cast.BOT_TOKEN not in json.dumps(calls)


def test_half_a_surrogate_pair_is_replaced_and_shown(desk):
    desk.client.chat_postMessage(channel="C0DESK", text="a\ud800b")
    shown = desk.http("GET", "/sandbox/api/messages?user=U0MARA&channel=C0DESK")
    assert shown["messages"][-1]["text"] == "a\ufffdb"

"""What people do, and the payloads it makes."""

import json

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import cast
from tests.sandbox_bot import Clock, Place, button, plain, refusal, running


@pytest.fixture
def desk():
    with running(clock=Clock()) as place:
        place.world.strictness.rate_limit = False
        yield place


def events(desk: Place, kind: str):
    return [payload["event"] for payload in desk.bot.all(kind)]


def test_typed_text_reaches_the_bot_as_slack_stores_it(desk):
    desk.world.post("U0MARA", "C0DESK", "@Tobi <b> & https://example.org/a in #press-inbox, mail a@b.example")
    [event] = events(desk, "message")
    assert event["text"] == (
        "<@U0TOBI> &lt;b&gt; &amp; <https://example.org/a> in <#C0INTAKE|press-inbox>, mail <mailto:a@b.example|a@b.example>"
    )
    parts = event["blocks"][0]["elements"][0]["elements"]
    assert {"type": "user", "user_id": "U0TOBI"} in parts and {"type": "text", "text": " <b> & "} in parts


def test_an_event_is_wrapped_as_slack_wraps_it(desk):
    desk.world.post("U0MARA", "C0DESK", "hello")
    [payload] = desk.bot.all("message")
    assert payload["type"] == "event_callback" and payload["event_id"].startswith("Ev")
    assert payload["authorizations"][0]["user_id"] == "U0PRESSDESK" and payload["team_id"] == "T0LANTERN"
    assert (payload["event"]["channel"], payload["event"]["channel_type"]) == ("C0DESK", "channel")


def test_a_dm_is_a_message_of_an_im(desk):
    desk.world.post("U0MARA", desk.world.dm("U0MARA"), "hello")
    [event] = events(desk, "message")
    assert event["channel_type"] == "im" and event["channel"].startswith("D0")


def test_a_mention_is_an_event_of_its_own_only_where_the_bot_is(desk):
    desk.world.post("U0MARA", "C0DESK", "@pressdesk please")
    desk.world.post("U0MARA", "C0NOBOT", "@pressdesk please")
    assert [e["channel"] for e in events(desk, "app_mention")] == ["C0DESK"]
    assert [e["channel"] for e in events(desk, "message")] == ["C0DESK"]


def test_only_what_the_manifest_subscribes_to_is_sent(desk):
    manifest = desk.world.state.manifest | {"settings": {"event_subscriptions": {"bot_events": ["app_mention"]}}}
    desk.control("manifest", manifest=manifest)
    desk.world.post("U0MARA", "C0DESK", "@pressdesk please")
    assert [kind for kind, _ in desk.bot.heard] == ["app_mention"]


def test_without_the_history_scope_no_message_events_come(desk):
    desk.control("scopes", scopes="commands,chat:write")
    desk.world.post("U0MARA", "C0DESK", "hello")
    assert desk.bot.heard == []


def test_edits_joins_and_deletions_come_with_their_subtypes(desk):
    ts = desk.world.post("U0MARA", "C0DESK", "old").data["ts"]
    desk.world.edit("U0MARA", "C0DESK", ts, "new")
    desk.world.delete("U0MARA", "C0DESK", ts)
    desk.world.join("U0PRIYA", "C0DESK", "U0MARA")
    subtypes = {e.get("subtype"): e for e in events(desk, "message")}
    assert subtypes["message_changed"]["message"]["text"] == "new"
    assert subtypes["message_changed"]["previous_message"]["text"] == "old"
    assert subtypes["message_deleted"]["deleted_ts"] == ts
    assert subtypes["channel_join"]["user"] == "U0PRIYA"


def test_the_bots_own_message_comes_back_as_an_event_with_its_bot_id(desk):
    desk.client.chat_postMessage(channel="C0DESK", text="from the bot")
    assert desk.world.settle()
    sent = [d["payload"]["event"] for d in desk.control("deliveries", type="events_api")["deliveries"]]
    assert [(e["text"], e["bot_id"]) for e in sent] == [("from the bot", "B0PRESSDESK")]


def test_the_app_may_call_back_while_it_hears_of_its_own_message(desk):
    answers = []
    client = WebClient(token=cast.BOT_TOKEN, base_url=desk.server.api_url, timeout=5)

    def deliver(envelope):
        answers.append(client.auth_test()["ok"])
        return 200, None

    desk.world.deliver = deliver
    client.chat_postMessage(channel="C0DESK", text="from the bot")
    assert desk.world.settle() and answers == [True]


def test_people_outside_a_channel_cannot_write_there(desk):
    assert desk.world.post("U0GUS", "C0DESK", "hello").error == "not_in_channel"
    assert desk.world.post("U0MARA", "C0DESK", "   ").error == "no_text"
    assert desk.world.post("U0MARA", "C0DESK", "hello", "1.000001").error == "thread_not_found"
    desk.control("archive", channel="C0DESK")
    assert desk.world.post("U0MARA", "C0DESK", "hello").error == "is_archived"


def test_a_command_carries_slacks_form_fields_and_escaped_text(desk):
    desk.world.command("U0MARA", "C0DESK", "/press", "new <x> & @Dinah Osei #press-inbox")
    [body] = desk.bot.all("command")
    assert body["text"] == "new &lt;x&gt; &amp; <@U0DINAH|dinah.osei> <#C0INTAKE|press-inbox>"
    assert all(isinstance(value, str) for value in body.values())
    assert (body["command"], body["channel_id"], body["user_id"]) == ("/press", "C0DESK", "U0MARA")
    assert body["response_url"].startswith(desk.server.url) and body["trigger_id"]


def test_a_commands_acknowledgement_is_shown_to_its_person_only(desk):
    desk.world.command("U0MARA", "C0NOBOT", "/press", "hi")
    assert [m["text"] for m in desk.world.messages("C0NOBOT", user="U0MARA")] == ["You said hi"]
    assert desk.world.messages("C0NOBOT", user="U0TOBI") == []


def test_an_unknown_command_and_one_nobody_acknowledges_fail(desk):
    assert desk.world.command("U0MARA", "C0DESK", "/presss").error == "unknown_command"
    assert desk.world.command("U0MARA", "C0DESK", "/press", "silent").error == "dispatch_failed"
    desk.world.deliver = None
    assert desk.world.command("U0MARA", "C0DESK", "/press").error == "dispatch_failed"


def test_an_acknowledgement_after_its_seconds_is_none(desk):
    desk.world.strictness.ack_seconds = 0
    assert desk.world.command("U0MARA", "C0DESK", "/press", "hi").error == "operation_timeout"


def test_a_response_url_works_five_times(desk):
    desk.world.command("U0MARA", "C0NOBOT", "/press")
    hook = WebhookClient(desk.bot.all("command")[-1]["response_url"])
    statuses = [hook.send(text=str(n), response_type="in_channel").status_code for n in range(6)]
    assert statuses == [200] * 5 + [404]
    assert [m["text"] for m in desk.world.messages("C0NOBOT")] == ["0", "1", "2", "3", "4"]


def test_a_response_url_expires_after_thirty_minutes(desk):
    desk.world.command("U0MARA", "C0DESK", "/press")
    hook = WebhookClient(desk.bot.all("command")[-1]["response_url"])
    desk.world.clock.now += 1801
    assert hook.send(text="late").status_code == 404


def test_a_response_url_refuses_broken_blocks(desk):
    desk.world.command("U0MARA", "C0DESK", "/press")
    hook = WebhookClient(desk.bot.all("command")[-1]["response_url"])
    answer = hook.send(text="x", blocks=[{"type": "header", "text": plain("x" * 151)}])
    assert answer.status_code == 400 and json.loads(answer.body)["error"] == "invalid_blocks"


def test_a_click_in_a_message_carries_message_container_and_a_response_url_that_replaces_it(desk):
    ts = desk.client.chat_postMessage(channel="C0DESK", text="card", blocks=[button(value="PR-1")])["ts"]
    assert desk.world.click("U0TOBI", "go", channel="C0DESK", ts=ts).ok
    [body] = desk.bot.all("action")
    assert body["container"] == {"type": "message", "message_ts": ts, "channel_id": "C0DESK", "is_ephemeral": False}
    assert body["message"]["ts"] == ts and body["channel"] == {"id": "C0DESK", "name": "press-desk"}
    [action] = body["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("go", "buttons", "PR-1")
    WebhookClient(body["response_url"]).send(text="done", replace_original=True)
    [message] = desk.world.messages("C0DESK")
    assert (message["text"], message["ts"]) == ("done", ts) and "blocks" not in message
    WebhookClient(body["response_url"]).send(delete_original=True)
    assert desk.world.messages("C0DESK") == []


def test_an_ephemeral_message_is_not_repeated_in_its_payload_and_can_be_replaced(desk):
    answer = desk.client.chat_postEphemeral(channel="C0DESK", user="U0MARA", text="psst", blocks=[button()])
    assert desk.world.click("U0MARA", "go", channel="C0DESK", ts=answer["message_ts"]).ok
    [body] = desk.bot.all("action")
    assert body["container"]["is_ephemeral"] is True and "message" not in body
    WebhookClient(body["response_url"]).send(text="done", replace_original=True)
    assert [m["text"] for m in desk.world.messages("C0DESK", user="U0MARA")] == ["done"]
    WebhookClient(body["response_url"]).send(delete_original=True)
    assert desk.world.messages("C0DESK", user="U0MARA") == []


def options(*values):
    return [{"text": plain(value), "value": value} for value in values]


@pytest.mark.parametrize(
    ("element", "chosen", "expected"),
    [
        ({"type": "static_select", "options": options("a", "b")}, "b", {"selected_option": options("b")[0]}),
        ({"type": "overflow", "options": options("a", "b")}, "a", {"selected_option": options("a")[0]}),
        ({"type": "users_select"}, "U0TOBI", {"selected_user": "U0TOBI"}),
        ({"type": "datepicker"}, "2026-11-24", {"selected_date": "2026-11-24"}),
        ({"type": "datetimepicker"}, 1795000000, {"selected_date_time": 1795000000}),
        ({"type": "checkboxes", "options": options("a", "b")}, ["a"], {"selected_options": options("a")}),
    ],
)
def test_a_choice_comes_as_the_field_its_element_has_and_stands_in_the_state(desk, element, chosen, expected):
    row = {"type": "actions", "block_id": "row", "elements": [element | {"action_id": "pick"}]}
    ts = desk.client.chat_postMessage(channel="C0DESK", text="card", blocks=[row])["ts"]
    assert desk.world.click("U0TOBI", "pick", channel="C0DESK", ts=ts, chosen=chosen).ok
    [body] = desk.bot.all("action")
    for option in (expected.get("selected_option"), *(expected.get("selected_options") or [])):
        if option:
            option["text"]["emoji"] = True
    assert expected.items() <= body["actions"][0].items()
    if element["type"] != "overflow":
        assert body["state"]["values"]["row"]["pick"] == {"type": element["type"]} | expected


def test_a_button_that_is_not_there_any_more_cannot_be_clicked(desk):
    ts = desk.client.chat_postMessage(channel="C0DESK", text="card", blocks=[button()])["ts"]
    desk.client.chat_update(channel="C0DESK", ts=ts, text="closed", blocks=[])
    assert desk.world.click("U0TOBI", "go", channel="C0DESK", ts=ts).error == "element_not_found"
    assert desk.world.click("U0TOBI", "go", channel="C0DESK", ts="1.000001").error == "message_not_found"


def test_a_message_shortcut_carries_the_message_and_its_thread(desk):
    parent = desk.world.post("U0TOBI", "C0INTAKE", "a reporter called").data["ts"]
    reply = desk.world.post("U0TOBI", "C0INTAKE", "about the ferry", parent).data["ts"]
    assert desk.world.shortcut("U0MARA", "log_message", channel="C0INTAKE", message_ts=reply, thread_ts=parent).ok
    [body] = desk.bot.all("message_action")
    assert (body["message"]["text"], body["message"]["thread_ts"], body["message_ts"]) == ("about the ferry", parent, reply)
    assert body["channel"]["id"] == "C0INTAKE" and body["response_url"] and body["trigger_id"]


def test_a_global_shortcut_has_no_channel(desk):
    assert desk.world.shortcut("U0MARA", "new_inquiry").ok
    [body] = desk.bot.all("shortcut")
    assert body["callback_id"] == "new_inquiry" and "channel" not in body
    assert desk.world.shortcut("U0MARA", "log_message").error == "unknown_shortcut"


def test_unread_marks_count_messages_and_mentions_until_the_channel_is_read(desk):
    desk.world.post("U0MARA", "C0DESK", "one")
    desk.world.post("U0MARA", "C0DESK", "@Tobi two")

    def marks(user):
        state = desk.http("GET", f"/sandbox/api/state?user={user}")
        return next((c["unread"], c["mention_count"]) for c in state["channels"] if c["id"] == "C0DESK")

    assert (marks("U0TOBI"), marks("U0DINAH"), marks("U0MARA")) == ((2, 1), (2, 0), (0, 0))
    named = {"type": "section", "text": {"type": "mrkdwn", "text": "Over to <@U0DINAH>"}}
    desk.client.chat_postMessage(channel="C0DESK", text="A card", blocks=[named])
    assert marks("U0DINAH") == (3, 1)
    desk.world.read("U0TOBI", "C0DESK")
    assert marks("U0TOBI") == (0, 0)


def test_reactions_of_people_and_bot_are_counted(desk):
    ts = desk.world.post("U0MARA", "C0DESK", "hello").data["ts"]
    desk.client.reactions_add(channel="C0DESK", timestamp=ts, name="eyes")
    desk.world.react("U0TOBI", "C0DESK", ts, "eyes")
    assert desk.world.messages("C0DESK")[-1]["reactions"] == [{"name": "eyes", "users": ["U0PRESSDESK", "U0TOBI"], "count": 2}]
    again = refusal(lambda: desk.client.reactions_add(channel="C0DESK", timestamp=ts, name="eyes"))
    assert again["error"] == "already_reacted"
    desk.client.reactions_remove(channel="C0DESK", timestamp=ts, name="eyes")
    none = refusal(lambda: desk.client.reactions_remove(channel="C0DESK", timestamp=ts, name="eyes"))
    assert none["error"] == "no_reaction"

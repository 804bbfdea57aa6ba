"""The page's API and its WebSocket, the control API, and what a restart keeps."""

import json
import time
import urllib.error
import urllib.request

import pytest
import websocket

from bot.sandbox.world import World
from tests.sandbox_bot import Clock, Place, button, running


@pytest.fixture
def desk():
    with running() as place:
        place.world.strictness.rate_limit = False
        yield place


def live(desk: Place, user: str):
    return websocket.create_connection(
        f"{desk.server.url.replace('http', 'ws')}/sandbox/live?user={user}", timeout=10, skip_utf8_validation=True
    )


def test_the_state_lists_a_persons_channels_and_what_the_app_registered(desk):
    state = desk.http("GET", "/sandbox/api/state?user=U0PRIYA")
    assert state["me"]["real_name"] == "Priya Vance" and state["me"]["initials"] == "PV"
    assert {c["id"] for c in state["channels"]} == {"C0INTAKE", "C0GENERAL"}
    assert state["bot"]["connected"] is True and len(state["people"]) == 5
    assert [c["command"] for c in state["commands"]] == ["/press"]
    assert {s["callback_id"] for s in state["shortcuts"]} == {"log_message", "new_inquiry", "journalist_called"}


def test_a_posted_manifest_replaces_commands_shortcuts_and_scopes(desk):
    features = {"slash_commands": [{"command": "/desk", "description": "d"}], "shortcuts": []}
    scopes = {"bot": ["commands", "chat:write"]}
    desk.control("manifest", manifest={"features": features, "oauth_config": {"scopes": scopes}})
    state = desk.http("GET", "/sandbox/api/state?user=U0MARA")
    assert [c["command"] for c in state["commands"]] == ["/desk"] and state["shortcuts"] == []
    assert desk.client.auth_test().headers["x-oauth-scopes"] == "commands,chat:write"


def test_posting_and_reading_through_the_page(desk):
    post = desk.http("POST", "/sandbox/api/post", {"user": "U0MARA", "channel": "C0DESK", "text": "hello"})
    assert post["ok"]
    shown = desk.http("GET", "/sandbox/api/messages?user=U0TOBI&channel=C0DESK")["messages"]
    assert [m["text"] for m in shown] == ["hello"]
    hidden = desk.http("GET", "/sandbox/api/messages?user=U0GUS&channel=C0DESK")
    assert (hidden["status"], hidden["messages"]) == (404, [])


def test_a_click_a_modal_and_a_submission_through_the_page(desk):
    ts = desk.client.chat_postMessage(channel="C0DESK", text="card", blocks=[button()])["ts"]
    container = {"type": "message", "channel": "C0DESK", "message_ts": ts}
    action = {"block_id": "buttons", "action_id": "go", "type": "button"}
    assert desk.http("POST", "/sandbox/api/click", {"user": "U0MARA", "container": container, "action": action})["ok"]
    command = {"user": "U0MARA", "channel": "C0DESK", "command": "/press", "text": "form"}
    assert desk.http("POST", "/sandbox/api/command", command)["ok"]
    [view] = desk.http("GET", "/sandbox/api/views?user=U0MARA")["stack"]
    empty = {"user": "U0MARA", "view_id": view["id"], "values": {}}
    assert "said" in desk.http("POST", "/sandbox/api/submit", empty)["errors"]
    full = empty | {"values": {"said": {"words": {"type": "plain_text_input", "value": "x"}}}}
    assert desk.http("POST", "/sandbox/api/submit", full)["ok"]
    assert desk.http("GET", "/sandbox/api/views?user=U0MARA")["stack"] == []


def test_a_command_that_is_not_acknowledged_is_said_to_have_timed_out(desk):
    desk.control("strictness", ack_seconds=0)
    command = {"user": "U0MARA", "channel": "C0DESK", "command": "/press", "text": "hi"}
    assert desk.http("POST", "/sandbox/api/command", command) == {"ok": False, "error": "operation_timeout"}


def test_an_incomplete_request_names_what_is_missing(desk):
    answer = desk.http("POST", "/sandbox/api/post", {"user": "U0MARA", "text": "x"})
    assert (answer["status"], answer["error"], answer["argument"]) == (400, "missing_argument", "channel")
    assert desk.control("dance")["error"] == "unknown_op"


def test_home_through_the_page(desk):
    assert desk.http("POST", "/sandbox/api/home", {"user": "U0MARA"})["view"] is None
    desk.client.views_publish(user_id="U0MARA", view={"type": "home", "blocks": [button()]})
    assert desk.http("POST", "/sandbox/api/home", {"user": "U0MARA"})["view"]["type"] == "home"


def test_pages_hear_at_once_and_only_what_their_person_may_see(desk):
    mara, gus = live(desk, "U0MARA"), live(desk, "U0GUS")
    desk.world.post("U0TOBI", "C0DESK", "hello")
    heard = [json.loads(mara.recv()) for _ in range(2)]
    assert [one["type"] for one in heard] == ["unread", "message"] and heard[1]["message"]["text"] == "hello"
    ts = desk.client.chat_postMessage(channel="C0DESK", text="card")["ts"]
    desk.client.chat_update(channel="C0DESK", ts=ts, text="new card")
    desk.client.chat_delete(channel="C0DESK", ts=ts)
    desk.client.chat_postEphemeral(channel="C0DESK", user="U0MARA", text="psst")
    heard = [json.loads(mara.recv()) for _ in range(5)]
    assert [one["type"] for one in heard] == ["unread", "message", "message_changed", "message_deleted", "ephemeral"]
    desk.world.command("U0MARA", "C0DESK", "/press", "form")
    assert json.loads(mara.recv())["stack"][0]["callback_id"] == "form"
    desk.world.post("U0MARA", "C0GENERAL", "for all")
    assert json.loads(gus.recv())["channel"] == "C0GENERAL"
    mara.close()
    gus.close()


def test_a_page_that_does_not_read_is_cut_off_and_holds_nobody_up(desk, monkeypatch):
    monkeypatch.setattr("bot.sandbox.live._QUEUED", 10)
    asleep, awake = live(desk, "U0MARA"), live(desk, "U0TOBI")
    toast = {"type": "toast", "text": "x" * 300_000, "level": "info"}
    for _ in range(60):
        desk.world.publish(toast, to=["U0MARA", "U0TOBI"])
        assert json.loads(awake.recv())["type"] == "toast"
    heard = 0
    with pytest.raises(websocket.WebSocketConnectionClosedException):
        while asleep.recv():
            heard += 1
        raise websocket.WebSocketConnectionClosedException
    assert heard < 60
    awake.close()


def test_other_web_pages_and_other_host_names_are_kept_out(desk):
    url = f"{desk.server.url}/sandbox/api/state?user=U0MARA"
    for header in ({"origin": "https://evil.example"}, {"host": "evil.example"}):
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(urllib.request.Request(url, headers=header))
        assert caught.value.code == 403
    with pytest.raises(websocket.WebSocketException):
        websocket.create_connection(f"{desk.server.url.replace('http', 'ws')}/sandbox/live", origin="https://evil.example")


def test_an_upload_goes_in_three_steps_and_stands_in_the_channel(desk):
    answer = desk.client.files_upload_v2(
        channel="C0DESK", filename="report.csv", content="a,b", title="Report", initial_comment="Here", alt_txt="Numbers"
    )
    message = desk.world.messages("C0DESK")[-1]
    assert message["text"] == "Here" and message["files"][0]["id"] == answer["file"]["id"]
    with urllib.request.urlopen(f"{desk.server.url}/sandbox/api/files/{answer['file']['id']}") as file:
        assert file.read() == b"a,b"


def test_an_upload_of_another_length_or_none_is_refused(desk):
    step = desk.client.files_getUploadURLExternal(filename="a.txt", length=5)
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(step["upload_url"], data=b"four")
    with pytest.raises(Exception, match="file_not_found"):
        desk.client.files_completeUploadExternal(files=[{"id": step["file_id"], "title": "a"}])


def test_reset_starts_over_and_keeps_the_manifest(desk):
    desk.control("manifest", manifest={"features": {"slash_commands": [{"command": "/desk"}]}})
    desk.world.post("U0MARA", "C0DESK", "hello")
    desk.control("fail_next")
    desk.control("reset")
    assert desk.world.messages("C0DESK") == [] and desk.client.auth_test()["ok"]
    assert desk.http("GET", "/sandbox/api/state?user=U0MARA")["commands"][0]["command"] == "/desk"


def test_a_clock_offset_dates_messages_back_and_later_ones_stay_later(desk):
    desk.control("clock_offset", seconds=-3 * 86400)
    old = desk.world.post("U0MARA", "C0DESK", "three days ago").data["ts"]
    desk.control("clock_offset", seconds=0)
    new = desk.world.post("U0MARA", "C0DESK", "now").data["ts"]
    assert 3 * 86400 - 60 < float(new) - float(old) < 3 * 86400 + 60
    desk.control("clock_offset", seconds=-86400)
    assert desk.world.post("U0MARA", "C0DESK", "later still").data["ts"] > new


def test_a_restart_shows_the_same_desk(tmp_path):
    path = tmp_path / "world.json"
    with running(path=path) as place:
        parent = place.world.post("U0MARA", "C0DESK", "hello").data["ts"]
        place.client.chat_postMessage(channel="C0DESK", text="reply", thread_ts=parent)
        home = place.client.views_publish(user_id="U0MARA", view={"type": "home", "blocks": [button()]})["view"]
        dm = place.world.dm("U0TOBI")
    with running(path=path) as place:
        [message] = place.world.messages("C0DESK")
        assert (message["text"], message["reply_count"]) == ("hello", 1)
        assert [m["text"] for m in place.world.messages("C0DESK", thread_ts=parent)] == ["hello", "reply"]
        assert place.world.dm("U0TOBI") == dm
        assert place.world.click("U0MARA", "go", view_id=home["id"]).ok
        assert place.world.post("U0TOBI", "C0DESK", "next").data["ts"] > parent


def test_changes_are_saved_without_being_asked(tmp_path):
    path = tmp_path / "world.json"
    world = World(path=path)
    world.post("U0MARA", "C0DESK", "hello")
    end = time.monotonic() + 10
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert "hello" in path.read_text()
    world.close()


def test_a_file_that_is_no_world_is_not_overwritten(tmp_path):
    path = tmp_path / "world.json"
    path.write_text('{"other": 1}')
    with pytest.raises(ValueError, match="not a sandbox world"):
        World(path=path)


def test_a_world_works_without_any_server():
    world = World(clock=Clock())
    heard = []
    world.deliver = lambda envelope: (heard.append(envelope), (200, '{"text": "yes"}'))[1]
    assert world.command("U0MARA", "C0DESK", "/press", "hi").data["response"] == {"text": "yes"}
    assert [one["type"] for one in heard] == ["slash_commands"]
    world.close()

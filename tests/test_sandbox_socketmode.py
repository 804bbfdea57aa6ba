"""Socket Mode of the stand-in with Bolt's own handler and with a bare WebSocket."""

import contextlib
import json
import time

import pytest
import websocket
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler as WebsocketClientHandler
from slack_sdk import WebClient

from bot.sandbox import cast
from tests.sandbox_bot import Place, build, modal, running


@pytest.fixture
def desk():
    with running() as place:
        place.world.deliver = None
        place.world.strictness.rate_limit = False
        yield place


def until(condition, *, seconds: float = 10) -> None:
    """Wait for something that another process or thread is about to do."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def app_client(desk: Place) -> WebClient:
    return WebClient(token=cast.APP_TOKEN, base_url=desk.server.api_url)


@contextlib.contextmanager
def connected(desk: Place, kind=SocketModeHandler, bot=None):
    handler = kind((bot or desk.bot).app, cast.APP_TOKEN, web_client=app_client(desk), ping_interval=0.2)
    before = desk.world.connections
    handler.connect()
    until(lambda: desk.world.connections > before)
    try:
        yield handler
    finally:
        # The client's receiving thread notices its own close only after seconds, the server's at once.
        handler.client.auto_reconnect_enabled = False
        desk.world.disconnect("drop")
        handler.close()


@contextlib.contextmanager
def raw(desk: Place):
    """A bare WebSocket that has read its hello."""
    url = app_client(desk).apps_connections_open(app_token=cast.APP_TOKEN)["url"]
    socket = websocket.create_connection(url, timeout=10)
    try:
        yield socket, json.loads(socket.recv()), url
    finally:
        socket.close()


@pytest.mark.parametrize("kind", [SocketModeHandler, WebsocketClientHandler])
def test_a_command_a_modal_and_an_event_go_through_bolts_handler(desk, kind):
    with connected(desk, kind):
        assert desk.world.command("U0MARA", "C0DESK", "/press", "hi").data["response"] == {"text": "You said hi"}
        assert desk.world.command("U0MARA", "C0DESK", "/press", "form").ok
        desk.bot.submit_answer = {"response_action": "update", "view": modal(callback_id="form")}
        answer = desk.world.submit("U0MARA", values={"said": {"words": "hello"}})
        assert answer.data["response_action"] == "update"
        desk.world.post("U0MARA", "C0DESK", "hello")
        assert desk.bot.wait("message")[0]["event"]["text"] == "hello"
        assert desk.world.settle()


def test_hello_names_the_app_and_the_ticket_is_good_once(desk):
    with raw(desk) as (_, hello, url):
        assert hello["type"] == "hello" and hello["connection_info"]["app_id"] == "A0PRESSDESK"
        with pytest.raises(websocket.WebSocketBadStatusException):
            websocket.create_connection(url, timeout=10)


def test_an_envelope_has_slacks_fields_and_is_acknowledged_with_a_payload(desk):
    with raw(desk) as (socket, _, _):
        desk.world.post("U0MARA", "C0DESK", "hello")
        event = json.loads(socket.recv())
        assert event.keys() == {
            "envelope_id", "type", "payload", "accepts_response_payload", "retry_attempt", "retry_reason",
        }  # fmt: skip
        assert (event["type"], event["accepts_response_payload"], event["retry_attempt"]) == ("events_api", False, 0)
        socket.send(json.dumps({"envelope_id": event["envelope_id"]}))
        assert desk.world.settle()


def test_pings_are_answered(desk):
    with raw(desk) as (socket, _, _):
        socket.ping("are you there")
        opcode, data = socket.recv_data(control_frame=True)
        assert (opcode, data) == (websocket.ABNF.OPCODE_PONG, b"are you there")


def test_each_payload_goes_to_one_of_several_connections(desk):
    second = build(desk.server.api_url)
    with connected(desk), connected(desk, bot=second):
        for number in range(10):
            desk.world.post("U0MARA", "C0DESK", str(number))
        assert desk.world.settle()
        texts = [[p["event"]["text"] for p in bot.all("message")] for bot in (desk.bot, second)]
        assert sorted(texts[0] + texts[1], key=int) == [str(n) for n in range(10)]
        assert texts[0] and texts[1]


def test_an_eleventh_connection_is_turned_away(desk):
    with contextlib.ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(raw(desk))
        with raw(desk) as (_, first, _):
            assert (first["type"], first["reason"]) == ("disconnect", "too_many_websockets")


def test_an_unacknowledged_event_comes_again_with_the_retry_fields(desk):
    desk.control("strictness", ack_seconds=0.05)
    desk.control("retries", scale=0)
    with raw(desk) as (socket, _, _):
        desk.world.post("U0MARA", "C0DESK", "hello")
        tries = [json.loads(socket.recv()) for _ in range(4)]
        assert [one["retry_attempt"] for one in tries] == [0, 1, 2, 3]
        assert [one["retry_reason"] for one in tries] == ["", "timeout", "timeout", "timeout"]
        assert len({one["payload"]["event_id"] for one in tries}) == 1
        assert desk.world.settle()
        assert len(desk.control("deliveries")["deliveries"]) == 4


def test_an_unacknowledged_command_is_not_sent_again(desk):
    desk.control("strictness", ack_seconds=0.05)
    with raw(desk):
        assert desk.world.command("U0MARA", "C0DESK", "/press").error == "operation_timeout"
        assert len(desk.control("deliveries")["deliveries"]) == 1


def test_after_a_refresh_request_bolt_connects_anew_and_goes_on(desk):
    with connected(desk):
        assert desk.control("disconnect")["connections"] == 1
        until(lambda: desk.world.connected)
        assert desk.world.command("U0MARA", "C0DESK", "/press", "hi").ok


def test_a_warning_leaves_the_connection_in_use(desk):
    with raw(desk) as (socket, _, _):
        desk.control("disconnect", reason="warning")
        assert json.loads(socket.recv())["reason"] == "warning"
        desk.world.post("U0MARA", "C0DESK", "hello")
        assert json.loads(socket.recv())["type"] == "events_api"


def test_an_event_of_a_dropped_connection_reaches_the_next_one(desk):
    desk.control("strictness", ack_seconds=0.2)
    desk.control("retries", delays=[0.5, 0.5, 0.5])
    with raw(desk) as (socket, _, _):
        desk.world.post("U0MARA", "C0DESK", "hello")
        socket.recv()
        desk.control("disconnect", reason="drop")
        until(lambda: desk.world.connections == 0)
    with raw(desk) as (socket, _, _):
        assert json.loads(socket.recv())["payload"]["event"]["text"] == "hello"


def test_two_hundred_commands_at_once_are_all_acknowledged(desk):
    from concurrent.futures import ThreadPoolExecutor

    with connected(desk), ThreadPoolExecutor(200) as pool:
        results = list(pool.map(lambda n: desk.world.command("U0MARA", "C0DESK", "/press", str(n)), range(200)))
    assert all(one.ok for one in results)
    assert sorted(int(one.data["response"]["text"].split()[-1]) for one in results) == list(range(200))

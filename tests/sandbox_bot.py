"""A tiny Bolt app for the tests of the stand-in: everything it hears it notes, and it answers a little."""

import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.request import BoltRequest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.sandbox import cast
from bot.sandbox.deliveries import Envelope, Reply
from bot.sandbox.server import Server
from bot.sandbox.world import World

Json = dict[str, Any]


def plain(text: str) -> Json:
    """A plain_text object."""
    return {"type": "plain_text", "text": text}


def modal(**fields: Any) -> Json:
    """A modal with one required input."""
    element = {"type": "plain_text_input", "action_id": "words"}
    block = {"type": "input", "block_id": "said", "label": plain("Words"), "element": element}
    return {"type": "modal", "callback_id": "form", "title": plain("Form"), "submit": plain("Save"), "blocks": [block]} | fields


def button(action_id: str = "go", **fields: Any) -> Json:
    """An actions block with one button."""
    element = {"type": "button", "action_id": action_id, "text": plain("Go")} | fields
    return {"type": "actions", "block_id": "buttons", "elements": [element]}


@dataclass
class Bot:
    """The app, its client and what it has heard: ``(kind, payload)`` in order of arrival."""

    app: App
    client: WebClient
    heard: list[tuple[str, Json]] = field(default_factory=list)
    arrived: threading.Condition = field(default_factory=threading.Condition)
    submit_answer: Json = field(default_factory=dict)

    def note(self, kind: str, payload: Json) -> None:
        """Keep a payload and wake who waits for it."""
        with self.arrived:
            self.heard.append((kind, payload))
            self.arrived.notify_all()

    def all(self, kind: str) -> list[Json]:
        """The payloads of one kind so far."""
        return [payload for name, payload in list(self.heard) if name == kind]

    def wait(self, kind: str, *, count: int = 1, seconds: float = 10) -> list[Json]:
        """The payloads of one kind, once there are `count`."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.all(kind)) >= count, timeout=seconds), self.heard
        return self.all(kind)

    def deliver(self, envelope: Envelope) -> Reply:
        """What `World.deliver` takes: the app's dispatch, with no socket between."""
        response = self.app.dispatch(BoltRequest(mode="socket_mode", body=envelope["payload"]))
        return response.status, response.body


def build(api_url: str) -> Bot:
    """A bot that talks to the Web API at `api_url`."""
    client = WebClient(token=cast.BOT_TOKEN, base_url=api_url)
    app = App(client=client, signing_secret=cast.SIGNING_SECRET, process_before_response=True)
    bot = Bot(app, client)

    @app.command("/press")
    def command(ack, body, client):
        bot.note("command", body)
        if body["text"] == "form":
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=modal())
        elif body["text"] == "raise":
            raise ValueError("asked to")
        elif body["text"] != "silent":
            ack(f"You said {body['text']}")

    @app.action(re.compile(".*"))
    def action(ack, body):
        ack()
        bot.note("action", body)

    @app.view("form")
    def submission(ack, body):
        bot.note("submission", body)
        ack(bot.submit_answer) if bot.submit_answer else ack()

    @app.view_closed("form")
    def closed(ack, body):
        ack()
        bot.note("closed", body)

    @app.shortcut("new_inquiry")
    def global_shortcut(ack, body):
        ack()
        bot.note("shortcut", body)

    @app.shortcut("log_message")
    def message_shortcut(ack, body):
        ack()
        bot.note("message_action", body)

    for name in ("message", "app_mention", "app_home_opened", "tokens_revoked", "app_uninstalled"):

        @app.event(name)
        def event(body):
            bot.note(body["event"]["type"], json.loads(json.dumps(body)))

    return bot


@dataclass
class Place:
    """A running stand-in with the tiny bot in it, delivered to in process unless a test says otherwise."""

    world: World
    server: Server
    bot: Bot

    @property
    def client(self) -> WebClient:
        """The bot's client."""
        return self.bot.client

    def control(self, op: str, **order: Any) -> Json:
        """One operation of the control API."""
        return self.http("POST", "/sandbox/control", {"op": op} | order)

    def http(self, method: str, path: str, body: Any = None) -> Json:
        """One JSON request to the server; refusals too are answered, with their status as ``status``."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(self.server.url + path, data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return json.loads(error.read()) | {"status": error.code}


class Clock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def running(**options: Any) -> Iterator[Place]:
    """A fresh world (made with `options`), its server and the bot."""
    server = Server(World(**options)).start()
    try:
        bot = build(server.api_url)
        server.world.deliver = bot.deliver
        yield Place(server.world, server, bot)
    finally:
        server.stop(wait=False)


def refusal(call: Callable[[], Any]) -> SlackResponse:
    """The answer of a call that Slack must refuse."""
    with pytest.raises(SlackApiError) as caught:
        call()
    return caught.value.response

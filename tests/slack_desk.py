"""The whole desk against the stand-in for Slack: what people do goes in, Slack calls, rows and audit come out.

Payloads reach Bolt through `app.dispatch`, the bot's own calls go over HTTP to the stand-in, and `settle` runs whatever work
that left, so a test never waits for a clock.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import SecretStr
from slack_bolt import BoltRequest

from bot import llm
from bot.app import House, build
from bot.authority import Actor
from bot.db import Database
from bot.desk import Desk
from bot.models import Member, Role, Sensitivity
from bot.sandbox.results import Result
from bot.sandbox.server import Server
from bot.sandbox.world import World
from bot.settings import Settings
from tests.clocks import Clock

TEAM, DESK, INTAKE, NOBOT, GENERAL = "T0LANTERN", "C0DESK", "C0INTAKE", "C0NOBOT", "C0GENERAL"
MARA, TOBI, DINAH, PRIYA, GUS = "U0MARA", "U0TOBI", "U0DINAH", "U0PRIYA", "U0GUS"
ROLES = {
    MARA: (Role.ADMIN, Sensitivity.SENSITIVE), TOBI: (Role.OFFICER, None), DINAH: (Role.APPROVER, Sensitivity.CRISIS),
    PRIYA: (Role.VIEWER, None),
}  # fmt: skip


class SlackDesk:
    """The desk, its Slack and its people. Actions give the stand-in's `Result`, after all they set off has happened."""

    def __init__(self, world: World, server: Server, database: Database, clock: Clock, **settings: Any) -> None:
        self.world, self.clock, self.database, self.url = world, clock, database, server.url
        self.settings = Settings(
            slack_bot_token=SecretStr("xoxb-sandbox-bot"), slack_app_token=SecretStr("xapp-sandbox-app"),
            slack_api_base_url=f"{server.url}/api/", desk_channel=DESK, intake_channel=INTAKE, **settings,
        )  # fmt: skip
        model = llm.from_settings(self.settings, database=database, clock=clock)
        self.desk = Desk(settings=self.settings, database=database, llm=model, clock=clock)
        world.strictness.rate_limit = False
        # Slack's three seconds are tested where they matter; here a busy machine must fail no test.
        world.strictness.ack_seconds = 60
        self.house: House = build(self.desk)
        self.house.work.resting = False
        assert self.house.app is not None
        world.deliver = self._deliver

    def _deliver(self, envelope: dict[str, Any]) -> tuple[int, Any]:
        assert self.house.app is not None
        answer = self.house.app.dispatch(BoltRequest(mode="socket_mode", body=envelope["payload"]))
        body = answer.body or None
        if body and "application/json" in answer.headers.get("content-type", [""])[0]:
            body = json.loads(body)
        return answer.status, body

    def close(self) -> None:
        self.world.deliver = None
        self.house.soon.stop()

    def staffed(self) -> SlackDesk:
        """Gives everybody of the cast the role they have in most tests."""
        for user, (role, approves) in ROLES.items():
            self.role(user, role, approves)
        return self

    def role(self, user: str, role: Role, approves: Sensitivity | None = None) -> None:
        from bot import teams
        from handlers.actors import profile

        member = teams.meet(self.desk, profile(self.house.client, TEAM, user))
        with self.database.write() as session:
            kept = session.get_one(Member, member.id)
            kept.role, kept.approves = role, approves
            session.add(kept)

    def actor(self, user: str) -> Actor:
        """The person as the use cases know them."""
        with self.database.read() as session:
            return Actor.of(session.get_one(Member, f"slack:{TEAM}:{user}"))

    def settle(self, result: Result | None = None) -> Result:
        """Runs all that is due, until nothing is left."""
        while True:
            self.world.settle()
            self.house.soon.settle()
            if not self.house.work.drain():
                return result or Result(True)

    def command(self, user: str, text: str = "", channel: str = DESK) -> Result:
        return self.settle(self.world.command(user, channel, "/press", text))

    def post(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """Writes a message and gives its ts."""
        result = self.settle(self.world.post(user, channel, text, thread_ts))
        assert result.ok, result
        return str(result.data["ts"])

    def dm(self, user: str) -> str:
        return self.world.dm(user)

    def shortcut(self, user: str, callback_id: str, **message: Any) -> Result:
        return self.settle(self.world.shortcut(user, callback_id, **message))

    def click(self, user: str, action_id: str, *, message: dict[str, Any] | None = None, chosen: Any = None) -> Result:
        """Uses a control of `message`, else of the modal in front of the person."""
        if message is not None:
            where: dict[str, Any] = {"channel": message["channel"], "ts": message["ts"]}
        else:
            view = self.world.view(user)
            assert view is not None, "no modal is open"
            where = {"view_id": view["id"]}
        return self.settle(self.world.click(user, action_id, chosen=chosen, **where))

    def submit(self, user: str, **filled: Any) -> Result:
        """Sends the modal in front of the person; `filled` goes into its inputs by action id."""
        view = self.world.view(user)
        assert view is not None, "no modal is open"
        values: dict[str, Any] = {}
        for block in view["blocks"]:
            element = block.get("element") or {}
            if element.get("action_id") in filled:
                values[block["block_id"]] = {element["action_id"]: entry(element, filled.pop(element["action_id"]))}
        assert not filled, f"the form has no {sorted(filled)}"
        return self.settle(self.world.submit(user, view["id"], values))

    def fields(self, user: str) -> dict[str, Any]:
        """What the inputs of the modal in front of the person hold, by action id."""
        view = self.world.view(user)
        assert view is not None, "no modal is open"
        found: dict[str, Any] = {}
        for elements in view["state"]["values"].values():
            for name, given in elements.items():
                found[name] = held(given)
        return found

    def said(self, user: str, channel: str = DESK, thread_ts: str | None = None) -> list[dict[str, Any]]:
        """Messages as this person sees them, each with its channel."""
        return [{**one, "channel": channel} for one in self.world.messages(channel, user=user, thread_ts=thread_ts)]

    def last(self, user: str, channel: str = DESK, thread_ts: str | None = None) -> dict[str, Any]:
        return self.said(user, channel, thread_ts)[-1]

    def private(self, user: str, channel: str = DESK) -> dict[str, Any]:
        """The newest reply that only this person sees."""
        return [one for one in self.said(user, channel) if one.get("ephemeral") or one.get("is_ephemeral")][-1]

    def card(self, number: int, channel: str = DESK, user: str = MARA) -> dict[str, Any]:
        """The card of PR-number in a channel."""
        reference = f"PR-{number:04d}"
        return next(one for one in self.said(user, channel) if of(one) == reference and buttons(one))


def entry(element: dict[str, Any], value: Any) -> dict[str, Any]:
    """What Slack sends for an element that was filled with `value`."""
    kind = element["type"]
    if kind in ("plain_text_input", "email_text_input", "url_text_input", "number_input"):
        return {"type": kind, "value": value}
    if kind in ("static_select", "radio_buttons"):
        return {"type": kind, "selected_option": _option(element, value)}
    if kind in ("multi_static_select", "checkboxes"):
        return {"type": kind, "selected_options": [_option(element, one) for one in value]}
    if kind == "file_input":
        return {"type": kind, "files": [{"id": one} for one in value]}
    field = {
        "users_select": "selected_user", "multi_users_select": "selected_users", "datetimepicker": "selected_date_time",
        "conversations_select": "selected_conversation", "datepicker": "selected_date",
    }[kind]  # fmt: skip
    return {"type": kind, field: value}


def _option(element: dict[str, Any], value: str | None) -> dict[str, Any] | None:
    return None if value is None else next(one for one in element["options"] if one["value"] == value)


def held(given: dict[str, Any]) -> Any:
    """The plain value in an entry of a view's state."""
    for name in ("value", "selected_user", "selected_users", "selected_date_time", "selected_date", "selected_conversation"):
        if name in given:
            return given[name]
    if "files" in given:
        return [one["name"] for one in given["files"]]
    if "selected_options" in given:
        return [one["value"] for one in given["selected_options"] or []]
    return (given.get("selected_option") or {}).get("value")


def of(message: dict[str, Any]) -> str:
    """The reference of the inquiry that a message is about: the first one in it, for others may follow."""
    found = re.search(r"PR-\d{4,}", words(message))
    return found[0] if found else ""


def words(shown: Any) -> str:
    """All text in a message or view, whatever block it stands in."""
    return "".join(_texts(shown.get("blocks") or shown))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") in ("text", "plain_text", "mrkdwn", "link"):
            yield node.get("text", "") + " "
        elif node.get("type") == "date":
            yield node["fallback"] + " "
        else:
            for part in node.values():
                yield from _texts(part)
    elif isinstance(node, list):
        for part in node:
            yield from _texts(part)


def buttons(shown: Any) -> list[str]:
    """The action ids of a message's or a view's buttons."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("type") == "button":
                found.append(node["action_id"])
            for part in node.values():
                walk(part)
        elif isinstance(node, list):
            for part in node:
                walk(part)

    walk(shown.get("blocks") or [])
    return found


@contextmanager
def opened(database: Database, clock: Clock, *, people: Sequence[str] = (), **settings: Any) -> Iterator[SlackDesk]:
    """A desk on a fresh stand-in of its own."""
    world = World(clock=lambda: clock().timestamp())
    with Server(world) as server:
        desk = SlackDesk(world, server, database, clock, **settings).staffed()
        yield desk
        desk.close()
        world.close()

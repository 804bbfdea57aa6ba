"""Interaction payloads. Source: https://docs.slack.dev/reference/interaction-payloads/"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import cast, channels, events

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]


def _common(world: World, kind: str, user: str) -> Json:
    person = world.state.people[user]
    return {
        "type": kind,
        "token": cast.VERIFICATION_TOKEN,
        "team": {"id": cast.TEAM["id"], "domain": cast.TEAM["domain"]},
        "user": {"id": user, "username": person["name"], "name": person["name"], "team_id": cast.TEAM["id"]},
        "api_app_id": cast.APP_ID,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def now_ts(world: World) -> str:
    """An action_ts."""
    return f"{world.moment():.6f}"


def place_of(channel: Json) -> Json:
    """The channel of a payload."""
    return {"id": channel["id"], "name": channels.name_for_payload(channel)}


def command(world: World, *, user: str, channel: Json, command: str, text: str) -> Json:
    """A slash command's form fields (all strings), with a new trigger_id and response_url."""
    return {
        "token": cast.VERIFICATION_TOKEN,
        "team_id": cast.TEAM["id"],
        "team_domain": cast.TEAM["domain"],
        "channel_id": channel["id"],
        "channel_name": channels.name_for_payload(channel),
        "user_id": user,
        "user_name": world.state.people[user]["name"],
        "command": command,
        "text": text,
        "api_app_id": cast.APP_ID,
        "is_enterprise_install": "false",
        "response_url": world.base_url + world.responses.issue(channel["id"], user),
        "trigger_id": world.triggers.issue(user),
    }


def message_click(world: World, *, user: str, channel: Json, message: Json, state: Json, action: Json) -> Json:
    """block_actions of an element in a message. An ephemeral message is not repeated in its payload, as in Slack."""
    ephemeral = bool(message.get("ephemeral"))
    container = {"type": "message", "message_ts": message["ts"], "channel_id": channel["id"], "is_ephemeral": ephemeral}
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    url = world.responses.issue(channel["id"], user, message_ts=message["ts"], ephemeral=ephemeral)
    payload = _common(world, "block_actions", user) | {
        "container": container,
        "trigger_id": world.triggers.issue(user),
        "channel": place_of(channel),
        "state": {"values": state},
        "response_url": world.base_url + url,
        "actions": [action],
    }
    return payload if ephemeral else payload | {"message": events.outward(message)}


def view_click(world: World, *, user: str, view: Json, action: Json) -> Json:
    """block_actions of an element in a modal or in Home."""
    return _common(world, "block_actions", user) | {
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": world.triggers.issue(user, view_id=view["id"]),
        "view": view,
        "actions": [action],
    }


def submission(world: World, *, user: str, view: Json, response_urls: list[Json]) -> Json:
    """view_submission."""
    return _common(world, "view_submission", user) | {
        "trigger_id": world.triggers.issue(user, view_id=view["id"]),
        "view": view,
        "response_urls": response_urls,
    }


def closing(world: World, *, user: str, view: Json, cleared: bool) -> Json:
    """view_closed."""
    return _common(world, "view_closed", user) | {"view": view, "is_cleared": cleared}


def global_shortcut(world: World, *, user: str, callback_id: str) -> Json:
    """shortcut."""
    payload = _common(world, "shortcut", user)
    payload |= {"callback_id": callback_id, "trigger_id": world.triggers.issue(user), "action_ts": now_ts(world)}
    return payload


def message_shortcut(world: World, *, user: str, callback_id: str, channel: Json, message: Json) -> Json:
    """message_action."""
    url = world.responses.issue(channel["id"], user, message_ts=message["ts"])
    return _common(world, "message_action", user) | {
        "callback_id": callback_id,
        "trigger_id": world.triggers.issue(user),
        "action_ts": now_ts(world),
        "response_url": world.base_url + url,
        "message_ts": message["ts"],
        "channel": place_of(channel),
        "message": events.outward(message),
    }

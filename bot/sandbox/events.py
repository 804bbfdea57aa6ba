"""Events API payloads: which events the app has asked for, and each event as Slack writes it.

Sources: https://docs.slack.dev/reference/events/, https://docs.slack.dev/apis/events-api/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import cast, ids, spoken, text

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]

_SCOPES = {
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "app_mention": "app_mentions:read",
    "member_joined_channel": "channels:read",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
}
_PAGE_ONLY = ("ephemeral", "is_ephemeral", "tombstone")


def subscribed(world: World, name: str) -> bool:
    """Whether the manifest asks for the event and the scope it needs was granted."""
    asked = world.state.manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", [])
    scope = _SCOPES.get(name)
    return name in asked and (scope is None or scope in world.state.scopes.split(","))


def send(world: World, name: str, event: Json) -> None:
    """Wrap an event in its event_callback and queue it, where the app has subscribed to `name`."""
    if not subscribed(world, name):
        return
    who = {"enterprise_id": None, "team_id": cast.TEAM["id"], "user_id": cast.BOT_USER, "is_bot": True}
    payload = {
        "token": cast.VERIFICATION_TOKEN,
        "team_id": cast.TEAM["id"],
        "context_team_id": cast.TEAM["id"],
        "context_enterprise_id": None,
        "api_app_id": cast.APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": ids.new_id("Ev"),
        "event_time": int(world.moment()),
        "authorizations": [who | {"is_enterprise_install": False}],
        "is_ext_shared_channel": False,
        "event_context": f"4-{ids.new_token(length=40)}",
    }
    world.emit(payload)


def kind_of(channel: Json) -> str:
    """``im``, ``group`` or ``channel``."""
    return "im" if channel["is_im"] else "group" if channel["is_private"] else "channel"


def outward(message: Json) -> Json:
    """A message as payloads show it: a person's words carry their rich_text block, page marks are gone."""
    shown = {name: value for name, value in message.items() if name not in _PAGE_ONLY}
    if "client_msg_id" in shown and "blocks" not in shown and shown["text"]:
        shown["blocks"] = spoken.blocks_of(shown["text"])
    return shown


def _send_message(world: World, channel: str, event: Json) -> None:
    place = world.state.channels[channel]
    kind = kind_of(place)
    if cast.BOT_USER in place["members"]:
        name = {"im": "message.im", "group": "message.groups", "channel": "message.channels"}[kind]
        send(world, name, event | {"channel": channel, "event_ts": event["ts"], "channel_type": kind})


def message(world: World, channel: str, stored: Json) -> None:
    """A new message, and the app_mention where it names the app in a channel the app is in."""
    event = outward(stored)
    _send_message(world, channel, event)
    place = world.state.channels[channel]
    from_person = "client_msg_id" in stored
    if from_person and not place["is_im"] and cast.BOT_USER in text.mentioned(stored["text"]):
        if cast.BOT_USER in place["members"]:
            send(world, "app_mention", event | {"type": "app_mention", "channel": channel, "event_ts": event["ts"]})
        else:
            words = f"Pressdesk was mentioned, but it is not in #{place['name']}. Invite it to the channel first."
            world.publish({"type": "toast", "text": words, "level": "info"}, to=[stored["user"]])


def changed(world: World, channel: str, now: Json, before: Json) -> None:
    """message_changed."""
    event = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": world.next_ts(channel)}
    _send_message(world, channel, event | {"message": outward(now), "previous_message": outward(before)})


def deleted(world: World, channel: str, before: Json) -> None:
    """message_deleted."""
    event = {"type": "message", "subtype": "message_deleted", "hidden": True, "ts": world.next_ts(channel)}
    _send_message(world, channel, event | {"deleted_ts": before["ts"], "previous_message": outward(before)})


def joined(world: World, channel: str, user: str, inviter: str | None) -> None:
    """member_joined_channel."""
    place = world.state.channels[channel]
    event = {
        "type": "member_joined_channel",
        "user": user,
        "channel": channel,
        "channel_type": "G" if place["is_private"] else "C",
        "team": cast.TEAM["id"],
        "event_ts": world.next_ts(channel),
    }
    send(world, "member_joined_channel", event | ({"inviter": inviter} if inviter else {}))


def reaction(world: World, channel: str, message: Json, user: str, name: str, *, added: bool) -> None:
    """reaction_added or reaction_removed."""
    kind = "reaction_added" if added else "reaction_removed"
    item = {"type": "message", "channel": channel, "ts": message["ts"]}
    event = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message.get("user")}
    send(world, kind, event | {"event_ts": world.next_ts(channel)})


def home_opened(world: World, user: str, channel: str, view: Json | None) -> None:
    """app_home_opened on the Home tab."""
    event: Json = {"type": "app_home_opened", "user": user, "channel": channel, "tab": "home"}
    event["event_ts"] = f"{world.moment():.6f}"
    send(world, "app_home_opened", event | ({"view": view} if view else {}))


def tokens_revoked(world: World) -> None:
    """The bot token was revoked."""
    tokens = {"oauth": [], "bot": [cast.BOT_USER]}
    send(world, "tokens_revoked", {"type": "tokens_revoked", "tokens": tokens, "event_ts": f"{world.moment():.6f}"})


def uninstalled(world: World) -> None:
    """The app was removed from the workspace."""
    send(world, "app_uninstalled", {"type": "app_uninstalled", "event_ts": f"{world.moment():.6f}"})

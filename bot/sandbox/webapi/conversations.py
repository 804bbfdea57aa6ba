"""conversations.* and users.conversations. Source: https://docs.slack.dev/reference/methods/conversations.info etc."""

from __future__ import annotations

from typing import Any

from bot.sandbox import cast, channels, events, messages
from bot.sandbox.errors import ApiError
from bot.sandbox.webapi.calls import Call
from bot.sandbox.webapi.cursors import page

Json = dict[str, Any]
_READ = {"im": "im:read", "mpim": "mpim:read", "group": "groups:read", "channel": "channels:read"}
_HISTORY = {"im": "im:history", "group": "groups:history", "channel": "channels:history"}
_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def info(call: Call) -> Json:
    """conversations.info."""
    channel = channels.visible_to_app(call.world, call.channel())
    call.needs(_READ[events.kind_of(channel)])
    shown = channels.conversation(call.world, channel)
    if call.flag("include_num_members") and not channel["is_im"]:
        shown["num_members"] = len(channel["members"])
    return {"channel": shown}


def listing(call: Call) -> Json:
    """conversations.list: public channels, and of the others those the app is in."""
    return _listing(call, only_mine=False)


def of_user(call: Call) -> Json:
    """users.conversations: the channels the app is in."""
    return _listing(call, only_mine=True)


def _listing(call: Call, *, only_mine: bool) -> Json:
    asked = (call.maybe_text("types") or "public_channel").split(",")
    kinds = {_TYPES.get(one.strip(), "") for one in asked}
    if "" in kinds:
        raise ApiError("invalid_types")
    for kind in sorted(kinds):
        call.needs(_READ[kind])
    found = []
    for channel in call.world.state.channels.values():
        mine = cast.BOT_USER in channel["members"]
        kind = events.kind_of(channel)
        if kind in kinds and (mine or (kind == "channel" and not only_mine)):
            found.append(channel)
    if call.flag("exclude_archived"):
        found = [channel for channel in found if not channel["is_archived"]]
    part, cursor = page(call, found, default=100)
    shown = [channels.conversation(call.world, channel) for channel in part]
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


def members(call: Call) -> Json:
    """conversations.members."""
    channel = channels.visible_to_app(call.world, call.channel())
    call.needs(_READ[events.kind_of(channel)])
    part, cursor = page(call, channel["members"], default=100)
    return {"members": part, "response_metadata": {"next_cursor": cursor}}


def opening(call: Call) -> Json:
    """conversations.open for one person; the DM that is there is answered with already_open."""
    world = call.world
    if channel_id := call.maybe_text("channel"):
        channel = channels.visible_to_app(world, channel_id)
        return {"no_op": True, "already_open": True, "channel": {"id": channel["id"]}}
    given = call.args.get("users")
    users = given if isinstance(given, list) else (call.maybe_text("users") or "").split(",")
    users = [user for user in users if user]
    if not users:
        raise ApiError("users_list_not_supplied")
    if len(users) > 1:
        call.needs("mpim:write")
        raise ApiError("method_not_supported_for_channel_type")
    if users[0] not in world.state.people:
        raise ApiError("user_not_found")
    if users[0] == cast.BOT_USER:
        raise ApiError("cannot_dm_bot")
    if world.state.people[users[0]]["deleted"]:
        raise ApiError("user_disabled")
    before = len(world.state.channels)
    channel = channels.open_im(world, cast.BOT_USER, users[0])
    there = len(world.state.channels) == before
    shown = channels.conversation(world, channel) if call.flag("return_im") else {"id": channel["id"]}
    return ({"no_op": True, "already_open": True} if there else {}) | {"channel": shown}


def join(call: Call) -> Json:
    """conversations.join, public channels only."""
    world = call.world
    channel = channels.visible_to_app(world, call.channel())
    if channel["is_archived"]:
        raise ApiError("is_archived")
    if cast.BOT_USER not in channel["members"]:
        world.join(cast.BOT_USER, channel["id"])
    return {"channel": channels.conversation(world, world.state.channels[channel["id"]])}


def history(call: Call) -> Json:
    """conversations.history, newest first."""
    channel = _readable(call)
    shown = [m for m in messages.shown(call.world, channel=channel["id"]) if _in_window(call, m["ts"])]
    part, cursor = page(call, shown[::-1], default=100)
    answer: Json = {"messages": [_outward(call, m) for m in part], "has_more": bool(cursor), "pin_count": 0}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def replies(call: Call) -> Json:
    """conversations.replies: the parent and its replies, oldest first."""
    channel = _readable(call)
    ts = call.text("ts")
    message = call.world.state.messages.get(channel["id"], {}).get(ts)
    if message is None:
        raise ApiError("thread_not_found")
    parent = message.get("thread_ts") or ts
    thread = messages.shown(call.world, channel=channel["id"], thread_ts=parent)
    shown = [m for m in thread if m["ts"] == parent or _in_window(call, m["ts"])]
    part, cursor = page(call, shown, default=1000)
    answer: Json = {"messages": [_outward(call, m) for m in part], "has_more": bool(cursor)}
    return answer | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _readable(call: Call) -> Json:
    channel = channels.visible_to_app(call.world, call.channel())
    call.needs(_HISTORY[events.kind_of(channel)])
    if cast.BOT_USER not in channel["members"]:
        raise ApiError("not_in_channel")
    return channel


def _in_window(call: Call, ts: str) -> bool:
    oldest, latest = call.maybe_text("oldest") or "0", call.maybe_text("latest") or "9999999999"
    try:
        low, high, at = float(oldest), float(latest), float(ts)
    except ValueError:
        raise ApiError("invalid_ts_oldest") from None
    return low <= at <= high if call.flag("inclusive") else low < at < high


def _outward(call: Call, message: Json) -> Json:
    shown = events.outward(message)
    if not call.flag("include_all_metadata"):
        shown.pop("metadata", None)
    return shown

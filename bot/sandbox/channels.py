"""Conversations: finding them, opening DMs, and their shapes in the Web API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import cast, ids
from bot.sandbox.errors import ApiError

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]


def get(world: World, channel_id: str) -> Json:
    """The conversation. Raises channel_not_found."""
    channel = world.state.channels.get(channel_id)
    if channel is None:
        raise ApiError("channel_not_found")
    return channel


def for_person(world: World, channel_id: str, user: str) -> Json:
    """A conversation this person is in and may write to. Raises channel_not_found, not_in_channel, is_archived."""
    channel = get(world, channel_id)
    if user not in world.state.people:
        raise ApiError("user_not_found")
    if user not in channel["members"]:
        raise ApiError("not_in_channel")
    if channel["is_archived"]:
        raise ApiError("is_archived")
    return channel


def visible_to_app(world: World, channel_id: str) -> Json:
    """A conversation the app may know of: private ones and DMs of others do not exist for it."""
    channel = get(world, channel_id)
    if cast.BOT_USER not in channel["members"] and (channel["is_im"] or channel["is_private"]):
        raise ApiError("channel_not_found")
    return channel


def for_app(world: World, reference: str, *, write: bool = True) -> Json:
    """Where the app may post. A user id means the DM with that person; ``#name`` is looked up.

    Raises channel_not_found, not_in_channel, is_archived.
    """
    if reference[:1] in ("U", "W") and reference in world.state.people:
        return open_im(world, cast.BOT_USER, reference)
    if reference.startswith("#"):
        named = [c["id"] for c in world.state.channels.values() if c["name"] == reference[1:]]
        reference = named[0] if named else ""
    channel = visible_to_app(world, reference)
    if channel["is_archived"] and write:
        raise ApiError("is_archived")
    if cast.BOT_USER not in channel["members"] and "chat:write.public" not in world.state.scopes.split(","):
        raise ApiError("not_in_channel")
    return channel


def open_im(world: World, one: str, other: str) -> Json:
    """The DM of two people (one of them may be the bot user), made on first use."""
    pair = {one, other}
    for channel in world.state.channels.values():
        if channel["is_im"] and set(channel["members"]) == pair:
            return channel
    channel = cast.channel(ids.new_id("D0", length=9), "", [one, other], is_im=True, created=int(world.moment()))
    world.state.channels[channel["id"]] = channel
    world.publish({"type": "channels"}, to=[one, other])
    return channel


def im_partner(channel: Json, user: str) -> str | None:
    """The other person of a DM."""
    return next((member for member in channel["members"] if member != user), None) if channel["is_im"] else None


def name_for_payload(channel: Json) -> str:
    """The channel name interaction payloads carry."""
    return "directmessage" if channel["is_im"] else "privategroup" if channel["is_private"] else channel["name"]


def conversation(world: World, channel: Json) -> Json:
    """A conversation object of conversations.info and conversations.list, as the app sees it."""
    shared = {
        "id": channel["id"],
        "created": channel["created"],
        "is_archived": channel["is_archived"],
        "is_im": channel["is_im"],
        "is_mpim": False,
        "is_org_shared": False,
        "context_team_id": cast.TEAM["id"],
        "updated": channel["created"] * 1000,
    }
    if channel["is_im"]:
        return shared | {"user": im_partner(channel, cast.BOT_USER), "is_open": True, "priority": 0}
    text = {"creator": "U0MARA", "last_set": channel["created"]}
    return shared | {
        "name": channel["name"],
        "name_normalized": channel["name"],
        "is_channel": not channel["is_private"],
        "is_group": channel["is_private"],
        "is_private": channel["is_private"],
        "is_general": channel["name"] == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": cast.BOT_USER in channel["members"],
        "creator": "U0MARA",
        "unlinked": 0,
        "topic": text | {"value": channel["topic"]},
        "purpose": text | {"value": ""},
        "previous_names": [],
    }

"""Messages as the workspace keeps them: adding, editing, deleting, threads, reactions and unread marks."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from bot.sandbox import cast, events, text
from bot.sandbox.errors import ApiError

if TYPE_CHECKING:
    from bot.sandbox.states import State
    from bot.sandbox.world import World

Json = dict[str, Any]


def threads_of(state: State) -> dict[str, dict[str, list[str]]]:
    """channel → parent ts → reply ts, read from the messages."""
    threads: dict[str, dict[str, list[str]]] = {}
    for channel, stored in state.messages.items():
        for ts, message in stored.items():
            parent = message.get("thread_ts")
            if parent and parent != ts:
                threads.setdefault(channel, {}).setdefault(parent, []).append(ts)
    return threads


def last_of(state: State) -> dict[str, int]:
    """channel → the last ts in microseconds."""
    return {channel: int(next(reversed(m)).replace(".", "")) for channel, m in state.messages.items() if m}


def find(world: World, channel: str, ts: str) -> Json:
    """A stored message. Raises message_not_found."""
    message = world.state.messages.get(channel, {}).get(ts)
    if message is None:
        raise ApiError("message_not_found")
    return message


def shown(world: World, *, channel: str, user: str | None = None, thread_ts: str | None = None) -> list[Json]:
    """What a person sees: top-level messages (and broadcast replies), or one thread, with their ephemerals."""
    stored = world.state.messages.get(channel, {})
    mine = world.ephemerals.get(user or "", {})
    private = [m for key, m in mine.items() if key.startswith(f"{channel}/") and m.get("thread_ts") == thread_ts]
    if thread_ts is not None:
        public = [stored[ts] for ts in [thread_ts, *world.replies(channel).get(thread_ts, [])] if ts in stored]
    else:
        public = [m for m in stored.values() if is_top_level(m)]
    return sorted(public + private, key=lambda m: m["ts"]) if private else public


def is_top_level(message: Json) -> bool:
    """Whether the message stands in the channel itself: no reply, or one that was broadcast."""
    in_thread = message.get("thread_ts") not in (None, message["ts"])
    return not in_thread or message.get("subtype") == "thread_broadcast"


def append(world: World, channel: str, message: Json, *, thread_ts: str | None = None, broadcast: bool = False) -> Json:
    """Put a message (without its ts) into a channel; pages, unread marks and subscribers learn of it."""
    message = {"type": "message", **message, "ts": world.next_ts(channel)}
    stored = world.state.messages.setdefault(channel, {})
    if thread_ts is not None:
        message["thread_ts"] = thread_ts
        if broadcast:
            message["subtype"] = "thread_broadcast"
    stored[message["ts"]] = message
    if thread_ts is not None:
        parent = stored[thread_ts]
        world.replies(channel).setdefault(thread_ts, []).append(message["ts"])
        _recount(world, channel, thread_ts)
        if parent.get("user"):
            message["parent_user_id"] = parent["user"]
    _mark_unread(world, channel, message)
    members = world.state.channels[channel]["members"]
    world.publish({"type": "message", "channel": channel, "message": message}, to=members)
    events.message(world, channel, message)
    return message


def said(world: World, user: str, stored_text: str) -> Json:
    """A person's message before it has a ts."""
    return {
        "user": user,
        "text": stored_text,
        "client_msg_id": str(uuid.uuid4()),
        "team": cast.TEAM["id"],
    }


def replace(world: World, channel: str, message: Json, *, event: bool = True) -> Json:
    """Put an edited message where the one with its ts stood (message_changed)."""
    stored = world.state.messages[channel]
    previous = stored[message["ts"]]
    stored[message["ts"]] = message
    members = world.state.channels[channel]["members"]
    world.publish({"type": "message_changed", "channel": channel, "message": message}, to=members)
    if event:
        events.changed(world, channel, message, previous)
    return message


def remove(world: World, channel: str, ts: str) -> None:
    """Delete a message. A parent with replies leaves a tombstone, as in Slack."""
    previous = find(world, channel, ts)
    if world.replies(channel).get(ts):
        tombstone = {k: previous[k] for k in ("type", "ts", "thread_ts", "reply_count", "reply_users", "latest_reply")}
        tombstone |= {"subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT", "hidden": True}
        replace(world, channel, tombstone | {"tombstone": True}, event=False)
    else:
        del world.state.messages[channel][ts]
        members = world.state.channels[channel]["members"]
        world.publish({"type": "message_deleted", "channel": channel, "ts": ts}, to=members)
    parent = previous.get("thread_ts")
    if parent and parent != ts:
        world.replies(channel)[parent].remove(ts)
        if parent in world.state.messages[channel]:
            _recount(world, channel, parent)
    events.deleted(world, channel, previous)


def _recount(world: World, channel: str, parent_ts: str) -> None:
    stored = world.state.messages[channel]
    replies = [stored[ts] for ts in world.replies(channel).get(parent_ts, []) if ts in stored]
    authors = dict.fromkeys(reply["user"] for reply in replies)
    parent = {k: v for k, v in stored[parent_ts].items() if k not in ("reply_count", "latest_reply")}
    parent |= {"thread_ts": parent_ts, "reply_count": len(replies), "reply_users_count": len(authors)}
    parent |= {"reply_users": list(authors), "subscribed": False}
    if replies:
        parent["latest_reply"] = replies[-1]["ts"]
    replace(world, channel, parent, event=False)


def _mark_unread(world: World, channel: str, message: Json) -> None:
    place = world.state.channels[channel]
    words = "\n".join(_words(message))
    named = text.mentioned(words)
    everyone = any(f"<!{word}" in words for word in ("here", "channel", "everyone"))
    top = is_top_level(message)
    for user in place["members"]:
        if user in (message.get("user"), cast.BOT_USER):
            continue
        mention = place["is_im"] or user in named or everyone
        if not top and not mention:
            continue
        counts = world.state.unread.setdefault(user, {}).setdefault(channel, [0, 0])
        counts[0] += 1
        counts[1] += mention
        event = {"type": "unread", "channel": channel, "unread": counts[0], "mention_count": counts[1]}
        world.publish(event, to=[user])


def _words(node: Any) -> Iterator[str]:
    """Every text of a message, its blocks' included: Slack notifies whoever is named in any of them."""
    if isinstance(node, list):
        for one in node:
            yield from _words(one)
    elif isinstance(node, dict):
        if isinstance(node.get("text"), str) and node.get("type") != "plain_text":
            yield node["text"]
        for name in ("blocks", "text", "fields", "elements"):
            if isinstance(node.get(name), dict | list):
                yield from _words(node[name])


def add_ephemeral(world: World, channel: str, user: str, message: Json, *, thread_ts: str | None = None) -> Json:
    """Show a message to one person; it is kept in memory only, as in Slack."""
    message = {"type": "message", **message, "ts": world.next_ts(channel), "ephemeral": True, "is_ephemeral": True}
    if thread_ts is not None:
        message["thread_ts"] = thread_ts
    return show_ephemeral(world, channel, user, message)


def show_ephemeral(world: World, channel: str, user: str, message: Json) -> Json:
    """Show an ephemeral message that has its ts already (a new one, or one that replaces an old one)."""
    world.ephemerals.setdefault(user, {})[f"{channel}/{message['ts']}"] = message
    world.publish({"type": "ephemeral", "channel": channel, "message": message}, to=[user])
    return message


def drop_ephemeral(world: World, channel: str, user: str, ts: str) -> None:
    """Take an ephemeral message away."""
    if world.ephemerals.get(user, {}).pop(f"{channel}/{ts}", None) is not None:
        world.publish({"type": "ephemeral_deleted", "channel": channel, "ts": ts}, to=[user])


def set_reaction(world: World, channel: str, message: Json, *, user: str, name: str, on: bool) -> Json:
    """Add or take back one person's reaction. Raises already_reacted, no_reaction."""
    reactions = {r["name"]: list(r["users"]) for r in message.get("reactions", [])}
    users = reactions.setdefault(name, [])
    if on == (user in users):
        raise ApiError("already_reacted" if on else "no_reaction")
    reactions[name] = [*users, user] if on else [one for one in users if one != user]
    shown = [{"name": key, "users": value, "count": len(value)} for key, value in reactions.items() if value]
    new = {key: value for key, value in message.items() if key != "reactions"}
    if shown:
        new["reactions"] = shown
    replace(world, channel, new, event=False)
    events.reaction(world, channel, message, user, name, added=on)
    return new

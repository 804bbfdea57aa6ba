"""People writing, editing, deleting, reacting, joining and reading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from bot.sandbox import channels, events, files, messages
from bot.sandbox.errors import ApiError
from bot.sandbox.results import Result, done, refused
from bot.sandbox.text import clean

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]
TEXT_LIMIT = 40_000


def post(world: World, *, user: str, channel: str, text: str, thread_ts: str | None, attached: Sequence[str] = ()) -> Result:
    """Write a message, with files by their ids; the text is stored as Slack stores typed text."""
    text = clean(text)
    if not text.strip() and not attached:
        return refused("no_text")
    if len(text) > TEXT_LIMIT:
        return refused("msg_too_long")
    try:
        with world.change():
            place = channels.for_person(world, channel, user)
            if thread_ts is not None:
                thread_ts = _parent(world, place["id"], thread_ts)
            said = messages.said(world, user, world.typed.message(text))
            if attached:
                own = [_own(world, user, one) for one in attached]
                message = files.share(world, own, said, place["id"], thread_ts=thread_ts)
            else:
                message = messages.append(world, place["id"], said, thread_ts=thread_ts)
    except ApiError as error:
        return refused(error.code)
    return done(ts=message["ts"], message=message)


def upload(world: World, *, user: str, name: str, content: bytes) -> Result:
    """Bring a file into the workspace, where only its person sees it until it is posted or put into a form."""
    name = PurePosixPath(clean(name).replace("\\", "/")).name
    if user not in world.state.people:
        return refused("user_not_found")
    if not name or not content:
        return refused("invalid_arguments")
    try:
        with world.change():
            file = files.made(world, user=user, name=name, size=len(content))
            files.fill(world, file["id"], content)
    except ApiError as error:
        return refused(error.code)
    return done(file=file)


def _own(world: World, user: str, file_id: str) -> Json:
    file = files.whole(world, file_id)
    if file["user"] != user:
        raise ApiError("file_not_found")
    return file


def _parent(world: World, channel: str, ts: str) -> str:
    """The parent of the thread that `ts` belongs to."""
    message = world.state.messages.get(channel, {}).get(ts)
    if message is None:
        raise ApiError("thread_not_found")
    return str(message.get("thread_ts") or ts)


def edit(world: World, *, user: str, channel: str, ts: str, text: str) -> Result:
    """Edit one's own message."""
    if not text.strip():
        return refused("no_text")
    try:
        with world.change():
            place = channels.for_person(world, channel, user)
            message = messages.find(world, place["id"], ts)
            if message.get("user") != user or "client_msg_id" not in message:
                raise ApiError("cant_update_message")
            edited = {"user": user, "ts": f"{world.moment():.6f}"}
            new = message | {"text": world.typed.message(clean(text)), "edited": edited}
            messages.replace(world, place["id"], new)
    except ApiError as error:
        return refused(error.code)
    return done(message=new)


def delete(world: World, *, user: str, channel: str, ts: str) -> Result:
    """Delete one's own message."""
    try:
        with world.change():
            place = channels.for_person(world, channel, user)
            message = messages.find(world, place["id"], ts)
            if message.get("user") != user or "client_msg_id" not in message:
                raise ApiError("cant_delete_message")
            messages.remove(world, place["id"], ts)
    except ApiError as error:
        return refused(error.code)
    return done()


def react(world: World, *, user: str, channel: str, ts: str, name: str) -> Result:
    """Add a reaction; a second time takes it back."""
    try:
        with world.change():
            place = channels.for_person(world, channel, user)
            message = messages.find(world, place["id"], ts)
            there = any(r["name"] == name and user in r["users"] for r in message.get("reactions", []))
            messages.set_reaction(world, place["id"], message, user=user, name=name, on=not there)
    except ApiError as error:
        return refused(error.code)
    return done()


def join(world: World, *, user: str, channel: str, inviter: str | None) -> Result:
    """Join, or be brought in by `inviter`."""
    try:
        with world.change():
            place = channels.get(world, channel)
            if user not in world.state.people:
                raise ApiError("user_not_found")
            if user in place["members"] or place["is_im"]:
                raise ApiError("already_in_channel")
            world.state.channels[channel] = place | {"members": [*place["members"], user]}
            said = {"subtype": "channel_join", "user": user, "text": f"<@{user}> has joined the channel"}
            messages.append(world, channel, said | ({"inviter": inviter} if inviter else {}))
            events.joined(world, channel, user, inviter)
            world.publish({"type": "channels"})
    except ApiError as error:
        return refused(error.code)
    return done()


def leave(world: World, *, user: str, channel: str) -> Result:
    """Leave, or be taken out."""
    try:
        with world.change():
            place = channels.get(world, channel)
            if user not in place["members"]:
                raise ApiError("not_in_channel")
            world.state.channels[channel] = place | {"members": [one for one in place["members"] if one != user]}
            world.publish({"type": "channels"})
    except ApiError as error:
        return refused(error.code)
    return done()


def read(world: World, *, user: str, channel: str) -> Result:
    """Forget the unread marks."""
    with world.change():
        counts = world.state.unread.get(user, {})
        if counts.pop(channel, None):
            world.publish({"type": "unread", "channel": channel, "unread": 0, "mention_count": 0}, to=[user])
    return done()


def open_dm(world: World, *, user: str, other: str) -> Result:
    """Open the DM of two people, or of a person and the app."""
    if not {user, other} <= world.state.people.keys() or user == other:
        return refused("user_not_found")
    with world.change():
        return done(channel=channels.open_im(world, user, other)["id"])

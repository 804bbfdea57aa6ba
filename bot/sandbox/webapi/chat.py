"""chat.*: limits and errors from https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours."""

from __future__ import annotations

from typing import Any

from bot.sandbox import cast, channels, messages, responses
from bot.sandbox.blockkit import surfaces
from bot.sandbox.errors import ApiError, invalid_blocks
from bot.sandbox.text import unescape
from bot.sandbox.webapi import rates
from bot.sandbox.webapi.calls import Call

Json = dict[str, Any]
TEXT_LIMIT = 40_000
UPDATE_LIMIT = 4_000
SPLIT_OVER = 4_040  # Longer plain text becomes several messages of up to 4,000 characters.
_ATTACHMENTS = 100
_STYLES = ("username", "icon_emoji", "icon_url")


def post_message(call: Call) -> Json:
    """chat.postMessage."""
    world = call.world
    channel = channels.for_app(world, call.channel())
    rates.take_message(world, channel["id"])
    content = _content(call)
    thread_ts = thread_of(call, channel["id"])
    if any(call.args.get(style) for style in _STYLES):
        call.needs("chat:write.customize")
    if metadata := _metadata(call):
        content["metadata"] = metadata
    broadcast = call.flag("reply_broadcast") and thread_ts is not None
    posted = [
        messages.append(world, channel["id"], responses.from_app() | part, thread_ts=thread_ts, broadcast=broadcast)
        for part in _split(content)
    ]
    return {"channel": channel["id"], "ts": posted[0]["ts"], "message": posted[0]}


def update(call: Call) -> Json:
    """chat.update. Blocks and attachments that are not given stay; an empty list takes them away."""
    world = call.world
    channel = channels.for_app(world, call.channel())
    before = messages.find(world, channel["id"], call.text("ts"))
    if before.get("bot_id") != cast.BOT_ID or before.get("subtype") == "tombstone":
        raise ApiError("cant_update_message")
    kept = before if call.args.get("text") is None else {**before, "text": ""}
    given = _content(call, kept=kept, limit=UPDATE_LIMIT)
    message = {name: value for name, value in before.items() if name not in ("blocks", "attachments")} | given
    if metadata := _metadata(call):
        message["metadata"] = metadata
    if not message.get("blocks"):
        message["edited"] = {"user": cast.BOT_ID, "ts": f"{world.moment():.6f}"}
    messages.replace(world, channel["id"], message)
    return {"channel": channel["id"], "ts": message["ts"], "text": message["text"], "message": message}


def delete(call: Call) -> Json:
    """chat.delete: the app's own messages."""
    world = call.world
    channel = channels.for_app(world, call.channel())
    message = messages.find(world, channel["id"], call.text("ts"))
    if message.get("bot_id") != cast.BOT_ID:
        raise ApiError("cant_delete_message")
    messages.remove(world, channel["id"], message["ts"])
    return {"channel": channel["id"], "ts": message["ts"]}


def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral: the person must be in the channel."""
    world = call.world
    channel = channels.for_app(world, call.channel())
    user = call.text("user")
    if user not in world.state.people:
        raise ApiError("user_not_found")
    if user not in channel["members"]:
        raise ApiError("user_not_in_channel")
    content = responses.from_app() | _content(call)
    message = messages.add_ephemeral(world, channel["id"], user, content, thread_ts=thread_of(call, channel["id"]))
    return {"message_ts": message["ts"]}


def get_permalink(call: Call) -> Json:
    """chat.getPermalink."""
    world = call.world
    channel = channels.visible_to_app(world, call.channel())
    message = messages.find(world, channel["id"], call.text("message_ts"))
    link = f"{world.base_url}/archives/{channel['id']}/p{message['ts'].replace('.', '')}"
    thread_ts = message.get("thread_ts")
    if thread_ts and thread_ts != message["ts"]:
        link += f"?thread_ts={thread_ts}&cid={channel['id']}"
    return {"channel": channel["id"], "permalink": link}


def _content(call: Call, *, kept: Json | None = None, limit: int = TEXT_LIMIT) -> Json:
    """text, blocks and attachments, checked; `kept` supplies what an update leaves out. Raises no_text and so on."""
    text = call.maybe_text("text")
    if text and (call.flag("link_names") or call.maybe_text("parse") == "full"):
        # Slack then treats the text as typed by a person: what merely looks like a mention becomes one.
        text = call.world.typed.message(unescape(text))
    content: Json = {"text": text if text is not None else (kept or {}).get("text", "")}
    if len(content["text"]) > limit:
        raise ApiError("msg_too_long")
    blocks, attachments = call.json("blocks"), call.json("attachments")
    if blocks is not None:
        content["blocks"] = _checked_blocks(blocks)
    elif kept and kept.get("blocks"):
        content["blocks"] = kept["blocks"]
    if attachments is not None:
        content["attachments"] = _checked_attachments(attachments)
    elif kept and kept.get("attachments"):
        content["attachments"] = kept["attachments"]
    content = {name: value for name, value in content.items() if value or name == "text"}
    if content == {"text": ""}:
        raise ApiError("no_text")
    return content


def _checked_blocks(blocks: Any) -> list[Json]:
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    if problems := surfaces.check_message(blocks):
        raise invalid_blocks(problems)
    return surfaces.fill(blocks)


def _checked_attachments(attachments: Any) -> list[Json]:
    if not isinstance(attachments, list) or not all(isinstance(one, dict) for one in attachments):
        raise ApiError("invalid_attachments")
    if len(attachments) > _ATTACHMENTS:
        raise ApiError("too_many_attachments")
    for index, one in enumerate(attachments):
        if problems := surfaces.check_message(one.get("blocks") or [], at=f"/attachments/{index}/blocks"):
            raise invalid_blocks(problems)
        surfaces.fill(one.get("blocks") or [])
    return attachments


def _metadata(call: Call) -> Json | None:
    metadata = call.json("metadata")
    if metadata is None or metadata == {}:
        return None
    wrong = (
        not isinstance(metadata, dict)
        or metadata.keys() - {"event_type", "event_payload", "entities"}
        or not isinstance(metadata.get("event_type"), str)
        or not isinstance(metadata.get("event_payload"), dict)
    )
    if wrong:
        raise ApiError("invalid_metadata_format")
    return metadata


def thread_of(call: Call, channel: str) -> str | None:
    """The parent a reply goes to. A reply's own ts is refused: Slack would lose the message in a thread nobody sees."""
    thread_ts = call.maybe_text("thread_ts")
    if thread_ts is None:
        return None
    parent = call.world.state.messages.get(channel, {}).get(thread_ts)
    if parent is None:
        raise ApiError("thread_not_found")
    if parent.get("thread_ts") not in (None, thread_ts):
        raise ApiError("cannot_reply_to_message")
    return thread_ts


def _split(content: Json) -> list[Json]:
    text = content["text"]
    if len(text) <= SPLIT_OVER or content.get("blocks"):
        return [content]
    parts = [text[start : start + UPDATE_LIMIT] for start in range(0, len(text), UPDATE_LIMIT)]
    return [content | {"text": part} for part in parts]

"""Uploads in three steps. Source: https://docs.slack.dev/messaging/working-with-files#uploading_files"""

from __future__ import annotations

import base64
import mimetypes
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from bot.sandbox import cast, channels, ids, messages, responses
from bot.sandbox.errors import ApiError
from bot.sandbox.webapi import chat
from bot.sandbox.webapi.calls import Call

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    world = call.world
    name = call.text("filename")
    try:
        length = int(call.text("length"))
    except ValueError:
        length = 0
    if length <= 0:
        raise ApiError("invalid_arguments")
    file_id = ids.new_id("F0")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    world.state.files[file_id] = {
        "id": file_id,
        "created": int(world.moment()),
        "timestamp": int(world.moment()),
        "name": name,
        "title": name,
        "mimetype": kind,
        "filetype": PurePath(name).suffix.lstrip(".") or "binary",
        "user": cast.BOT_USER,
        "size": length,
        "mode": "hosted",
        "is_public": False,
        "alt_txt": call.maybe_text("alt_txt") or "",
        "url_private": f"{world.base_url}/sandbox/api/files/{file_id}",
        "url_private_download": f"{world.base_url}/sandbox/api/files/{file_id}?download=1",
        "permalink": f"{world.base_url}/sandbox/api/files/{file_id}",
    }
    return {"upload_url": f"{world.base_url}/upload/v1/{file_id}", "file_id": file_id}


def receive(world: World, file_id: str, content: bytes) -> None:
    """The POST to an upload_url. Raises file_not_found, or invalid_file_length where the announced size differs."""
    with world.change():
        file = world.state.files.get(file_id)
        if file is None:
            raise ApiError("file_not_found", status=404)
        if len(content) != file["size"]:
            raise ApiError("invalid_file_length", status=400)
        world.state.contents[file_id] = base64.b64encode(content).decode()


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: shares the files in one message where a channel is named."""
    world = call.world
    given = call.json("files")
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) and one.get("id") for one in given):
        raise ApiError("invalid_arguments")
    files = []
    for one in given:
        file = world.state.files.get(one["id"])
        if file is None or one["id"] not in world.state.contents:
            raise ApiError("file_not_found")
        files.append(file | {"title": one.get("title") or file["name"]})
    for file in files:
        world.state.files[file["id"]] = file
    named = call.maybe_text("channel_id") or call.maybe_text("channels")
    for channel_id in (named or "").split(",") if named else []:
        channel = channels.for_app(world, channel_id)
        thread_ts = chat.thread_of(call, channel["id"])
        shared = {"text": call.maybe_text("initial_comment") or "", "files": files, "upload": False}
        messages.append(world, channel["id"], responses.from_app() | shared, thread_ts=thread_ts)
    return {"files": files}


def info(call: Call) -> Json:
    """files.info."""
    file = call.world.state.files.get(call.maybe_text("file") or "")
    if file is None:
        raise ApiError("file_not_found")
    return {"file": file}

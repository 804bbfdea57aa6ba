"""files.*: uploads in three steps, what a file is, and taking it away.

Sources: https://docs.slack.dev/messaging/working-with-files#uploading_files and the methods' own pages.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox import cast, channels, files, responses
from bot.sandbox.errors import ApiError
from bot.sandbox.webapi import chat
from bot.sandbox.webapi.calls import Call

Json = dict[str, Any]
ALT_TEXT = 1_000


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    try:
        length = int(call.text("length"))
    except ValueError:
        length = 0
    if length <= 0:
        raise ApiError("invalid_arguments")
    alt = call.maybe_text("alt_txt") or ""
    if len(alt) > ALT_TEXT:
        raise ApiError("alt_txt_too_large")
    file = files.made(call.world, user=cast.BOT_USER, name=call.text("filename"), size=length, alt=alt)
    return {"upload_url": f"{call.world.base_url}/upload/v1/{file['id']}", "file_id": file["id"]}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal: shares the files in one message where a channel is named."""
    world = call.world
    given = call.json("files")
    if not isinstance(given, list) or not given or not all(isinstance(one, dict) and one.get("id") for one in given):
        raise ApiError("invalid_arguments")
    found = []
    for one in given:
        file = files.whole(world, one["id"])
        if file["user"] != cast.BOT_USER:
            raise ApiError("file_not_found")
        found.append(file | {"title": one.get("title") or file["name"]})
    named = call.maybe_text("channel_id") or call.maybe_text("channels") or ""
    # Where one of the channels is refused, the file goes into none.
    places = [channels.for_app(world, one) for one in named.split(",") if one]
    threads = [chat.thread_of(call, one["id"]) for one in places]
    said = responses.from_app() | {"text": call.maybe_text("initial_comment") or ""}
    for file in found:
        world.state.files[file["id"]] = file
    for place, thread_ts in zip(places, threads, strict=True):
        files.share(world, [world.state.files[file["id"]] for file in found], said, place["id"], thread_ts=thread_ts)
    return {"files": [{"id": file["id"], "title": file["title"]} for file in found]}


def info(call: Call) -> Json:
    """files.info."""
    return {"file": files.outward(_visible(call)), "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(call: Call) -> Json:
    """files.delete: the app's own."""
    file = _visible(call)
    if file["user"] != cast.BOT_USER:
        raise ApiError("cant_delete_file")
    files.remove(call.world, file)
    return {}


def _visible(call: Call) -> Json:
    file = files.whole(call.world, call.maybe_text("file"))
    if not files.visible_to_app(call.world, file):
        raise ApiError("file_not_found")
    return file

"""Files of the workspace: what they are called, who has put them where, and how they are handed out.

Sources: https://docs.slack.dev/reference/objects/file-object, https://docs.slack.dev/messaging/working-with-files
"""

from __future__ import annotations

import base64
import mimetypes
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bot.sandbox import cast, events, ids, messages
from bot.sandbox.errors import ApiError

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]
INPUT_BYTES = 10 * 1024 * 1024  # https://docs.slack.dev/reference/block-kit/block-elements/file-input-element
PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
_KINDS = {"txt": "text", "jpeg": "jpg", "htm": "html"}
_TYPES = {".ics": "text/calendar", ".opml": "text/x-opml", ".md": "text/markdown"}


def made(world: World, *, user: str, name: str, size: int, alt: str = "") -> Json:
    """A new file without its content. Raises file_upload_size_restricted."""
    if size > world.strictness.file_bytes:
        raise ApiError("file_upload_size_restricted")
    file_id, now = ids.new_id("F0"), int(world.moment())
    ending = PurePosixPath(name).suffix.lower()
    kind = ending.lstrip(".")
    place = f"{world.base_url}/files-pri/{cast.TEAM['id']}-{file_id}"
    file = {
        "id": file_id, "created": now, "timestamp": now, "name": name, "title": name,
        "mimetype": _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream",
        "filetype": _KINDS.get(kind, kind) or "binary", "pretty_type": kind.upper() or "Binary", "user": user,
        "user_team": cast.TEAM["id"], "editable": False, "size": size, "mode": "hosted", "is_external": False,
        "external_type": "", "is_public": False, "public_url_shared": False, "display_as_bot": False, "username": "",
        "alt_txt": alt, "url_private": f"{place}/{quote(name, safe='')}",
        "url_private_download": f"{place}/download/{quote(name, safe='')}",
        "permalink": f"{world.base_url}/files/{user}/{file_id}/{quote(name, safe='')}", "has_rich_preview": False,
        "file_access": "visible", "channels": [], "groups": [], "ims": [],
    }  # fmt: skip
    world.state.files[file_id] = file
    return file


def fill(world: World, file_id: str, content: bytes) -> None:
    """The bytes of a file that was announced. Raises file_not_found, or invalid_file_length where the size differs."""
    file = world.state.files.get(file_id)
    if file is None or file_id in world.state.contents:
        raise ApiError("file_not_found", status=404)
    if len(content) != file["size"]:
        raise ApiError("invalid_file_length", status=400)
    world.state.contents[file_id] = base64.b64encode(content).decode()


def content(world: World, file_id: str) -> bytes | None:
    """The bytes, None where there are none (any more)."""
    kept = world.state.contents.get(file_id)
    return None if kept is None else base64.b64decode(kept)


def whole(world: World, file_id: Any) -> Json:
    """A file that is there with its content. Raises file_not_found."""
    file = world.state.files.get(file_id) if isinstance(file_id, str) else None
    if file is None or file_id not in world.state.contents:
        raise ApiError("file_not_found")
    return file


def share(world: World, files: list[Json], said: Json, channel: str, *, thread_ts: str | None = None) -> Json:
    """One message with these files in a channel, words and author of which are in `said`."""
    kind = {"im": "ims", "group": "groups", "channel": "channels"}[events.kind_of(world.state.channels[channel])]
    shared = []
    for file in files:
        now_in = sorted({*file[kind], channel})
        file = file | {kind: now_in, "is_public": file["is_public"] or kind == "channels"}
        world.state.files[file["id"]] = file
        shared.append(file)
    message = {"subtype": "file_share", "upload": False, "display_as_bot": False, **said, "files": shared}
    return messages.append(world, channel, message, thread_ts=thread_ts)


def hand_to_app(world: World, file: Json) -> None:
    """Lets the app have a file that a person put into one of its forms."""
    world.state.files[file["id"]] = whole(world, file["id"]) | {"handed_to_app": True}


def visible_to_app(world: World, file: Json) -> bool:
    """The app sees its own files, those in a conversation it is in, and those put into its forms."""
    if file["user"] == cast.BOT_USER or file.get("handed_to_app"):
        return True
    places = [world.state.channels.get(one) for one in (*file["channels"], *file["groups"], *file["ims"])]
    return any(place and cast.BOT_USER in place["members"] for place in places)


def outward(file: Json) -> Json:
    """A file as payloads and answers show it."""
    return {name: value for name, value in file.items() if name != "handed_to_app"}


def remove(world: World, file: Json) -> None:
    """Takes the file away; the messages it stood in keep a mark of it, as in Slack."""
    gone = {"id": file["id"], "mode": "tombstone"}
    world.state.contents.pop(file["id"], None)
    world.state.files.pop(file["id"], None)
    for channel in (*file["channels"], *file["groups"], *file["ims"]):
        for message in list(world.state.messages.get(channel, {}).values()):
            if any(one["id"] == file["id"] for one in message.get("files", [])):
                left = [gone if one["id"] == file["id"] else one for one in message["files"]]
                messages.replace(world, channel, message | {"files": left})


def is_picture(file: Json, held: bytes) -> bool:
    """Whether a browser may show it in place: a PNG or JPEG by name and by its first bytes."""
    mark = PICTURES.get(file["mimetype"])
    return mark is not None and held.startswith(mark)


def headers(file: Json, *, inline: bool) -> dict[str, str]:
    """What goes with the bytes: nothing of a file is ever run or shown as a page."""
    way = "inline" if inline else "attachment"
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\;' else "_" for c in file["name"])
    return {
        "content-disposition": f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(file['name'], safe='')}",
        "x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
    }  # fmt: skip

"""response_url: five answers in thirty minutes, without a token.

Source: https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.sandbox import cast, channels, ids, messages
from bot.sandbox.blockkit import surfaces
from bot.sandbox.errors import ApiError, invalid_blocks
from bot.sandbox.strictness import Strictness

if TYPE_CHECKING:
    from bot.sandbox.world import World

Json = dict[str, Any]
_KEPT = 5000
TEXT_LIMIT = 40_000


@dataclass
class Place:
    """Where an answer goes: the channel, the person, and the message the interaction came from, if any."""

    channel: str
    user: str
    at: float
    message_ts: str | None = None
    ephemeral: bool = False
    uses: int = 0


class ResponseUrls:
    """The URLs handed out, by their token; the oldest are forgotten first."""

    def __init__(self, *, clock: Callable[[], float]):
        self._clock = clock
        self._places: dict[str, Place] = {}

    def issue(self, channel: str, user: str, *, message_ts: str | None = None, ephemeral: bool = False) -> str:
        """The path of a new response_url."""
        token = ids.new_token()
        self._places[token] = Place(channel, user, self._clock(), message_ts, ephemeral)
        while len(self._places) > _KEPT:
            self._places.pop(next(iter(self._places)))
        return f"/actions/{cast.TEAM['id']}/{token}"

    def use(self, token: str, *, strictness: Strictness) -> Place:
        """The place, with one use fewer left. Raises expired_url and used_url, both with status 404."""
        place = self._places.get(token)
        if place is None or self._clock() - place.at > strictness.response_url_seconds:
            raise ApiError("expired_url", status=404)
        if place.uses >= strictness.response_url_uses:
            raise ApiError("used_url", status=404)
        place.uses += 1
        return place


def answer(world: World, token: str, body: Json) -> None:
    """Do what a POST to a response_url asks for. Raises ApiError."""
    with world.change():
        place = world.responses.use(token, strictness=world.strictness)
        respond(world, place, body)


def respond(world: World, place: Place, body: Json) -> None:
    """Show the app's answer: in the channel, to one person, or in place of the original message."""
    original = place.message_ts
    if body.get("delete_original") and original:
        _delete(world, place)
        return
    content = _content(body)
    if body.get("replace_original") and original:
        _replace(world, place, content)
        return
    thread_ts = body.get("thread_ts") or None
    if thread_ts is not None and thread_ts not in world.state.messages.get(place.channel, {}):
        raise ApiError("thread_not_found", status=400)
    if body.get("response_type", "ephemeral") == "in_channel":
        channel = channels.get(world, place.channel)
        if channel["is_archived"]:
            raise ApiError("is_archived")
        messages.append(world, place.channel, from_app() | content, thread_ts=thread_ts)
    else:
        messages.add_ephemeral(world, place.channel, place.user, from_app() | content, thread_ts=thread_ts)


def from_app() -> Json:
    """The author fields of the app's messages."""
    return {
        "user": cast.BOT_USER,
        "bot_id": cast.BOT_ID,
        "app_id": cast.APP_ID,
        "team": cast.TEAM["id"],
        "bot_profile": {
            "id": cast.BOT_ID,
            "app_id": cast.APP_ID,
            "user_id": cast.BOT_USER,
            "name": "Pressdesk",
            "team_id": cast.TEAM["id"],
            "deleted": False,
        },
    }


def _content(body: Json) -> Json:
    text, blocks = body.get("text") or "", body.get("blocks")
    if not isinstance(text, str):
        raise ApiError("invalid_payload", status=400)
    if not text and not blocks and not body.get("attachments"):
        raise ApiError("no_text", status=400)
    if len(text) > TEXT_LIMIT:
        raise ApiError("msg_too_long", status=400)
    content: Json = {"text": text}
    if blocks:
        if problems := surfaces.check_message(blocks):
            error = invalid_blocks(problems)
            error.status = 400
            raise error
        content["blocks"] = surfaces.fill(blocks)
    if body.get("attachments"):
        content["attachments"] = body["attachments"]
    return content


def _delete(world: World, place: Place) -> None:
    assert place.message_ts is not None
    if place.ephemeral:
        messages.drop_ephemeral(world, place.channel, place.user, place.message_ts)
    elif place.message_ts in world.state.messages.get(place.channel, {}):
        messages.remove(world, place.channel, place.message_ts)


def _replace(world: World, place: Place, content: Json) -> None:
    assert place.message_ts is not None
    if place.ephemeral:
        shown = {"type": "message", **from_app(), **content, "ts": place.message_ts}
        shown |= {"ephemeral": True, "is_ephemeral": True}
        messages.show_ephemeral(world, place.channel, place.user, shown)
        return
    before = messages.find(world, place.channel, place.message_ts)
    kept = {name: value for name, value in before.items() if name not in ("blocks", "attachments")}
    messages.replace(world, place.channel, kept | content)

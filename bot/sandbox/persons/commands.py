"""Slash commands. Source: https://docs.slack.dev/interactivity/implementing-slash-commands"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox import channels, payloads, responses
from bot.sandbox.errors import ApiError
from bot.sandbox.persons.acknowledgements import failure
from bot.sandbox.results import Result, done, refused
from bot.sandbox.text import clean, escape

if TYPE_CHECKING:
    from bot.sandbox.world import World


def run(world: World, *, user: str, channel: str, command: str, text: str) -> Result:
    """Send the command and show what the app answers in its acknowledgement."""
    registered = _registered(world, command)
    if registered is None:
        return refused("unknown_command")
    text = clean(text).strip()
    escaped = world.typed.command(text) if registered.get("should_escape") else escape(text)
    try:
        with world.change():
            place = channels.for_person(world, channel, user)
            payload = payloads.command(world, user=user, channel=place, command=command, text=escaped)
    except ApiError as error:
        return refused(error.code)
    reply = world.courier.ask("slash_commands", payload, accepts_body=True)
    if error_name := failure(reply):
        return refused(error_name)
    assert reply is not None
    body = {"text": reply[1]} if isinstance(reply[1], str) else reply[1]
    if body and (body.get("text") or body.get("blocks")):
        try:
            with world.change():
                responses.respond(world, responses.Place(channel, user, world.clock()), body)
        except ApiError as error:
            return refused(error.code, response=body)
    return done(response=body)


def _registered(world: World, command: str) -> dict[str, Any] | None:
    commands = world.state.manifest.get("features", {}).get("slash_commands", [])
    return next((one for one in commands if one["command"] == command), None)

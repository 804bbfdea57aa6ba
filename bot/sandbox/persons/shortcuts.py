"""Global and message shortcuts. Source: https://docs.slack.dev/interactivity/implementing-shortcuts"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import channels, messages, payloads
from bot.sandbox.errors import ApiError
from bot.sandbox.persons.acknowledgements import failure
from bot.sandbox.results import Result, done, refused

if TYPE_CHECKING:
    from bot.sandbox.world import World


def run(
    world: World,
    *,
    user: str,
    callback_id: str,
    channel: str | None,
    message_ts: str | None,
    thread_ts: str | None,
) -> Result:
    """Run a shortcut: on the message where one is named, else a global one."""
    kind = "message" if message_ts else "global"
    shortcuts = world.state.manifest.get("features", {}).get("shortcuts", [])
    if not any(one["callback_id"] == callback_id and one["type"] == kind for one in shortcuts):
        return refused("unknown_shortcut")
    try:
        with world.change():
            if message_ts is None:
                payload = payloads.global_shortcut(world, user=user, callback_id=callback_id)
            else:
                place = channels.for_person(world, channel or "", user)
                message = messages.find(world, place["id"], message_ts)
                if thread_ts is not None and message.get("thread_ts") != thread_ts:
                    raise ApiError("message_not_found")
                payload = payloads.message_shortcut(world, user=user, callback_id=callback_id, channel=place, message=message)
    except ApiError as error:
        return refused(error.code)
    error_name = failure(world.courier.ask("interactive", payload, accepts_body=False))
    return refused(error_name) if error_name else done()

"""reactions.add and reactions.remove."""

import re
from typing import Any

from bot.sandbox import cast, channels, messages
from bot.sandbox.errors import ApiError
from bot.sandbox.webapi.calls import Call

Json = dict[str, Any]
_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def add(call: Call) -> Json:
    """reactions.add."""
    return _react(call, on=True)


def remove(call: Call) -> Json:
    """reactions.remove."""
    return _react(call, on=False)


def _react(call: Call, *, on: bool) -> Json:
    name = (call.maybe_text("name") or "").strip(":")
    if not _NAME.fullmatch(name):
        raise ApiError("invalid_name")
    channel = channels.for_app(call.world, call.channel())
    message = messages.find(call.world, channel["id"], call.text("timestamp"))
    messages.set_reaction(call.world, channel["id"], message, user=cast.BOT_USER, name=name, on=on)
    return {}

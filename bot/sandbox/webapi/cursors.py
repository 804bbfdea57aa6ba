"""Pages of a list. Source: https://docs.slack.dev/apis/web-api/pagination"""

import base64
import binascii
from typing import TypeVar

from bot.sandbox.errors import ApiError
from bot.sandbox.webapi.calls import Call

Item = TypeVar("Item")


def page(call: Call, items: list[Item], *, default: int) -> tuple[list[Item], str]:
    """The page that `limit` and `cursor` ask for, and the next cursor (empty at the end). Raises invalid_cursor."""
    limit = call.number("limit", default=default, most=1000)
    start = _start(call.maybe_text("cursor"))
    end = start + limit
    return items[start:end], base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
        if word == "next":
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise ApiError("invalid_cursor")

"""The rich_text block Slack adds to what a person wrote."""

import re
from typing import Any

from bot.sandbox.text import unescape

_TOKEN = re.compile(r"<([^<>]+)>")


def blocks_of(text: str) -> list[dict[str, Any]]:
    """Stored text (escaped, with ``<@U…>`` and links) as one rich_text block."""
    parts: list[dict[str, Any]] = []
    end = 0
    for match in _TOKEN.finditer(text):
        _add_text(parts, text[end : match.start()])
        parts.append(_part(match[1]))
        end = match.end()
    _add_text(parts, text[end:])
    section = {"type": "rich_text_section", "elements": parts}
    return [{"type": "rich_text", "block_id": "said", "elements": [section]}]


def _add_text(parts: list[dict[str, Any]], text: str) -> None:
    if text:
        parts.append({"type": "text", "text": unescape(text)})


def _part(inside: str) -> dict[str, Any]:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    link = {"type": "link", "url": unescape(target)}
    return link | {"text": unescape(label)} if label else link
